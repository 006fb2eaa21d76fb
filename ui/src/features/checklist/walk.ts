const STORED = "gatehouse.checklist.walk";

const LIST = "gatehouse.checklist.list";

/** In which order somebody goes from finding to finding: as the list showed them from which they came. */
export function rememberWalk(keys: readonly string[]): void {
  window.sessionStorage.setItem(STORED, JSON.stringify(keys));
  window.sessionStorage.setItem(LIST, window.location.hash);
}

/** The list that somebody came from, as it was filtered. */
export function lastList(): string {
  const last = window.sessionStorage.getItem(LIST) ?? "";
  return /^#\/checklist(\?|$)/.test(last) ? last : "#/checklist";
}

function remembered(): readonly string[] {
  try {
    const stored = JSON.parse(window.sessionStorage.getItem(STORED) ?? "[]");
    return Array.isArray(stored) ? stored.map(String) : [];
  } catch {
    return [];
  }
}

export interface Walk {
  /** Its number, from 1; none where it stands in no list. */
  at: number | null;
  of: number;
  before: string | null;
  after: string | null;
}

/** Where a finding stands in the list that it was reached from, or in all of them. */
export function walkFrom(key: string, all: readonly string[]): Walk {
  const last = remembered();
  const order = last.includes(key) ? last : all;
  const at = order.indexOf(key);
  if (at < 0) return { at: null, of: order.length, before: null, after: order[0] ?? null };
  return { at: at + 1, of: order.length, before: order[at - 1] ?? null, after: order[at + 1] ?? null };
}
