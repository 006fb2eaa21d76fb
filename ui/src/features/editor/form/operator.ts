/** `ForAnyValue:StringEqualsIfExists`, taken apart. */
export interface Operator {
  /** How many of the request's values must match; none for a key with one value. */
  set: "" | "ForAnyValue" | "ForAllValues";
  base: string;
  ifExists: boolean;
}

export function takeApart(written: string): Operator {
  const [, set = "", base = written, ifExists] =
    /^(?:(ForAnyValue|ForAllValues):)?(.*?)(IfExists)?$/i.exec(written) ?? [];
  const wanted = set.toLowerCase();
  return {
    set: wanted === "foranyvalue" ? "ForAnyValue" : wanted === "forallvalues" ? "ForAllValues" : "",
    base,
    ifExists: ifExists !== undefined,
  };
}

/** `Null` asks itself whether the key is there, so it takes no `IfExists`. */
export const takesIfExists = (base: string) => base.toLowerCase() !== "null";

export const putTogether = ({ set, base, ifExists }: Operator): string =>
  `${set ? `${set}:` : ""}${base}${ifExists && takesIfExists(base) ? "IfExists" : ""}`;

/** Operators whose only values are true and false. */
export const isYesOrNo = (base: string) => ["bool", "null"].includes(base.toLowerCase());
