import type { PropertyFilterProps } from "@cloudscape-design/components/property-filter";
import type { SecretSummary } from "../../bindings/SecretSummary";
import { joined, offered, ofList, ofText, tagWord, yes } from "../../shared/list/filtering";

/** A secret as a row: what can be filtered by is a text of its own. */
export interface SecretRow extends SecretSummary {
  tagText: string;
  rotatedWord: "Yes" | "No";
  state: "Active" | "To be deleted";
  keyText: string;
  accessedAt: string;
  changedAt: string;
}

export function secretRow(secret: SecretSummary): SecretRow {
  return {
    ...secret,
    tagText: joined(secret.tags.map(tagWord)),
    rotatedWord: yes(secret.rotated),
    state: secret.deleted ? "To be deleted" : "Active",
    keyText: secret.kmsKey ?? "aws/secretsmanager",
    accessedAt: secret.accessed ?? "",
    changedAt: secret.changed ?? "",
  };
}

export const filteringProperties: PropertyFilterProps.FilteringProperty[] = [
  { key: "name", propertyLabel: "Name", groupValuesLabel: "Names", operators: ofText },
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
  return offered({
    name: rows.map((row) => row.name),
    tagText: rows.flatMap((row) => row.tags.map(tagWord)),
    rotatedWord: ["Yes", "No"],
    state: ["Active", "To be deleted"],
    keyText: rows.map((row) => row.keyText),
  });
}
