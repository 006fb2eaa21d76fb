import type { ItemsView } from "../../../bindings/ItemsView";
import type { PolicyAnalysis } from "../../../bindings/PolicyAnalysis";

/** What the policy itself speaks of: what is worth asking about. */
export interface Suggestions {
  principals: string[];
  actions: string[];
  resources: string[];
  /** Condition keys with the values that they are compared with. */
  keys: ReadonlyMap<string, string[]>;
}

/** More than these nobody looks through. */
const MOST = 200;

export function suggestionsOf(analysis: PolicyAnalysis | null): Suggestions {
  const statements = analysis?.statements ?? [];
  const each = (part: (statement: (typeof statements)[number]) => ItemsView | null) => {
    const values = statements.flatMap((statement) => part(statement)?.items.map(({ value }) => value) ?? []);
    return [...new Set(values)].slice(0, MOST);
  };
  const keys = new Map<string, string[]>();
  for (const { key, values } of statements.flatMap(({ conditions }) => conditions)) {
    // A key is the same in capitals and small letters; the first spelling stays.
    const known = [...keys.keys()].find((name) => name.toLowerCase() === key.toLowerCase()) ?? key;
    keys.set(known, [...new Set([...(keys.get(known) ?? []), ...values])].slice(0, MOST));
  }
  return {
    principals: each(({ principals }) => principals),
    // A question is about one action; patterns are found by searching.
    actions: each(({ actions }) => actions).filter((action) => !/[*?]/.test(action)),
    resources: each(({ resources }) => resources),
    keys,
  };
}

export const valuesOf = ({ keys }: Suggestions, key: string): string[] =>
  [...keys].find(([name]) => name.toLowerCase() === key.trim().toLowerCase())?.[1] ?? [];
