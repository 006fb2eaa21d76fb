import { history, isolateHistory, redo, redoDepth, undo, undoDepth } from "@codemirror/commands";
import { ChangeSet, EditorState, type Extension, type TransactionSpec } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import type { PlaceView } from "../../bindings/PlaceView";
import type { TextEditView } from "../../bindings/TextEditView";
import { lineEnds } from "./text/line-ends";

/** What the screens show of the document. A new one at each change of the text. */
export interface Snapshot {
  text: string;
  canUndo: boolean;
  canRedo: boolean;
}

/** A moment in the document's life: places of the text of then are found in the text of now. */
export interface Mark {
  text: string;
  changes: ChangeSet;
}

/** More than anybody undoes. */
const ENDLESS = 1_000_000_000;

/**
 * The text under edit with its one history. The text view shows it while it is mounted; the document lives on
 * without, so that changes of the form are undone like those that were typed.
 */
export class PolicyDocument {
  #state: EditorState;
  #view: EditorView | null = null;
  #snapshot: Snapshot;
  #listeners = new Set<() => void>();
  #cursorListeners = new Set<(at: number) => void>();
  #marks = new Set<Mark>();
  #focusWanted = false;
  /** What was brought into sight since the cursor moved, or the text view was shown. */
  #revealed: number | null = null;

  constructor(text: string, extensions: Extension = []) {
    this.#state = EditorState.create({
      doc: text,
      extensions: [lineEnds(text), history({ minDepth: ENDLESS }), extensions],
    });
    this.#snapshot = { text, canUndo: false, canRedo: false };
  }

  get state(): EditorState {
    return this.#state;
  }

  get text(): string {
    return this.#snapshot.text;
  }

  snapshot = (): Snapshot => this.#snapshot;

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Tells where the cursor went, whenever the person moves it or types. */
  onCursor(listener: (at: number) => void): () => void {
    this.#cursorListeners.add(listener);
    return () => this.#cursorListeners.delete(listener);
  }

  /** Several are one change, and so drawn once. */
  dispatch = (...specs: TransactionSpec[]): void => {
    if (specs.length === 0) return;
    if (this.#view) this.#view.dispatch(...specs);
    else this.#run([this.#state.update(...specs)]);
  };

  undo = (): boolean => undo({ state: this.#state, dispatch: (transaction) => this.#run([transaction]) });
  redo = (): boolean => redo({ state: this.#state, dispatch: (transaction) => this.#run([transaction]) });

  /** Remembers this moment until it is forgotten. */
  mark(): Mark {
    const mark = { text: this.text, changes: ChangeSet.empty(this.#state.doc.length) };
    this.#marks.add(mark);
    return mark;
  }

  forget(mark: Mark | null): void {
    if (mark) this.#marks.delete(mark);
  }

  /** Applies changes whose places are of the text of the mark. Where that text has changed since, nothing happens. */
  apply(edits: readonly TextEditView[], mark?: Mark): boolean {
    const since = mark?.changes.desc;
    const overtaken = edits.some(({ place }) => since?.touchesRange(place.from, place.to));
    if (overtaken || edits.length === 0) return false;
    const changes = edits.map(({ place, insert }) => ({
      from: since ? since.mapPos(place.from, 1) : place.from,
      to: since ? since.mapPos(place.to, place.to > place.from ? -1 : 1) : place.to,
      insert: this.#state.toText(insert),
    }));
    this.dispatch({ changes, userEvent: "apply", annotations: isolateHistory.of("full") });
    return true;
  }

  /** Moves the cursor there and gives the text view the focus: at once, or as soon as it is shown. */
  goTo({ from, to }: PlaceView): void {
    const { length } = this.#state.doc;
    this.#focusWanted = this.#view === null;
    this.#revealed = null;
    this.dispatch({
      selection: { anchor: Math.min(from, length), head: Math.min(to, length) },
      scrollIntoView: true,
    });
    this.#view?.focus();
    for (const listener of this.#cursorListeners) listener(from);
  }

  /** Brings a place into sight without taking the cursor there. */
  reveal(at: number): void {
    this.#revealed = at;
    this.dispatch({ effects: this.#toRevealed() });
  }

  /** Brings what was looked at into sight again: where the text view is another size, lines are elsewhere. */
  revealAgain(): void {
    this.dispatch({ effects: this.#toRevealed() });
  }

  /** To what was brought into sight last, or else to the cursor. */
  #toRevealed() {
    const { selection, doc } = this.#state;
    if (this.#revealed === null) return EditorView.scrollIntoView(selection.main, { y: "center" });
    return EditorView.scrollIntoView(Math.min(this.#revealed, doc.length), { y: "nearest" });
  }

  /** Shows the document in an element, until the answer is called. */
  show(parent: HTMLElement): () => void {
    this.#revealed = null;
    const view = new EditorView({
      parent,
      state: this.#state,
      scrollTo: this.#toRevealed(),
      dispatchTransactions: (transactions, of) => this.#run(transactions, of),
    });
    this.#view = view;
    if (this.#focusWanted) view.focus();
    this.#focusWanted = false;
    return () => {
      if (this.#view === view) this.#view = null;
      view.destroy();
    };
  }

  /** It is told before it is drawn: the answer is under way meanwhile. */
  #run(transactions: Parameters<EditorView["update"]>[0], view = this.#view): void {
    this.#took(transactions);
    view?.update(transactions);
  }

  #took(transactions: Parameters<EditorView["update"]>[0]): void {
    const last = transactions.at(-1);
    if (!last) return;
    this.#state = last.state;
    let changed = false;
    for (const transaction of transactions) {
      if (!transaction.docChanged) continue;
      changed = true;
      for (const mark of this.#marks) mark.changes = mark.changes.compose(transaction.changes);
    }
    if (changed) {
      const text = this.#state.doc.toString();
      // A quote typed over itself changes nothing: the places of that text are the places of this one.
      for (const mark of this.#marks) if (mark.text === text) mark.changes = ChangeSet.empty(text.length);
      this.#snapshot = {
        text,
        canUndo: undoDepth(this.#state) > 0,
        canRedo: redoDepth(this.#state) > 0,
      };
      for (const listener of this.#listeners) listener();
    }
    const moved = transactions.some((each) => each.isUserEvent("select") || each.isUserEvent("input"));
    if (!moved) return;
    this.#revealed = null;
    for (const listener of this.#cursorListeners) listener(this.#state.selection.main.head);
  }
}

/** Where a place of the mark's text is now. */
export function placeNow({ from, to }: PlaceView, mark: Mark | null): PlaceView {
  if (!mark) return { from, to };
  const start = mark.changes.mapPos(from, 1);
  return { from: start, to: Math.max(start, mark.changes.mapPos(to, -1)) };
}
