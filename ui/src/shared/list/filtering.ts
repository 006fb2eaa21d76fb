import type { PropertyFilterProps } from "@cloudscape-design/components/property-filter";
import type { TagView } from "../../bindings/TagView";

/** Between the parts of a list in one text; it is in no name or tag that AWS allows. */
const BETWEEN = "\n";

/** Several values as one text, for a property with the operators `ofList`. */
export const joined = (values: readonly string[]) => values.join(BETWEEN);

export const tagWord = ({ key, value }: TagView) => `${key} = ${value}`;

export const yes = (is: boolean): "Yes" | "No" => (is ? "Yes" : "No");

const parts = (item: unknown) => String(item ?? "").split(BETWEEN);
const has = (item: unknown, value: string) =>
  String(item ?? "")
    .toLowerCase()
    .includes(value.toLowerCase());

/** For a property that holds several values: "=" means that one of them is it. */
export const ofList: PropertyFilterProps.FilteringProperty["operators"] = [
  { operator: "=", match: (item: unknown, value: string) => parts(item).includes(value) },
  { operator: "!=", match: (item: unknown, value: string) => !parts(item).includes(value) },
  { operator: ":", match: has },
  { operator: "!:", match: (item: unknown, value: string) => !has(item, value) },
];

/** For a property that is a text. */
export const ofText: PropertyFilterProps.FilteringProperty["operators"] = [":", "!:", "=", "!=", "^"];

/** The values that a filter offers, each once and in order. */
export function offered(values: Record<string, readonly string[]>): PropertyFilterProps.FilteringOption[] {
  return Object.entries(values).flatMap(([propertyKey, all]) =>
    [...new Set(all)].sort().map((value) => ({ propertyKey, value })),
  );
}
