import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { LessonView } from "../../bindings/LessonView";
import type { TaskView } from "../../bindings/TaskView";
import { ProblemAlert } from "../../shared/problem";
import { Prose } from "../../shared/prose";
import { ScreenLink } from "./screen-link";
import { CheckAnswer, TaskStanding } from "./task-state";
import { useTutorial } from "./tutorial";
import { useCheck } from "./use-study";

/** All tasks of a lesson. They are done on the real screens, in the lesson's own account. */
export function TaskList({ lesson: { row, tasks, open } }: { lesson: LessonView }) {
  return (
    <Container
      header={
        <Header
          variant="h2"
          counter={`(${tasks.filter(({ state }) => state === "done").length} of ${tasks.length} done)`}
          description={
            open
              ? "The account of this lesson is open. Every right way counts: the account is checked, not the clicks."
              : "You do them in an account of this lesson's own, inside Gatehouse. Nothing reaches AWS."
          }
        >
          Tasks
        </Header>
      }
    >
      <ol className="gh-steps">
        {tasks.map((task) => (
          <li key={task.id}>
            <Task task={task} lesson={row.id} open={open} />
          </li>
        ))}
      </ol>
    </Container>
  );
}

function Task({ task, lesson, open }: { task: TaskView; lesson: string; open: boolean }) {
  const { choose } = useTutorial();
  const check = useCheck(lesson);
  return (
    <SpaceBetween size="xs">
      <div className="gh-step-row">
        <Box variant="h3" padding="n">
          {task.title}
        </Box>
        <TaskStanding task={task} />
      </div>
      <Prose text={task.text} />
      {open && (
        <>
          <CheckAnswer task={task} />
          {check.isError && <ProblemAlert error={check.error} header="The task could not be checked" />}
          <SpaceBetween direction="horizontal" size="m" alignItems="center">
            <Button
              loading={check.isPending}
              ariaLabel={`Check: ${task.title}`}
              onClick={() => check.mutate(task.id)}
            >
              Check
            </Button>

            <ScreenLink screen={task.screen} onGo={() => choose(task.id)} />
          </SpaceBetween>
        </>
      )}
    </SpaceBetween>
  );
}
