import "../study/study.css";
import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import Link from "@cloudscape-design/components/link";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { StatusIndicatorProps } from "@cloudscape-design/components/status-indicator";
import Table from "@cloudscape-design/components/table";
import type { DoctorAnswer } from "../../bindings/DoctorAnswer";
import type { DoctorCertainty } from "../../bindings/DoctorCertainty";
import type { DoctorLook } from "../../bindings/DoctorLook";
import type { DoctorView } from "../../bindings/DoctorView";
import { Line, Prose } from "../../shared/prose";
import { StatusIndicator } from "../../shared/status-indicator";
import { follow } from "../../shell/router";
import { ChainShown } from "../study/chain-shown";
import { lessonHref } from "../study/path";
import { Sources } from "../study/sources";
import { linkWords } from "../workloads/words";
import { DoctorQuestions } from "./doctor-questions";
import { Fixes } from "./fixes";

interface Props {
  of: DoctorView;
  text: string;
  answers: readonly DoctorAnswer[];
  busy: boolean;
  onAnswer: (answers: DoctorAnswer[]) => void;
}

const certainties: Record<DoctorCertainty, { text: string; type: StatusIndicatorProps.Type }> = {
  certain: { text: "Certain: the account shows it", type: "success" },
  likely: { text: "Likely", type: "info" },
  unknown: { text: "Not known", type: "pending" },
};

/** What was read, what is behind it, what of the account shows that, and what mends it. */
export function Diagnosis({ of, text, answers, busy, onAnswer }: Props) {
  const { chain, fixes, questions, helpless, lesson, sources } = of;
  return (
    <SpaceBetween size="l">
      <Cause of={of} />
      {helpless && (
        <Alert type="warning" header="No policy of yours can help" statusIconAriaLabel="Warning">
          <Prose text={helpless} />
        </Alert>
      )}
      {questions.length > 0 && (
        <DoctorQuestions
          questions={questions}
          busy={busy}
          onAnswer={onAnswer}
          key={JSON.stringify(answers)}
        />
      )}
      {fixes.length > 0 && (
        <Fixes fixes={fixes} text={text} answers={answers} onMended={() => onAnswer([...answers])} />
      )}
      {of.looked.length > 0 && <Looked looked={of.looked} />}
      {chain && (
        <Container
          header={
            <Header variant="h2" description="Choose a link to see what decides it.">
              Where it stands in the chain
            </Header>
          }
        >
          <ChainShown chain={chain} link={of.link} label="The chain of the workload" />
        </Container>
      )}
      {(lesson || sources.length > 0) && (
        <Container header={<Header variant="h2">To understand it</Header>}>
          <SpaceBetween size="s">
            {lesson && (
              <div>
                Lesson:{" "}
                <Link href={lessonHref(lesson.id)} onFollow={follow}>
                  {lesson.title}
                </Link>
              </div>
            )}
            {sources.length > 0 && <Sources of={sources} />}
          </SpaceBetween>
        </Container>
      )}
    </SpaceBetween>
  );
}

function Cause({ of: { title, recognised, cause, certainty, layer, complaint } }: { of: DoctorView }) {
  const sure = certainties[certainty];
  return (
    <Container header={<Header variant="h2">{title}</Header>}>
      <SpaceBetween size="m">
        <Prose text={cause} />
        {recognised ? (
          <StatusIndicator type={sure.type}>{sure.text}</StatusIndicator>
        ) : (
          <div>
            Paste more of it: the lines around the error, or the event in CloudTrail. A message that names an
            action and a principal is the best.
          </div>
        )}
        {(layer || complaint.length > 0) && (
          <div>
            <Box variant="h3" padding={{ bottom: "xs" }}>
              What was read from the text
            </Box>
            <KeyValuePairs
              columns={2}
              minColumnWidth={220}
              items={[
                ...(layer ? [{ label: "Refused by", value: layer }] : []),
                ...complaint.map(({ label, value }) => ({
                  label,
                  value: <span className="gh-break">{value}</span>,
                })),
              ]}
            />
          </div>
        )}
      </SpaceBetween>
    </Container>
  );
}

function Looked({ looked }: { looked: readonly DoctorLook[] }) {
  return (
    <Table
      wrapLines
      items={[...looked]}
      trackBy="what"
      ariaLabels={{ tableLabel: "What was looked at" }}
      header={
        <Header variant="h2" counter={`(${looked.length})`}>
          What was looked at in the account
        </Header>
      }
      columnDefinitions={[
        {
          id: "state",
          header: "State",
          minWidth: 110,
          cell: ({ state }) => (
            <StatusIndicator type={linkWords[state].type}>{linkWords[state].text}</StatusIndicator>
          ),
        },
        {
          id: "what",
          header: "What",
          isRowHeader: true,
          minWidth: 200,
          cell: ({ what }) => <span className="gh-break">{what}</span>,
        },
        { id: "found", header: "Found", minWidth: 260, cell: ({ found }) => <Line text={found} /> },
      ]}
    />
  );
}
