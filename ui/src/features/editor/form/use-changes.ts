import { useCallback, useLayoutEffect, useRef } from "react";
import type { PolicyEdit } from "../../../bindings/PolicyEdit";
import type { Problem } from "../../../bindings/Problem";
import type { EditorModel } from "../model";

/** Asks for a change. `shown` is the statement's text as the person saw it. Rejects with a `Problem`. */
export type Change = (edit: PolicyEdit, shown?: string) => Promise<void>;

/** A statement from brace to brace, as the analysis found it. */
export function statementText(model: EditorModel, at: number): string | undefined {
  const place = model.analysis?.statements[at]?.place;
  return place && model.analysedText.slice(place.from, place.to);
}

export const lockedReason = (model: Pick<EditorModel, "stale" | "readOnly">): string | null =>
  model.stale
    ? "The text cannot be read at the moment. What stands here is how it last could be; mend the text first."
    : model.readOnly
      ? "This policy can only be looked at."
      : null;

/**
 * One change after the other, each against a text that was analysed: an index that was clicked on always means the
 * statement that was seen there.
 */
export function useChanges(model: EditorModel): Change {
  const latest = useRef(model);
  const waiting = useRef<(() => void)[]>([]);
  const queue = useRef<Promise<void>>(Promise.resolve());
  useLayoutEffect(() => {
    latest.current = model;
    for (const goOn of waiting.current.splice(0)) goOn();
  });

  return useCallback<Change>((edit, shown) => {
    const behind = () => {
      const { text, analysedText, stale } = latest.current;
      return !stale && text !== analysedText;
    };
    const turn = queue.current.then(async () => {
      while (behind()) await new Promise<void>((goOn) => waiting.current.push(goOn));
      const reason = lockedReason(latest.current);
      if (reason) throw problem("EDITOR_LOCKED", reason);
      if (
        shown !== undefined &&
        "statement" in edit &&
        statementText(latest.current, edit.statement) !== shown
      )
        throw problem(
          "EDITOR_MOVED_ON",
          "The text changed in the meantime, so nothing was done.",
          "Look at the statement again, and repeat the change if it is still wanted.",
        );
      await latest.current.change(edit);
    });
    queue.current = turn.catch(() => {});
    return turn;
  }, []);
}

function problem(code: string, message: string, nextStep: string | null = null): Problem {
  return { code, message, nextStep, command: null, requestId: null, fields: [] };
}
