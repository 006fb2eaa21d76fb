import type { ActionView } from "../../../bindings/ActionView";

/** The names of levels; a task's group is called otherwise. */
const order = ["List", "Read", "Write", "Tagging", "Permissions management"];

/** Whether a group is what a task takes: `To pull image`. */
export const isTask = (group: string): boolean => group.startsWith("To ");

/** What a task takes; then the other actions under their access levels, the harmless ones first. */
export function byLevel(actions: readonly ActionView[]): [string, ActionView[]][] {
  const groups = new Map<string, ActionView[]>();
  for (const action of actions) {
    const group = action.task === null ? action.level : `To ${action.task}`;
    groups.set(group, [...(groups.get(group) ?? []), action]);
  }
  const rank = (group: string) => order.indexOf(group) + (isTask(group) ? 0 : order.length + 1);
  const unknown = (group: string) => !isTask(group) && !order.includes(group);
  return [...groups].sort(([a], [b]) => Number(unknown(a)) - Number(unknown(b)) || rank(a) - rank(b));
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
