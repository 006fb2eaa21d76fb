import Box from "@cloudscape-design/components/box";
import Header from "@cloudscape-design/components/header";
import Link from "@cloudscape-design/components/link";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Spinner from "@cloudscape-design/components/spinner";
import { useQuery } from "@tanstack/react-query";
import type { CheckView } from "../../bindings/CheckView";
import type { FindingRow } from "../../bindings/FindingRow";
import { commands } from "../../ipc/commands";
import { keys } from "../../ipc/queries";
import { FilteredTable } from "../../shared/list/filtered-table";
import { ProblemAlert } from "../../shared/problem";
import { follow, href } from "../../shell/router";
import { useAccount } from "../accounts/account-context";
import { CheckFacts } from "./check-facts";
import { findingHref } from "./finding-rows";
import { Severity, Standing, State } from "./marks";
import { rememberWalk } from "./walk";
import { gravity, stateWords } from "./words";

/** One check with all that it looked at: what passed too. */
export function CheckSection({ check }: { check: CheckView }) {
  return (
    <SpaceBetween size="l">
      <SpaceBetween size="xs">
        <Link href={href(["checklist"], { tab: "checks" })} onFollow={follow}>
          All checks
        </Link>
        <Header variant="h2" description={check.why}>
          {check.id} {check.title}
        </Header>
        <SpaceBetween direction="horizontal" size="s" alignItems="center">
          <Severity of={check.severity} />
          <Standing counts={check.counts} />
        </SpaceBetween>
      </SpaceBetween>
      <CheckFacts check={check} columns={3} />
      <LookedAt check={check.id} />
    </SpaceBetween>
  );
}

type Row = FindingRow & { id: string };

const order = ["failed", "unanswered", "accepted", "passed", "notApplicable"];

const byState = (a: Row, b: Row) =>
  order.indexOf(a.state) - order.indexOf(b.state) ||
  gravity(a.severity) - gravity(b.severity) ||
  a.name.localeCompare(b.name);

function LookedAt({ check }: { check: string }) {
  const findings = useQuery({
    queryKey: [...keys.checkFindings(useAccount()), check],
    queryFn: () => commands.listCheckFindings(check),
  });
  if (findings.isPending)
    return (
      <Box color="text-body-secondary">
        <Spinner /> Looking up what it looked at
      </Box>
    );
  if (!findings.data) return <ProblemAlert error={findings.error} header="Its findings could not be shown" />;
  const rows = findings.data.map((row) => ({ ...row, id: row.key })).sort(byState);
  return (
    <FilteredTable<Row>
      what="things it looked at"
      rows={rows}
      filters={[
        ["Name", ({ name }) => name],
        ["State", ({ state }) => stateWords[state].text],
        ["Kind", ({ kind }) => kind],
      ]}
      empty="The account has nothing that this check asks about."
      columns={[
        {
          id: "state",
          header: "State",
          minWidth: 150,
          sortingComparator: byState,
          cell: ({ state }) => <State of={state} />,
        },
        {
          id: "name",
          header: "Resource",
          isRowHeader: true,
          minWidth: 200,
          sortingField: "name",
          cell: ({ key, kind, name }) => (
            <Link
              href={findingHref(key)}
              onFollow={(event) => {
                rememberWalk(rows.map((row) => row.key));
                follow(event);
              }}
            >
              <span className="gh-break">
                {kind} {name}
              </span>
            </Link>
          ),
        },
        { id: "words", header: "What", minWidth: 240, cell: ({ words }) => words },
      ]}
    />
  );
}
