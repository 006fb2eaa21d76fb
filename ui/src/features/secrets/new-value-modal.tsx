import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";
import type { FieldProblem } from "../../bindings/FieldProblem";
import type { PlanView } from "../../bindings/PlanView";
import type { SecretView } from "../../bindings/SecretView";
import { commands } from "../../ipc/commands";
import { asProblem } from "../../ipc/problem";
import { Dialog } from "../../shared/dialog";
import { ProblemAlert } from "../../shared/problem";
import { PlanModal } from "../../shared/runs/plan-modal";
import { type ContentDraft, contentOf, emptyContent } from "./content";
import { ContentFields } from "./content-fields";

/** The value first, then the plan. What was typed goes with the dialog. */
export function NewValueModal({ secret, onClose }: { secret: SecretView; onClose: () => void }) {
  const [draft, setDraft] = useState<ContentDraft>(emptyContent);
  const [fields, setFields] = useState<FieldProblem[]>([]);
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const [plan, setPlan] = useState<PlanView | null>(null);

  const review = async () => {
    setBusy(true);
    setError(null);
    try {
      setPlan(await commands.planSecretValue(secret.arn, contentOf(draft)));
    } catch (reason) {
      const problem = asProblem(reason);
      setFields(problem.fields);
      setError(problem.fields.length ? null : reason);
    } finally {
      setBusy(false);
    }
  };

  if (plan)
    return (
      <PlanModal
        header={`New value of ${secret.name}`}
        plan={plan}
        error={null}
        errorHeader="The value cannot be written"
        confirmText="Write the value"
        confirmId="confirm-secret"
        onClose={onClose}
      />
    );
  return (
    <Dialog
      size="large"
      header={`New value of ${secret.name}`}
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>
              Cancel
            </Button>
            <Button variant="primary" loading={busy} onClick={review} data-testid="review-value">
              Review
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        {error !== null && <ProblemAlert error={error} header="The plan could not be made" />}
        <ContentFields
          draft={draft}
          fields={fields}
          onChange={(part) => {
            setDraft((before) => ({ ...before, ...part }));
            setFields([]);
          }}
        />
      </SpaceBetween>
    </Dialog>
  );
}
