import { useQuery } from "@tanstack/react-query";
import { createContext, use } from "react";
import type { RunView } from "../../bindings/RunView";
import { commands } from "../../ipc/commands";
import { keys } from "../../ipc/queries";

/** Applies plans, and keeps what is under way while the person looks at other screens. */
export interface Runs {
  /** Runs under way in this window, and those that ended since it opened. */
  live: Readonly<Record<string, RunView>>;
  apply: (planId: string, how?: RunOptions) => Promise<RunView>;
  finish: (runId: string, how?: RunOptions) => Promise<RunView>;
  stop: (runId: string) => Promise<void>;
  /** Shows the plan that takes a run back, and applies it if the person agrees. */
  askUndo: (run: RunView) => void;
}

export interface RunOptions {
  /** The screen shows the run itself, so no message stands at the top. */
  quiet?: () => boolean;
  onProgress?: (run: RunView) => void;
}

export const RunsContext = createContext<Runs | null>(null);

export function useRuns(): Runs {
  const runs = use(RunsContext);
  if (!runs) throw new Error("outside of RunProvider");
  return runs;
}

/** The journal, newest first. A first reading that began while a run was under way may end after it: the end counts. */
export function useRunList() {
  const { live } = useRuns();
  const list = useQuery({ queryKey: keys.runs, queryFn: commands.listRuns });
  const runs = list.data?.map((run) => (run.state === "running" ? (live[run.id] ?? run) : run));
  return { ...list, runs };
}
