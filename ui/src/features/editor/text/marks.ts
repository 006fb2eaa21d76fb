import { type EditorState, StateEffect, StateField, type TransactionSpec } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView, WidgetType } from "@codemirror/view";
import type { StatementView } from "../../../bindings/StatementView";
import { type Mark, type PolicyDocument, placeNow } from "../document";
import type { Lit } from "../model";

/** How a statement stands out: a bar beside its lines, and a word behind its first one. */
interface Shown {
  from: number;
  to: number;
  className: string;
  word: string | null;
}

const setShown = StateEffect.define<Shown[]>();

class Word extends WidgetType {
  constructor(
    readonly text: string,
    readonly className: string,
  ) {
    super();
  }
  eq(other: Word) {
    return other.text === this.text && other.className === this.className;
  }
  toDOM() {
    const element = document.createElement("span");
    element.className = `gh-mark-word ${this.className}`;
    element.textContent = this.text;
    return element;
  }
}

/** Lines beyond these are marked by their first ones: a bar beside each of a million lines helps nobody. */
const MOST_LINES = 5000;

function decorate(state: EditorState, shown: readonly Shown[]): DecorationSet {
  const { doc } = state;
  const ranges = shown.flatMap(({ from, to, className, word }) => {
    const first = doc.lineAt(Math.min(from, doc.length));
    const last = doc.lineAt(Math.min(to, doc.length));
    const lines = [];
    for (let number = first.number; number <= Math.min(last.number, first.number + MOST_LINES); number += 1)
      lines.push(Decoration.line({ class: className }).range(doc.line(number).from));
    if (word) {
      const end = first.text.endsWith("\r") ? first.to - 1 : first.to;
      lines.push(Decoration.widget({ widget: new Word(word, className), side: 1 }).range(end));
    }
    return lines;
  });
  return Decoration.set(ranges, true);
}

/** The marks of statements, kept in place while the text changes under them. */
export const marks = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(old, transaction) {
    for (const effect of transaction.effects) {
      if (effect.is(setShown)) return decorate(transaction.state, effect.value);
    }
    return transaction.docChanged ? old.map(transaction.changes) : old;
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** What changes the marks of statements; nothing where there are none and were none. */
export function statementMarks(
  target: PolicyDocument,
  statements: readonly StatementView[],
  mark: Mark | null,
  selected: number | null,
  lit: Lit | null,
): TransactionSpec[] {
  const shown = statements.flatMap(({ place }, index): Shown[] => {
    const { from, to } = placeNow(place, mark);
    const of = (className: string, word: string | null): Shown => ({ from, to, className, word });
    return [
      ...(index === selected ? [of("gh-mark-selected", null)] : []),
      ...(lit?.deciding.includes(index) ? [of("gh-mark-deciding", "decides")] : []),
      ...(lit?.near.includes(index) ? [of("gh-mark-near", "almost allows")] : []),
    ];
  });
  // Nothing shown, and nothing to show: a look at every line is spared.
  if (shown.length === 0 && target.state.field(marks, false)?.size === 0) return [];
  return [{ effects: setShown.of(shown) }];
}
