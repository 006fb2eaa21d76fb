import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { commands } from "../../ipc/commands";
import { asProblem } from "../../ipc/problem";
import { keys } from "../../ipc/queries";
import { Dialog } from "../../shared/dialog";
import { ProblemAlert } from "../../shared/problem";
import { useAccount } from "./account-context";

export function UnlockModal({ onClose }: { onClose: () => void }) {
  const account = useAccount();
  const client = useQueryClient();
  const [typed, setTyped] = useState("");
  const unlock = useMutation({
    mutationFn: () => commands.unlockAccount(typed.trim()),
    onSuccess: (opened) => {
      client.setQueryData(keys.account, opened);
      onClose();
    },
  });
  const failed = unlock.error ? asProblem(unlock.error) : null;
  const mismatch = failed?.code === "UNLOCK_MISMATCH";
  const names = account.alias ? `${account.alias} or ${account.id}` : account.id;

  return (
    <Dialog
      firstField="unlock-name"
      onDismiss={onClose}
      header="Unlock writing"
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>
              Cancel
            </Button>
            <Button
              variant="primary"
              loading={unlock.isPending}
              onClick={() => unlock.mutate()}
              data-testid="confirm-unlock"
            >
              Unlock
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        <div>
          <b>{account.alias ?? account.id}</b> is a real AWS account. Once it is unlocked, a plan that you
          apply changes it. Every change is still shown before it is made, and kept under Activity.
        </div>
        <div>It stays unlocked until you lock it, open another account, or close the window.</div>
        <FormField
          label="Type the account's alias or id"
          constraintText={`To be sure that you mean this one: ${names}.`}
          errorText={mismatch ? failed.message : undefined}
          controlId="unlock-name"
        >
          <Input
            value={typed}
            autoComplete={false}
            spellcheck={false}
            onChange={({ detail }) => {
              setTyped(detail.value);
              unlock.reset();
            }}
            onKeyDown={({ detail }) => detail.key === "Enter" && unlock.mutate()}
          />
        </FormField>
        {failed && !mismatch && <ProblemAlert error={unlock.error} header="Writing was not unlocked" />}
      </SpaceBetween>
    </Dialog>
  );
}
