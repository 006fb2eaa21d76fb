import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Table from "@cloudscape-design/components/table";
import { useState } from "react";
import type { DriftView } from "../../bindings/DriftView";
import { formatJson } from "../../shared/code/format-json";
import { StatusIndicator } from "../../shared/status-indicator";
import { InfoLink } from "../../shell/help";
import { ReviewModal } from "../editor/review/review-modal";
import { driftHelp } from "./help";
import { differs, driftWords } from "./words";

const gravity = ({ state }: DriftView) => ["missing", "different", "unknown", "same"].indexOf(state);

/** Each thing of the workload beside what the account has. */
export function DriftTab({ drift, onRepair }: { drift: readonly DriftView[]; onRepair: () => void }) {
  const [shown, setShown] = useState<DriftView | null>(null);
  const rows = [...drift].sort((a, b) => gravity(a) - gravity(b));
  const mendable = drift.filter((each) => differs(each) && each.repaired).length;
  return (
    <>
      <Table
        wrapLines
        trackBy="title"
        items={rows}
        ariaLabels={{ tableLabel: "Compared with the account" }}
        header={
          <Header
            variant="h2"
            info={<InfoLink topic={driftHelp} />}
            counter={`(${drift.filter(differs).length}/${drift.length})`}
            description="What was chosen, beside what the account has now. Differences stand first."
            actions={
              mendable > 0 && (
                <Button onClick={onRepair}>
                  {mendable === 1 ? "Repair it" : `Repair ${mendable} of them`}
                </Button>
              )
            }
          >
            Compared with the account
          </Header>
        }
        columnDefinitions={[
          {
            id: "title",
            header: "Thing",
            isRowHeader: true,
            minWidth: 200,
            cell: ({ title }) => <span className="gh-break">{title}</span>,
          },
          {
            id: "state",
            header: "State",
            minWidth: 190,
            cell: ({ state }) => (
              <StatusIndicator type={driftWords[state].type}>{driftWords[state].text}</StatusIndicator>
            ),
          },
          {
            id: "words",
            header: "What differs",
            minWidth: 280,
            cell: (each) => (
              <SpaceBetween size="xxs">
                {each.words && <div>{each.words}</div>}
                {each.wanted !== null && each.found !== null && (
                  <Button
                    variant="inline-link"
                    onClick={() => setShown(each)}
                    ariaLabel={`See the difference of ${each.title}`}
                  >
                    See the difference
                  </Button>
                )}
              </SpaceBetween>
            ),
          },
          {
            id: "repaired",
            header: "Repair",
            minWidth: 150,
            cell: (each) =>
              differs(each) ? (
                each.repaired ? (
                  "The plan mends it"
                ) : (
                  "Not by the plan"
                )
              ) : (
                <Box display="inline" color="text-body-secondary">
                  –
                </Box>
              ),
          },
        ]}
      />
      {shown && (
        <ReviewModal
          header={`${shown.title}: from what there is to what was chosen`}
          saved={formatJson(shown.found ?? "")}
          text={formatJson(shown.wanted ?? "")}
          stale={false}
          onClose={() => setShown(null)}
        />
      )}
    </>
  );
}
