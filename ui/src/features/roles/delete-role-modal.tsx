import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { commands } from "../../ipc/commands";
import { PlanModal } from "../../shared/runs/plan-modal";
import { navigate } from "../../shell/router";

export function DeleteRoleModal({ name, onClose }: { name: string; onClose: () => void }) {
  const [typed, setTyped] = useState("");
  const plan = useQuery({
    queryKey: ["plan-role-deletion", name],
    queryFn: () => commands.planRoleDeletion(name),
    gcTime: 0,
    staleTime: 0,
  });
  return (
    <PlanModal
      header={`Delete the role ${name}`}
      plan={plan.data}
      error={plan.error}
      errorHeader="This role cannot be deleted"
      confirmText="Delete"
      confirmId="confirm-delete"
      confirmed={typed === name}
      confirmation={
        <FormField
          label="Type the role's name to confirm"
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
      onStarted={() => navigate("/roles")}
      onClose={onClose}
    />
  );
}
