import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Header from "@cloudscape-design/components/header";
import Link from "@cloudscape-design/components/link";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { RunView } from "../../bindings/RunView";
import { PagedTable } from "../../shared/list/paged-table";
import { ProblemAlert } from "../../shared/problem";
import { doneCount, runStates } from "../../shared/runs/run-words";
import { useRunList } from "../../shared/runs/runs";
import { StatusIndicator } from "../../shared/status-indicator";
import { Time } from "../../shared/time";
import { Page } from "../../shell/page";
import { follow, href, navigate } from "../../shell/router";
import { activityHelp } from "./help";
import { RunPage } from "./run-page";

export function ActivityPage({ runId }: { runId: string | null }) {
  const list = useRunList();
  if (runId) return <RunPage key={runId} runId={runId} list={list} />;
  return (
    <Page
      title="Activity"
      help={activityHelp}
      description="What Gatehouse changed in this account, newest first. Each change can be taken back from here."
    >
      <SpaceBetween size="l">
        {list.isError && (
          <ProblemAlert
            error={list.error}
            header="The journal could not be read"
            action={<Button onClick={() => void list.refetch()}>Try again</Button>}
          />
        )}
        <PagedTable
          items={list.runs ?? []}
          loading={list.isPending}
          loadingText="Reading the journal"
          trackBy="id"
          wrapLines
          header={
            <Header variant="h2" counter={list.runs ? `(${list.runs.length})` : undefined}>
              Changes
            </Header>
          }
          columnDefinitions={[
            { id: "state", header: "State", minWidth: 150, cell: (run) => <RunState run={run} /> },
            {
              id: "title",
              header: "Change",
              minWidth: 200,
              isRowHeader: true,
              cell: (run) => (
                <Link href={href(["activity", run.id])} onFollow={follow}>
                  {run.title}
                </Link>
              ),
            },
            {
              id: "steps",
              header: "Steps done",
              minWidth: 110,
              cell: (run) => `${doneCount(run)} of ${run.steps.length}`,
            },
            { id: "when", header: "Began", minWidth: 130, cell: (run) => <Time at={run.started} /> },
          ]}
          empty={
            <SpaceBetween size="s">
              <Box variant="strong">Nothing was changed yet</Box>
              <Box color="text-body-secondary">
                Set up a workload, and every step that Gatehouse takes for it will be listed here.
              </Box>
              <Button onClick={() => navigate("/workload")}>Set up a workload</Button>
            </SpaceBetween>
          }
        />
      </SpaceBetween>
    </Page>
  );
}

export function RunState({ run }: { run: RunView }) {
  const { text, type } = runStates[run.state];
  return <StatusIndicator type={type}>{text}</StatusIndicator>;
}
