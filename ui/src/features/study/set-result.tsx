import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Checkbox from "@cloudscape-design/components/checkbox";
import Container from "@cloudscape-design/components/container";
import ExpandableSection from "@cloudscape-design/components/expandable-section";
import Header from "@cloudscape-design/components/header";
import Link from "@cloudscape-design/components/link";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useEffect, useState } from "react";
import type { SetResult } from "../../bindings/SetResult";
import { plain } from "../../shared/prose";
import { StatusIndicator } from "../../shared/status-indicator";
import { follow } from "../../shell/router";
import type { Given } from "./answers";
import { Judged } from "./judged";
import { Asked } from "./question-form";
import { Marks } from "./questions-page";
import { TopicsTable } from "./topics-table";
import { percent, spoken } from "./words";

interface Props {
  result: SetResult;
  given: readonly Given[];
  onAgain: () => void;
}

/** How a set went: by topic, then question by question. */
export function SetResultView({ result: { row, judged, questions, topics }, given, onAgain }: Props) {
  const [wrongOnly, setWrongOnly] = useState(row.right < row.questions);
  useEffect(() => {
    const heading = document.querySelector<HTMLElement>("main h1");
    heading?.setAttribute("tabindex", "-1");
    heading?.focus();
  }, []);
  return (
    <SpaceBetween size="l">
      <Container
        header={
          <Header
            variant="h2"
            actions={
              <Button onClick={onAgain} data-testid="another-set">
                Take another
              </Button>
            }
          >
            {row.right} of {row.questions} right, {percent(row.right, row.questions)} %
          </Header>
        }
      >
        <SpaceBetween size="m">
          <div>
            It took {spoken(row.seconds)} of {spoken(row.limit)}.{" "}
            <Link href="#/study" onFollow={follow}>
              Back to Study
            </Link>
          </div>
          <TopicsTable topics={topics} />
        </SpaceBetween>
      </Container>
      <Container
        header={
          <Header
            variant="h2"
            actions={
              <Checkbox checked={wrongOnly} onChange={({ detail }) => setWrongOnly(detail.checked)}>
                Only what was not right
              </Checkbox>
            }
          >
            Question by question
          </Header>
        }
      >
        <SpaceBetween size="xs">
          {questions.map((question, at) => {
            const of = judged[at];
            if (!of || (wrongOnly && of.right)) return null;
            return (
              <ExpandableSection
                key={question.id}
                headerText={
                  <>
                    {at + 1}. {short(question.text)}
                  </>
                }
                headingTagOverride="h3"
                headerActions={
                  <StatusIndicator type={of.right ? "success" : "error"}>
                    {of.right ? "Right" : "Not right"}
                  </StatusIndicator>
                }
                variant="inline"
              >
                <SpaceBetween size="m">
                  <Marks question={question} />
                  <Asked question={question} />
                  <Judged question={question} given={given[at] ?? null} judged={of} />
                </SpaceBetween>
              </ExpandableSection>
            );
          })}
          {wrongOnly && judged.every(({ right }) => right) && <Box>Everything was right.</Box>}
        </SpaceBetween>
      </Container>
    </SpaceBetween>
  );
}

/** The beginning of a question. */
function short(text: string): string {
  const line = plain(text).split("\n")[0] ?? "";
  return line.length > 100 ? `${line.slice(0, 97).trimEnd()}…` : line;
}
