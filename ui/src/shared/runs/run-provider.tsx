import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useCallback, useMemo, useState } from "react";
import type { AccountView } from "../../bindings/AccountView";
import type { RunView } from "../../bindings/RunView";
import { commands } from "../../ipc/commands";
import { keys } from "../../ipc/queries";
import { useFlashes } from "../../shell/flashes";
import { runFlash } from "./run-flash";
import { belongsTo } from "./run-words";
import { type RunOptions, type Runs, RunsContext } from "./runs";
import { UndoModal } from "./undo-modal";

export function RunProvider({ children }: { children: ReactNode }) {
  const client = useQueryClient();
  const { put, remove } = useFlashes();
  const [live, setLive] = useState<Record<string, RunView>>({});
  const [undoing, setUndoing] = useState<RunView | null>(null);

  const carryOut = useCallback(
    async (begin: (tell: (run: RunView) => void) => Promise<RunView>, how: RunOptions = {}) => {
      const actions = {
        stop: (run: RunView) => void commands.stopRun(run.id).catch(() => {}),
        finish: (run: RunView) => void finish(run.id).catch(() => {}),
        undo: setUndoing,
      };
      const show = (run: RunView) => {
        setLive((old) => ({ ...old, [run.id]: run }));
        // The journal as it is shown keeps up without being read again at each step.
        const open = client.getQueryData<AccountView>(keys.account);
        if (open && belongsTo(run, open))
          client.setQueryData<RunView[]>(keys.runs, (old) => old && withRun(old, run));
        how.onProgress?.(run);
        if (how.quiet?.()) remove(`run:${run.id}`);
        else put(runFlash(run, actions));
      };
      const finish = (runId: string) => carryOut((tell) => commands.finishRun(runId, tell));
      // What is told on the way may come later than the end of the way.
      let over = false;
      try {
        const run = await begin((told) => {
          if (!over) show(told);
        });
        over = true;
        show(run);
        // What was taken back offers nothing any more.
        if (run.undoes && run.state === "complete") remove(`run:${run.undoes}`);
        return run;
      } finally {
        void client.invalidateQueries({ queryKey: keys.inAccount });
        void client.invalidateQueries({ queryKey: keys.runs });
      }
    },
    [client, put, remove],
  );

  const runs: Runs = useMemo(
    () => ({
      live,
      apply: (planId, how) => carryOut((tell) => commands.applyPlan(planId, tell), how),
      finish: (runId, how) => carryOut((tell) => commands.finishRun(runId, tell), how),
      stop: commands.stopRun,
      askUndo: setUndoing,
    }),
    [live, carryOut],
  );

  return (
    <RunsContext value={runs}>
      {children}
      {undoing && <UndoModal key={undoing.id} run={undoing} onClose={() => setUndoing(null)} />}
    </RunsContext>
  );
}

function withRun(runs: RunView[], run: RunView): RunView[] {
  const known = runs.some(({ id }) => id === run.id);
  return known ? runs.map((each) => (each.id === run.id ? run : each)) : [run, ...runs];
}
