import "./study.css";
import Badge from "@cloudscape-design/components/badge";
import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import Link from "@cloudscape-design/components/link";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Spinner from "@cloudscape-design/components/spinner";
import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import type { ChainView } from "../../bindings/ChainView";
import type { LessonView } from "../../bindings/LessonView";
import type { ReadingView } from "../../bindings/ReadingView";
import { commands } from "../../ipc/commands";
import { keys } from "../../ipc/queries";
import { ProblemAlert } from "../../shared/problem";
import { Prose } from "../../shared/prose";
import { StatusIndicator } from "../../shared/status-indicator";
import { Page } from "../../shell/page";
import { follow, href, usePlaceParam } from "../../shell/router";
import { useAccount } from "../accounts/account-context";
import { ChainShown } from "./chain-shown";
import { DEMONSTRATION_ID, Demonstration } from "./demonstration";
import { lessonHelp } from "./help";
import { PolicyShown } from "./policy-shown";
import { Sources } from "./sources";
import { StartButtons } from "./start-buttons";
import { TaskList } from "./task-list";
import { useLesson, useStudy } from "./use-study";

const above = [{ text: "Study", href: "#/study" }];

/** A lesson: what to read, what to do, and what that prevents. */
export function LessonPage({ id }: { id: string }) {
  const lesson = useLesson(id);
  const study = useStudy();
  const row = lesson.data?.row ?? study.data?.lessons.find((each) => each.id === id);
  return (
    <Page
      title={row ? `${row.number}. ${row.title}` : "Lesson"}
      help={lessonHelp}
      above={above}
      description={row?.summary}
      actions={
        lesson.data &&
        lesson.data.tasks.length > 0 && (
          <StartButtons
            what="lesson"
            open={lesson.data.open}
            start={() => commands.startLesson(id)}
            reset={() => commands.resetLesson(id)}
            startText={lesson.data.row.done > 0 ? "Go on with the tasks" : "Start the tasks"}
          />
        )
      }
    >
      {lesson.isPending && (
        <Box color="text-body-secondary">
          <Spinner /> Opening the lesson
        </Box>
      )}
      {lesson.isError && !lesson.data && (
        <ProblemAlert error={lesson.error} header="The lesson could not be opened" />
      )}
      {lesson.data && <Lesson of={lesson.data} />}
    </Page>
  );
}

function Lesson({ of }: { of: LessonView }) {
  const { row, exam, sources, readings, tasks } = of;
  const account = useAccount();
  const [at] = usePlaceParam("at");
  const { demonstration } = of;
  // Without a demonstration, the chain is that of the workload that the lesson's account keeps.
  const drawn = demonstration?.after.chain ?? null;
  const workload = useQuery({
    queryKey: [...keys.lesson(account, row.id), "chain"],
    queryFn: savedChain,
    enabled: of.open && drawn === null && readings.some(({ chain }) => chain),
  });
  useEffect(() => {
    if (at !== "demonstration") return;
    // After the frame has gone to the heading.
    const timer = setTimeout(() => {
      const place = document.getElementById(DEMONSTRATION_ID);
      place?.focus({ preventScroll: true });
      place?.scrollIntoView?.({ block: "start" });
    });
    return () => clearTimeout(timer);
  }, [at]);
  return (
    <SpaceBetween size="l">
      <SpaceBetween direction="horizontal" size="s" alignItems="center">
        {row.finished && <StatusIndicator type="success">Finished</StatusIndicator>}
        {of.open && <StatusIndicator type="in-progress">Its account is open</StatusIndicator>}
        <Box>About {row.minutes} minutes</Box>
        {exam.map((each) => (
          <Badge key={each}>{each}</Badge>
        ))}
        {row.legacy && <Badge>MLS-C01 only, retired</Badge>}
      </SpaceBetween>
      {readings.map((reading) => (
        <Reading key={reading.heading} of={reading} lesson={of} chain={drawn ?? workload.data ?? null} />
      ))}
      {tasks.length > 0 && <TaskList lesson={of} />}
      {demonstration && <Demonstration of={demonstration} lesson={row.id} />}
      <Questions topic={row.id} />
      <Container header={<Header variant="h2">Read on at AWS</Header>}>
        <Sources of={sources} />
      </Container>
      <Neighbours of={of} />
    </SpaceBetween>
  );
}

async function savedChain(): Promise<ChainView | null> {
  const { workloads } = await commands.listWorkloads();
  const first = workloads[0];
  return first ? (await commands.getWorkload(first.name)).chain : null;
}

function Reading({
  of: { heading, text, policy, chain: hasChain },
  lesson,
  chain,
}: {
  of: ReadingView;
  lesson: LessonView;
  chain: ChainView | null;
}) {
  return (
    <Container header={<Header variant="h2">{heading}</Header>}>
      <SpaceBetween size="m">
        <Prose text={text} />
        {policy && <PolicyShown title={`Policy: ${heading}`} kind={policy.kind} text={policy.text} />}
        {hasChain && chain && (
          <ChainShown chain={chain} link={lesson.demonstration?.after.link} label={`The chain: ${heading}`} />
        )}
        {hasChain && !chain && (
          <Box color="text-body-secondary">
            Once you start the tasks, the chain of this lesson's workload is drawn here.
          </Box>
        )}
      </SpaceBetween>
    </Container>
  );
}

function Questions({ topic }: { topic: string }) {
  const study = useStudy();
  const standing = study.data?.topics.find((each) => each.topic === topic);
  return (
    <Container
      header={
        <Header
          variant="h2"
          description="Each with why, for every option. What was wrong comes again tomorrow."
        >
          Questions of this topic
        </Header>
      }
    >
      <SpaceBetween size="xs">
        {standing && standing.asked > 0 && (
          <div>
            {standing.right} of {standing.asked} answered rightly
            {standing.due > 0 && `, ${standing.due} due today`}.
          </div>
        )}
        <Link href={href(["study", "questions"], { topic })} onFollow={follow}>
          Answer questions
        </Link>
      </SpaceBetween>
    </Container>
  );
}

function Neighbours({ of: { previous, next } }: { of: LessonView }) {
  const study = useStudy();
  const title = (id: string) => study.data?.lessons.find((each) => each.id === id)?.title ?? id;
  return (
    <nav className="gh-neighbours" aria-label="Lessons before and after">
      {previous && (
        <Link href={href(["study", "lessons", previous])} onFollow={follow}>
          Before: {title(previous)}
        </Link>
      )}
      {next && (
        <Link href={href(["study", "lessons", next])} onFollow={follow}>
          Next: {title(next)}
        </Link>
      )}
    </nav>
  );
}
