import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { commands } from "../../ipc/commands";
import { keys } from "../../ipc/queries";
import { Dialog } from "../../shared/dialog";
import { ProblemAlert } from "../../shared/problem";
import { useFlashes } from "../../shell/flashes";
import { navigate } from "../../shell/router";
import { useAccount } from "../accounts/account-context";

/** Takes a workload off the list, and nothing out of the account. */
export function ForgetModal({ name, onClose }: { name: string; onClose: () => void }) {
  const account = useAccount();
  const client = useQueryClient();
  const { put } = useFlashes();
  const forgetting = useMutation({
    mutationFn: () => commands.forgetWorkload(name),
    onSuccess: () => {
      navigate("/workloads");
      client.removeQueries({ queryKey: keys.workload(account, name) });
      void client.invalidateQueries({ queryKey: keys.workloads(account) });
      put({
        id: "forget-workload",
        type: "success",
        header: `${name} was forgotten`,
        content: "Nothing in the account was changed.",
        dismissible: true,
      });
    },
  });
  return (
    <Dialog
      header={`Forget the workload ${name}?`}
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>
              Cancel
            </Button>
            <Button
              variant="primary"
              loading={forgetting.isPending}
              onClick={() => forgetting.mutate()}
              data-testid="confirm-forget"
            >
              Forget
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        {forgetting.isError && (
          <ProblemAlert error={forgetting.error} header="The workload was not forgotten" />
        )}
        <div>
          What was chosen is deleted from this computer. <b>Nothing in the account is deleted</b>: the role,
          the key, the secret and the endpoints stay, and go on costing what they cost. To take them away too,
          undo the run that made them, under Activity, or delete them on their own pages.
        </div>
      </SpaceBetween>
    </Dialog>
  );
}
