import Checkbox from "@cloudscape-design/components/checkbox";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import RadioGroup from "@cloudscape-design/components/radio-group";
import { useState } from "react";
import type { SecretView } from "../../bindings/SecretView";
import { commands } from "../../ipc/commands";
import { errorAt, PlanForm } from "../../shared/runs/plan-form";

export function RotationModal({ secret, onClose }: { secret: SecretView; onClose: () => void }) {
  const before = secret.rotation;
  const [functionArn, setFunction] = useState(before?.function ?? "");
  const [by, setBy] = useState(before?.schedule ? "schedule" : "days");
  const [days, setDays] = useState(String(before?.days ?? 30));
  const [schedule, setSchedule] = useState(before?.schedule ?? "");
  const [immediately, setImmediately] = useState(false);
  const make = () =>
    commands.planSecretRotation(secret.arn, {
      function: functionArn,
      days: by === "days" ? Number(days) || 0 : null,
      schedule: by === "days" ? "" : schedule,
      duration: before?.duration ?? "",
      immediately,
    });
  return (
    <PlanForm
      header={`Rotate ${secret.name}`}
      make={make}
      reviewText="Review"
      reviewId="review-rotation"
      errorHeader="The plan could not be made"
      confirmText="Set the rotation"
      confirmId="confirm-secret"
      onClose={onClose}
    >
      {(fields) => (
        <>
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
        </>
      )}
    </PlanForm>
  );
}
