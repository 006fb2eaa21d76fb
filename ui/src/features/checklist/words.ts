import type { BadgeProps } from "@cloudscape-design/components/badge";
import type { StatusIndicatorProps } from "@cloudscape-design/components/status-indicator";
import type { CheckSeverity } from "../../bindings/CheckSeverity";
import type { FindingCounts } from "../../bindings/FindingCounts";
import type { FindingState } from "../../bindings/FindingState";

/** How something stands in a word, with the indicator that goes with it. */
export interface Word {
  text: string;
  type: StatusIndicatorProps.Type;
}

/** The gravest first. */
export const severities: readonly CheckSeverity[] = ["critical", "high", "medium", "low"];

export const severityWords: Record<CheckSeverity, { text: string; color: BadgeProps["color"] }> = {
  critical: { text: "Critical", color: "severity-critical" },
  high: { text: "High", color: "severity-high" },
  medium: { text: "Medium", color: "severity-medium" },
  low: { text: "Low", color: "severity-low" },
};

/** Place in the order of gravity. */
export const gravity = (severity: CheckSeverity) => severities.indexOf(severity);

export const stateWords: Record<FindingState, Word> = {
  failed: { text: "Failed", type: "error" },
  unanswered: { text: "Not answered", type: "info" },
  accepted: { text: "Accepted", type: "stopped" },
  passed: { text: "Passed", type: "success" },
  notApplicable: { text: "Asks nothing here", type: "not-started" },
};

export const count = (many: number, one: string, several: string) => `${many} ${many === 1 ? one : several}`;

/** Those of which it is known how they stand. */
export const answered = ({ passed, failed, accepted }: FindingCounts) => passed + failed + accepted;

/** How findings stand together. What was not answered is never green. */
export function standing(counts: FindingCounts): Word {
  const { passed, failed, accepted, unanswered } = counts;
  if (failed > 0) return { text: `${failed} failed`, type: "error" };
  if (unanswered > 0 && answered(counts) === 0)
    return { text: "Could not be answered", type: stateWords.unanswered.type };
  if (unanswered > 0)
    return {
      text: `No failure is known, ${unanswered} could not be answered`,
      type: stateWords.unanswered.type,
    };
  if (accepted > 0) return { text: `None failed, ${accepted} accepted`, type: stateWords.accepted.type };
  if (passed > 0) return { text: passed === 1 ? "Passed" : `All ${passed} passed`, type: "success" };
  return { text: stateWords.notApplicable.text, type: stateWords.notApplicable.type };
}

/** `12 passed, 9 failed, 2 not answered`: those that there are. */
export function countsWords({ passed, failed, accepted, unanswered }: FindingCounts): string {
  const parts = [
    [passed, "passed"],
    [failed, "failed"],
    [accepted, "accepted"],
    [unanswered, "not answered"],
  ] as const;
  const there = parts.filter(([many]) => many > 0).map(([many, word]) => `${many} ${word}`);
  return there.length > 0 ? there.join(", ") : "nothing to answer";
}
