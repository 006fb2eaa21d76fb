import Badge from "@cloudscape-design/components/badge";
import type { CheckSeverity } from "../../bindings/CheckSeverity";
import type { FindingCounts } from "../../bindings/FindingCounts";
import type { FindingState } from "../../bindings/FindingState";
import { StatusIndicator } from "../../shared/status-indicator";
import { answered, countsWords, severityWords, standing, stateWords } from "./words";

export const Severity = ({ of }: { of: CheckSeverity }) => (
  <Badge color={severityWords[of].color}>{severityWords[of].text}</Badge>
);

export const State = ({ of }: { of: FindingState }) => (
  <StatusIndicator type={stateWords[of].type}>{stateWords[of].text}</StatusIndicator>
);

export function Standing({ counts }: { counts: FindingCounts }) {
  const { text, type } = standing(counts);
  return <StatusIndicator type={type}>{text}</StatusIndicator>;
}

/** What passed, was accepted and failed of all that was answered. What was not answered is no part of it. */
export function Bar({ counts, label }: { counts: FindingCounts; label: string }) {
  const all = answered(counts);
  const parts = [
    ["passed", counts.passed],
    ["accepted", counts.accepted],
    ["failed", counts.failed],
  ] as const;
  return (
    <div className="gh-bar" role="img" aria-label={`${label}: ${countsWords(counts)}`}>
      {all > 0 &&
        parts.map(
          ([part, many]) =>
            many > 0 && <span key={part} data-part={part} style={{ flexGrow: many }} aria-hidden="true" />,
        )}
    </div>
  );
}
