import { useCallback, useEffect, useRef, useState } from "react";
import type { PolicyDocument, Snapshot } from "./document";

/** Longer than an analysis takes, and shorter than a person notices. */
const PATIENCE_MS = 100;

/**
 * What the screens show of the document. A typed change waits for what is said of it, so that both are drawn at once and a
 * key costs one drawing instead of two; where nothing is said soon, it is shown without. Whoever writes the text
 * somewhere takes it from the document, which never waits.
 */
export function useSnapshot(document: PolicyDocument): { snapshot: Snapshot; show: () => void } {
  const [snapshot, setSnapshot] = useState(document.snapshot);
  const shown = useRef(snapshot);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const show = useCallback(() => {
    clearTimeout(timer.current);
    timer.current = undefined;
    shown.current = document.snapshot();
    setSnapshot(shown.current);
  }, [document]);
  useEffect(() => {
    show();
    const stop = document.subscribe((typed) => {
      // The first change of all opens what could not be pressed before.
      if (!typed || shown.current.canUndo !== document.snapshot().canUndo) return show();
      timer.current ??= setTimeout(show, PATIENCE_MS);
    });
    return () => {
      clearTimeout(timer.current);
      timer.current = undefined;
      stop();
    };
  }, [document, show]);
  return { snapshot, show };
}
