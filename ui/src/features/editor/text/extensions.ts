import { closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, historyKeymap, indentWithTab } from "@codemirror/commands";
import { json } from "@codemirror/lang-json";
import {
  bracketMatching,
  foldGutter,
  foldKeymap,
  indentOnInput,
  indentUnit,
  syntaxHighlighting,
} from "@codemirror/language";
import { lintGutter, lintKeymap } from "@codemirror/lint";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import { EditorState, type Extension } from "@codemirror/state";
import {
  crosshairCursor,
  drawSelection,
  dropCursor,
  EditorView,
  highlightActiveLine,
  highlightSpecialChars,
  keymap,
  lineNumbers,
  tooltips,
} from "@codemirror/view";
import { colours } from "../../../shared/code/colours";
import { completion } from "./completion";
import { explanations } from "./explanations";
import { marks } from "./marks";
import { editorTheme } from "./theme";
import { typed } from "./typed";

interface Options {
  text: string;
  readOnly: boolean;
}

export const KEYS_ID = "policy-text-keys";

/** All that the text view can do. The document carries it, so that it is the same after the view was away. */
export function policyExtensions({ text, readOnly }: Options): Extension {
  return [
    EditorState.readOnly.of(readOnly),
    EditorView.contentAttributes.of({
      "aria-label": "Text of the policy",
      "aria-describedby": KEYS_ID,
      tabindex: "0",
      spellcheck: "false",
      autocorrect: "off",
      autocapitalize: "off",
    }),
    indentUnit.of(indentOf(text)),
    lineNumbers(),
    lintGutter(),
    foldGutter(),
    highlightSpecialChars({ addSpecialChars: hiddenDirections }),
    drawSelection(),
    dropCursor(),
    crosshairCursor(),
    EditorView.lineWrapping,
    indentOnInput(),
    bracketMatching(),
    closeBrackets(),
    typed,
    highlightActiveLine(),
    highlightSelectionMatches(),
    search({ top: true }),
    json(),
    syntaxHighlighting(colours),
    completion(),
    explanations,
    // The text's own frame, and the workbench around it, would cut them off.
    tooltips({ position: "fixed", parent: document.querySelector("main") ?? document.body }),
    marks,
    editorTheme,
    keymap.of([
      ...closeBracketsKeymap,
      ...completionKeymap,
      ...lintKeymap,
      ...searchKeymap,
      ...historyKeymap,
      ...foldKeymap,
      ...defaultKeymap,
      // Escape and then Tab leaves the text; the editor keeps that by itself.
      indentWithTab,
    ]),
  ];
}

/** Characters that turn the direction of a text round can hide what it says. */
const hiddenDirections = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** The indent that the text uses; two blanks where it uses none. */
function indentOf(text: string): string {
  return /^(?:\t| {1,8})(?=\S)/m.exec(text.slice(0, 10_000))?.[0] ?? "  ";
}
