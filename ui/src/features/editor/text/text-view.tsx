import { useEffect, useRef } from "react";
import { afterDrawing } from "../../../shared/after-drawing";
import type { PolicyDocument } from "../document";
import type { EditorModel } from "../model";
import { KEYS_ID } from "./extensions";

interface Props {
  document: PolicyDocument;
  model: EditorModel;
  /** The picture is beside it. */
  beside: boolean;
}

/** The text itself. */
export function TextView({ document, model, beside }: Props) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => (place.current ? document.show(place.current) : undefined), [document]);

  // Who chose a statement elsewhere sees it here; who is in the text, or was before it was away, is where the cursor is.
  const { selected, analysis } = model;
  const statement = selected === null ? undefined : analysis?.statements[selected]?.place;
  const { from, to } = statement ?? {};
  useEffect(() => {
    if (from === undefined || to === undefined) return;
    const { head } = document.state.selection.main;
    const isThere = from <= head && head <= to;
    if (!isThere && !place.current?.contains(window.document.activeElement)) document.reveal(from);
  }, [document, from, to]);

  // Beside the picture its lines wrap sooner, so all of them are elsewhere.
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is another size then
  useEffect(() => afterDrawing(() => document.revealAgain()), [document, beside]);

  return (
    <div className="gh-editor-text">
      <div ref={place} className="gh-editor-text-place" />
      <p id={KEYS_ID} className="gh-editor-keys">
        <kbd>Ctrl</kbd>+<kbd>Space</kbd> offers what can stand here, <kbd>F2</kbd> explains it, <kbd>F8</kbd>{" "}
        goes to the next finding, <kbd>Ctrl</kbd>+<kbd>F</kbd> searches. <kbd>Escape</kbd>, then{" "}
        <kbd>Tab</kbd>, leaves the text.
      </p>
    </div>
  );
}
