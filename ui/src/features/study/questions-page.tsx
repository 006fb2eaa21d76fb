import "./study.css";
import Badge from "@cloudscape-design/components/badge";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Checkbox from "@cloudscape-design/components/checkbox";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import Link from "@cloudscape-design/components/link";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Spinner from "@cloudscape-design/components/spinner";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import type { AnswerInput } from "../../bindings/AnswerInput";
import type { QuestionView } from "../../bindings/QuestionView";
import { commands } from "../../ipc/commands";
import { ProblemAlert } from "../../shared/problem";
import { Page } from "../../shell/page";
import { follow, href, usePlaceParam } from "../../shell/router";
import { type Given, isWhole, orderOf } from "./answers";
import { questionsHelp } from "./help";
import { Judged } from "./judged";
import { AnswerFields, Asked } from "./question-form";
import { useStudied, useStudy } from "./use-study";

const above = [{ text: "Study", href: "#/study" }];

/** One question after another, each with why. */
export function QuestionsPage() {
  const study = useStudy();
  const [topic, setTopic] = usePlaceParam("topic");
  const [due, setDue] = usePlaceParam("due");
  const [round, setRound] = useState(0);
  const dueOnly = due === "1";
  // Each round is a question of its own: what was answered does not change the one that is shown.
  const next = useQuery({
    queryKey: ["next-question", topic, dueOnly, round],
    queryFn: () => commands.nextQuestion(topic || null, dueOnly),
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const all = { value: "", label: "All topics" };
  const topics = [
    all,
    ...(study.data?.topics ?? []).map(({ topic: value, title, due: many }) => ({
      value,
      label: title,
      description: many > 0 ? `${many} due` : undefined,
    })),
  ];
  return (
    <Page
      title="Questions"
      help={questionsHelp}
      above={above}
      description={
        study.data &&
        `${study.data.answered} of ${study.data.questions} answered, ${study.data.due} due today`
      }
    >
      <SpaceBetween size="l">
        <div className="gh-question-filter">
          <Select
            ariaLabel="Topic"
            selectedOption={topics.find(({ value }) => value === topic) ?? all}
            options={topics}
            onChange={({ detail }) => setTopic(detail.selectedOption.value ?? "")}
          />
          <Checkbox checked={dueOnly} onChange={({ detail }) => setDue(detail.checked ? "1" : "")}>
            Only what is due
          </Checkbox>
        </div>
        {next.isFetching && (
          <Box color="text-body-secondary">
            <Spinner /> Looking for a question
          </Box>
        )}
        {next.isError && !next.isFetching && (
          <ProblemAlert
            error={next.error}
            header="No question could be asked"
            action={<Button onClick={() => void next.refetch()}>Try again</Button>}
          />
        )}
        {next.data && !next.isFetching && (
          <Question
            key={`${round} ${next.data.id}`}
            question={next.data}
            focused={round > 0}
            onNext={() => setRound(round + 1)}
          />
        )}
        {next.data === null && !next.isFetching && <NoneLeft dueOnly={dueOnly} onAll={() => setDue("")} />}
      </SpaceBetween>
    </Page>
  );
}

function NoneLeft({ dueOnly, onAll }: { dueOnly: boolean; onAll: () => void }) {
  return (
    <Container>
      <SpaceBetween size="s">
        <div>
          {dueOnly
            ? "Nothing is due now. What you answered comes again when it is time."
            : "There are no questions of this topic yet."}
        </div>
        <SpaceBetween direction="horizontal" size="m" alignItems="center">
          {dueOnly && <Button onClick={onAll}>Go on with all questions</Button>}
          <Link href={href(["study"])} onFollow={follow}>
            Back to Study
          </Link>
        </SpaceBetween>
      </SpaceBetween>
    </Container>
  );
}

interface QuestionProps {
  question: QuestionView;
  /** The one before was gone on from: the reading goes on here. */
  focused: boolean;
  onNext: () => void;
}

function Question({ question, focused, onNext }: QuestionProps) {
  const asked = useRef<HTMLElement>(null);
  useEffect(() => {
    if (focused) asked.current?.focus();
  }, [focused]);
  const [given, setGiven] = useState<Given>(null);
  const [early, setEarly] = useState(false);
  const studied = useStudied();
  const result = useRef<HTMLDivElement>(null);
  const answer = useMutation({
    mutationFn: (what: AnswerInput) => commands.answerQuestion(question.id, what),
    onSuccess: studied,
  });
  const judged = answer.data;
  // Who answered reads the answer next; a button that is gone keeps no focus.
  useEffect(() => {
    if (judged) result.current?.focus();
  }, [judged]);
  const submit = () => {
    const whole: Given =
      question.kind === "ordering" ? { kind: "chosen", value: [...orderOf(question, given)] } : given;
    if (whole && isWhole(question, whole)) {
      setGiven(whole);
      answer.mutate(whole);
    } else setEarly(true);
  };
  return (
    <Container
      header={
        <Header variant="h2" description={<Marks question={question} />}>
          Question
        </Header>
      }
      footer={
        judged ? (
          <Button variant="primary" onClick={onNext} data-testid="next-question">
            Next question
          </Button>
        ) : (
          <SpaceBetween direction="horizontal" size="s" alignItems="center">
            <Button variant="primary" loading={answer.isPending} onClick={submit} data-testid="answer">
              Answer
            </Button>
            <Button variant="link" onClick={onNext}>
              Skip
            </Button>
            {early && !isWhole(question, given) && (
              <span role="alert">
                {question.kind === "case" ? "Answer every part first." : "Answer it first."}
              </span>
            )}
          </SpaceBetween>
        )
      }
    >
      <SpaceBetween size="l">
        <section ref={asked} tabIndex={-1} className="gh-result" aria-label="What is asked">
          <Asked question={question} />
        </section>
        {!judged && <AnswerFields question={question} given={given} onChange={setGiven} />}
        {answer.isError && <ProblemAlert error={answer.error} header="The answer was not taken" />}
        {judged && (
          <section ref={result} tabIndex={-1} className="gh-result" aria-label="What is said to your answer">
            <Judged question={question} given={given} judged={judged} />
          </section>
        )}
      </SpaceBetween>
    </Container>
  );
}

/** Which topic it belongs to, and what should be known of it. */
export function Marks({ question: { topic, topicTitle, legacy } }: { question: QuestionView }) {
  return (
    <span className="gh-path-facts">
      <Link href={href(["study", "lessons", topic])} onFollow={follow}>
        {topicTitle}
      </Link>
      {legacy && <Badge>MLS-C01 only, retired</Badge>}
    </span>
  );
}
