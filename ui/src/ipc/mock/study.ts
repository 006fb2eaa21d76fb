import type { AccountView } from "../../bindings/AccountView";
import type { AnswerInput } from "../../bindings/AnswerInput";
import type { ChecklistReport } from "../../bindings/ChecklistReport";
import type { DemonstrationView } from "../../bindings/DemonstrationView";
import type { ExplainView } from "../../bindings/ExplainView";
import type { JudgedView } from "../../bindings/JudgedView";
import type { LessonRow } from "../../bindings/LessonRow";
import type { LessonView } from "../../bindings/LessonView";
import type { LinkState } from "../../bindings/LinkState";
import type { RoleView } from "../../bindings/RoleView";
import type { ScenarioView } from "../../bindings/ScenarioView";
import type { SetResult } from "../../bindings/SetResult";
import type { SetRow } from "../../bindings/SetRow";
import type { SetView } from "../../bindings/SetView";
import type { StudyAccount } from "../../bindings/StudyAccount";
import type { StudyView } from "../../bindings/StudyView";
import type { TaskView } from "../../bindings/TaskView";
import type { TopicStanding } from "../../bindings/TopicStanding";
import { practiceAccount } from "./accounts";
import { problem } from "./problem";
import { daysAgo } from "./roles";
import { lessonChain, type MockLesson, mockLessons, TRUST_LINK } from "./study-lessons";
import { type MockQuestion, mockQuestions } from "./study-questions";
import { mockScenarios } from "./study-scenarios";

/** What lessons explain, by subject. `*` stands for the rest. */
const explained: [string, string, number][] = [
  ["check:LP-05", "two-principals", 0],
  ["check:LP-*", "trust", 0],
  ["check:EN-*", "keys", 0],
  ["lint:*", "trust", 0],
  ["action:iam:PassRole", "two-principals", 0],
  ["action:sts:AssumeRole", "trust", 0],
  ["action:s3:*", "two-principals", 0],
  ["action:kms:*", "keys", 0],
  ["layer:*", "two-principals", 1],
  ["link:*", "two-principals", 0],
];

const fits = (pattern: string, subject: string) =>
  pattern.endsWith("*") ? subject.startsWith(pattern.slice(0, -1)) : pattern === subject;

/** The study mode of the mocked account. It knows what is right because it is told, not because it judges. */
export class MockStudy {
  open: StudyAccount | null = null;
  private done: Set<string>;
  private answers: Map<string, boolean>;
  private due: Set<string>;
  private best: Map<string, number>;
  private sets: SetRow[];
  private counter = 0;

  constructor(
    fresh: boolean,
    private readonly roles: () => readonly RoleView[],
  ) {
    this.done = new Set(fresh ? [] : ["two-principals/create"]);
    this.answers = new Map(
      fresh
        ? []
        : [
            ["trust-001", true],
            ["trust-002", false],
            ["trust-003", false],
            ["two-principals-001", true],
            ["two-principals-002", true],
          ],
    );
    this.due = new Set(fresh ? [] : ["trust-002", "trust-003", "two-principals-001"]);
    this.best = new Map(fresh ? [] : [["stranger-in-the-trust", 67]]);
    this.sets = fresh
      ? []
      : [
          { id: "set-a", takenAt: daysAgo(9), questions: 20, right: 11, seconds: 1440, limit: 1800 },
          { id: "set-b", takenAt: daysAgo(2), questions: 20, right: 15, seconds: 1310, limit: 1800 },
        ];
  }

  /** Undefined where it is no command of the study mode. */
  answer(command: string, args: Record<string, unknown>): unknown {
    const id = String(args.id ?? "");
    switch (command) {
      case "get_study":
        return this.view();
      case "get_lesson":
        return this.lesson(id);
      case "start_lesson":
      case "reset_lesson": {
        const { row } = lessonOf(id);
        if (command === "reset_lesson")
          for (const task of lessonOf(id).tasks) this.done.delete(`${id}/${task.id}`);
        return this.enter({ kind: "lesson", id, title: row.title });
      }
      case "leave_study":
        this.open = null;
        return practiceAccount;
      case "check_task":
        return this.check(String(args.lesson), String(args.task));
      case "get_demonstration":
        return this.demonstration(lessonOf(String(args.lesson)));
      case "next_question":
        return this.next(args.topic as string | null, args.dueOnly === true);
      case "get_question":
        return questionOf(id).shown;
      case "answer_question": {
        const judged = judge(questionOf(id), args.answer as AnswerInput | null);
        this.answers.set(id, judged.right);
        this.due.delete(id);
        return { ...judged, nextDue: daysAgo(judged.right ? -3 : -1) };
      }
      case "begin_set":
        return this.begin(Number(args.questions), Number(args.minutes), args.topics as string[]);
      case "finish_set":
        return this.finish(args.answers as (AnswerInput | null)[], Number(args.seconds));
      case "get_scenario":
        return this.scenario(id);
      case "start_scenario":
      case "reset_scenario": {
        const { row } = this.scenario(id);
        return this.enter({ kind: "scenario", id, title: row.title });
      }
      case "score_scenario": {
        const { score } = this.scenario(id, true);
        this.best.set(id, Math.max(this.best.get(id) ?? 0, score ?? 0));
        return this.scenario(id, true);
      }
      case "explain":
        return explain(String(args.subject));
      case "study_progress_file":
        return {
          fileName: "study-progress.json",
          text: JSON.stringify(this.view(), null, 2),
        } satisfies ChecklistReport;
      case "reset_progress":
        this.done.clear();
        this.answers.clear();
        this.due.clear();
        this.best.clear();
        this.sets = [];
        return null;
      default:
        return undefined;
    }
  }

