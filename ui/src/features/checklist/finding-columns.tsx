import Badge from "@cloudscape-design/components/badge";
import Box from "@cloudscape-design/components/box";
import Link from "@cloudscape-design/components/link";
import type { ReactNode } from "react";
import type { ListColumn } from "../../shared/list/preferences";
import { follow } from "../../shell/router";
import { bySeverity, type FindingListRow, findingHref } from "./finding-rows";
import { type Group, type TableRow, worst } from "./grouping";
import { Severity, State } from "./marks";
import { stateWords } from "./words";

const nothing = (
  <Box display="inline" color="text-body-secondary">
    –
  </Box>
);

/** The columns of the list. `onOpen` is told before a finding's page opens. */
export function findingColumns(onOpen: () => void): ListColumn<TableRow>[] {
  const by =
    (compare: (a: FindingListRow, b: FindingListRow) => number) =>
    ({ finding: a }: TableRow, { finding: b }: TableRow) =>
      a && b ? compare(a, b) : 0;
  const text = (of: (row: FindingListRow) => string) =>
    by((a, b) => of(a).localeCompare(of(b)) || bySeverity(a, b));
  const cell =
    (of: (row: FindingListRow) => ReactNode) =>
    ({ finding }: TableRow) =>
      finding && of(finding);
  return [
    {
      id: "finding",
      header: "Finding",
      isRowHeader: true,
      minWidth: 230,
      sortingComparator: text(({ words }) => words),
      cell: ({ group, finding }) =>
        group ? <b className="gh-break">{group.title}</b> : finding && <What of={finding} onOpen={onOpen} />,
    },
    {
      id: "severity",
      header: "Severity",
      minWidth: 96,
      sortingComparator: by(bySeverity),
      cell: ({ group, finding }) => {
        const weight = group ? worst(group) : finding?.severity;
        return weight && <Severity of={weight} />;
      },
    },
    {
      id: "state",
      header: "State",
      minWidth: 124,
      sortingComparator: text(({ stateText }) => stateText),
      cell: ({ group, finding }) => (group ? tally(group) : finding && <State of={finding.state} />),
    },
    {
      id: "check",
      header: "Check",
      minWidth: 140,
      sortingComparator: text(({ check }) => check),
      cell: cell(({ check, checkTitle }) => (
        <>
          {check}
          <Box fontSize="body-s" color="text-body-secondary">
            {checkTitle}
          </Box>
        </>
      )),
    },
    {
      id: "workloads",
      header: "Workloads",
      minWidth: 140,
      sortingComparator: text(({ workloads }) => workloads.join()),
      cell: cell(({ workloads }) =>
        workloads.length ? <span className="gh-break">{workloads.join(", ")}</span> : nothing,
      ),
    },
    {
      id: "practice",
      hiddenAtFirst: true,
      header: "Practice",
      minWidth: 140,
      sortingComparator: text(({ practiceText }) => practiceText),
      cell: cell(({ practiceText }) => practiceText),
    },
    {
      id: "resource",
      hiddenAtFirst: true,
      header: "Resource",
      minWidth: 160,
      sortingComparator: text(({ kind, name }) => `${kind} ${name}`),
      cell: cell(({ kind, name }) => (
        <span className="gh-break">
          {kind} {name}
        </span>
      )),
    },
  ];
}

function What({ of, onOpen }: { of: FindingListRow; onOpen: () => void }) {
  return (
    <>
      <Link
        href={findingHref(of.key)}
        onFollow={(event) => {
          onOpen();
          follow(event);
        }}
      >
        <span className="gh-break">{of.words}</span>
      </Link>
      {of.new && (
        <>
          {" "}
          <Badge color="blue">New</Badge>
        </>
      )}
      {of.noted && (
        <>
          {" "}
          <Badge>Note</Badge>
        </>
      )}
    </>
  );
}

/** `3 failed, 1 accepted` */
function tally({ findings }: Group): string {
  return (["failed", "unanswered", "accepted"] as const)
    .map((state) => [state, findings.filter((row) => row.state === state).length] as const)
    .filter(([, many]) => many > 0)
    .map(([state, many]) => `${many} ${stateWords[state].text.toLowerCase()}`)
    .join(", ");
}
