import type { PropertyFilterProps } from "@cloudscape-design/components/property-filter";
import type { RoleSummary } from "../../bindings/RoleSummary";
import { joined, offered, ofList, ofText, tagWord, yes } from "../../shared/list/filtering";

/** A role as a row: what can be filtered by is a text of its own. */
export interface RoleRow extends RoleSummary {
  trustedText: string;
  attachedText: string;
  tagText: string;
  unusedWord: "Yes" | "No";
  sageMaker: "Yes" | "No";
  bounded: "Yes" | "No";
  usedAt: string;
}

export function roleRow(role: RoleSummary): RoleRow {
  return {
    ...role,
    trustedText: joined(role.trusted),
    attachedText: joined(role.attached),
    tagText: joined(role.tags.map(tagWord)),
    unusedWord: yes(role.unused),
    sageMaker: yes(role.forSageMaker),
    bounded: yes(role.boundary !== null),
    usedAt: role.lastUsed?.at ?? "",
  };
}

export const filteringProperties: PropertyFilterProps.FilteringProperty[] = [
  { key: "name", propertyLabel: "Name", groupValuesLabel: "Names", operators: ofText },
  { key: "trustedText", propertyLabel: "Trusted by", groupValuesLabel: "Trusted by", operators: ofList },
  {
    key: "attachedText",
    propertyLabel: "Attached policy",
    groupValuesLabel: "Attached policies",
    operators: ofList,
  },
  { key: "tagText", propertyLabel: "Tag", groupValuesLabel: "Tags", operators: ofList },
  { key: "path", propertyLabel: "Path", groupValuesLabel: "Paths", operators: ["=", "!=", ":", "^"] },
  { key: "sageMaker", propertyLabel: "For SageMaker", groupValuesLabel: "For SageMaker", operators: ["="] },
  { key: "unusedWord", propertyLabel: "Unused", groupValuesLabel: "Unused", operators: ["="] },
  { key: "bounded", propertyLabel: "Has a boundary", groupValuesLabel: "Has a boundary", operators: ["="] },
];

/** The values that the filter offers. */
export function filteringOptions(rows: readonly RoleRow[]): PropertyFilterProps.FilteringOption[] {
  return offered({
    name: rows.map((row) => row.name),
    trustedText: rows.flatMap((row) => row.trusted),
    attachedText: rows.flatMap((row) => row.attached),
    tagText: rows.flatMap((row) => row.tags.map(tagWord)),
    path: rows.map((row) => row.path),
    sageMaker: ["Yes", "No"],
    unusedWord: ["Yes", "No"],
    bounded: ["Yes", "No"],
  });
}
