import { commands } from "../../ipc/commands";
import { DeletionModal } from "../../shared/runs/deletion-modal";
import { navigate } from "../../shell/router";

export function DeleteRoleModal({ name, onClose }: { name: string; onClose: () => void }) {
  return (
    <DeletionModal
      what="role"
      title={name}
      typed={name}
      make={() => commands.planRoleDeletion(name)}
      onStarted={() => navigate("/roles")}
      onClose={onClose}
    />
  );
}
