import { HighlightStyle } from "@codemirror/language";
import { tags } from "@lezer/highlight";

/** The colours are the window's own properties (`shell.css`), so that light and dark need no second style. */
export const colours = HighlightStyle.define([
  { tag: tags.propertyName, color: "var(--gh-code-key)" },
  { tag: tags.string, color: "var(--gh-code-string)" },
  { tag: [tags.number, tags.bool, tags.null, tags.keyword], color: "var(--gh-code-literal)" },
  { tag: tags.comment, color: "var(--gh-code-gutter)" },
]);
