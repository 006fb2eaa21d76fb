import type { PropertyFilterProps } from "@cloudscape-design/components/property-filter";
import type { SecretSummary } from "../../bindings/SecretSummary";

/** A secret as a row: what can be filtered by is a text of its own. */
export interface SecretRow extends SecretSummary {
  tagText: string;
  rotatedWord: "Yes" | "No";
  state: "Active" | "To be deleted";
  keyText: string;
  accessedAt: string;
  changedAt: string;
}

/** Between the parts of a list in one text; it is in no tag that AWS allows. */
const BETWEEN = "\n";

const tagWord = ({ key, value }: { key: string; value: string }) => `${key} = ${value}`;

export function secretRow(secret: SecretSummary): SecretRow {
  return {
    ...secret,
    tagText: secret.tags.map(tagWord).join(BETWEEN),
    rotatedWord: secret.rotated ? "Yes" : "No",
    state: secret.deleted ? "To be deleted" : "Active",
    keyText: secret.kmsKey ?? "aws/secretsmanager",
    accessedAt: secret.accessed ?? "",
    changedAt: secret.changed ?? "",
  };
}

const parts = (item: unknown) => String(item ?? "").split(BETWEEN);
const has = (item: unknown, value: string) =>
  String(item ?? "")
    .toLowerCase()
    .includes(value.toLowerCase());

/** For a property that holds several values: "=" means that one of them is it. */
const ofList: PropertyFilterProps.FilteringProperty["operators"] = [
  { operator: "=", match: (item: unknown, value: string) => parts(item).includes(value) },
  { operator: "!=", match: (item: unknown, value: string) => !parts(item).includes(value) },
  { operator: ":", match: has },
  { operator: "!:", match: (item: unknown, value: string) => !has(item, value) },
];

export const filteringProperties: PropertyFilterProps.FilteringProperty[] = [
  { key: "name", propertyLabel: "Name", groupValuesLabel: "Names", operators: [":", "!:", "=", "!=", "^"] },
  {
    key: "description",
    propertyLabel: "Description",
    groupValuesLabel: "Descriptions",
    operators: [":", "!:"],
  },
  { key: "tagText", propertyLabel: "Tag", groupValuesLabel: "Tags", operators: ofList },
  { key: "rotatedWord", propertyLabel: "Rotated", groupValuesLabel: "Rotated", operators: ["="] },
  { key: "state", propertyLabel: "State", groupValuesLabel: "States", operators: ["="] },
  { key: "keyText", propertyLabel: "Key", groupValuesLabel: "Keys", operators: ["=", "!=", ":"] },
];

/** The values that the filter offers. */
export function filteringOptions(rows: readonly SecretRow[]): PropertyFilterProps.FilteringOption[] {
  const values: Record<string, string[]> = {
    name: rows.map((row) => row.name),
    tagText: rows.flatMap((row) => row.tags.map(tagWord)),
    rotatedWord: ["Yes", "No"],
    state: ["Active", "To be deleted"],
    keyText: rows.map((row) => row.keyText),
  };
  return Object.entries(values).flatMap(([propertyKey, all]) =>
    [...new Set(all)].sort().map((value) => ({ propertyKey, value })),
  );
}
