import type { PropertyFilterProps } from "@cloudscape-design/components/property-filter";
import type { KeySummary } from "../../bindings/KeySummary";
import { joined, offered, ofList, ofText, tagWord } from "../../shared/list/filtering";
import { shortPrincipal, stateWords } from "./words";

/** A key as a row: what can be filtered by is a text of its own. */
export interface KeyRow extends KeySummary {
  stateText: string;
  rotationText: string;
  manager: "AWS" | "This account";
  namedText: string;
  tagText: string;
}

export function keyRow(key: KeySummary): KeyRow {
  return {
    ...key,
    stateText: stateWords[key.state],
    rotationText: rotationWords(key),
    manager: key.awsManaged ? "AWS" : "This account",
    namedText: joined(key.named.map(shortPrincipal)),
    tagText: joined(key.tags.map(tagWord)),
  };
}

export function rotationWords(key: KeySummary): string {
  if (key.unreadable.includes("kms:GetKeyRotationStatus")) return "Not readable";
  if (key.rotationDays !== null) return `Every ${key.rotationDays} days`;
  if (key.awsManaged) return "By AWS";
  return key.canRotate ? "Off" : "Not possible";
}

export const filteringProperties: PropertyFilterProps.FilteringProperty[] = [
  {
    key: "name",
    propertyLabel: "Alias",
    groupValuesLabel: "Aliases",
    operators: ofText,
  },
  { key: "id", propertyLabel: "Key id", groupValuesLabel: "Key ids", operators: ["=", ":", "^"] },
  { key: "stateText", propertyLabel: "State", groupValuesLabel: "States", operators: ["=", "!="] },
  { key: "rotationText", propertyLabel: "Rotation", groupValuesLabel: "Rotation", operators: ["=", "!="] },
  { key: "manager", propertyLabel: "Managed by", groupValuesLabel: "Managed by", operators: ["="] },
  {
    key: "namedText",
    propertyLabel: "Names",
    groupValuesLabel: "Named in policy or grants",
    operators: ofList,
  },
  { key: "tagText", propertyLabel: "Tag", groupValuesLabel: "Tags", operators: ofList },
];

/** The values that the filter offers. */
export function filteringOptions(rows: readonly KeyRow[]): PropertyFilterProps.FilteringOption[] {
  return offered({
    name: rows.map((row) => row.name),
    stateText: Object.values(stateWords),
    rotationText: rows.map((row) => row.rotationText),
    manager: ["AWS", "This account"],
    namedText: rows.flatMap((row) => row.named.map(shortPrincipal)),
    tagText: rows.flatMap((row) => row.tags.map(tagWord)),
  });
}
