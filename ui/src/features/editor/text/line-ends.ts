import { EditorState, type Extension, RangeSetBuilder, type TransactionSpec } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView, ViewPlugin, type ViewUpdate } from "@codemirror/view";

/**
 * Line ends stay as they are. Only a line feed parts lines here; a carriage return before it is a character of its
 * line that nobody sees. So each offset in the editor is an offset in the text, and the text comes out as it went in.
 */
export function lineEnds(text: string): Extension {
  return [
    EditorState.lineSeparator.of("\n"),
    EditorView.clipboardInputFilter.of((pasted) => pasted.replace(/\r\n?/g, "\n")),
    besideCarriageReturn,
    keepLineEnds(usesCarriageReturns(text)),
    hidden,
  ];
}

/** Whether most lines of a text end in a carriage return and a line feed. */
export function usesCarriageReturns(text: string): boolean {
  const all = text.split("\n").length - 1;
  return all > 0 && (text.split("\r\n").length - 1) * 2 > all;
}

/** The cursor never stands between a carriage return and its line feed. */
const besideCarriageReturn = EditorState.transactionFilter.of((transaction) => {
  if (!transaction.selection) return transaction;
  const { newDoc, newSelection } = transaction;
  const beside = (at: number) =>
    at > 0 && at < newDoc.length && newDoc.sliceString(at - 1, at + 1) === "\r\n" ? at - 1 : at;
  if (newSelection.ranges.every(({ anchor, head }) => beside(anchor) === anchor && beside(head) === head))
    return transaction;
  const ranges = newSelection.ranges.map(({ anchor, head }) => ({
    anchor: beside(anchor),
    head: beside(head),
  }));
  const main = ranges[newSelection.mainIndex] ?? { anchor: 0, head: 0 };
  const spec: TransactionSpec = { selection: { anchor: main.anchor, head: main.head }, sequential: true };
  return [transaction, spec];
});

/**
 * New lines end as most others do, and what is changed beside a line's end leaves that end whole. What undo brings
 * back is left alone: it was there before.
 */
const keepLineEnds = (windows: boolean) =>
  EditorState.transactionFilter.of((transaction) => {
    if (!transaction.docChanged || transaction.isUserEvent("undo") || transaction.isUserEvent("redo"))
      return transaction;
    const { newDoc, startState } = transaction;
    const before = (at: number, span: number) => startState.sliceDoc(Math.max(at - 1, 0), at - 1 + span);
    const changes: { from: number; to?: number; insert?: string }[] = [];
    transaction.changes.iterChanges((fromA, toA, from, to) => {
      const next = newDoc.sliceString(to, to + 1);
      const last = newDoc.sliceString(to - 1, to);
      if (fromA > 0 && before(fromA, 2) === "\r\n" && newDoc.sliceString(from, from + 1) !== "\n")
        changes.push({ from: from - 1, to: from });
      if (windows) changes.push(...lonelyLineFeeds(newDoc.sliceString(from, to), from));
      if (toA > fromA && before(toA, 2) === "\r\n" && next === "\n" && last !== "\r")
        changes.push({ from: to, insert: "\r" });
    });
    return changes.length > 0 ? [transaction, { changes, sequential: true }] : transaction;
  });

/** Where what was put in needs carriage returns. */
function lonelyLineFeeds(added: string, from: number): { from: number; insert: string }[] {
  const found = [];
  for (let at = added.indexOf("\n"); at >= 0; at = added.indexOf("\n", at + 1)) {
    if (added[at - 1] !== "\r") found.push({ from: from + at, insert: "\r" });
  }
  return found;
}

const nothing = Decoration.replace({});

/**
 * Hides the carriage returns at the ends of lines; those elsewhere are shown as special characters are. The cursor
 * and deletions pass over a carriage return and its line feed as one.
 */
const hidden = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet = Decoration.none;
    pairs: DecorationSet = Decoration.none;
    constructor(view: EditorView) {
      this.find(view);
    }
    update(update: ViewUpdate) {
      if (update.docChanged || update.viewportChanged) this.find(update.view);
    }
    find(view: EditorView) {
      const single = new RangeSetBuilder<Decoration>();
      const pairs = new RangeSetBuilder<Decoration>();
      const { doc } = view.state;
      for (const { from, to } of view.visibleRanges) {
        for (let at = from; at <= to; ) {
          const line = doc.lineAt(at);
          if (line.to > line.from && line.to < doc.length && line.text.endsWith("\r")) {
            single.add(line.to - 1, line.to, nothing);
            pairs.add(line.to - 1, line.to + 1, nothing);
          }
          at = line.to + 1;
        }
      }
      this.decorations = single.finish();
      this.pairs = pairs.finish();
    }
  },
  {
    decorations: ({ decorations }) => decorations,
    provide: (plugin) => EditorView.atomicRanges.of((view) => view.plugin(plugin)?.pairs ?? Decoration.none),
  },
);
