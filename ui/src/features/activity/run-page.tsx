import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import Link from "@cloudscape-design/components/link";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Spinner from "@cloudscape-design/components/spinner";
import type { RunView } from "../../bindings/RunView";
import { ProblemAlert } from "../../shared/problem";
import { RunActions } from "../../shared/runs/run-actions";
import { DoubtNotice, RunSteps } from "../../shared/runs/run-steps";
import { runStates } from "../../shared/runs/run-words";
import type { useRunList } from "../../shared/runs/runs";
import { absoluteTime, Time } from "../../shared/time";
import { Page } from "../../shell/page";
import { follow, href } from "../../shell/router";
import { RunState } from "./activity-page";
import { activityHelp } from "./help";

interface Props {
  runId: string;
  list: ReturnType<typeof useRunList>;
}

const above = [{ text: "Activity", href: "#/activity" }];

export function RunPage({ runId, list }: Props) {
  const run = list.runs?.find((each) => each.id === runId);
  return (
    <Page
      title={run?.title ?? "A change"}
      help={activityHelp}
      above={above}
      actions={run && <RunActions run={run} />}
    >
      {list.isError && (
        <ProblemAlert
          error={list.error}
          header="The journal could not be read"
          action={<Button onClick={() => void list.refetch()}>Try again</Button>}
        />
      )}
      {list.isPending && <Spinner />}
      {list.runs && !run && <div>The journal has no such change.</div>}
      {run && <RunDetails run={run} />}
    </Page>
  );
}

function RunDetails({ run }: { run: RunView }) {
  const practice = run.accountKind === "practice";
  return (
    <SpaceBetween size="l">
      <DoubtNotice run={run} />
      <Container header={<Header variant="h2">How it stands</Header>}>
        <SpaceBetween size="m">
          <div>{run.summary}</div>
          <KeyValuePairs
            columns={4}
            items={[
              { label: "State", value: <RunState run={run} /> },
              { label: "Account", value: practice ? "Practice" : run.accountId },
              { label: "Began", value: <Time at={run.started} /> },
              {
                label: runStates[run.state].type === "in-progress" ? "Newest" : "Ended",
                value: absoluteTime(run.latest),
              },
            ]}
          />
          {(run.undoes || run.undoneBy) && (
            <div>
              {run.undoes
                ? "It takes back "
                : run.state === "partlyUndone"
                  ? "Taking it back began, and did not end, in "
                  : "It was taken back by "}
              <Link href={href(["activity", run.undoes ?? run.undoneBy ?? ""])} onFollow={follow}>
                {run.undoes ? "an earlier change" : "a later change"}
              </Link>
              .
            </div>
          )}
        </SpaceBetween>
      </Container>
      <Container
        header={
          <Header variant="h2" counter={`(${run.steps.length})`}>
            Steps
          </Header>
        }
      >
        <RunSteps run={run} />
      </Container>
    </SpaceBetween>
  );
}
