/**
 * Asks for one thing after the other and never twice at once: what is wanted while an answer is under way waits for
 * it, and only the newest is asked then. So the one who answers sets the pace, and no old answer is ever told.
 */
export function newestOnly<Q, A>(
  ask: (question: Q) => Promise<A>,
  tell: (question: Q, answer: A) => void,
  fail: (question: Q, error: unknown) => void,
  drop: (question: Q) => void = () => {},
): { want: (question: Q) => void; stop: () => void } {
  let busy = false;
  let stopped = false;
  let next: { question: Q } | null = null;

  const run = async (question: Q): Promise<void> => {
    busy = true;
    try {
      const answer = await ask(question);
      if (next || stopped) drop(question);
      else tell(question, answer);
    } catch (error) {
      if (next || stopped) drop(question);
      else fail(question, error);
    }
    busy = false;
    const waiting = next;
    next = null;
    if (waiting && !stopped) void run(waiting.question);
  };

  return {
    want: (question) => {
      if (!busy) return void run(question);
      if (next) drop(next.question);
      next = { question };
    },
    stop: () => {
      stopped = true;
    },
  };
}
