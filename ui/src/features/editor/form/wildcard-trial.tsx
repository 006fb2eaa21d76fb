import { Details } from "../../../shared/details";
import { StatusIndicator } from "../../../shared/status-indicator";
import { useTrial } from "./catalog";

interface Props {
  wildcards: string[];
  chosen: string[];
  kind: string;
}

/** What wildcards stand for today, as the application has it, beside what was chosen. */
export function WildcardTrial({ wildcards, chosen, kind }: Props) {
  const statement = wildcards.length > 0 ? { Effect: "Allow", Action: wildcards, Resource: "*" } : null;
  const trial = useTrial(statement, kind);
  if (!trial.data) return null;
  const meant = trial.data.groups.flatMap(({ service, actions }) =>
    actions.map((name) => `${service}:${name}`),
  );
  const lower = new Set(meant.map((name) => name.toLowerCase()));
  const asked = new Set(chosen.map((name) => name.toLowerCase()));
  const more = meant.filter((name) => !asked.has(name.toLowerCase()));
  const missed = chosen.filter((name) => !lower.has(name.toLowerCase()));
  return (
    <div className="gh-trial" aria-live="polite">
      <div>Today this stands for {meant.length === 1 ? "1 action" : `${meant.length} actions`}.</div>
      {more.length > 0 && (
        <StatusIndicator type="warning">
          {more.length === 1 ? "One of them" : `${more.length} of them`} you did not choose.
        </StatusIndicator>
      )}
      {more.length > 0 && (
        <Details summary="Which ones">
          <div className="gh-break">{more.join(", ")}</div>
        </Details>
      )}
      {missed.length > 0 && (
        <StatusIndicator type="error">Not among them: {missed.join(", ")}</StatusIndicator>
      )}
    </div>
  );
}
