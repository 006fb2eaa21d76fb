import type { FindingListRow } from "./finding-rows";
import { gravity } from "./words";

/** By what findings are put together. */
export type GroupBy = "none" | "practice" | "resource" | "workload";

export const groupings: readonly { id: GroupBy; text: string }[] = [
  { id: "none", text: "One list" },
  { id: "practice", text: "By practice" },
  { id: "resource", text: "By resource" },
  { id: "workload", text: "By workload" },
];

/** Findings that belong together. */
export interface Group {
  id: string;
  title: string;
  findings: readonly FindingListRow[];
}

/** A row of the table: a group, or a finding, which may stand in several groups. */
export interface TableRow {
  id: string;
  group: Group | null;
  finding: FindingListRow | null;
}

const NO_WORKLOAD = "In no saved workload";

function titlesOf(row: FindingListRow, by: GroupBy): readonly string[] {
  if (by === "practice") return [row.practiceText];
  if (by === "resource") return [`${row.kind} ${row.name}`];
  return row.workloads.length > 0 ? row.workloads : [NO_WORKLOAD];
}

/** The groups in the order of their first finding, but what is in no workload last. */
export function grouped(rows: readonly FindingListRow[], by: GroupBy): TableRow[] {
  if (by === "none") return rows.map((finding) => ({ id: finding.key, group: null, finding }));
  const found = new Map<string, FindingListRow[]>();
  for (const row of rows)
    for (const title of titlesOf(row, by)) {
      const there = found.get(title);
      if (there) there.push(row);
      else found.set(title, [row]);
    }
  const titles = [...found.keys()].sort((a, b) => Number(a === NO_WORKLOAD) - Number(b === NO_WORKLOAD));
  return titles.map((title) => ({
    id: `${by} ${title}`,
    group: { id: `${by} ${title}`, title, findings: found.get(title) ?? [] },
    finding: null,
  }));
}

export const childrenOf = ({ id, group }: TableRow): TableRow[] =>
  (group?.findings ?? []).map((finding) => ({ id: `${id} ${finding.key}`, group: null, finding }));

/** The keys in the order in which they stand, each once. */
export const orderOf = (rows: readonly TableRow[]): string[] => [
  ...new Set(
    rows.flatMap(({ group, finding }) =>
      group ? group.findings.map(({ key }) => key) : (finding?.key ?? []),
    ),
  ),
];

/** The gravest of what failed; of all where nothing failed. */
export function worst({ findings }: Group) {
  const failed = findings.filter(({ state }) => state === "failed");
  const of = failed.length > 0 ? failed : findings;
  return of.map(({ severity }) => severity).sort((a, b) => gravity(a) - gravity(b))[0];
}
