import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import FormField from "@cloudscape-design/components/form-field";
import Header from "@cloudscape-design/components/header";
import Input from "@cloudscape-design/components/input";
import Multiselect from "@cloudscape-design/components/multiselect";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { SetView } from "../../bindings/SetView";
import { commands } from "../../ipc/commands";
import { ProblemAlert } from "../../shared/problem";
import { useStudy } from "./use-study";

/** As in the exam: two minutes for a question. */
const USUAL = { questions: "20", minutes: "40" };
const MOST = { questions: 65, minutes: 240 };

const wrong = (value: string, most: number) =>
  /^\d+$/.test(value.trim()) && Number(value) >= 1 && Number(value) <= most
    ? ""
    : `Write a number from 1 to ${most}.`;

/** How many questions, how long, of what. */
export function SetSetup({ onBegin }: { onBegin: (set: SetView) => void }) {
  const study = useStudy();
  const [questions, setQuestions] = useState(USUAL.questions);
  const [minutes, setMinutes] = useState(USUAL.minutes);
  const [topics, setTopics] = useState<readonly string[]>([]);
  const [tried, setTried] = useState(false);
  const begin = useMutation({
    mutationFn: () => commands.beginSet(Number(questions), Number(minutes), [...topics]),
    onSuccess: (set) => {
      if (set.questions.length > 0) onBegin(set);
    },
  });
  const errors = {
    questions: wrong(questions, MOST.questions),
    minutes: wrong(minutes, MOST.minutes),
  };
  const options = (study.data?.topics ?? []).map(({ topic, title }) => ({ value: topic, label: title }));
  const submit = () => {
    setTried(true);
    const first = errors.questions ? "set-questions" : errors.minutes ? "set-minutes" : null;
    if (first) document.getElementById(first)?.focus();
    else begin.mutate();
  };
  return (
    <Container header={<Header variant="h2">A new set</Header>}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <SpaceBetween size="m">
          <SpaceBetween direction="horizontal" size="l">
            <FormField
              label="Questions"
              constraintText={`1 to ${MOST.questions}. The exam has 65.`}
              errorText={tried && errors.questions}
              controlId="set-questions"
            >
              <Input
                value={questions}
                inputMode="numeric"
                onChange={({ detail }) => setQuestions(detail.value)}
              />
            </FormField>
            <FormField
              label="Minutes"
              constraintText="The exam gives two for each question."
              errorText={tried && errors.minutes}
              controlId="set-minutes"
            >
              <Input
                value={minutes}
                inputMode="numeric"
                onChange={({ detail }) => setMinutes(detail.value)}
              />
            </FormField>
          </SpaceBetween>
          <FormField label="Topics" description="None chosen: all of them" controlId="set-topics" stretch>
            <Multiselect
              placeholder="All topics"
              selectedOptions={options.filter(({ value }) => topics.includes(value))}
              options={options}
              onChange={({ detail }) => setTopics(detail.selectedOptions.map(({ value }) => value ?? ""))}
            />
          </FormField>
          {begin.isError && <ProblemAlert error={begin.error} header="The set could not begin" />}
          {begin.data?.questions.length === 0 && (
            <Box color="text-status-error">
              <span role="alert">There is no question of these topics. Choose others.</span>
            </Box>
          )}
          <Button
            variant="primary"
            formAction="none"
            loading={begin.isPending}
            onClick={submit}
            data-testid="begin-set"
          >
            Begin
          </Button>
        </SpaceBetween>
      </form>
    </Container>
  );
}
