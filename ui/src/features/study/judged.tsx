import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { AnswerInput } from "../../bindings/AnswerInput";
import type { JudgedOption } from "../../bindings/JudgedOption";
import type { JudgedView } from "../../bindings/JudgedView";
import type { QuestionView } from "../../bindings/QuestionView";
import { CopyText } from "../../shared/copy";
import { Line, Prose } from "../../shared/prose";
import { StatusIndicator } from "../../shared/status-indicator";
import { absoluteTime } from "../../shared/time";
import type { Given } from "./answers";

interface Props {
  question: QuestionView;
  given: Given;
  judged: JudgedView;
}

/** What is said to an answer: right or wrong, then why of every option, then what to take away. */
export function Judged({ question, given, judged }: Props) {
  return (
    <SpaceBetween size="m">
      <Alert
        type={judged.right ? "success" : "error"}
        header={judged.right ? "Right" : given === null ? "Not answered" : "Not right"}
        statusIconAriaLabel={judged.right ? "Right" : "Wrong"}
      >
        <Prose text={judged.explain} />
      </Alert>
      <Pieces question={question} given={given} judged={judged} />
      <Box fontSize="body-s">
        Source: <CopyText text={judged.source} label="Copy the address of the source" />
      </Box>
      {judged.nextDue && (
        <Box fontSize="body-s" color="text-body-secondary">
          It comes again on {absoluteTime(judged.nextDue)}.
        </Box>
      )}
    </SpaceBetween>
  );
}

function Pieces({ question, given, judged }: Props) {
  if (question.kind === "case")
    return (
      <SpaceBetween size="m">
        {question.parts.map((part, at) => {
          const of = judged.parts[at];
          const answer: AnswerInput | null = (given?.kind === "parts" && given.value[at]) || null;
          return (
            of && (
              <section key={part.id} aria-label={`Answer to part ${at + 1}`}>
                <SpaceBetween size="xs">
                  <Box variant="h3" padding="n">
                    <StatusIndicator type={of.right ? "success" : "error"}>
                      Part {at + 1}: {of.right ? "right" : "not right"}
                    </StatusIndicator>
                  </Box>
                  <Prose text={part.text} />
                  <Pieces question={part} given={answer} judged={of} />
                  <Prose text={of.explain} />
                </SpaceBetween>
              </section>
            )
          );
        })}
      </SpaceBetween>
    );
  return (
    <ul className="gh-judged" aria-label="Each answer, and why">
      {judged.options.map((option, at) => (
        <li key={option.text} data-chosen={option.chosen || undefined}>
          <Verdict of={option} kind={question.kind} />
          <div>
            <Line text={option.text} />
          </div>
          <Put of={option} kind={question.kind} at={at} />
          <Box color="text-body-secondary">
            <Line text={option.why} />
          </Box>
        </li>
      ))}
    </ul>
  );
}

function Verdict({ of: { right, chosen }, kind }: { of: JudgedOption; kind: QuestionView["kind"] }) {
  if (kind === "ordering" || kind === "matching")
    return (
      <StatusIndicator type={right ? "success" : "error"}>
        {right ? "Put rightly" : chosen ? "Put wrongly" : "Left open"}
      </StatusIndicator>
    );
  if (right)
    return (
      <StatusIndicator type="success">
        {chosen ? "Right, and you chose it" : "Right, and you did not choose it"}
      </StatusIndicator>
    );
  return (
    <StatusIndicator type={chosen ? "error" : "stopped"}>
      {chosen ? "Wrong, and you chose it" : "Wrong"}
    </StatusIndicator>
  );
}

/** What was put there instead. */
function Put({ of: { right, put }, kind, at }: { of: JudgedOption; kind: QuestionView["kind"]; at: number }) {
  if (right || put === null) return null;
  if (kind === "ordering")
    return (
      <div>
        It comes in place {at + 1}. You put it in place {put}.
      </div>
    );
  return (
    <div>
      You chose: <Line text={put} />
    </div>
  );
}
