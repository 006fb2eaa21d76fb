import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Textarea from "@cloudscape-design/components/textarea";
import { useState } from "react";
import type { RunView } from "../../bindings/RunView";
import { commands } from "../../ipc/commands";
import { asProblem } from "../../ipc/problem";
import { Dialog } from "../dialog";
import { ProblemAlert } from "../problem";

/** The step that waits for its secret value, if one does: a value is kept in memory alone, and this one was lost. */
export const stepWithoutValue = (run: RunView) =>
  run.steps.find(({ state, errorCode }) => state !== "done" && errorCode === "VALUE_GONE");

interface Props {
  run: RunView;
  step: number;
  /** The value is there again. */
  onGiven: () => void;
  onClose: () => void;
}

export function GiveValueModal({ run, step, onGiven, onClose }: Props) {
  const [text, setText] = useState("");
  const [error, setError] = useState<unknown>(null);
  const give = async () => {
    try {
      await commands.giveSecretValue(run.id, step, text);
      onClose();
      onGiven();
    } catch (reason) {
      setError(reason);
    }
  };
  const wrong = error === null ? undefined : asProblem(error).fields[0]?.message;
  return (
    <Dialog
      header="Give the value again"
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>
              Cancel
            </Button>
            <Button variant="primary" onClick={give} data-testid="confirm-value">
              Finish the run
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        {error !== null && !wrong && <ProblemAlert error={error} header="The value was not taken" />}
        <FormField
          label="Value"
          description={`Step ${step} writes it. It was in no file, so Gatehouse has it no more. Give it whole, as the secret shall hold it.`}
          errorText={wrong}
          stretch
        >
          <Textarea
            value={text}
            rows={5}
            spellcheck={false}
            autoComplete={false}
            onChange={({ detail }) => setText(detail.value)}
          />
        </FormField>
      </SpaceBetween>
    </Dialog>
  );
}
