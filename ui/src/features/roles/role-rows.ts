import type { PropertyFilterProps } from "@cloudscape-design/components/property-filter";
import type { RoleSummary } from "../../bindings/RoleSummary";

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

/** Between the parts of a list in one text; it is in no name that AWS allows. */
const BETWEEN = "\n";

const yes = (is: boolean) => (is ? "Yes" : "No");
const tagWord = ({ key, value }: { key: string; value: string }) => `${key} = ${value}`;

export function roleRow(role: RoleSummary): RoleRow {
  return {
    ...role,
    trustedText: role.trusted.join(BETWEEN),
    attachedText: role.attached.join(BETWEEN),
    tagText: role.tags.map(tagWord).join(BETWEEN),
    unusedWord: yes(role.unused),
    sageMaker: yes(role.forSageMaker),
    bounded: yes(role.boundary !== null),
    usedAt: role.lastUsed?.at ?? "",
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
  const values: Record<string, string[]> = {
    name: rows.map((row) => row.name),
    trustedText: rows.flatMap((row) => row.trusted),
    attachedText: rows.flatMap((row) => row.attached),
    tagText: rows.flatMap((row) => row.tags.map(tagWord)),
    path: rows.map((row) => row.path),
    sageMaker: ["Yes", "No"],
    unusedWord: ["Yes", "No"],
    bounded: ["Yes", "No"],
  };
  return Object.entries(values).flatMap(([propertyKey, all]) =>
    [...new Set(all)].sort().map((value) => ({ propertyKey, value })),
  );
}
