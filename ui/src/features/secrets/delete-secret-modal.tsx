import FormField from "@cloudscape-design/components/form-field";
import Select from "@cloudscape-design/components/select";
import { useState } from "react";
import type { SecretView } from "../../bindings/SecretView";
import { commands } from "../../ipc/commands";
import { DeletionModal } from "../../shared/runs/deletion-modal";

const windows = [30, 14, 7].map((days) => ({ value: String(days), label: `${days} days` }));

export function DeleteSecretModal({ secret, onClose }: { secret: SecretView; onClose: () => void }) {
  const [days, setDays] = useState("30");
  return (
    <DeletionModal
      what="secret"
      title={secret.name}
      typed={secret.name}
      confirmId="confirm-secret"
      by={[secret.arn, days]}
      make={() => commands.planSecretDeletion(secret.arn, Number(days))}
      onClose={onClose}
    >
      <FormField label="It can be restored for">
        <Select
          selectedOption={windows.find(({ value }) => value === days) ?? null}
          options={windows}
          onChange={({ detail }) => setDays(detail.selectedOption.value ?? "30")}
        />
      </FormField>
    </DeletionModal>
  );
}
