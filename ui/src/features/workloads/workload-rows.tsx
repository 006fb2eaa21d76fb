import Box from "@cloudscape-design/components/box";
import Link from "@cloudscape-design/components/link";
import type { PropertyFilterProps } from "@cloudscape-design/components/property-filter";
import type { WorkloadSummary } from "../../bindings/WorkloadSummary";
import type { ListColumn } from "../../shared/list/preferences";
import { Time } from "../../shared/time";
import { follow, href } from "../../shell/router";
import { personas, personaWord } from "../workload/words";

/** A workload as a row: what can be filtered by is a text of its own. */
export interface WorkloadRow extends WorkloadSummary {
  personaText: string;
  partText: string;
}

/** Between the parts of a list in one text. */
const BETWEEN = "\n";

export const workloadRow = (workload: WorkloadSummary): WorkloadRow => ({
  ...workload,
  personaText: personaWord(workload.persona),
  partText: workload.parts.join(BETWEEN),
});

const has = (item: unknown, value: string) =>
  String(item ?? "")
    .toLowerCase()
    .includes(value.toLowerCase());
const oneOf = (item: unknown, value: string) =>
  String(item ?? "")
    .split(BETWEEN)
    .includes(value);

export const filteringProperties: PropertyFilterProps.FilteringProperty[] = [
  { key: "name", propertyLabel: "Name", groupValuesLabel: "Names", operators: [":", "!:", "=", "!=", "^"] },
  {
    key: "description",
    propertyLabel: "Description",
    groupValuesLabel: "Descriptions",
    operators: [":", "!:"],
  },
  { key: "personaText", propertyLabel: "Used by", groupValuesLabel: "Used by", operators: ["=", "!="] },
  {
    key: "partText",
    propertyLabel: "Part",
    groupValuesLabel: "Parts",
    operators: [
      { operator: "=", match: oneOf },
      { operator: "!=", match: (item: unknown, value: string) => !oneOf(item, value) },
      { operator: ":", match: has },
      { operator: "!:", match: (item: unknown, value: string) => !has(item, value) },
    ],
  },
];

/** The values that the filter offers. */
export function filteringOptions(rows: readonly WorkloadRow[]): PropertyFilterProps.FilteringOption[] {
  const values: Record<string, string[]> = {
    name: rows.map(({ name }) => name),
    personaText: personas.map(({ label }) => label),
    partText: rows.flatMap(({ parts }) => parts),
  };
  return Object.entries(values).flatMap(([propertyKey, all]) =>
    [...new Set(all)].sort().map((value) => ({ propertyKey, value })),
  );
}

export const columns: ListColumn<WorkloadRow>[] = [
  {
    id: "name",
    header: "Name",
    isRowHeader: true,
    sortingField: "name",
    minWidth: 200,
    cell: ({ name }) => (
      <Link href={href(["workloads", name])} onFollow={follow}>
        <span className="gh-break">{name}</span>
      </Link>
    ),
  },
  {
    id: "description",
    header: "Description",
    minWidth: 160,
    cell: ({ description }) =>
      description || (
        <Box display="inline" color="text-body-secondary">
          –
        </Box>
      ),
  },
  {
    id: "persona",
    header: "Used by",
    sortingField: "personaText",
    minWidth: 120,
    cell: ({ personaText }) => personaText,
  },
  {
    id: "parts",
    header: "What belongs to it",
    minWidth: 260,
    cell: ({ parts }) => (
      <ul className="gh-plain-list gh-break">
        {parts.map((part) => (
          <li key={part}>{part}</li>
        ))}
      </ul>
    ),
  },
  {
    id: "saved",
    header: "Saved",
    sortingField: "saved",
    minWidth: 110,
    cell: ({ saved }) => <Time at={saved} />,
  },
];