  private enter(study: StudyAccount): AccountView {
    this.open = study;
    return { ...practiceAccount, alias: null, study };
  }

  private row({ row, tasks }: MockLesson): LessonRow {
    const done = tasks.filter((task) => this.done.has(`${row.id}/${task.id}`)).length;
    return { ...row, tasks: tasks.length, done, finished: tasks.length > 0 && done === tasks.length };
  }

  private topics(): TopicStanding[] {
    return mockLessons
      .map(({ row }) => {
        const of = mockQuestions.filter(({ shown }) => shown.topic === row.id).map(({ shown }) => shown.id);
        const asked = of.filter((id) => this.answers.has(id)).length;
        const right = of.filter((id) => this.answers.get(id)).length;
        const due = of.filter((id) => this.due.has(id)).length;
        return { topic: row.id, title: row.title, asked, right, due, weak: asked > 1 && right * 2 < asked };
      })
      .sort((a, b) => numberOf(a.topic) - numberOf(b.topic));
  }

  private view(): StudyView {
    return {
      lessons: mockLessons.map((lesson) => this.row(lesson)),
      topics: this.topics(),
      due: this.due.size,
      answered: this.answers.size,
      questions: mockQuestions.length,
      scenarios: mockScenarios.map(({ row }) => ({ ...row, best: this.best.get(row.id) ?? null })),
      sets: this.sets,
      open: this.open,
    };
  }

  private isOpen(kind: StudyAccount["kind"], id: string): boolean {
    return this.open?.kind === kind && this.open.id === id;
  }

  private lesson(id: string): LessonView {
    const lesson = lessonOf(id);
    const at = mockLessons.indexOf(lesson);
    return {
      row: this.row(lesson),
      exam: lesson.exam,
      sources: lesson.sources,
      readings: lesson.readings,
      tasks: lesson.tasks.map((task) => this.task(id, task.id)),
      demonstration: this.demonstration(lesson),
      open: this.isOpen("lesson", id),
      previous: mockLessons[at - 1]?.row.id ?? null,
      next: mockLessons[at + 1]?.row.id ?? null,
    };
  }

  private task(lesson: string, id: string): TaskView {
    const task = lessonOf(lesson).tasks.find((each) => each.id === id);
    if (!task) throw problem("NO_SUCH_TASK", "The lesson has no such task.");
    const key = `${lesson}/${id}`;
    const { title, text, screen, hotspot } = task;
    return {
      id,
      title,
      text,
      screen,
      hotspot,
      state: this.done.has(key) ? "done" : "open",
      hint: null,
      checked: false,
    };
  }

  private check(lesson: string, id: string): TaskView {
    const lacks = lessonOf(lesson)
      .tasks.find((each) => each.id === id)
      ?.lacks(this.roles());
    const key = `${lesson}/${id}`;
    if (lacks === null) this.done.add(key);
    return { ...this.task(lesson, id), hint: lacks ?? null, checked: true };
  }

  private demonstration({ row, demonstration, tasks }: MockLesson): DemonstrationView | null {
    if (!demonstration) return null;
    const { title, text, broken, mended, error } = demonstration;
    const holds = tasks[0]?.lacks(this.roles()) === null;
    const side = (state: LinkState) => ({
      chain: lessonChain(state),
      link: TRUST_LINK,
      state,
      words: state === "broken" ? broken : mended,
      error: state === "broken" ? error : null,
    });
    const now = this.isOpen("lesson", row.id) && holds ? "holds" : "broken";
    return { title, text, before: side("broken"), after: side(now) };
  }

  private next(topic: string | null, dueOnly: boolean) {
    const of = mockQuestions.filter(
      ({ shown }) => (!topic || shown.topic === topic) && (!dueOnly || this.due.has(shown.id)),
    );
    const first = of.find(({ shown }) => this.due.has(shown.id));
    const unseen = of.find(({ shown }) => !this.answers.has(shown.id));
    this.counter += 1;
    return (first ?? unseen ?? of[this.counter % Math.max(1, of.length)])?.shown ?? null;
  }

  private begun: MockQuestion[] = [];
  private limit = 0;

  private begin(many: number, minutes: number, topics: readonly string[]): SetView {
    const of = mockQuestions.filter(({ shown }) => topics.length === 0 || topics.includes(shown.topic));
    this.begun = of.slice(0, many);
    this.limit = minutes * 60;
    return {
      id: `set-${this.sets.length + 1}`,
      limitSeconds: this.limit,
      beganAt: new Date().toISOString(),
      questions: this.begun.map(({ shown }) => shown),
    };
  }

