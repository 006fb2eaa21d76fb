import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { StatusIndicator } from "../../../shared/status-indicator";
import { type Kept, passes } from "./kept";
import type { Answer } from "./use-answers";
import type { Ask } from "./use-ask";

/** The questions that are asked again at each change. */
export function KeptList({ ask }: { ask: Ask }) {
  return (
    <section aria-label="Kept questions">
      <Box variant="h3" tagOverride="h2">
        Kept questions
      </Box>
      {ask.kept.length === 0 ? (
        <Box color="text-body-secondary">
          None yet. Ask something and keep it: it is asked again at each change, and you see when the answer
          is no longer the one it must be.
        </Box>
      ) : (
        <ul className="gh-findings">
          {ask.kept.map((each, index) => (
            <li key={each.id}>
              <KeptQuestion kept={each} result={ask.results[index]} ask={ask} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function KeptQuestion({ kept, result, ask }: { kept: Kept; result: Answer | undefined; ask: Ask }) {
  const { question, expected, id } = kept;
  const words = `${question.action} on ${question.resource}`;
  return (
    <SpaceBetween size="xxs">
      <div>
        <Outcome result={result} kept={kept} />{" "}
        {expected === "allowed" ? "Must be allowed" : "Must stay denied"}:{" "}
        <code className="gh-break">{words}</code>
        {question.principal && <> by {question.principal}</>}
      </div>
      <SpaceBetween direction="horizontal" size="xs">
        <Button
          variant="inline-link"
          ariaLabel={`Ask again: ${words}`}
          onClick={() => ask.askAgain(question)}
        >
          Ask again
        </Button>
        <Button variant="inline-link" ariaLabel={`Forget: ${words}`} onClick={() => ask.drop(id)}>
          Forget
        </Button>
      </SpaceBetween>
    </SpaceBetween>
  );
}

function Outcome({ result, kept }: { result: Answer | undefined; kept: Kept }) {
  if (!result) return <StatusIndicator type="pending">Not asked yet</StatusIndicator>;
  if ("error" in result || result.problem !== null)
    return <StatusIndicator type="warning">Could not be asked</StatusIndicator>;
  const pass = passes(result.decision, kept.expected);
  if (pass === null) return <StatusIndicator type="pending">It depends</StatusIndicator>;
  return pass ? (
    <StatusIndicator type="success">Holds</StatusIndicator>
  ) : (
    <StatusIndicator type="error">Fails</StatusIndicator>
  );
}
