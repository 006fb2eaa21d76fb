import { useState } from "react";
import type { PolicyQuestion } from "../../../bindings/PolicyQuestion";
import { useStable } from "../../../shared/use-stable";

export type Expected = "allowed" | "denied";

/** A question that is asked again at each change, with the answer that it must have. */
export interface Kept {
  id: string;
  question: PolicyQuestion;
  expected: Expected;
}

const STORED = "gatehouse.policy-tests.";

function stored(policy: string): Kept[] {
  try {
    const value: unknown = JSON.parse(window.localStorage.getItem(STORED + policy) ?? "[]");
    return Array.isArray(value) ? (value as Kept[]) : [];
  } catch {
    return [];
  }
}

/** The kept questions of a policy; they outlive the window. */
export function useKept(policy: string) {
  const [kept, setKept] = useState(() => stored(policy));
  const put = (next: Kept[]) => {
    setKept(next);
    try {
      window.localStorage.setItem(STORED + policy, JSON.stringify(next));
    } catch {
      // A full storage keeps them for as long as the window is open.
    }
  };
  return {
    kept,
    keep: useStable((question: PolicyQuestion, expected: Expected) =>
      put([...kept, { id: crypto.randomUUID(), question, expected }]),
    ),
    drop: useStable((id: string) => put(kept.filter((each) => each.id !== id))),
  };
}

/** Whether a decision is what was expected; null: it depends on what the question does not say. */
export function passes(decision: string, expected: Expected): boolean | null {
  if (decision === "depends") return null;
  return (decision === "allowed") === (expected === "allowed");
}
