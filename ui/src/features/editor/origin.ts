import type { PolicyTarget } from "../../bindings/PolicyTarget";
import { href, navigate } from "../../shell/router";

/** Where a policy under edit comes from, and where it goes when it is saved. */
export type Origin = {
  /** What tells one policy from another: by it kept questions are found again. */
  id: string;
  title: string;
  /** The text as it was saved last. */
  saved: string;
  /** None: guessed from the text. */
  kind: string | null;
  readOnly: boolean;
  /** Of a role's inline policy: the characters of the role's other ones, which share its quota. */
  beside?: number;
  /** The role whose page led here: a copy goes there first. */
  role?: string;
} & (
  | { from: "draft"; draft: string; fileName: string; becomes?: "managed" }
  | { from: "role"; target: PolicyTarget }
);

/** A policy that was opened from a file or begun here. It lives as long as the window. */
export interface Draft {
  name: string;
  fileName: string;
  kind: string | null;
  saved: string;
  /** What the application calls the file, where there is one. */
  file: string | null;
  /** What it was begun for; a file otherwise. */
  becomes?: "managed";
}

const STORED = "gatehouse.policy-draft.";
const drafts = new Map<string, Draft>();

export function keepDraft(id: string, draft: Draft): void {
  drafts.set(id, draft);
  try {
    window.sessionStorage.setItem(STORED + id, JSON.stringify(draft));
  } catch {
    // A text too long for the storage is lost by a reload only.
  }
}

export function newDraft(draft: Draft): string {
  const id = crypto.randomUUID().slice(0, 8);
  keepDraft(id, draft);
  return id;
}

/** Opens a draft in the editor. */
export const openDraft = (draft: Draft): void =>
  navigate(href(["policies", "edit"], { draft: newDraft(draft) }));

export function findDraft(id: string): Draft | null {
  const known = drafts.get(id);
  if (known) return known;
  try {
    const stored = JSON.parse(window.sessionStorage.getItem(STORED + id) ?? "null") as Draft | null;
    if (stored) drafts.set(id, stored);
    return stored;
  } catch {
    return null;
  }
}
