import type { Problem } from "../bindings/Problem";

/** What a rejected command gives. Anything else that was thrown becomes a problem with a code of its own. */
export function asProblem(thrown: unknown): Problem {
  if (isProblem(thrown)) return thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return {
    code: "WINDOW_ERROR",
    message: `Something went wrong in the window: ${message}`,
    nextStep: "Close Gatehouse and open it again. What it was doing is kept under Activity.",
    command: null,
    requestId: null,
    fields: [],
  };
}

export function isProblem(value: unknown): value is Problem {
  return (
    typeof value === "object" &&
    value !== null &&
    "code" in value &&
    "message" in value &&
    "fields" in value &&
    Array.isArray(value.fields)
  );
}
