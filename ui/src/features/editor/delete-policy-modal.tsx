import type { ManagedPolicyView } from "../../bindings/ManagedPolicyView";
import { commands } from "../../ipc/commands";
import { DeletionModal } from "../../shared/runs/deletion-modal";
import { navigate } from "../../shell/router";

/** Deleting a managed policy with all its versions. One that somebody has is not deleted: the plan says who. */
export function DeletePolicyModal({ policy, onClose }: { policy: ManagedPolicyView; onClose: () => void }) {
  const { name, arn } = policy;
  return (
    <DeletionModal
      what="policy"
      title={name}
      typed={name}
      by={[arn]}
      make={() => commands.planPolicyDeletion(arn)}
      // What was typed in the editor belongs to a policy that is gone.
      onStarted={() => navigate("/policies", { force: true })}
      onClose={onClose}
    />
  );
}
