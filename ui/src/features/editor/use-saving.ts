import { useCallback, useEffect, useState } from "react";
import type { RunView } from "../../bindings/RunView";
import { useRuns } from "../../shared/runs/runs";

interface Settled {
  runId: string;
  text: string;
  complete: boolean;
  /** The account's text that came of it: IAM may lay it out anew, and shows it a little late. */
  stored: string | null;
}

/**
 * Whether a role's policy is saved. What the account has is the saved version; a text whose run is complete counts as
 * saved too, until the account has yet another one.
 */
export function useSettled(saved: string) {
  const runs = useRuns();
  const [settled, setSettled] = useState<Settled | null>(null);
  const [last, setLast] = useState(saved);
  const [foreign, setForeign] = useState(false);
  const live = settled ? runs.live[settled.runId] : undefined;
  const complete = live?.state === "complete";

  useEffect(() => {
    if (complete) setSettled((old) => old && { ...old, complete: true });
  }, [complete]);
  useEffect(() => {
    if (saved === last) return;
    setLast(saved);
    setForeign(settled === null || settled.stored !== null);
    setSettled((old) => (old && old.stored === null ? { ...old, stored: saved } : null));
  }, [saved, last, settled]);

  const isSaved = useCallback(
    (text: string) => text === saved || (settled?.complete === true && settled.text === text),
    [saved, settled],
  );

  return {
    /** The account's text was changed by something else than this editor. */
    foreign,
    isSaved,
    began: (run: RunView, text: string) => setSettled({ runId: run.id, text, complete: false, stored: null }),
  };
}
