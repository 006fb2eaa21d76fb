import { EditorView } from "@codemirror/view";

const panel = {
  background: "var(--gh-surface)",
  color: "var(--gh-text)",
  borderColor: "var(--gh-line)",
};

/** The text view in the window's own colours (`shell.css`), so that light and dark need no second style. */
export const editorTheme = EditorView.theme({
  "&": { fontSize: "13px", height: "100%" },
  // The frame around it shows the focus: the margin would cover a part of an outline of its own.
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "var(--gh-mono)", lineHeight: "20px", overflow: "auto" },
  ".cm-content": { padding: "8px 0", caretColor: "var(--gh-text)" },
  ".cm-cursor, .cm-dropCursor": { borderLeftColor: "var(--gh-text)", borderLeftWidth: "2px" },
  ".cm-gutters": { background: "var(--gh-surface)", border: "none", color: "var(--gh-code-gutter)" },
  ".cm-activeLine": { backgroundColor: "var(--gh-active-line)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    background: "var(--gh-selection)",
  },
  ".cm-matchingBracket, &.cm-focused .cm-matchingBracket": {
    background: "transparent",
    outline: "1px solid var(--gh-focus)",
  },
  ".cm-nonmatchingBracket, &.cm-focused .cm-nonmatchingBracket": {
    background: "transparent",
    outline: "1px dashed var(--gh-code-literal)",
  },
  ".cm-selectionMatch": { backgroundColor: "var(--gh-selection)" },
  ".cm-searchMatch": { backgroundColor: "transparent", outline: "1px solid var(--gh-code-literal)" },
  ".cm-searchMatch-selected": { backgroundColor: "var(--gh-selection)" },
  ".cm-specialChar": { color: "var(--gh-code-literal)", outline: "1px dotted" },
  ".cm-tooltip": { ...panel, border: "1px solid var(--gh-line)", borderRadius: "6px", maxWidth: "520px" },
  ".cm-tooltip-autocomplete > ul > li": { padding: "2px 8px" },
  ".cm-tooltip-autocomplete > ul > li[aria-selected]": {
    background: "var(--gh-focus)",
    color: "var(--gh-on-focus)",
  },
  ".cm-completionDetail": { fontStyle: "normal", marginInlineStart: "12px" },
  ".cm-completionInfo": { ...panel, border: "1px solid var(--gh-line)", padding: "6px 10px" },
  ".cm-panels": panel,
  ".cm-panel.cm-search": { padding: "8px", fontSize: "13px" },
  ".cm-panel.cm-search label": { fontSize: "13px" },
  ".cm-textfield": {
    background: "var(--gh-page)",
    color: "var(--gh-text)",
    border: "1px solid var(--gh-line)",
    borderRadius: "4px",
    fontSize: "13px",
  },
  ".cm-button": {
    backgroundImage: "none",
    background: "var(--gh-page)",
    color: "var(--gh-text)",
    border: "1px solid var(--gh-line)",
    borderRadius: "4px",
    fontSize: "13px",
  },
  ".cm-panel button[name=close]": { color: "var(--gh-text)", fontSize: "18px" },
  ".cm-textfield:focus-visible, .cm-button:focus-visible, .cm-panel button:focus-visible, .cm-diagnosticAction:focus-visible":
    { outline: "2px solid var(--gh-focus)", outlineOffset: "1px" },
  ".cm-diagnosticAction": {
    background: "transparent",
    color: "var(--gh-link)",
    border: "1px solid var(--gh-link)",
    borderRadius: "4px",
    padding: "2px 8px",
  },
  ".cm-diagnostic": { padding: "6px 10px", whiteSpace: "pre-wrap" },
  ".cm-panel.cm-panel-lint ul [aria-selected]": { background: "var(--gh-selection)" },
  ".cm-foldPlaceholder": { background: "transparent", color: "var(--gh-link)", border: "1px solid" },
});

/** A minus and a plus stand before what went and what came: colour alone would not do. */
export const differenceTheme = EditorView.theme({
  "&": { fontSize: "13px" },
  "&.cm-focused": { outline: "2px solid var(--gh-focus)", outlineOffset: "-2px" },
  ".cm-scroller": { fontFamily: "var(--gh-mono)", lineHeight: "20px", maxHeight: "360px" },
  ".cm-gutters": { background: "transparent", border: "none", color: "var(--gh-code-gutter)" },
  ".cm-cursor": { display: "none !important" },
  ".cm-changedLine": { background: "var(--gh-came) !important" },
  ".cm-changedLine::before": { content: '"+ "', fontWeight: "700" },
  ".cm-changedText": { background: "none", fontWeight: "700" },
  ".cm-deletedChunk": { background: "var(--gh-went) !important", color: "var(--gh-text)" },
  ".cm-deletedChunk .cm-deletedLine, .cm-deletedChunk .cm-deletedText": {
    background: "none",
    textDecoration: "none",
  },
  ".cm-deletedChunk .cm-deletedLine::before": { content: '"− "', fontWeight: "700" },
  ".cm-collapsedLines": {
    background: "var(--gh-surface) !important",
    color: "var(--gh-text-quiet) !important",
  },
  ".cm-collapsedLines::before": { content: '"…" !important' },
  ".cm-collapsedLines::after": { content: '"" !important' },
});
