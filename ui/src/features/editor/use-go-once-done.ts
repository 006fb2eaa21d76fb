import { useEffect, useState } from "react";
import type { RunView } from "../../bindings/RunView";
import { useRuns } from "../../shared/runs/runs";
import { navigate } from "../../shell/router";

/** Goes to a place as soon as a run is complete. Who leaves the screen before stays where they went. */
export function useGoOnceDone(): (run: RunView, to: string) => void {
  const { live } = useRuns();
  const [waiting, setWaiting] = useState<{ run: string; to: string } | null>(null);
  const state = waiting && live[waiting.run]?.state;
  useEffect(() => {
    if (!waiting || state !== "complete") return;
    setWaiting(null);
    // The text is in the account now: nothing of it is left behind.
    navigate(waiting.to, { force: true });
  }, [waiting, state]);
  return (run, to) => setWaiting({ run: run.id, to });
}
