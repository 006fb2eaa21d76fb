import type { ReactNode } from "react";
import { NotFoundPage } from "../../shell/not-found-page";
import { LessonPage } from "./lesson-page";
import { QuestionsPage } from "./questions-page";
import { ScenarioPage } from "./scenario-page";
import { SetsPage } from "./sets-page";
import { StudyPage } from "./study-page";

/** The screens under `/study`. */
export function StudyScreen({ parts }: { parts: readonly string[] }): ReactNode {
  const [what, id, more] = parts;
  if (more !== undefined) return <NotFoundPage />;
  if (what === undefined) return <StudyPage />;
  if (what === "lessons" && id !== undefined) return <LessonPage key={id} id={id} />;
  if (what === "scenarios" && id !== undefined) return <ScenarioPage key={id} id={id} />;
  if (what === "questions" && id === undefined) return <QuestionsPage />;
  if (what === "sets" && id === undefined) return <SetsPage />;
  return <NotFoundPage />;
}
