import { useQueryClient } from "@tanstack/react-query";
import type { RunView } from "../../bindings/RunView";
import { commands } from "../../ipc/commands";
import { keys } from "../../ipc/queries";
import { AskedPlan } from "./asked-plan";

/** Undoing is a plan like any other: it is shown, and applied only then. */
export function UndoModal({ run, onClose }: { run: RunView; onClose: () => void }) {
  const client = useQueryClient();
  // Looking at the account may have settled a step that was in doubt.
  const make = () =>
    commands.planUndo(run.id).finally(() => void client.invalidateQueries({ queryKey: keys.runs }));
  return (
    <AskedPlan
      id={["undo", run.id]}
      make={make}
      header={`Undo: ${run.title}`}
      errorHeader="This cannot be undone"
      confirmText="Undo"
      confirmId="confirm-undo"
      onClose={onClose}
    />
  );
}
