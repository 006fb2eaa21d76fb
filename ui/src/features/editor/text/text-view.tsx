import { useEffect, useRef } from "react";
import type { PolicyDocument } from "../document";
import type { EditorModel } from "../model";
import { KEYS_ID } from "./extensions";
import { scrollTo } from "./marks";

interface Props {
  document: PolicyDocument;
  model: EditorModel;
}

/** The text itself. */
export function TextView({ document, model }: Props) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => (place.current ? document.show(place.current) : undefined), [document]);

  // Who chose a statement elsewhere sees it here; who is in the text is where the cursor is.
  const { selected, analysis } = model;
  const from = selected === null ? undefined : analysis?.statements[selected]?.place.from;
  useEffect(() => {
    if (from !== undefined && !place.current?.contains(window.document.activeElement))
      scrollTo(document, from);
  }, [document, from]);

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
