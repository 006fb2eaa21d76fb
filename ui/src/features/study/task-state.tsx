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
      {state === "done" && <StatusIndicator type="success">It is as it should be.</StatusIndicator>}
      {state === "open" && checked && (
        <StatusIndicator type="warning">
          <Line text={hint ?? "It is not as it should be yet."} />
        </StatusIndicator>
      )}
    </LiveRegion>
  );
}
