import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { RunView } from "../../bindings/RunView";
import { commands } from "../../ipc/commands";
import { keys } from "../../ipc/queries";
import { PlanModal } from "./plan-modal";

/** Undoing is a plan like any other: it is shown, and applied only then. */
export function UndoModal({ run, onClose }: { run: RunView; onClose: () => void }) {
  const client = useQueryClient();
  const plan = useQuery({
    queryKey: ["plan-undo", run.id],
    // Looking at the account may have settled a step that was in doubt.
    queryFn: () =>
      commands.planUndo(run.id).finally(() => void client.invalidateQueries({ queryKey: keys.runs })),
    gcTime: 0,
    staleTime: 0,
  });
  return (
    <PlanModal
      header={`Undo: ${run.title}`}
      plan={plan.data}
      error={plan.error}
      errorHeader="This cannot be undone"
      confirmText="Undo"
      confirmId="confirm-undo"
      onClose={onClose}
    />
  );
}
