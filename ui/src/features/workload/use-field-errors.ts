import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useCallback, useEffect, useState } from "react";
import type { FieldProblem } from "../../bindings/FieldProblem";
import type { WorkloadInput } from "../../bindings/WorkloadInput";
import { commands } from "../../ipc/commands";
import { stepFields } from "./fields";

const CALM = 250;
/** A message that came up at once would push the very button away that is being pressed. */
const AFTER_LEAVING = 250;

export interface FieldErrors {
  /** What is wrong with a field that the person has left, or has tried to go on with. */
  of: (field: string) => string | undefined;
  touch: (field: string) => void;
  /** The wrong fields of a step; from now on all of them show their error. */
  ofStep: (step: number) => Promise<string[]>;
  /** What the account itself said against the input, a name that is taken for instance. */
  refuse: (problems: readonly FieldProblem[]) => void;
}

interface Answer {
  input: WorkloadInput;
  problems: readonly FieldProblem[];
}

/** Asks the application about the form as it is typed, and says at each field what is wrong with it. */
export function useFieldErrors(input: WorkloadInput): FieldErrors {
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set());
  const [refused, setRefused] = useState<Answer | null>(null);
  const [shown, setShown] = useState<readonly FieldProblem[]>([]);
  const calm = useCalm(input);
  const check = useQuery({
    queryKey: ["check-workload", calm],
    queryFn: async (): Promise<Answer> => ({ input: calm, problems: await commands.checkWorkload(calm) }),
    placeholderData: keepPreviousData,
    gcTime: 10_000,
  });

  // While the person types, what is shown stays as it is: an answer about an older text would be wrong.
  const answer = check.data && sameText(check.data.input, input) ? check.data : null;
  useEffect(() => {
    if (answer) setShown(answer.problems.filter(({ field }) => touched.has(field)));
  }, [answer, touched]);

  const touchAll = useCallback(
    (fields: readonly string[]) => setTouched((old) => new Set([...old, ...fields])),
    [],
  );

  const of = (field: string) => {
    const found = shown.find((problem) => problem.field === field);
    if (found) return found.message;
    const said = refused?.problems.find((problem) => problem.field === field);
    const unchanged = refused && fieldText(refused.input, field) === fieldText(input, field);
    return unchanged ? said?.message : undefined;
  };

  const ofStep = async (step: number) => {
    const fields = stepFields[step] ?? [];
    touchAll(fields);
    const problems = await commands.checkWorkload(input);
    setShown((old) => [
      ...old.filter(({ field }) => !fields.includes(field)),
      ...problems.filter(({ field }) => fields.includes(field)),
    ]);
    return fields.filter((field) => problems.some((problem) => problem.field === field));
  };

  return {
    of,
    touch: (field) => void setTimeout(() => touchAll([field]), AFTER_LEAVING),
    ofStep,
    refuse: (problems) => setRefused({ input, problems }),
  };
}

const sameText = (a: WorkloadInput, b: WorkloadInput) => a === b || JSON.stringify(a) === JSON.stringify(b);

function fieldText(input: WorkloadInput, field: string): string {
  return JSON.stringify(field in input ? input[field as keyof WorkloadInput] : null);
}

/** The input once the person pauses. */
function useCalm(input: WorkloadInput): WorkloadInput {
  const [calm, setCalm] = useState(input);
  useEffect(() => {
    const timer = setTimeout(() => setCalm(input), CALM);
    return () => clearTimeout(timer);
  }, [input]);
  return calm;
}
