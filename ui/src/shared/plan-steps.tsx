import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import type { PlanStepView } from "../bindings/PlanStepView";
import { CommandLine } from "./copy";
import { Details } from "./details";

/** The steps of a plan: each in words, as a command, and with what would take it back. */
export function PlanSteps({ steps }: { steps: readonly PlanStepView[] }) {
  return (
    <ol className="gh-steps" aria-label="Steps of the plan">
      {steps.map((step) => (
        <li key={step.number}>
          <div className="gh-step-words">{step.words}</div>
          <Box fontSize="body-s" color="text-body-secondary">
            {step.action}
          </Box>
          <Details summary="As a command, and how it is undone">
            <CommandLine text={step.cli} label={`Copy the command of step ${step.number}`} />
            <Box fontSize="body-s" color="text-body-secondary">
              {step.undoWords ? `To undo: ${step.undoWords}` : "There is nothing to undo."}
            </Box>
            {step.undoCli && (
              <CommandLine text={step.undoCli} label={`Copy the command that undoes step ${step.number}`} />
            )}
          </Details>
        </li>
      ))}
    </ol>
  );
}

/** What a plan means beyond its steps, under a heading that fits it. */
export function Consequences({ header, sentences }: { header: string; sentences: readonly string[] }) {
  if (sentences.length === 0) return null;
  return (
    <Alert type="warning" header={header}>
      <ul className="gh-plain-list">
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </Alert>
  );
}
