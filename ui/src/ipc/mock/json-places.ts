import type { PlaceView } from "../../bindings/PlaceView";

/** A JSON value that knows where it stands; enough of a reader for the mocked account. */
export type Placed = PlaceView &
  (
    | { is: "object"; members: { key: Placed & { is: "string" }; value: Placed }[] }
    | { is: "array"; items: Placed[] }
    | { is: "string"; value: string }
    | { is: "other"; value: string }
  );

export class Broken extends Error {
  constructor(
    message: string,
    readonly at: number,
  ) {
    super(message);
  }
}

const DEEPEST = 200;

export function readPlaces(text: string): Placed {
  let at = text.startsWith("\ufeff") ? 1 : 0;

  const skip = () => {
    while (" \t\r\n".includes(text[at] ?? "x")) at += 1;
  };
  const expect = (token: string) => {
    skip();
    if (text[at] !== token) throw new Broken(`Here a ${token} is missing.`, at);
    at += 1;
  };
  const comes = (token: string) => {
    skip();
    if (text[at] !== token) return false;
    at += 1;
    return true;
  };

  const string = (): Placed & { is: "string" } => {
    skip();
    const match = /"(?:[^"\\\n]|\\.)*"/y;
    match.lastIndex = at;
    const found = match.exec(text)?.[0];
    if (found === undefined) throw new Broken("Here a text in quotes is missing.", at);
    const from = at;
    at += found.length;
    try {
      return { is: "string", value: JSON.parse(found) as string, from, to: at };
    } catch {
      throw new Broken("This text has an escape that JSON does not know.", from);
    }
  };

  const value = (depth: number): Placed => {
    skip();
    const from = at;
    if (depth > DEEPEST) throw new Broken("This is nested too deeply.", at);
    if (comes("{")) {
      const members: { key: Placed & { is: "string" }; value: Placed }[] = [];
      if (!comes("}")) {
        do {
          const key = string();
          expect(":");
          members.push({ key, value: value(depth + 1) });
        } while (comes(","));
        expect("}");
      }
      return { is: "object", members, from, to: at };
    }
    if (comes("[")) {
      const items: Placed[] = [];
      if (!comes("]")) {
        do items.push(value(depth + 1));
        while (comes(","));
        expect("]");
      }
      return { is: "array", items, from, to: at };
    }
    if (text[at] === '"') return string();
    const word = /[-+.\w]+/y;
    word.lastIndex = at;
    const found = word.exec(text)?.[0];
    if (found === undefined) throw new Broken("Here a value is missing.", at);
    at += found.length;
    return { is: "other", value: found, from, to: at };
  };

  const all = value(0);
  skip();
  if (at < text.length) throw new Broken("Nothing may stand behind the policy.", at);
  return all;
}

export const member = (of: Placed | undefined, name: string) =>
  of?.is === "object" ? of.members.find(({ key }) => key.value === name) : undefined;

/** One or many: a single value counts as a list of one. */
export const listOf = (value: Placed | undefined): Placed[] =>
  value === undefined ? [] : value.is === "array" ? value.items : [value];

export const words = (value: Placed): string =>
  value.is === "string" || value.is === "other" ? value.value : "";

export function groupBy<T>(items: readonly T[], of: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(of(item), [...(groups.get(of(item)) ?? []), item]);
  return groups;
}
