import type { PropertyFilterProps } from "@cloudscape-design/components/property-filter";

/** A filter's token in the place's address: property (null: any text), operator, value. */
export type Token = [property: string | null, operator: string, value: string];

/** The filter of tokens that must all hold, as it stands in an address. */
export function filterOf(tokens: readonly Token[]): string {
  return tokens.length ? JSON.stringify({ and: tokens }) : "";
}

export function encodeQuery(query: PropertyFilterProps.Query): string {
  if (query.tokens.length === 0) return "";
  const tokens = query.tokens.map(({ propertyKey, operator, value }) => [
    propertyKey ?? null,
    operator,
    value,
  ]);
  return JSON.stringify({ [query.operation]: tokens });
}

/** What someone typed into the address may be anything; what is not understood is no filter. */
export function decodeQuery(text: string): PropertyFilterProps.Query {
  try {
    const parsed = JSON.parse(text) as Record<string, unknown>;
    const operation = "or" in parsed ? "or" : "and";
    const tokens = (parsed[operation] as Token[]).map(([propertyKey, operator, value]) => ({
      ...(propertyKey === null ? {} : { propertyKey: String(propertyKey) }),
      operator: String(operator),
      value: String(value),
    }));
    return { operation, tokens };
  } catch {
    return { operation: "and", tokens: [] };
  }
}
