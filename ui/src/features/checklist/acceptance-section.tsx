import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";
import type { CheckFindingView } from "../../bindings/CheckFindingView";
import { commands } from "../../ipc/commands";
import { ProblemAlert } from "../../shared/problem";
import { AcceptModal } from "./accept-modal";
import { today } from "./acceptance-rules";
import { useFindingChange } from "./use-checklist";

/** Whether somebody answers for the risk, and until when. */
export function AcceptanceSection({ of }: { of: CheckFindingView }) {
  const { row, acceptance } = of;
  const [asked, setAsked] = useState(false);
  const withdraw = useFindingChange(() => commands.withdrawAcceptance(row.key));
  // An acceptance that ran out stands there still, and can be renewed.
  const may = row.state === "failed" || row.state === "accepted";
  if (!may && !acceptance) return null;
  const over = acceptance !== null && acceptance.expires < today();
  return (
    <Container header={<Header variant="h2">Risk</Header>}>
      <SpaceBetween size="m">
        {acceptance ? (
          <KeyValuePairs
            items={[
              { label: over ? "Was accepted because" : "Accepted because", value: acceptance.reason },
              { label: "Answers for it", value: <span className="gh-break">{acceptance.owner}</span> },
              { label: over ? "Ran out on" : "Until", value: longDay(acceptance.expires) },
            ]}
          />
        ) : (
          <Box color="text-body-secondary">
            If it must stay as it is for now, say why, who answers for it, and until when.
          </Box>
        )}
        <SpaceBetween direction="horizontal" size="xs">
          {may && (
            <Button onClick={() => setAsked(true)} data-testid="accept-risk">
              {acceptance ? "Change" : "Accept the risk"}
            </Button>
          )}
          {acceptance && (
            <Button
              loading={withdraw.isPending}
              onClick={() => withdraw.mutate(undefined)}
              data-testid="withdraw-acceptance"
            >
              Withdraw
            </Button>
          )}
        </SpaceBetween>
        {withdraw.isError && <ProblemAlert error={withdraw.error} header="It was not withdrawn" />}
      </SpaceBetween>
      {asked && <AcceptModal of={of} onClose={() => setAsked(false)} />}
    </Container>
  );
}

const longDay = (day: string) =>
  new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" }).format(
    new Date(`${day}T00:00:00Z`),
  );
