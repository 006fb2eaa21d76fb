import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import Link from "@cloudscape-design/components/link";
import type { StudyView } from "../../bindings/StudyView";
import { follow, href } from "../../shell/router";
import { lessonHref } from "./path";
import { count } from "./words";

/** What to do now: the lesson that comes next, what is due, what is weak. */
export function Today({ study }: { study: StudyView }) {
  const { lessons, due, answered, questions, open } = study;
  const next =
    lessons.find(({ id }) => open?.kind === "lesson" && open.id === id) ??
    lessons.find(({ finished, tasks }) => !finished && tasks > 0);
  const weak = study.topics.filter((topic) => topic.weak);
  return (
    <Container header={<Header variant="h2">Today</Header>}>
      <div className="gh-today">
        <section aria-labelledby="gh-today-next">
          <Box variant="h3" padding="n">
            <span id="gh-today-next">{open?.kind === "lesson" ? "Go on with" : "Next lesson"}</span>
          </Box>
          {next ? (
            <>
              <Link href={lessonHref(next.id)} onFollow={follow}>
                {next.title}
              </Link>
              <Box fontSize="body-s" color="text-body-secondary">
                {next.done} of {count(next.tasks, "task", "tasks")} done, about {next.minutes} minutes
              </Box>
            </>
          ) : (
            <div>All lessons are finished. The scenarios are left.</div>
          )}
        </section>
        <section aria-labelledby="gh-today-due">
          <Box variant="h3" padding="n">
            <span id="gh-today-due">To repeat</span>
          </Box>
          {due > 0 ? (
            <Link href={href(["study", "questions"], { due: "1" })} onFollow={follow}>
              {count(due, "question is due", "questions are due")}
            </Link>
          ) : (
            <div>{answered === 0 ? "Nothing was answered yet." : "Nothing is due today."}</div>
          )}
          <Link href={href(["study", "questions"])} onFollow={follow}>
            {answered === 0 ? "Answer the first question" : "Answer new questions"}
          </Link>
          <Box fontSize="body-s" color="text-body-secondary">
            {answered} of {questions} answered
          </Box>
        </section>
        <section aria-labelledby="gh-today-weak">
          <Box variant="h3" padding="n">
            <span id="gh-today-weak">Weak topics</span>
          </Box>
          {weak.length === 0 && (
            <div>{answered === 0 ? "They show once you answer." : "None at the moment."}</div>
          )}
          {weak.length > 0 && (
            <ul className="gh-plain-list">
              {weak.map(({ topic, title, asked, right }) => (
                <li key={topic}>
                  <Link href={href(["study", "questions"], { topic })} onFollow={follow}>
                    {title}
                  </Link>
                  : {right} of {asked} right
                </li>
              ))}
            </ul>
          )}
        </section>
      </div>
    </Container>
  );
}
