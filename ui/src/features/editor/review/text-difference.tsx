import { json } from "@codemirror/lang-json";
import { syntaxHighlighting } from "@codemirror/language";
import { goToNextChunk, unifiedMergeView } from "@codemirror/merge";
import { EditorState } from "@codemirror/state";
import { EditorView, lineNumbers } from "@codemirror/view";
import { useEffect, useRef } from "react";
import { colours } from "../../../shared/code/colours";
import { lineEnds } from "../text/line-ends";
import { differenceTheme } from "../text/theme";

/** Two texts in one: what went, and what came instead. */
export function TextDifference({ saved, text }: { saved: string; text: string }) {
  const place = useRef<HTMLDivElement>(null);
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
          // What did not change is folded; a press on the line shows it.
          collapseUnchanged: { margin: 3, minSize: 6 },
          syntaxHighlightDeletions: false,
          diffConfig: { timeout: 500 },
        }),
        differenceTheme,
      ],
    });
    // The beginning of a long text says little.
    goToNextChunk(view);
    return () => view.destroy();
  }, [saved, text]);
  return <div ref={place} className="gh-code" />;
}
