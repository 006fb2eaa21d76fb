import Header from "@cloudscape-design/components/header";
import Link from "@cloudscape-design/components/link";
import Table from "@cloudscape-design/components/table";
import type { ScenarioRow } from "../../bindings/ScenarioRow";
import { StatusIndicator } from "../../shared/status-indicator";
import { follow, href } from "../../shell/router";
import { levelWords } from "./words";

/** Broken accounts to repair, with the best score so far. */
export function ScenariosTable({ scenarios }: { scenarios: readonly ScenarioRow[] }) {
  return (
    <Table
      wrapLines
      trackBy="id"
      items={[...scenarios]}
      ariaLabels={{ tableLabel: "Scenarios" }}
      header={
        <Header
          variant="h2"
          counter={`(${scenarios.length})`}
          description="An account in which something is broken. Find out what, and mend it."
        >
          Scenarios
        </Header>
      }
      empty="There are no scenarios yet."
      columnDefinitions={[
        {
          id: "title",
          header: "Scenario",
          isRowHeader: true,
          minWidth: 220,
          cell: ({ id, number, title }) => (
            <Link href={href(["study", "scenarios", id])} onFollow={follow}>
              {number}. {title}
            </Link>
          ),
        },
        { id: "level", header: "Level", minWidth: 90, cell: ({ level }) => levelWords[level] },
        { id: "minutes", header: "Time", minWidth: 110, cell: ({ minutes }) => `${minutes} minutes` },
        { id: "goals", header: "Goals", minWidth: 80, cell: ({ goals }) => goals },
        {
          id: "best",
          header: "Best score",
          minWidth: 130,
          cell: ({ best }) =>
            best === null ? (
              "Not tried"
            ) : (
              <StatusIndicator type={best === 100 ? "success" : "in-progress"}>{best} %</StatusIndicator>
            ),
        },
      ]}
    />
  );
}
