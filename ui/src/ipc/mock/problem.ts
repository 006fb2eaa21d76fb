import type { Problem } from "../../bindings/Problem";

export function problem(code: string, message: string, more: Partial<Problem> = {}): Problem {
  return { code, message, nextStep: null, command: null, requestId: null, fields: [], ...more };
}
