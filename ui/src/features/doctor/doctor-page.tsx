import "../study/study.css";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import FormField from "@cloudscape-design/components/form-field";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Textarea from "@cloudscape-design/components/textarea";
import { useMutation } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import type { DoctorAnswer } from "../../bindings/DoctorAnswer";
import type { DoctorView } from "../../bindings/DoctorView";
import { commands } from "../../ipc/commands";
import { ProblemAlert } from "../../shared/problem";
import { Page } from "../../shell/page";
import { useAccount } from "../accounts/account-context";
import { keepText, keptText, takeCarried } from "./carried";
import { Diagnosis } from "./diagnosis";
import { examples } from "./examples";
import { doctorHelp } from "./help";

interface Asked {
  text: string;
  answers: DoctorAnswer[];
}

/** What AWS said, and what is behind it. */
export function DoctorPage() {
  const account = useAccount();
  const [text, setText] = useState(keptText);
  const [empty, setEmpty] = useState(false);
  const diagnosis = useMutation({
    mutationFn: ({ text: of, answers }: Asked) => commands.diagnose(of, answers),
  });
  // What was said stands until something else is.
  const [last, setLast] = useState<{ view: DoctorView; asked: Asked } | null>(null);
  const result = useRef<HTMLDivElement>(null);
  const ask = (of: string, answers: DoctorAnswer[] = []) => {
    setEmpty(of.trim() === "");
    if (of.trim() === "") return document.getElementById("doctor-text")?.focus();
    keepText(of);
    const asked = { text: of, answers };
    diagnosis.mutate(asked, { onSuccess: (view) => setLast({ view, asked }) });
  };
  // Who was sent here with an error wants the answer, not a field with it.
  const askKept = useEffectEvent(() => {
    if (takeCarried()) ask(text);
  });
  useEffect(() => askKept(), []);
  useEffect(() => {
    if (last) result.current?.focus();
  }, [last]);
  return (
    <Page
      title="Error doctor"
      help={doctorHelp}
      description="Paste what AWS refused. It is read, compared with the account that is open, and explained."
    >
      <SpaceBetween size="l">
        <Container>
          <SpaceBetween size="m">
            <FormField
              label="The error"
              description="A message, a trace, the FailureReason of a job, an event of CloudTrail"
              errorText={empty && "Paste an error first, or try an example."}
              controlId="doctor-text"
              stretch
            >
              <Textarea
                value={text}
                rows={5}
                spellcheck={false}
                onChange={({ detail }) => setText(detail.value)}
                onKeyDown={({ detail }) => {
                  if (detail.key === "Enter" && detail.ctrlKey) ask(text);
                }}
              />
            </FormField>
            <SpaceBetween direction="horizontal" size="xs" alignItems="center">
              <Button
                variant="primary"
                loading={diagnosis.isPending}
                onClick={() => ask(text)}
                data-testid="diagnose"
              >
                What is behind it?
              </Button>
              {text !== "" && (
                <Button
                  onClick={() => {
                    setText("");
                    keepText("");
                    diagnosis.reset();
                    setLast(null);
                    document.getElementById("doctor-text")?.focus();
                  }}
                >
                  Clear
                </Button>
              )}
            </SpaceBetween>
            <div>
              <Box fontSize="body-s" color="text-body-secondary" padding={{ bottom: "xs" }}>
                Or try an example:
              </Box>
              <SpaceBetween direction="horizontal" size="m">
                {examples(account.id).map((example) => (
                  <Button
                    key={example.title}
                    variant="inline-link"
                    onClick={() => {
                      setText(example.text);
                      ask(example.text);
                    }}
                  >
                    {example.title}
                  </Button>
                ))}
              </SpaceBetween>
            </div>
          </SpaceBetween>
        </Container>
        {diagnosis.isError && (
          <ProblemAlert error={diagnosis.error} header="The error could not be looked at" />
        )}
        <div ref={result} tabIndex={-1} className="gh-result">
          {last && (
            <Diagnosis
              key={last.asked.text}
              of={last.view}
              text={last.asked.text}
              answers={last.asked.answers}
              busy={diagnosis.isPending}
              onAnswer={(answers) => ask(last.asked.text, answers)}
            />
          )}
        </div>
      </SpaceBetween>
    </Page>
  );
}
