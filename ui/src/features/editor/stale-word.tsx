import { StatusIndicator } from "../../shared/status-indicator";

/** That what is shown is of an older text than the one that is typed. */
export function StaleWord({ stale }: { stale: boolean }) {
  if (!stale) return null;
  return (
    <div className="gh-editor-stale">
      <StatusIndicator type="warning">Of the last text that could be read</StatusIndicator>
    </div>
  );
}
