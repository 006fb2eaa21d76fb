import { useEffect, useRef, useState } from "react";
import type { PolicyAnswer } from "../../../bindings/PolicyAnswer";
import type { PolicyQuestion } from "../../../bindings/PolicyQuestion";
import { commands } from "../../../ipc/commands";
import { newestOnly } from "../newest";

interface Round {
  text: string;
  kind: string;
  questions: readonly PolicyQuestion[];
}

const none: readonly Answer[] = [];

export type Answer = PolicyAnswer | { error: unknown };

/** Answers to questions about the newest text that can be read; asked again whenever it changes. */
export function useAnswers(questions: readonly PolicyQuestion[], text: string | null, kind: string) {
  const [answers, setAnswers] = useState<readonly Answer[]>([]);
  const asker = useRef<{ want: (round: Round) => void } | null>(null);
  const key = JSON.stringify(questions);

  useEffect(() => {
    const { want, stop } = newestOnly<Round, Answer[]>(
      (round) =>
        Promise.all(
          round.questions.map((question) =>
            commands.askPolicy(round.text, round.kind, question).catch((error: unknown) => ({ error })),
          ),
        ),
      (_, found) => setAnswers(found),
      () => setAnswers([]),
    );
    asker.current = { want };
    return stop;
  }, []);

  useEffect(() => {
    const wanted = JSON.parse(key) as PolicyQuestion[];
    if (text !== null && wanted.length > 0) asker.current?.want({ text, kind, questions: wanted });
  }, [key, text, kind]);

  // Answers belong to as many questions; between two rounds there may be fewer.
  return answers.length === questions.length ? answers : none;
}
