import Autosuggest from "@cloudscape-design/components/autosuggest";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { PolicyAnalysis } from "../../bindings/PolicyAnalysis";
import type { RunView } from "../../bindings/RunView";
import { commands } from "../../ipc/commands";
import { asProblem } from "../../ipc/problem";
import { PlanModal } from "../../shared/runs/plan-modal";
import { useRoles } from "../roles/use-roles";
import { fieldError, NewPolicyDialog } from "./new-policy-dialog";
import { SaveWarnings } from "./save-warnings";

interface Props {
  text: string;
  analysis: PolicyAnalysis | null;
  firstName: string;
  firstRole: string;
  onStarted: (run: RunView, role: string, policy: string) => void;
  onClose: () => void;
}

/** A text becomes an inline policy of a role: which role and under what name, then the plan. */
export function CreateInlineModal({ text, analysis, firstName, firstRole, onStarted, onClose }: Props) {
  const [role, setRole] = useState(firstRole);
  const [name, setName] = useState(firstName);
  const roles = useRoles();
  const planned = useMutation({ mutationFn: () => commands.planInlineCreation(role, name, text) });
  if (planned.data)
    return (
      <PlanModal
        header={`Add the inline policy ${name} to ${role}`}
        plan={planned.data}
        error={null}
        errorHeader=""
        confirmText="Add"
        confirmId="confirm-create-policy"
        confirmation={
          <SpaceBetween size="m">
            <SaveWarnings analysis={analysis} />
          </SpaceBetween>
        }
        onStarted={(run) => onStarted(run, role, name)}
        onClose={onClose}
      />
    );
  return (
    <NewPolicyDialog
      header="Save as an inline policy of a role"
      firstField={firstRole ? "inline-name" : "inline-role"}
      busy={planned.isPending}
      error={planned.error}
      onPlan={() => planned.mutate()}
      onClose={onClose}
    >
      <FormField
        label="Role"
        description="The policy belongs to this role alone."
        // The account stays usable by name where its roles cannot be listed.
        warningText={
          roles.isError ? `The roles could not be listed: ${asProblem(roles.error).message}` : undefined
        }
        controlId="inline-role"
        stretch
      >
        <Autosuggest
          value={role}
          options={(roles.data?.roles ?? [])
            .filter(({ serviceLinked }) => !serviceLinked)
            .map((each) => ({ value: each.name, description: each.description }))}
          enteredTextLabel={(typed) => `The role ${typed}`}
          empty="No role of this name was found"
          statusType={roles.isPending ? "loading" : "finished"}
          loadingText="Reading the roles"
          onChange={({ detail }) => setRole(detail.value)}
        />
      </FormField>
      <FormField
        label="Policy name"
        constraintText="Up to 128 letters, digits and + = , . @ _ -."
        errorText={fieldError(planned.error, "name")}
        controlId="inline-name"
        stretch
      >
        <Input
          value={name}
          autoComplete={false}
          spellcheck={false}
          onChange={({ detail }) => setName(detail.value)}
        />
      </FormField>
    </NewPolicyDialog>
  );
}
