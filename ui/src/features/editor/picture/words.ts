import type { ConditionView } from "../../../bindings/ConditionView";
import type { StatementView } from "../../../bindings/StatementView";
import { amount, byService } from "../form/action-groups";
import type { PictureNode } from "./graph";

/** What fits on an edge: the key, or how many there are. */
export function conditionLabel(conditions: readonly ConditionView[]): string | null {
  const [only] = conditions;
  if (!only) return null;
  return conditions.length === 1 ? `if ${only.key}` : `if ${conditions.length} conditions`;
}

export const conditionText = (conditions: readonly ConditionView[]): string | null =>
  conditions.length === 0 ? null : `Only if: ${conditions.map(({ meaning }) => meaning).join(" And: ")}`;

const servicesAtMost = 4;

/** The actions of a statement, a line for each service. */
export function groupLines(view: StatementView): string[] {
  const services = byService(view.groups);
  const lines =
    services.length > servicesAtMost
      ? [`${services.length} services, ${view.groups.reduce((sum, { count }) => sum + count, 0)} actions`]
      : services.map(
          ({ name, prefix, groups }) =>
            `${name || prefix}: ${groups.map((group) => `${group.level ?? "not in the catalog"} ${amount(group)}`).join(", ")}`,
        );
  if (lines.length === 0) lines.push("No action that is known");
  return view.actions?.negated ? ["All actions but", ...lines] : lines;
}

export function whoTitle(value: string, kind: string | null): string {
  if (value === "*") return "Everybody";
  if (kind === "AWS") {
    const account = /^(?:arn:aws[\w-]*:iam::)?(\d{12})(?::root)?$/.exec(value)?.[1];
    if (account) return `Account ${account}`;
  }
  return shortArn(value);
}

export const resourceTitle = (value: string): string => (value === "*" ? "Every resource" : shortArn(value));

/** An ARN without what all of them begin with. */
const shortArn = (value: string): string => value.replace(/^arn:aws[\w-]*:/, "");

/** The same as one sentence. */
export const actionWords = (view: StatementView): string =>
  groupLines(view).join("; ").replace("All actions but; ", "All actions but: ");

/** What a box says to those who do not see it. */
export function nodeLabel(node: PictureNode, mark: string | null): string {
  const { column, title, lines, effect, statements, group } = node;
  const parts =
    column === "what" ? [effect ?? "No effect", ...(mark ? [mark] : []), title, ...lines] : [title, ...lines];
  if (column !== "what" && statements.length > 1) parts.push(`in ${statements.length} statements`);
  if (group !== null && column === "what") parts.push("Show them one by one");
  // In the very order in which it stands in the box: who speaks to the machine says what is seen.
  return parts.join(" ");
}
