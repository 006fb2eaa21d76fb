import type { AnswerInput } from "../../bindings/AnswerInput";
import type { QuestionView } from "../../bindings/QuestionView";

/** An answer that is being given. Null: nothing was answered yet. */
export type Given = AnswerInput | null;

/** What is wanted of whoever answers. */
export const instructions: Record<QuestionView["kind"], string> = {
  single: "Choose one answer.",
  multiple: "Choose all that are right.",
  ordering: "Put the steps in their right order.",
  matching: "Choose what belongs to each. Some fit nothing.",
  case: "Answer each part.",
};

export const chosenOf = (given: Given): readonly number[] => (given?.kind === "chosen" ? given.value : []);

/** The order as it stands now: as it was shown, until it was changed. */
export const orderOf = (question: QuestionView, given: Given): readonly number[] =>
  given?.kind === "chosen" ? given.value : question.options.map((_, at) => at);

export const matchedOf = (question: QuestionView, given: Given): readonly (number | null)[] =>
  given?.kind === "matched" ? given.value : question.lefts.map(() => null);

export function partsOf(question: QuestionView, given: Given): readonly AnswerInput[] {
  return question.parts.map((_, at) => (given?.kind === "parts" && given.value[at]) || nothing);
}

const nothing: AnswerInput = { kind: "chosen", value: [] };

/** Whether it is answered as far as it can be. */
export function isWhole(question: QuestionView, given: Given): boolean {
  switch (question.kind) {
    case "single":
    case "multiple":
      return chosenOf(given).length > 0;
    case "ordering":
      return chosenOf(given).length === question.options.length;
    case "matching":
      return matchedOf(question, given).every((right) => right !== null);
    case "case":
      return question.parts.every((part, at) => isWhole(part, partsOf(question, given)[at] ?? null));
  }
}

/** One with a step moved to another place. */
export function moved(order: readonly number[], from: number, to: number): number[] {
  const next = [...order];
  const [step] = next.splice(from, 1);
  if (step !== undefined) next.splice(to, 0, step);
  return next;
}
