import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import Link from "@cloudscape-design/components/link";
import LiveRegion from "@cloudscape-design/components/live-region";
import ProgressBar from "@cloudscape-design/components/progress-bar";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { RunView } from "../../bindings/RunView";
import { CopyText } from "../../shared/copy";
import { RunActions } from "../../shared/runs/run-actions";
import { DoubtNotice, RunSteps } from "../../shared/runs/run-steps";
import { currentStep, doneCount } from "../../shared/runs/run-words";
import { useRunList, useRuns } from "../../shared/runs/runs";
import { Page } from "../../shell/page";
import { follow, href, navigate } from "../../shell/router";
import { CodeSection } from "./code-section";
import { recallCreated } from "./created";
import { createdHelp } from "./help";

const above = [{ text: "Set up a workload", href: "#/workload" }];
const onThisPage = { quiet: () => window.location.hash.startsWith("#/workload/") };

/** The run that the wizard began: its progress, and how it ended. */
export function CreatedPage({ runId }: { runId: string }) {
  const { live } = useRuns();
  const list = useRunList();
  const run = list.runs?.find((each) => each.id === runId) ?? live[runId];
  const created = recallCreated(runId);
  const name = created?.roleName ?? "the role";

  return (
    <Page
      title={titleOf(run, name)}
      help={createdHelp}
      above={above}
      actions={
        run && run.state !== "complete" && run.state !== "undone" && <RunActions run={run} how={onThisPage} />
      }
    >
      {!run && !list.isPending && <div>The journal has no such change.</div>}
      {run && (
        <SpaceBetween size="l">
          <LiveRegion hidden>{titleOf(run, name)}</LiveRegion>
          <Outcome run={run} />
          <DoubtNotice run={run} />
          {created && run.state === "complete" && <Next run={run} {...created} />}
          {created?.input && run.state === "complete" && <CodeSection input={created.input} />}
          <Container header={<Header variant="h2">What was done</Header>}>
            <RunSteps run={run} />
          </Container>
        </SpaceBetween>
      )}
    </Page>
  );
}

function titleOf(run: RunView | undefined, name: string): string {
  switch (run?.state) {
    case undefined:
    case "running":
      return `Creating ${name}`;
    case "complete":
      return `${name} is ready`;
    case "undone":
      return `${name} was taken back`;
    default:
      return `${name} is not ready`;
  }
}

function Outcome({ run }: { run: RunView }) {
  switch (run.state) {
    case "running": {
      const done = doneCount(run);
      return (
        <ProgressBar
          value={(100 * done) / run.steps.length}
          label="Progress"
          description={currentStep(run)?.words}
          additionalInfo={`${done} of ${run.steps.length} steps done`}
        />
      );
    }
    case "complete":
      return (
        <Alert type="success" header="The workload is set up" statusIconAriaLabel="Success">
          {run.summary}
        </Alert>
      );
    case "undone":
      return <Alert type="info">{run.summary}</Alert>;
    default:
      return (
        <Alert
          type={run.state === "failed" ? "error" : "warning"}
          header="Part of it was done, the rest was not"
          statusIconAriaLabel={run.state === "failed" ? "Error" : "Warning"}
        >
          <SpaceBetween size="xs">
            <div>{run.summary}</div>
            {run.steps
              .filter((step) => step.state === "failed")
              .map((step) => (
                <div key={step.number}>
                  {step.errorCode}: {step.errorMessage}
                </div>
              ))}
            <div>
              <b>Finish</b> tries again from where it stopped. <b>Undo</b> takes back what was done.
            </div>
          </SpaceBetween>
        </Alert>
      );
  }
}

function Next({ run, roleName, roleArn }: { run: RunView; roleName: string; roleArn: string }) {
  const runs = useRuns();
  return (
    <Container
      header={
        <Header
          variant="h2"
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              {run.canUndo && (
                <Button onClick={() => runs.askUndo(run)} data-testid="undo-run">
                  Undo
                </Button>
              )}
              <Button onClick={() => navigate(href(["roles", roleName]))} data-testid="open-created-role">
                Look at the role
              </Button>
              <Button
                variant="primary"
                onClick={() => navigate(href(["workloads", roleName]))}
                data-testid="open-workload"
              >
                Open the workload
              </Button>
            </SpaceBetween>
          }
        >
          Use it
        </Header>
      }
    >
      <SpaceBetween size="m">
        <KeyValuePairs
          items={[{ label: "Role ARN", value: <CopyText text={roleArn} label="Copy the role ARN" /> }]}
        />
        <div>
          Give this ARN to your training job as its role. It can take a few seconds until every part of AWS
          knows a new role.
        </div>
        <Link href="#/workload" onFollow={follow}>
          Set up another workload
        </Link>
      </SpaceBetween>
    </Container>
  );
}
