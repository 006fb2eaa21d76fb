/** Statements and the names by which the window tells them apart while the text changes under it. */
export interface Known {
  texts: readonly string[];
  ids: readonly string[];
  next: number;
}

export const nothingKnown: Known = { texts: [], ids: [], next: 0 };

/**
 * Carries the names over to the new texts: a statement that only moved keeps its own, and so does one that changed
 * in its place. So an opened card stays open, and the focus stays in it.
 */
export function carryOver(known: Known, texts: readonly string[]): Known {
  if (texts.length === known.texts.length && texts.every((text, at) => text === known.texts[at]))
    return known;
  const before = known.texts;
  const ids: (string | undefined)[] = new Array(texts.length).fill(undefined);
  const free = new Map<string, string[]>();
  before.forEach((text, at) => {
    const id = known.ids[at] ?? "";
    if (texts[at] === text) ids[at] = id;
    else free.set(text, [...(free.get(text) ?? []), id]);
  });
  texts.forEach((text, at) => {
    ids[at] ??= free.get(text)?.shift();
  });
  // What changed in its place: nothing came or went, so the same place is the same statement.
  const taken = new Set(ids);
  if (before.length === texts.length)
    texts.forEach((_, at) => {
      const id = known.ids[at];
      if (ids[at] === undefined && id !== undefined && !taken.has(id)) ids[at] = id;
    });
  let next = known.next;
  for (let at = 0; at < ids.length; at += 1) {
    if (ids[at] !== undefined) continue;
    ids[at] = `statement-${next}`;
    next += 1;
  }
  return { texts, ids: ids as string[], next };
}
