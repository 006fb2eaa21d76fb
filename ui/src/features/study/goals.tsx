import type { GoalView } from "../../bindings/GoalView";
import { Line } from "../../shared/prose";
import { StatusIndicator } from "../../shared/status-indicator";

/** What should hold in the end, and whether it does. */
export function Goals({ goals }: { goals: readonly GoalView[] }) {
  return (
    <ul className="gh-goals" aria-label="Goals">
      {goals.map(({ title, holds, hint }) => (
        <li key={title}>
          <StatusIndicator type={holds === null ? "pending" : holds ? "success" : "error"}>
            <Line text={title} />
            <span className="gh-hidden">
              : {holds === null ? "not looked at" : holds ? "holds" : "does not hold"}
            </span>
          </StatusIndicator>
          {hint && (
            <div className="gh-goal-hint">
              <Line text={hint} />
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}
