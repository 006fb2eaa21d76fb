import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import type { RunStepView } from "../../bindings/RunStepView";
import type { RunView } from "../../bindings/RunView";
import { AskDoctorButton, isRefusal } from "../../features/doctor/ask-doctor-button";
import { CommandLine, CopyText } from "../copy";
import { Details } from "../details";
import { StatusIndicator } from "../status-indicator";
import { Time } from "../time";
import { hasDoubt, stepStates } from "./run-words";

/** Each step of a run and how far it came. */
export function RunSteps({ run }: { run: RunView }) {
  return (
    <ol className="gh-steps" aria-label="Steps of the run">
      {run.steps.map((step) => (
        <li key={step.number}>
          <RunStep step={step} running={run.state === "running"} />
        </li>
      ))}
    </ol>
  );
}

function RunStep({ step, running }: { step: RunStepView; running: boolean }) {
  const word =
    running && step.state === "inDoubt"
      ? { text: "Under way", type: "in-progress" as const }
      : stepStates[step.state];
  return (
    <>
      <div className="gh-step-row">
        <span className="gh-step-words">{step.words}</span>
        <StatusIndicator type={word.type}>{word.text}</StatusIndicator>
      </div>
      {step.errorMessage && (
        <Box color="text-status-error">
          {step.errorCode}: {step.errorMessage}
        </Box>
      )}
      {step.errorMessage && isRefusal(step.errorCode ?? "") && (
        <AskDoctorButton text={`${step.errorCode}: ${step.errorMessage}`} />
      )}
      <Details summary="Command and request">
        <CommandLine text={step.cli} label={`Copy the command of step ${step.number}`} />
        <Box fontSize="body-s" color="text-body-secondary">
          {step.action}
          {step.at && (
            <>
              {" · "}
              <Time at={step.at} />
            </>
          )}
          {step.requestId && (
            <>
              {" · Request "}
              <CopyText text={step.requestId} label={`Copy the request id of step ${step.number}`} />
            </>
          )}
        </Box>
      </Details>
    </>
  );
}

/** What "not known" means, in plain words. */
export function DoubtNotice({ run }: { run: RunView }) {
  if (!hasDoubt(run)) return null;
  return (
    <Alert type="warning" header="One step may or may not have happened">
      Gatehouse was closed, or lost the connection, while AWS was answering. Finish and Undo both look at the
      account first, and then do only what is missing.
    </Alert>
  );
}