  private finish(answers: readonly (AnswerInput | null)[], seconds: number): SetResult {
    const judged = this.begun.map((question, at) => judge(question, answers[at] ?? null));
    const row: SetRow = {
      id: `set-${this.sets.length + 1}`,
      takenAt: new Date().toISOString(),
      questions: judged.length,
      right: judged.filter(({ right }) => right).length,
      seconds,
      limit: this.limit,
    };
    this.sets.push(row);
    const of = (topic: string) => this.begun.flatMap(({ shown }, at) => (shown.topic === topic ? [at] : []));
    const topics = this.topics()
      .map((standing) => {
        const asked = of(standing.topic);
        const right = asked.filter((at) => judged[at]?.right).length;
        return { ...standing, asked: asked.length, right, due: 0, weak: right * 2 < asked.length };
      })
      .filter(({ asked }) => asked > 0);
    return { row, judged, questions: this.begun.map(({ shown }) => shown), topics };
  }

  /** Its account is looked at only to score it. */
  private scenario(id: string, scored = false): ScenarioView {
    const found = mockScenarios.find(({ row }) => row.id === id);
    if (!found) throw problem("NO_SUCH_SCENARIO", "There is no such scenario.");
    const open = this.isOpen("scenario", id);
    const goals = found.goals.map(({ title, hint, holds }) => {
      const now = scored ? holds(this.roles()) : null;
      return { title, holds: now, hint: scored && now === false ? hint : null };
    });
    const held = goals.filter(({ holds }) => holds).length;
    return {
      row: { ...found.row, best: this.best.get(id) ?? null },
      story: found.story,
      goals,
      score: scored ? Math.round((100 * held) / goals.length) : null,
      reddened: scored ? found.reddened : [],
      chain: scored ? found.chain(this.roles()) : null,
      lessons: mockLessons.filter(({ row }) => found.lessons.includes(row.id)).map((each) => this.row(each)),
      sources: found.sources,
      open,
    };
  }
}

function lessonOf(id: string): MockLesson {
  const lesson = mockLessons.find(({ row }) => row.id === id);
  if (!lesson) throw problem("NO_SUCH_LESSON", `There is no lesson ${id}.`);
  return lesson;
}

const numberOf = (id: string) => mockLessons.find(({ row }) => row.id === id)?.row.number ?? 0;

/** A row of a lesson with nothing done in it. */
export function lessonRow(id: string): LessonRow {
  const { row, tasks } = lessonOf(id);
  return { ...row, tasks: tasks.length, done: 0, finished: false };
}

function questionOf(id: string): MockQuestion {
  const question = mockQuestions.find(({ shown }) => shown.id === id);
  if (!question) throw problem("NO_SUCH_QUESTION", "There is no such question.");
  return question;
}

function judge(question: MockQuestion, answer: AnswerInput | null): JudgedView {
  const { shown, key, whys, explain, parts } = question;
  const rest = { explain, source: shown.source, nextDue: null };
  if (key.kind === "parts") {
    const given = answer?.kind === "parts" ? answer.value : [];
    const judged = parts.map((part, at) => judge(part, given[at] ?? null));
    return { ...rest, right: judged.every(({ right }) => right), options: [], parts: judged };
  }
  if (key.kind === "matched") {
    const given = answer?.kind === "matched" ? answer.value : [];
    const options = shown.lefts.map((left, at) => ({
      text: `${left}: ${shown.rights[key.value[at] ?? 0]}`,
      right: (given[at] ?? null) === key.value[at],
      chosen: (given[at] ?? null) !== null,
      put: shown.rights[given[at] ?? -1] ?? null,
      why: whys[at] ?? "",
    }));
    return { ...rest, right: options.every(({ right }) => right), options, parts: [] };
  }
  const given = answer?.kind === "chosen" ? answer.value : [];
  if (shown.kind === "ordering") {
    const options = key.value.map((step, at) => ({
      text: shown.options[step] ?? "",
      right: given[at] === step,
      chosen: given.includes(step),
      put: given.includes(step) ? String(given.indexOf(step) + 1) : null,
      why: whys[at] ?? "",
    }));
    return { ...rest, right: options.every(({ right }) => right), options, parts: [] };
  }
  const options = shown.options.map((text, at) => ({
    text,
    right: key.value.includes(at),
    chosen: given.includes(at),
    put: null,
    why: whys[at] ?? "",
  }));
  return { ...rest, right: options.every(({ right, chosen }) => right === chosen), options, parts: [] };
}

function explain(subject: string): ExplainView | null {
  const found = explained.find(([pattern]) => fits(pattern, subject));
  if (!found) return null;
  const { row, readings } = lessonOf(found[1]);
  const reading = readings[found[2]] ?? readings[0];
  return reading ? { lesson: row.id, title: row.title, heading: reading.heading, text: reading.text } : null;
}
