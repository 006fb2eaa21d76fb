import "./study.css";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Spinner from "@cloudscape-design/components/spinner";
import type { StudyView } from "../../bindings/StudyView";
import { ProblemAlert } from "../../shared/problem";
import { Page } from "../../shell/page";
import { studyHelp } from "./help";
import { LessonPath } from "./path";
import { ProgressMenu } from "./progress-menu";
import { ScenariosTable } from "./scenarios-table";
import { SetsTable } from "./sets-table";
import { Today } from "./today";
import { useStudy } from "./use-study";

/** From what an execution role is to a broken account that is whole again. */
export function StudyPage() {
  const study = useStudy();
  return (
    <Page
      title="Study"
      help={studyHelp}
      contentType="table"
      description="For the exam Machine Learning Engineer – Associate (MLA-C01): read, do it in an account of practice, be asked, repair."
      actions={study.data && <ProgressMenu />}
    >
      {study.isPending && (
        <Box color="text-body-secondary">
          <Spinner /> Looking up your progress
        </Box>
      )}
      {study.isError && !study.data && (
        <ProblemAlert
          error={study.error}
          header="Your progress could not be shown"
          action={<Button onClick={() => void study.refetch()}>Try again</Button>}
        />
      )}
      {study.data && <Home study={study.data} />}
    </Page>
  );
}

function Home({ study }: { study: StudyView }) {
  const { lessons, scenarios, sets, open } = study;
  const finished = lessons.filter((lesson) => lesson.finished).length;
  return (
    <SpaceBetween size="l">
      <Today study={study} />
      <Container
        header={
          <Header variant="h2" counter={`(${finished} of ${lessons.length} finished)`}>
            Lessons
          </Header>
        }
      >
        <LessonPath lessons={lessons} open={open?.kind === "lesson" ? open.id : null} />
      </Container>
      <ScenariosTable scenarios={scenarios} />
      <SetsTable sets={sets} />
    </SpaceBetween>
  );
}
