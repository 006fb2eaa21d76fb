import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ManagedPolicyView } from "../../bindings/ManagedPolicyView";
import { commands } from "../../ipc/commands";
import { PlanModal } from "../../shared/runs/plan-modal";
import { navigate } from "../../shell/router";

/** Deleting a managed policy with all its versions. One that somebody has is not deleted: the plan says who. */
export function DeletePolicyModal({ policy, onClose }: { policy: ManagedPolicyView; onClose: () => void }) {
  const { name, arn } = policy;
  const [typed, setTyped] = useState("");
  const plan = useQuery({
    queryKey: ["plan-policy-deletion", arn],
    queryFn: () => commands.planPolicyDeletion(arn),
    gcTime: 0,
    staleTime: 0,
  });
  return (
    <PlanModal
      header={`Delete the policy ${name}`}
      plan={plan.data}
      error={plan.error}
      errorHeader="This policy cannot be deleted"
      confirmText="Delete"
      confirmId="confirm-delete"
      confirmed={typed === name}
      confirmation={
        <FormField
          label="Type the policy's name to confirm"
          constraintText={name}
          controlId="confirm-name"
          stretch
        >
          <Input
            value={typed}
            autoComplete={false}
            spellcheck={false}
            onChange={({ detail }) => setTyped(detail.value)}
          />
        </FormField>
      }
      // What was typed in the editor belongs to a policy that is gone.
      onStarted={() => navigate("/policies", { force: true })}
      onClose={onClose}
    />
  );
}
