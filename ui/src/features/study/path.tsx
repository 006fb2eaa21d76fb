import Badge from "@cloudscape-design/components/badge";
import Box from "@cloudscape-design/components/box";
import Link from "@cloudscape-design/components/link";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { LessonRow } from "../../bindings/LessonRow";
import { StatusIndicator } from "../../shared/status-indicator";
import { follow, href } from "../../shell/router";

export const lessonHref = (id: string) => href(["study", "lessons", id]);

/** The lessons as a path: the key points, then the rest. */
export function LessonPath({ lessons, open }: { lessons: readonly LessonRow[]; open: string | null }) {
  const first = lessons.filter((lesson) => lesson.first);
  const rest = lessons.filter((lesson) => !lesson.first);
  return (
    <SpaceBetween size="l">
      <Stretch title="The key points" lessons={first} open={open} />
      {rest.length > 0 && <Stretch title="Then the rest" lessons={rest} open={open} />}
    </SpaceBetween>
  );
}

function Stretch({
  title,
  lessons,
  open,
}: {
  title: string;
  lessons: readonly LessonRow[];
  open: string | null;
}) {
  if (lessons.length === 0) return null;
  return (
    <div>
      <Box variant="h3" padding={{ bottom: "s" }}>
        {title}
      </Box>
      <ol className="gh-path" aria-label={title}>
        {lessons.map((lesson) => (
          <Step key={lesson.id} lesson={lesson} open={lesson.id === open} />
        ))}
      </ol>
    </div>
  );
}

function Step({ lesson, open }: { lesson: LessonRow; open: boolean }) {
  const { id, number, title, summary, minutes, legacy, finished } = lesson;
  return (
    <li data-finished={finished || undefined}>
      <span className="gh-path-number" aria-hidden="true">
        {number}
      </span>
      <div>
        <Link href={lessonHref(id)} onFollow={follow}>
          {title}
        </Link>
      </div>
      <Box fontSize="body-s" color="text-body-secondary">
        {summary}
      </Box>
      <span className="gh-path-facts">
        <Standing lesson={lesson} />
        <span>{minutes} minutes</span>
        {open && <StatusIndicator type="in-progress">Open</StatusIndicator>}
        {legacy && <Badge>MLS-C01 only, retired</Badge>}
      </span>
    </li>
  );
}

function Standing({ lesson: { tasks, done, finished } }: { lesson: LessonRow }) {
  if (finished) return <StatusIndicator type="success">Finished</StatusIndicator>;
  if (tasks === 0) return <span>To read</span>;
  return (
    <StatusIndicator type={done > 0 ? "in-progress" : "pending"}>
      {done} of {tasks} tasks
    </StatusIndicator>
  );
}
