import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";
import type { SecretView } from "../../bindings/SecretView";
import { commands } from "../../ipc/commands";
import { PlanOfSecret } from "./plan-of-secret";

const windows = [30, 14, 7].map((days) => ({ value: String(days), label: `${days} days` }));

export function DeleteSecretModal({ secret, onClose }: { secret: SecretView; onClose: () => void }) {
  const [days, setDays] = useState("30");
  const [typed, setTyped] = useState("");
  return (
    <PlanOfSecret
      id={["delete", secret.arn, days]}
      make={() => commands.planSecretDeletion(secret.arn, Number(days))}
      header={`Delete the secret ${secret.name}`}
      errorHeader="This secret cannot be deleted"
      confirmText="Delete"
      confirmed={typed === secret.name}
      confirmation={
        <SpaceBetween size="m">
          <FormField label="It can be restored for">
            <Select
              selectedOption={windows.find(({ value }) => value === days) ?? null}
              options={windows}
              onChange={({ detail }) => setDays(detail.selectedOption.value ?? "30")}
            />
          </FormField>
          <FormField
            label="Type the secret's name to confirm"
            constraintText={secret.name}
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
        </SpaceBetween>
      }
      onClose={onClose}
    />
  );
}
