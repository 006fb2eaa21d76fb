import "./study.css";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Drawer from "@cloudscape-design/components/drawer";
import Link from "@cloudscape-design/components/link";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Spinner from "@cloudscape-design/components/spinner";
import type { LessonView } from "../../bindings/LessonView";
import type { StudyAccount } from "../../bindings/StudyAccount";
import type { TaskView } from "../../bindings/TaskView";
import { ProblemAlert } from "../../shared/problem";
import { Prose } from "../../shared/prose";
import { StatusIndicator } from "../../shared/status-indicator";
import { follow, href, usePlace } from "../../shell/router";
import { useAccount } from "../accounts/account-context";
import { GoalsPanel } from "./goals-panel";
import { LeaveButton } from "./leave-button";
import { ScreenLink } from "./screen-link";
import { CheckAnswer, TaskStanding } from "./task-state";
import { useTutorial } from "./tutorial";
import { useCheck, useLesson } from "./use-study";

const PANEL_HEADING = "gh-tutorial-heading";

/** Whoever begins reads the panel next. */
export const focusPanel = () => setTimeout(() => document.getElementById(PANEL_HEADING)?.focus(), 100);

/** Beside every screen while a lesson or scenario is open: what is to be done, and whether it is. */
export function TutorialPanel() {
  const { study } = useAccount();
  if (!study) return null;
  return (
    <Drawer
      header={
        <h2 id={PANEL_HEADING} tabIndex={-1} className="gh-result">
          {study.title}
        </h2>
      }
      footer={<LeaveButton testId="leave-study-panel" />}
    >
      {study.kind === "lesson" ? <LessonTasks study={study} /> : <GoalsPanel id={study.id} />}
    </Drawer>
  );
}

function LessonTasks({ study: { id } }: { study: StudyAccount }) {
  const lesson = useLesson(id);
  if (lesson.isPending)
    return (
      <Box color="text-body-secondary">
        <Spinner /> Looking up the tasks
      </Box>
    );
  if (!lesson.data) return <ProblemAlert error={lesson.error} header="The tasks could not be shown" />;
  return <Tasks lesson={lesson.data} />;
}

function Tasks({ lesson: { row, tasks, demonstration } }: { lesson: LessonView }) {
  const { present, choose } = useTutorial();
  const back = href(["study", "lessons", row.id]);
  const done = tasks.filter(({ state }) => state === "done").length;
  return (
    <SpaceBetween size="m">
      <div>
        {tasks.length === 0 ? "This lesson has no tasks." : `${done} of ${tasks.length} tasks done.`}{" "}
        <Link href={back} onFollow={follow}>
          Back to the lesson
        </Link>
      </div>
      <ol className="gh-tutorial-tasks" aria-label="Tasks of the lesson">
        {tasks.map((task) => (
          <li key={task.id} aria-current={task.id === present?.id ? "step" : undefined}>
            {task.id === present?.id ? (
              <Present task={task} lesson={row.id} next={nextOf(tasks, task)} />
            ) : (
              <>
                <Button variant="inline-link" onClick={() => choose(task.id)}>
                  {task.title}
                </Button>{" "}
                <TaskStanding task={task} />
              </>
            )}
          </li>
        ))}
      </ol>
      {tasks.length > 0 && done === tasks.length && (
        <StatusIndicator type="success">
          All tasks are done.{" "}
          {demonstration && (
            <Link href={`${back}?at=demonstration`} onFollow={follow}>
              See what that changed
            </Link>
          )}
        </StatusIndicator>
      )}
    </SpaceBetween>
  );
}

/** The next that is open: after this one, or else from the beginning. */
function nextOf(tasks: readonly TaskView[], { id }: TaskView): TaskView | null {
  const at = tasks.findIndex((each) => each.id === id);
  return [...tasks.slice(at + 1), ...tasks.slice(0, at)].find(({ state }) => state === "open") ?? null;
}

function Present({ task, lesson, next }: { task: TaskView; lesson: string; next: TaskView | null }) {
  const { choose, point } = useTutorial();
  const { path } = usePlace();
  const check = useCheck(lesson);
  // A tab of the screen is led to as well.
  const there = path === task.screen;
  const { state } = task;
  return (
    <SpaceBetween size="s">
      <Box variant="h3" padding="n">
        {task.title}
      </Box>
      <Prose text={task.text} />
      {point ? (
        <Button variant="inline-link" onClick={point}>
          Show me where
        </Button>
      ) : there ? (
        <Box color="text-body-secondary">You are on its screen.</Box>
      ) : (
        <ScreenLink screen={task.screen} />
      )}
      {!task.checked && <TaskStanding task={task} />}
      <CheckAnswer task={task} />
      {check.isError && <ProblemAlert error={check.error} header="The task could not be checked" />}
      <SpaceBetween direction="horizontal" size="xs">
        <Button
          variant={state === "open" ? "primary" : "normal"}
          loading={check.isPending}
          onClick={() => {
            // It stays the present one when it is done, so that the answer is seen.
            choose(task.id);
            check.mutate(task.id);
          }}
          data-testid="check-task"
        >
          {task.checked ? "Check again" : "Check"}
        </Button>
        {next && (
          <Button
            variant={state === "done" ? "primary" : "normal"}
            onClick={() => choose(next.id)}
            data-testid="next-task"
          >
            Next task
          </Button>
        )}
      </SpaceBetween>
    </SpaceBetween>
  );
}
