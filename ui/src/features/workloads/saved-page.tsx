import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Spinner from "@cloudscape-design/components/spinner";
import Tabs from "@cloudscape-design/components/tabs";
import { useState } from "react";
import type { WorkloadInput } from "../../bindings/WorkloadInput";
import type { WorkloadView } from "../../bindings/WorkloadView";
import { CopyText } from "../../shared/copy";
import { NoticeList } from "../../shared/notices";
import { ProblemAlert } from "../../shared/problem";
import { StatusIndicator } from "../../shared/status-indicator";
import { Time } from "../../shared/time";
import { Page } from "../../shell/page";
import { navigate, usePlaceParam } from "../../shell/router";
import { CodeSection } from "../workload/code-section";
import { changeSaved, otherDraft } from "../workload/draft";
import { ReviewChoices } from "../workload/review-choices";
import { personaWord } from "../workload/words";
import { ChainTab } from "./chain-tab";
import { ChangeModal } from "./change-modal";
import { DriftTab } from "./drift-tab";
import { ForgetModal } from "./forget-modal";
import { savedHelp } from "./help";
import { RepairModal } from "./repair-modal";
import { useWorkload } from "./use-workload";
import { chainSummary, differs, driftSummary, type Word } from "./words";

const above = [{ text: "Workloads", href: "#/workloads" }];

type Asked = "repair" | "forget" | "change";

/** A saved workload beside the account as it is now. */
export function SavedPage({ name }: { name: string }) {
  const workload = useWorkload(name);
  const [asked, setAsked] = useState<Asked | null>(null);
  const of = workload.data;
  const close = () => setAsked(null);
  const change = (input: WorkloadInput) => {
    changeSaved(input);
    navigate("/workload");
  };
  return (
    <Page
      title={name}
      help={savedHelp}
      above={above}
      contentType="table"
      description={of?.description}
      actions={
        <SpaceBetween direction="horizontal" size="xs">
          <Button
            iconName="refresh"
            ariaLabel="Read the account again"
            loading={workload.isFetching && !workload.isPending}
            onClick={() => void workload.refetch()}
            data-testid="refresh-workload"
          />
          {of && (
            <Button onClick={() => setAsked("forget")} data-testid="forget-workload">
              Forget
            </Button>
          )}
          {of && (
            <Button
              onClick={() => (otherDraft(name) ? setAsked("change") : change(of.input))}
              data-testid="change-workload"
            >
              Change
            </Button>
          )}
          {of && !isIncomplete(of) && (
            <Button
              variant={standsAsChosen(of) ? "normal" : "primary"}
              onClick={() => setAsked("repair")}
              data-testid="repair-workload"
            >
              Repair
            </Button>
          )}
        </SpaceBetween>
      }
    >
      {workload.isError && (
        <ProblemAlert
          error={workload.error}
          header="The workload could not be read"
          action={<Button onClick={() => navigate("/workloads")}>Back to the workloads</Button>}
        />
      )}
      {workload.isPending && (
        <Box color="text-body-secondary">
          <Spinner /> Comparing it with the account
        </Box>
      )}
      {of && <Details of={of} onRepair={() => setAsked("repair")} />}
      {asked === "repair" && <RepairModal name={name} onClose={close} />}
      {asked === "forget" && <ForgetModal name={name} onClose={close} />}
      {asked === "change" && of && (
        <ChangeModal name={name} onChange={() => change(of.input)} onClose={close} />
      )}
    </Page>
  );
}

/** It was saved before all was chosen. */
const isIncomplete = ({ drift, chain }: WorkloadView) => drift.length === 0 && chain.nodes.length === 0;

const standsAsChosen = ({ drift, chain }: WorkloadView) =>
  !drift.some(differs) && !chain.links.some(({ state }) => state === "broken");

function Details({ of, onRepair }: { of: WorkloadView; onRepair: () => void }) {
  const [tab, setTab] = usePlaceParam("tab", "chain");
  const differing = of.drift.filter(differs).length;
  return (
    <SpaceBetween size="l">
      <NoticeList notices={of.notices} />
      <Standing of={of} />
      <Tabs
        activeTabId={isIncomplete(of) ? "chosen" : tab}
        onChange={({ detail }) => setTab(detail.activeTabId)}
        tabs={(isIncomplete(of)
          ? []
          : [
              { id: "chain", label: "Chain", content: <ChainTab chain={of.chain} onRepair={onRepair} /> },
              {
                id: "drift",
                label: `Compared with the account${differing > 0 ? ` (${differing})` : ""}`,
                content: <DriftTab drift={of.drift} onRepair={onRepair} />,
              },
              { id: "code", label: "Code", content: <CodeSection input={of.input} /> },
            ]
        ).concat([{ id: "chosen", label: "What was chosen", content: <ReviewChoices input={of.input} /> }])}
      />
    </SpaceBetween>
  );
}

/** How it stands, before any detail. */
function Standing({ of }: { of: WorkloadView }) {
  const drift = driftSummary(of.drift);
  const chain = chainSummary(of.chain);
  return (
    <Container header={<Header variant="h2">How it stands</Header>}>
      <KeyValuePairs
        columns={3}
        items={[
          {
            label: "Compared with the account",
            value: <State of={drift} testId="drift-state" />,
          },
          {
            label: "Chain",
            value: <State of={chain} testId="chain-state" />,
          },
          { label: "Used by", value: personaWord(of.persona) },
          { label: "Saved", value: <Time at={of.saved} /> },
          { label: "Account read", value: <Time at={of.readAt} /> },
          { label: "Role ARN", value: <CopyText text={of.roleArn} label="Copy the role ARN" /> },
        ]}
      />
    </Container>
  );
}

const State = ({ of: { text, type }, testId }: { of: Word; testId: string }) => (
  <span data-testid={testId} data-standing={type}>
    <StatusIndicator type={type}>{text}</StatusIndicator>
  </span>
);
