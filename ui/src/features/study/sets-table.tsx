import Button from "@cloudscape-design/components/button";
import Header from "@cloudscape-design/components/header";
import Table from "@cloudscape-design/components/table";
import type { SetRow } from "../../bindings/SetRow";
import { Time } from "../../shared/time";
import { navigate } from "../../shell/router";
import { percent, spoken } from "./words";

/** Timed sets that were taken, the newest first. */
export function SetsTable({ sets, withStart = true }: { sets: readonly SetRow[]; withStart?: boolean }) {
  return (
    <Table
      wrapLines
      trackBy="id"
      items={[...sets].reverse()}
      ariaLabels={{ tableLabel: "Timed sets" }}
      header={
        <Header
          variant="h2"
          counter={`(${sets.length})`}
          description="Questions of all topics against the clock, as in the exam"
          actions={
            withStart && (
              <Button onClick={() => navigate("/study/sets")} data-testid="new-set">
                Take a timed set
              </Button>
            )
          }
        >
          Timed sets
        </Header>
      }
      empty="You have taken none yet."
      columnDefinitions={[
        {
          id: "taken",
          header: "Taken",
          isRowHeader: true,
          minWidth: 130,
          cell: ({ takenAt }) => <Time at={takenAt} />,
        },
        {
          id: "right",
          header: "Right",
          minWidth: 140,
          cell: ({ right, questions }) => `${right} of ${questions} (${percent(right, questions)} %)`,
        },
        {
          id: "time",
          header: "Time",
          minWidth: 150,
          cell: ({ seconds, limit }) => `${spoken(seconds)} of ${spoken(limit)}`,
        },
      ]}
    />
  );
}
