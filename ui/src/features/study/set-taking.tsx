import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import ToggleButton from "@cloudscape-design/components/toggle-button";
import { useMutation } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import type { SetResult } from "../../bindings/SetResult";
import type { SetView } from "../../bindings/SetView";
import { commands } from "../../ipc/commands";
import { ProblemAlert } from "../../shared/problem";
import { LeaveGuard } from "../editor/leave";
import { type Given, isWhole } from "./answers";
import { Confirm } from "./confirm";
import { AnswerFields, Asked } from "./question-form";
import { Clock } from "./set-clock";
import { count } from "./words";

interface Props {
  set: SetView;
  onOver: (result: SetResult, given: readonly Given[]) => void;
}

/** A set that is being taken. What is answered lives here until it is finished. */
export function SetTaking({ set, onOver }: Props) {
  const { questions, limitSeconds } = set;
  const [began] = useState(() => performance.now());
  const [at, setAt] = useState(0);
  const [given, setGiven] = useState<readonly Given[]>(() => questions.map(() => null));
  const [flagged, setFlagged] = useState<ReadonlySet<number>>(new Set());
  const [asked, setAsked] = useState(false);
  const top = useRef<HTMLDivElement>(null);
  const finish = useMutation({
    mutationFn: () => {
      const seconds = Math.min(limitSeconds, Math.round((performance.now() - began) / 1000));
      return commands.finishSet(set.id, [...given], seconds);
    },
    onSuccess: (result) => onOver(result, given),
    onSettled: () => setAsked(false),
  });
  // Whoever goes on to another question reads it from its beginning.
  const first = useRef(true);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the place is what it follows
  useEffect(() => {
    if (!first.current) top.current?.focus();
    first.current = false;
  }, [at]);
  const question = questions[at];
  const answered = questions.filter((each, place) => isWhole(each, given[place] ?? null)).length;
  const open = questions.length - answered;
  if (!question) return null;
  const flag = flagged.has(at);
  return (
    <SpaceBetween size="l">
      <LeaveGuard unsaved={!finish.isSuccess} header="Leave the timed set?">
        The set is not finished. What you answered in it is lost.
      </LeaveGuard>
      <Container>
        <SpaceBetween size="s">
          <div className="gh-step-row">
            <Clock began={began} limit={limitSeconds} onOver={() => finish.mutate()} />
            <Button
              loading={finish.isPending}
              onClick={() => (open > 0 || flagged.size > 0 ? setAsked(true) : finish.mutate())}
              data-testid="finish-set"
            >
              Finish
            </Button>
          </div>
          <nav aria-label="Questions of the set">
            <ol className="gh-jump">
              {questions.map((each, place) => {
                const whole = isWhole(each, given[place] ?? null);
                const marks = [whole ? "answered" : "open", ...(flagged.has(place) ? ["flagged"] : [])];
                return (
                  <li key={each.id} aria-current={place === at ? "step" : undefined}>
                    <Button
                      variant={place === at ? "primary" : "normal"}
                      iconName={flagged.has(place) ? "flag" : whole ? "check" : undefined}
                      ariaLabel={`${place + 1}, ${marks.join(", ")}`}
                      onClick={() => setAt(place)}
                    >
                      {place + 1}
                    </Button>
                  </li>
                );
              })}
            </ol>
          </nav>
        </SpaceBetween>
      </Container>
      {finish.isError && (
        <ProblemAlert
          error={finish.error}
          header="The set could not be finished"
          action={<Button onClick={() => finish.mutate()}>Try again</Button>}
        />
      )}
      <div ref={top} tabIndex={-1} className="gh-result">
        <Container
          header={
            <Header
              variant="h2"
              actions={
                <ToggleButton
                  pressed={flag}
                  iconName="flag"
                  pressedIconName="flag"
                  onChange={({ detail }) => {
                    const next = new Set(flagged);
                    if (detail.pressed) next.add(at);
                    else next.delete(at);
                    setFlagged(next);
                  }}
                >
                  {flag ? "Flagged" : "Flag for review"}
                </ToggleButton>
              }
            >
              Question {at + 1} of {questions.length}
            </Header>
          }
          footer={
            <SpaceBetween direction="horizontal" size="xs">
              <Button disabled={at === 0} onClick={() => setAt(at - 1)}>
                Previous
              </Button>
              <Button
                variant="primary"
                disabled={at === questions.length - 1}
                onClick={() => setAt(at + 1)}
                data-testid="next-in-set"
              >
                Next
              </Button>
            </SpaceBetween>
          }
        >
          <SpaceBetween size="l" key={question.id}>
            <Asked question={question} />
            <AnswerFields
              question={question}
              given={given[at] ?? null}
              onChange={(next) => setGiven(given.map((old, place) => (place === at ? next : old)))}
            />
          </SpaceBetween>
        </Container>
      </div>
      {asked && (
        <Confirm
          header="Finish the set?"
          confirmText="Finish"
          confirmId="confirm-finish-set"
          busy={finish.isPending}
          onConfirm={() => finish.mutate()}
          onClose={() => setAsked(false)}
          closeText="Go on"
        >
          <div>
            {open > 0 && `${count(open, "question is", "questions are")} not answered. `}
            {flagged.size > 0 && `${count(flagged.size, "question is", "questions are")} flagged for review.`}
          </div>
        </Confirm>
      )}
    </SpaceBetween>
  );
}
