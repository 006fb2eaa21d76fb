import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Checkbox from "@cloudscape-design/components/checkbox";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import RadioGroup from "@cloudscape-design/components/radio-group";
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
import { errorAt } from "./content";

export function RotationModal({ secret, onClose }: { secret: SecretView; onClose: () => void }) {
  const before = secret.rotation;
  const [functionArn, setFunction] = useState(before?.function ?? "");
  const [by, setBy] = useState(before?.schedule ? "schedule" : "days");
  const [days, setDays] = useState(String(before?.days ?? 30));
  const [schedule, setSchedule] = useState(before?.schedule ?? "");
  const [immediately, setImmediately] = useState(false);
  const [fields, setFields] = useState<FieldProblem[]>([]);
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const [plan, setPlan] = useState<PlanView | null>(null);

  const review = async () => {
    setBusy(true);
    setError(null);
    try {
      const input = {
        function: functionArn,
        days: by === "days" ? Number(days) || 0 : null,
        schedule: by === "days" ? "" : schedule,
        duration: before?.duration ?? "",
        immediately,
      };
      setPlan(await commands.planSecretRotation(secret.arn, input));
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
        header={`Rotate ${secret.name}`}
        plan={plan}
        error={null}
        errorHeader="The rotation cannot be set"
        confirmText="Set the rotation"
        confirmId="confirm-secret"
        onClose={onClose}
      />
    );
  return (
    <Dialog
      size="medium"
      header={`Rotate ${secret.name}`}
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>
              Cancel
            </Button>
            <Button variant="primary" loading={busy} onClick={review} data-testid="review-rotation">
              Review
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        {error !== null && <ProblemAlert error={error} header="The plan could not be made" />}
        <FormField
          label="Lambda function"
          description="Its ARN. It makes the new value, and Secrets Manager must be allowed to call it."
          errorText={errorAt(fields, "function")}
          stretch
        >
          <Input
            value={functionArn}
            placeholder="arn:aws:lambda:REGION:ACCOUNT:function:NAME"
            autoComplete={false}
            spellcheck={false}
            onChange={({ detail }) => setFunction(detail.value)}
          />
        </FormField>
        <FormField label="When">
          <RadioGroup
            value={by}
            items={[
              { value: "days", label: "Every so many days" },
              { value: "schedule", label: "By a schedule expression" },
            ]}
            onChange={({ detail }) => setBy(detail.value)}
          />
        </FormField>
        {by === "days" ? (
          <FormField label="Days" constraintText="1 to 1,000" errorText={errorAt(fields, "days")}>
            <Input
              value={days}
              type="number"
              inputMode="numeric"
              onChange={({ detail }) => setDays(detail.value)}
            />
          </FormField>
        ) : (
          <FormField
            label="Schedule"
            constraintText="rate(10 days) or cron(0 8 ? * 1 *), in UTC"
            errorText={errorAt(fields, "schedule")}
          >
            <Input
              value={schedule}
              autoComplete={false}
              spellcheck={false}
              onChange={({ detail }) => setSchedule(detail.value)}
            />
          </FormField>
        )}
        <Checkbox
          checked={immediately}
          description="Otherwise AWS only tests the function now."
          onChange={({ detail }) => setImmediately(detail.checked)}
        >
          Rotate now, too
        </Checkbox>
      </SpaceBetween>
    </Dialog>
  );
}
