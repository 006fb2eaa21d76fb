import type { Lit } from "../model";

export type Mark = "deciding" | "near" | null;

/** How a statement stands to the question that was asked last. */
export const markOf = (lit: Lit | null, statement: number): Mark =>
  lit?.deciding.includes(statement) ? "deciding" : lit?.near.includes(statement) ? "near" : null;

export const markWords = { deciding: "Decides this request", near: "Almost decides it" };
