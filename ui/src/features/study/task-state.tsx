import LiveRegion from "@cloudscape-design/components/live-region";
import type { TaskView } from "../../bindings/TaskView";
import { Line } from "../../shared/prose";
import { StatusIndicator } from "../../shared/status-indicator";

/** How a task stands, in a word. */
export function TaskStanding({ task: { state, checked } }: { task: TaskView }) {
  if (state === "done") return <StatusIndicator type="success">Done</StatusIndicator>;
  return checked ? (
    <StatusIndicator type="warning">Not yet</StatusIndicator>
  ) : (
    <StatusIndicator type="pending">To do</StatusIndicator>
  );
}

/** What the last check said, told also to those who do not see it come. */
export function CheckAnswer({ task: { state, checked, hint } }: { task: TaskView }) {
  return (
    <LiveRegion>
      {checked && state === "done" && hint === null && (
        <StatusIndicator type="success">It is as it should be.</StatusIndicator>
      )}
      {checked && (state === "open" || hint !== null) && (
        <StatusIndicator type="warning">
          {state === "done" && "It was done, and is not so any more. "}
          <Line text={hint ?? "It is not as it should be yet."} />
        </StatusIndicator>
      )}
    </LiveRegion>
  );
}
