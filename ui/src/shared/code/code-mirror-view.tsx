import { bracketMatching, foldGutter, syntaxHighlighting } from "@codemirror/language";
import { EditorState } from "@codemirror/state";
import { EditorView, lineNumbers } from "@codemirror/view";
import { useEffect, useRef } from "react";
import { colours } from "./colours";
import { type CodeLanguage, languageOf } from "./languages";

const layout = EditorView.theme({
  "&": { fontSize: "13px" },
  "&.cm-focused": { outline: "2px solid var(--gh-focus)", outlineOffset: "1px" },
  ".cm-scroller": { fontFamily: "var(--gh-mono)", lineHeight: "20px", maxHeight: "420px" },
  ".cm-gutters": { background: "transparent", border: "none", color: "var(--gh-code-gutter)" },
  ".cm-content": { padding: "8px 0" },
  ".cm-cursor": { display: "none !important" },
});

interface Props {
  text: string;
  label: string;
  language: CodeLanguage;
}

export default function CodeMirrorView({ text, label, language }: Props) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!place.current) return;
    const view = new EditorView({
      parent: place.current,
      doc: text,
      extensions: [
        EditorState.readOnly.of(true),
        EditorView.contentAttributes.of({ "aria-label": label, tabindex: "0" }),
        EditorView.lineWrapping,
        lineNumbers(),
        foldGutter(),
        bracketMatching(),
        languageOf(language),
        syntaxHighlighting(colours),
        layout,
      ],
    });
    return () => view.destroy();
  }, [text, label, language]);
  return <div ref={place} />;
}
