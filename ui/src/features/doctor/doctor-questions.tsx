import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import FormField from "@cloudscape-design/components/form-field";
import Header from "@cloudscape-design/components/header";
import Input from "@cloudscape-design/components/input";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";
import type { DoctorAnswer } from "../../bindings/DoctorAnswer";
import type { DoctorQuestion } from "../../bindings/DoctorQuestion";

interface Props {
  questions: readonly DoctorQuestion[];
  busy: boolean;
  onAnswer: (answers: DoctorAnswer[]) => void;
}

/** What only the person knows. None has to be answered. */
export function DoctorQuestions({ questions, busy, onAnswer }: Props) {
  const [said, setSaid] = useState<Readonly<Record<string, string>>>(() =>
    Object.fromEntries(questions.map(({ id, answer }) => [id, answer ?? ""])),
  );
  const submit = () =>
    onAnswer(
      questions.flatMap(({ id }) => {
        const answer = said[id]?.trim() ?? "";
        return answer === "" ? [] : [{ id, answer }];
      }),
    );
  return (
    <Container
      header={
        <Header variant="h2" description="Answer what you know, and it is looked at again.">
          What only you know
        </Header>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <SpaceBetween size="m">
          {questions.map(({ id, label, help, choices }) => {
            const options = choices.map(({ value, label: text }) => ({ value, label: text }));
            const change = (value: string) => setSaid({ ...said, [id]: value });
            return (
              <FormField key={id} label={label} description={help} controlId={`doctor-${id}`} stretch>
                {options.length > 0 ? (
                  <Select
                    placeholder="Choose one"
                    selectedOption={options.find(({ value }) => value === said[id]) ?? null}
                    options={options}
                    onChange={({ detail }) => change(detail.selectedOption.value ?? "")}
                  />
                ) : (
                  <Input
                    value={said[id] ?? ""}
                    spellcheck={false}
                    onChange={({ detail }) => change(detail.value)}
                  />
                )}
              </FormField>
            );
          })}
          <Button formAction="none" loading={busy} onClick={submit} data-testid="answer-doctor">
            Look again
          </Button>
        </SpaceBetween>
      </form>
    </Container>
  );
}
