import type { ActionView } from "../../../bindings/ActionView";

const order = ["List", "Read", "Write", "Tagging", "Permissions management"];

/** The actions under their access levels, the harmless ones first. */
export function byLevel(actions: readonly ActionView[]): [string, ActionView[]][] {
  const levels = new Map<string, ActionView[]>();
  for (const action of actions) levels.set(action.level, [...(levels.get(action.level) ?? []), action]);
  const rank = (level: string) => (order.indexOf(level) + order.length + 1) % (order.length + 1);
  return [...levels].sort(([a], [b]) => rank(a) - rank(b));
}

/** First wildcards for the chosen actions, to be changed: what names with the same first word have in common. */
export function firstWildcards(names: readonly string[]): string[] {
  const starts = new Map<string, string>();
  for (const full of names) {
    const verb = /^[^:]*:[A-Z][a-z]*/.exec(full)?.[0] ?? full;
    const known = starts.get(verb);
    starts.set(verb, known === undefined ? full : commonStart(known, full));
  }
  return [...starts.values()].map((start) => `${start}*`);
}

function commonStart(a: string, b: string): string {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length += 1;
  return a.slice(0, length);
}

/** What the chosen actions need besides, and nobody has asked for yet. */
export const neededToo = (chosen: readonly ActionView[], present: readonly string[]): string[] => {
  const have = new Set([...chosen.map(({ name }) => name), ...present].map((name) => name.toLowerCase()));
  return [...new Set(chosen.flatMap(({ dependent }) => dependent))].filter(
    (name) => !have.has(name.toLowerCase()),
  );
};
