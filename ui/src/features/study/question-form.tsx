import Box from "@cloudscape-design/components/box";
import Checkbox from "@cloudscape-design/components/checkbox";
import FormField from "@cloudscape-design/components/form-field";
import RadioGroup from "@cloudscape-design/components/radio-group";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { QuestionView } from "../../bindings/QuestionView";
import { Line, Prose, plain } from "../../shared/prose";
import { chosenOf, type Given, instructions, matchedOf, partsOf } from "./answers";
import { OrderField } from "./order-field";
import { PolicyShown } from "./policy-shown";

interface Props {
  question: QuestionView;
  given: Given;
  onChange: (given: Given) => void;
}

/** What is asked: the words, the policies that it is about, the request. */
export function Asked({ question }: { question: QuestionView }) {
  const { text, documents, request } = question;
  return (
    <SpaceBetween size="m">
      <Prose text={text} />
      {documents.map((document, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the documents of one question, which stay where they are
        <section key={at} aria-label={document.title}>
          <Box variant="h3" padding={{ bottom: "xs" }}>
            {document.title}
          </Box>
          <PolicyShown title={document.title} kind={document.kind} text={document.text} />
        </section>
      ))}
      {request && (
        <div className="gh-request">
          <Line text={request} />
        </div>
      )}
    </SpaceBetween>
  );
}

/** The fields of an answer, as the kind of the question wants them. */
export function AnswerFields({ question, given, onChange }: Props) {
  if (question.kind === "case") return <Parts question={question} given={given} onChange={onChange} />;
  const label = instructions[question.kind];
  return (
    <fieldset className="gh-answer">
      <legend>{label}</legend>
      <Fields question={question} given={given} onChange={onChange} label={label} />
    </fieldset>
  );
}

function Fields({ question, given, onChange, label }: Props & { label: string }) {
  switch (question.kind) {
    case "single":
      return (
        <RadioGroup
          ariaLabel={label}
          value={chosenOf(given)[0]?.toString() ?? null}
          items={question.options.map((text, at) => ({ value: String(at), label: <Line text={text} /> }))}
          onChange={({ detail }) => onChange({ kind: "chosen", value: [Number(detail.value)] })}
        />
      );
    case "multiple": {
      const chosen = chosenOf(given);
      return (
        <SpaceBetween size="xs">
          {question.options.map((text, at) => (
            <Checkbox
              key={text}
              checked={chosen.includes(at)}
              onChange={({ detail }) => {
                const next = detail.checked
                  ? [...chosen, at].sort((a, b) => a - b)
                  : chosen.filter((one) => one !== at);
                onChange(next.length > 0 ? { kind: "chosen", value: next } : null);
              }}
            >
              <Line text={text} />
            </Checkbox>
          ))}
        </SpaceBetween>
      );
    }
    case "ordering":
      return <OrderField question={question} given={given} onChange={onChange} />;
    case "matching":
      return <MatchFields question={question} given={given} onChange={onChange} />;
    case "case":
      return null;
  }
}

function MatchFields({ question, given, onChange }: Props) {
  const matched = matchedOf(question, given);
  const options = question.rights.map((text, at) => ({ value: String(at), label: plain(text) }));
  return (
    <SpaceBetween size="s">
      {question.lefts.map((left, at) => {
        const right = matched[at] ?? null;
        return (
          <FormField key={left} label={<Line text={left} />} stretch>
            <Select
              placeholder="Choose what belongs to it"
              selectedOption={options.find(({ value }) => value === String(right)) ?? null}
              options={options}
              onChange={({ detail }) =>
                onChange({
                  kind: "matched",
                  value: matched.map((old, each) =>
                    each === at ? Number(detail.selectedOption.value) : old,
                  ),
                })
              }
            />
          </FormField>
        );
      })}
    </SpaceBetween>
  );
}

function Parts({ question, given, onChange }: Props) {
  const parts = partsOf(question, given);
  // What was not touched is told from what was answered with nothing.
  const touched = (at: number) => {
    const part = given?.kind === "parts" ? given.value[at] : undefined;
    return part && (part.kind !== "chosen" || part.value.length > 0) ? part : null;
  };
  return (
    <SpaceBetween size="l">
      {question.parts.map((part, at) => (
        <section key={part.id} aria-label={`Part ${at + 1}`}>
          <SpaceBetween size="s">
            <Box variant="h3" padding="n">
              Part {at + 1}
            </Box>
            <Asked question={part} />
            <AnswerFields
              question={part}
              given={touched(at)}
              onChange={(next) =>
                onChange({
                  kind: "parts",
                  value: parts.map((old, each) =>
                    each === at ? (next ?? { kind: "chosen", value: [] }) : old,
                  ),
                })
              }
            />
          </SpaceBetween>
        </section>
      ))}
    </SpaceBetween>
  );
}
