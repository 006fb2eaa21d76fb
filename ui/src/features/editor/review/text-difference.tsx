import SpaceBetween from "@cloudscape-design/components/space-between";
import Toggle from "@cloudscape-design/components/toggle";
import { json } from "@codemirror/lang-json";
import { syntaxHighlighting } from "@codemirror/language";
import { goToNextChunk, unifiedMergeView } from "@codemirror/merge";
import { EditorState } from "@codemirror/state";
import { EditorView, lineNumbers } from "@codemirror/view";
import { useEffect, useRef, useState } from "react";
import { colours } from "../../../shared/code/colours";
import { lineEnds } from "../text/line-ends";
import { differenceTheme } from "../text/theme";

/** Two texts in one: what went, and what came instead. What stayed is folded, but for the lines around. */
export function TextDifference({ saved, text }: { saved: string; text: string }) {
  const place = useRef<HTMLDivElement>(null);
  const [whole, setWhole] = useState(false);
  const [folds, setFolds] = useState(false);
  useEffect(() => {
    if (!place.current) return;
    const view = new EditorView({
      parent: place.current,
      doc: text,
      extensions: [
        lineEnds(text),
        EditorState.readOnly.of(true),
        EditorView.editable.of(false),
        EditorView.contentAttributes.of({
          "aria-label": "Changes of the text",
          tabindex: "0",
          role: "textbox",
        }),
        EditorView.lineWrapping,
        lineNumbers(),
        json(),
        syntaxHighlighting(colours),
        unifiedMergeView({
          original: EditorState.create({ doc: saved, extensions: lineEnds(saved) }).doc,
          mergeControls: false,
          collapseUnchanged: whole ? undefined : { margin: 3, minSize: 6 },
          syntaxHighlightDeletions: false,
          diffConfig: { timeout: 500 },
        }),
        differenceTheme,
      ],
    });
    // The beginning of a long text says little.
    goToNextChunk(view);
    if (!whole) setFolds(view.dom.querySelector(".cm-collapsedLines") !== null);
    return () => view.destroy();
  }, [saved, text, whole]);
  return (
    <SpaceBetween size="xs">
      {folds && (
        <Toggle checked={whole} onChange={({ detail }) => setWhole(detail.checked)}>
          Show the lines that did not change
        </Toggle>
      )}
      <div ref={place} className="gh-code" />
    </SpaceBetween>
  );
}
