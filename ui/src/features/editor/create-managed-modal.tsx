import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Textarea from "@cloudscape-design/components/textarea";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { PolicyAnalysis } from "../../bindings/PolicyAnalysis";
import type { RunView } from "../../bindings/RunView";
import { commands } from "../../ipc/commands";
import { PlanModal } from "../../shared/runs/plan-modal";
import { fieldError, NewPolicyDialog } from "./new-policy-dialog";
import { SaveWarnings } from "./save-warnings";

interface Props {
  text: string;
  analysis: PolicyAnalysis | null;
  /** Called with the ARN of the policy that is being made. */
  onStarted: (run: RunView, arn: string) => void;
  onClose: () => void;
}

/** A text becomes a managed policy of the account: its name, then the plan. */
export function CreateManagedModal({ text, analysis, onStarted, onClose }: Props) {
  const [name, setName] = useState("");
  const [description, setDescription] = useState("");
  const planned = useMutation({ mutationFn: () => commands.planPolicyCreation(name, description, text) });
  const creation = planned.data;
  if (creation)
    return (
      <PlanModal
        header={`Create the managed policy ${name}`}
        plan={creation.plan}
        error={null}
        errorHeader=""
        confirmText="Create"
        confirmId="confirm-create-policy"
        confirmation={
          <SpaceBetween size="m">
            <SaveWarnings analysis={analysis} />
          </SpaceBetween>
        }
        onStarted={(run) => onStarted(run, creation.arn)}
        onClose={onClose}
      />
    );
  return (
    <NewPolicyDialog
      header="Save as a managed policy"
      firstField="policy-name"
      busy={planned.isPending}
      error={planned.error}
      onPlan={() => planned.mutate()}
      onClose={onClose}
    >
      <FormField
        label="Policy name"
        constraintText="Up to 128 letters, digits and + = , . @ _ -. IAM lets nobody change it afterwards."
        errorText={fieldError(planned.error, "name")}
        controlId="policy-name"
        stretch
      >
        <Input
          value={name}
          autoComplete={false}
          spellcheck={false}
          onChange={({ detail }) => setName(detail.value)}
        />
      </FormField>
      <FormField
        label="Description"
        description="What it is for, so that others find it. It cannot be changed afterwards either."
        constraintText="Up to 1,000 characters. It may stay empty."
        errorText={fieldError(planned.error, "description")}
        controlId="policy-description"
        stretch
      >
        <Textarea value={description} rows={3} onChange={({ detail }) => setDescription(detail.value)} />
      </FormField>
    </NewPolicyDialog>
  );
}
