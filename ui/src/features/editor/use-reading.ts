import { replaceEqualDeep } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";
import type { PolicyAnalysis } from "../../bindings/PolicyAnalysis";
import { commands } from "../../ipc/commands";
import type { Mark, PolicyDocument, Snapshot } from "./document";
import { newestOnly } from "./newest";

/** What the screens show of the text, and what the application says of it. */
export interface Reading {
  snapshot: Snapshot;
  /** Of the newest text that was answered, also where it cannot be read. */
  newest: PolicyAnalysis | null;
  newestMark: Mark | null;
  /** Of the newest text that could be read. */
  good: PolicyAnalysis | null;
  goodMark: Mark | null;
  error: unknown;
}

/** A text whose answer takes longer is shown without it, in milliseconds. */
const LATE = 100;

interface Question {
  mark: Mark;
  kind: string | null;
  beside: number | null;
}

/**
 * Has each text analysed, the newest first; the last good analysis stays while a text cannot be read. What an analysis
 * says as the one before did stays the same object, so that only what differs is drawn anew.
 *
 * A changed text is shown together with its answer, which is there before a screen is drawn: the letter that was typed
 * stands in the text view at once, and all else is rendered once for each key.
 */
export function useReading(document: PolicyDocument, kind: string | null, beside: number | null): Reading {
  const [reading, setReading] = useState<Reading>(() => ({
    snapshot: document.snapshot(),
    newest: null,
    newestMark: null,
    good: null,
    goodMark: null,
    error: null,
  }));
  const kept = useRef<{ newest: Mark | null; good: Mark | null }>({ newest: null, good: null });
  const asker = useRef<{ want: (question: Question) => void } | null>(null);

  useEffect(() => {
    const { snapshot } = document;
    let late: ReturnType<typeof setTimeout> | undefined;
    const inTime = () => {
      clearTimeout(late);
      late = undefined;
    };
    const { want, stop } = newestOnly<Question, PolicyAnalysis>(
      ({ mark, kind: of, beside: others }) => commands.analysePolicy(mark.text, of, others),
      ({ mark }, answer) => {
        const readable = answer.breaks.length === 0;
        const { newest, good } = kept.current;
        const now = { newest: mark, good: readable ? mark : good };
        kept.current = now;
        for (const old of new Set([newest, good])) {
          if (old !== now.newest && old !== now.good) document.forget(old);
        }
        inTime();
        // At once, marks in the text included: what waits for the next frame is drawn a frame later.
        flushSync(() =>
          setReading((last) => {
            const shared = last.good ? replaceEqualDeep(last.good, answer) : answer;
            return {
              snapshot: snapshot(),
              newest: shared,
              newestMark: mark,
              good: readable ? shared : last.good,
              goodMark: readable ? mark : last.goodMark,
              error: null,
            };
          }),
        );
      },
      ({ mark }, error) => {
        document.forget(mark);
        inTime();
        setReading((last) => ({ ...last, snapshot: snapshot(), error }));
      },
      ({ mark }) => document.forget(mark),
    );
    asker.current = {
      want: (question) => {
        late ??= setTimeout(() => {
          late = undefined;
          setReading((last) => ({ ...last, snapshot: snapshot() }));
        }, LATE);
        want(question);
      },
    };
    return () => {
      inTime();
      stop();
    };
  }, [document]);

  // A changed text is asked about before it is drawn: drawing fills the time until the answer.
  useEffect(() => {
    const ask = () => asker.current?.want({ mark: document.mark(), kind, beside });
    ask();
    return document.subscribe(ask);
  }, [document, kind, beside]);

  return reading;
}
