import { useEffect, useMemo, useRef, useState } from "react";
import type { PlaceView } from "../../bindings/PlaceView";
import type { PolicyEdit } from "../../bindings/PolicyEdit";
import type { Problem } from "../../bindings/Problem";
import { commands } from "../../ipc/commands";
import { afterDrawing } from "../../shared/after-drawing";
import { useStable } from "../../shared/use-stable";
import { type Mark, PolicyDocument, placeNow } from "./document";
import type { EditorModel, Lit } from "./model";
import { policyExtensions } from "./text/extensions";
import { statementMarks } from "./text/marks";
import { problems } from "./text/problems";
import { type Reading, useReading } from "./use-reading";

/** All that the workbench holds: the document, what is said of it, and the model that the three views share. */
export interface Editor {
  document: PolicyDocument;
  model: EditorModel;
  reading: Reading;
  /** As chosen; null: guessed. */
  kind: string | null;
  setKind: (kind: string | null) => void;
  /** As chosen or guessed. */
  knownKind: string;
  setLit: (lit: Lit | null) => void;
  canUndo: boolean;
  canRedo: boolean;
  /** Moves to a place of the text that is shown as broken or as found. */
  goTo: (place: PlaceView) => void;
}

const unreadable: Problem = {
  code: "POLICY_UNREADABLE",
  message: "The text is no JSON at the moment, so the form cannot change it.",
  nextStep: "Mend the text first. The text view points at the place.",
  command: null,
  requestId: null,
  fields: [],
};

export function useEditor(
  text: string,
  firstKind: string | null,
  readOnly: boolean,
  beside: number | null = null,
): Editor {
  const [document] = useState(() => new PolicyDocument(text, policyExtensions({ text, readOnly })));
  const [kind, setKind] = useState(firstKind);
  const [selected, setSelected] = useState<number | null>(null);
  const [lit, setLit] = useState<Lit | null>(null);
  const reading = useReading(document, kind, beside);
  const { snapshot, newest, newestMark, good, goodMark } = reading;
  const { text: now, canUndo, canRedo } = snapshot;
  const stale = (newest?.breaks.length ?? 0) > 0;

  // What the text view shows of the analysis, once the findings are drawn. A frame lies between, for what waits meanwhile.
  const told = useRef<Mark | null>(null);
  const showInText = useStable(() => {
    const changed = newest !== null && told.current !== newestMark;
    told.current = newestMark;
    document.dispatch(
      ...(changed ? [problems(document, newest, newestMark)] : []),
      ...statementMarks(document, good?.statements ?? [], goodMark, selected, lit),
    );
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is shown hangs on all of these
  useEffect(() => afterDrawing(showInText, 2), [document, newest, newestMark, good, goodMark, selected, lit]);

  // The statement in which the cursor is, is the one that is looked at.
  const latest = useRef({ good, goodMark, stale });
  latest.current = { good, goodMark, stale };
  useEffect(
    () =>
      document.onCursor((at) => {
        const { good: known, goodMark: mark } = latest.current;
        const found = known?.statements.findIndex(({ place }) => {
          const { from, to } = placeNow(place, mark);
          return from <= at && at <= to;
        });
        setSelected(found === undefined || found < 0 ? null : found);
      }),
    [document],
  );

  const queue = useRef<Promise<unknown>>(Promise.resolve());
  const actions = useMemo(() => {
    const changeNow = async (edit: PolicyEdit): Promise<void> => {
      if (latest.current.stale || readOnly) throw unreadable;
      const mark = document.mark();
      try {
        const edits = await commands.editPolicy(mark.text, edit);
        // Who typed meanwhile where the form changes is right: the change is made anew of the text as it is now.
        if (edits.length > 0 && !document.apply(edits, mark)) await changeNow(edit);
      } finally {
        document.forget(mark);
      }
    };
    return {
      select: setSelected,
      change: (edit: PolicyEdit) => {
        const done = queue.current.then(() => changeNow(edit));
        queue.current = done.catch(() => {});
        return done;
      },
      apply: (edits: Parameters<EditorModel["apply"]>[0]) => {
        if (!readOnly) document.apply(edits, latest.current.goodMark ?? undefined);
      },
      goTo: (place: PlaceView) => document.goTo(place),
    };
  }, [document, readOnly]);

  const model: EditorModel = useMemo(
    () => ({
      text: now,
      analysis: good,
      analysedText: goodMark?.text ?? now,
      stale,
      readOnly,
      selected,
      select: actions.select,
      change: actions.change,
      apply: actions.apply,
      lit,
    }),
    [now, good, goodMark, stale, readOnly, selected, lit, actions],
  );

  return {
    document,
    model,
    reading,
    kind,
    setKind,
    knownKind: kind ?? newest?.kind ?? "identity",
    setLit,
    canUndo,
    canRedo,
    goTo: actions.goTo,
  };
}
