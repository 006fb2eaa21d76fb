import type { AcceptanceView } from "../../bindings/AcceptanceView";
import type { FieldProblem } from "../../bindings/FieldProblem";

/** The fewest characters that can say why. */
const REASON = 10;

const two = (number: number) => String(number).padStart(2, "0");

/** A day here, `2027-01-31`: days written so are in order as texts are. */
export const written = (day: Date) => `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;

export const today = () => written(new Date());

/** The day so many days from now. */
export function inDays(days: number): string {
  const day = new Date();
  day.setDate(day.getDate() + days);
  return written(day);
}

/** The last day until which a risk can be accepted: a year from now. */
export function lastDay(): string {
  const day = new Date();
  day.setFullYear(day.getFullYear() + 1);
  return written(day);
}

/** What is missing before somebody else can understand who accepted what. */
export function problemsOf({ reason, owner, expires }: AcceptanceView): FieldProblem[] {
  const found: FieldProblem[] = [];
  const wrong = (field: string, code: string, message: string) => found.push({ field, code, message });
  if (reason.trim().length < REASON)
    wrong("reason", "REASON_SHORT", `Say why in at least ${REASON} characters.`);
  if (owner.trim() === "") wrong("owner", "OWNER_MISSING", "Say who answers for it.");
  if (!/^\d{4}-\d\d-\d\d$/.test(expires) || Number.isNaN(Date.parse(expires)))
    wrong("expires", "DAY_MISSING", "Choose the last day on which it counts.");
  else if (expires < today()) wrong("expires", "DAY_PAST", "This day is over. Choose a later one.");
  else if (expires > lastDay())
    wrong("expires", "DAY_FAR", "A risk is accepted for a year at most. Choose an earlier day.");
  return found;
}
