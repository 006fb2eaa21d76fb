import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { StatusIndicatorProps } from "@cloudscape-design/components/status-indicator";
import type { PolicyAnswer } from "../../../bindings/PolicyAnswer";
import { Explain } from "../../../shared/explain";
import { StatusIndicator } from "../../../shared/status-indicator";
import type { EditorModel } from "../model";
import type { Expected } from "./kept";

const decisions: Record<string, { text: string; icon: StatusIndicatorProps.Type }> = {
  allowed: { text: "Allowed", icon: "success" },
  "explicitly-denied": { text: "Denied by a statement", icon: "error" },
  "implicitly-denied": { text: "Denied: nothing allows it", icon: "stopped" },
  depends: { text: "It depends", icon: "pending" },
};

export const decisionOf = (decision: string) =>
  decisions[decision] ?? { text: decision, icon: "info" as const };

interface Props {
  answer: PolicyAnswer;
  /** What was asked for. */
  action: string;
  model: EditorModel;
  onShow: (statement: number) => void;
  onKeep: (expected: Expected) => void;
}

/** The answer, who decides it, who almost allows it, and what else should be known. */
export function AnswerView({ answer, action, model, onShow, onKeep }: Props) {
  if (answer.problem !== null)
    return (
      <Alert type="error" header="This cannot be asked">
        {answer.problem}
      </Alert>
    );
  const { text, icon } = decisionOf(answer.decision);
  const nameOf = (statement: number) =>
    model.analysis?.statements[statement]?.sid ?? `Statement ${statement + 1}`;
  return (
    <section aria-label="Answer">
      <SpaceBetween size="s">
        <div role="status">
          <StatusIndicator type={icon}>{text}</StatusIndicator> {answer.sentence}
        </div>
        {answer.decision !== "allowed" && (
          <div>
            <Explain subject={`action:${action}`} what={action} />
          </div>
        )}
        {answer.deciding.length > 0 && (
          <div>
            <Box variant="h3" tagOverride="h2">
              What decides it
            </Box>
            <ul className="gh-plain-list">
              {answer.deciding.map((statement) => (
                <li key={statement}>
                  <Button variant="inline-link" onClick={() => onShow(statement)}>
                    {nameOf(statement)}
                  </Button>
                </li>
              ))}
            </ul>
          </div>
        )}
        {answer.near.length > 0 && (
          <div>
            <Box variant="h3" tagOverride="h2">
              What almost allows it
            </Box>
            <ul className="gh-plain-list">
              {answer.near.map(({ statement, lacks }) => (
                <li key={statement}>
                  <Button variant="inline-link" onClick={() => onShow(statement)}>
                    {nameOf(statement)}
                  </Button>
                  : {lacks}
                </li>
              ))}
            </ul>
          </div>
        )}
        {answer.dependsOn.length > 0 && <div>It depends on {answer.dependsOn.join(", ")}.</div>}
        {answer.layers.length > 0 && (
          <ul className="gh-plain-list" aria-label="Layers">
            {answer.layers.map(({ layer, outcome, reason }) => (
              <li key={layer}>
                {layer}: {decisionOf(outcome).text}
                {reason && `. ${reason}`}{" "}
                {outcome !== "allowed" && <Explain subject={`layer:${layer}`} what={layer} />}
              </li>
            ))}
          </ul>
        )}
        {answer.notes.map((note) => (
          <Box key={note} color="text-body-secondary">
            {note}
          </Box>
        ))}
        <SpaceBetween direction="horizontal" size="xs">
          <Button onClick={() => onKeep("allowed")}>Keep: must be allowed</Button>
          <Button onClick={() => onKeep("denied")}>Keep: must stay denied</Button>
        </SpaceBetween>
      </SpaceBetween>
    </section>
  );
}
