use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{ChainView, LinkState};

/// The study mode: what there is to learn, and how far the learner is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct StudyView {
    /// The lessons, in their order.
    pub lessons: Vec<LessonRow>,
    /// How the learner stands in each topic.
    pub topics: Vec<TopicStanding>,
    /// Questions to repeat now.
    pub due: usize,
    /// Questions that were answered.
    pub answered: usize,
    /// Questions that there are.
    pub questions: usize,
    /// Accounts to repair.
    pub scenarios: Vec<ScenarioRow>,
    /// Timed sets that were taken, the newest last.
    pub sets: Vec<SetRow>,
    /// Whose account is open.
    pub open: Option<StudyAccount>,
}

/// A lesson in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct LessonRow {
    /// By which it is known; its topic too.
    pub id: String,
    /// Its number, from 1.
    pub number: usize,
    /// Its title.
    pub title: String,
    /// What it is about, in a sentence.
    pub summary: String,
    /// How long it takes.
    pub minutes: usize,
    /// It is one of those to begin with.
    pub first: bool,
    /// Only the retired exam MLS-C01 asked for it.
    pub legacy: bool,
    /// How many tasks it has.
    pub tasks: usize,
    /// How many of them were done.
    pub done: usize,
    /// All were.
    pub finished: bool,
}

/// How the learner stands in a topic.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct TopicStanding {
    /// The topic's id.
    pub topic: String,
    /// Its title.
    pub title: String,
    /// Questions that were answered.
    pub asked: usize,
    /// Of them, those answered right the last time.
    pub right: usize,
    /// Questions to repeat now.
    pub due: usize,
    /// Too many were wrong.
    pub weak: bool,
}

/// A broken account in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct ScenarioRow {
    /// By which it is known.
    pub id: String,
    /// Its number, from 1.
    pub number: usize,
    /// Its title.
    pub title: String,
    /// How hard it is.
    pub level: ScenarioLevel,
    /// How long it takes.
    pub minutes: usize,
    /// The best score, in percent.
    pub best: Option<usize>,
    /// How many goals it has.
    pub goals: usize,
}

/// How hard a scenario is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
#[allow(missing_docs, reason = "the names say it")]
pub enum ScenarioLevel {
    Easy,
    Medium,
    Hard,
}

/// A timed set that was taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct SetRow {
    /// By which it is known.
    pub id: String,
    /// When it was begun, RFC 3339.
    pub taken_at: String,
    /// How many questions it had.
    pub questions: usize,
    /// How many were answered right.
    pub right: usize,
    /// How long it took, in seconds.
    pub seconds: usize,
    /// How long it might take, in seconds.
    pub limit: usize,
}

/// The practice account of a lesson or a scenario.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct StudyAccount {
    /// Of which kind.
    pub kind: StudyKind,
    /// The lesson's or scenario's id.
    pub id: String,
    /// Its title.
    pub title: String,
}

/// What a practice account is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
#[allow(missing_docs, reason = "the names say it")]
pub enum StudyKind {
    Lesson,
    Scenario,
}

/// A lesson.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct LessonView {
    /// As in the list.
    pub row: LessonRow,
    /// The tasks of the exam's guide that it serves.
    pub exam: Vec<String>,
    /// Pages of AWS's documentation.
    pub sources: Vec<String>,
    /// What is read first.
    pub readings: Vec<ReadingView>,
    /// What is done then.
    pub tasks: Vec<TaskView>,
    /// What it prevents, before and after.
    pub demonstration: Option<DemonstrationView>,
    /// Whether its account is the one that is open.
    pub open: bool,
    /// The lesson before.
    pub previous: Option<String>,
    /// The lesson after.
    pub next: Option<String>,
}

/// A section to read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct ReadingView {
    /// Its heading.
    pub heading: String,
    /// Paragraphs, with `code` and **strong** words.
    pub text: String,
    /// A policy to see as a picture.
    pub policy: Option<ReadingPolicy>,
    /// The chain of the lesson's workload belongs to it.
    pub chain: bool,
}

/// A policy of a section.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct ReadingPolicy {
    /// `identity`, `trust`, `key`, `bucket`, `endpoint`, `secret` or `resource`.
    pub kind: String,
    /// Its text.
    pub text: String,
}

/// A task.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct TaskView {
    /// By which it is known in its lesson.
    pub id: String,
    /// Its title.
    pub title: String,
    /// What is to be reached.
    pub text: String,
    /// The screen on which it is done.
    pub screen: String,
    /// The hotspot there.
    pub hotspot: Option<String>,
    /// Whether it was done.
    pub state: TaskState,
    /// What is still missing, as the last look at the account said.
    pub hint: Option<String>,
    /// Whether the account was just looked at.
    pub checked: bool,
}

/// Whether a task was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
#[allow(missing_docs, reason = "the names say it")]
pub enum TaskState {
    Open,
    Done,
}

/// What a lesson prevents, before and after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct DemonstrationView {
    /// Its title.
    pub title: String,
    /// What is to be seen.
    pub text: String,
    /// As the lesson begins.
    pub before: DemonstrationSide,
    /// As the lesson's account is now.
    pub after: DemonstrationSide,
}

/// One side of a demonstration.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct DemonstrationSide {
    /// The workload's chain.
    pub chain: Option<ChainView>,
    /// The link that it is about.
    pub link: Option<String>,
    /// How it stands.
    pub state: LinkState,
    /// What happens, in a sentence.
    pub words: String,
    /// The error that SageMaker or AWS gives.
    pub error: Option<String>,
}

/// A question as it is put.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct QuestionView {
    /// By which it is known; of a part of a case with its number, `trust-007/0`.
    pub id: String,
    /// Its topic's id.
    pub topic: String,
    /// Its topic's title.
    pub topic_title: String,
    /// Of which kind.
    pub kind: QuestionKind,
    /// What is asked.
    pub text: String,
    /// The page of AWS's documentation that settles it; shown after the answer.
    pub source: String,
    /// Only the retired exam MLS-C01 asked such things.
    pub legacy: bool,
    /// The policies that it is about.
    pub documents: Vec<QuestionDocument>,
    /// The request that it is about.
    pub request: Option<String>,
    /// Answers to choose from; of an ordering its steps, shuffled.
    pub options: Vec<String>,
    /// Of a matching: what gets something.
    pub lefts: Vec<String>,
    /// Of a matching: what it may get, shuffled.
    pub rights: Vec<String>,
    /// Of a case.
    pub parts: Vec<QuestionView>,
}

/// A policy of a question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct QuestionDocument {
    /// What it is.
    pub title: String,
    /// As of [`ReadingPolicy`].
    pub kind: String,
    /// Its text.
    pub text: String,
}

/// The kinds of questions that the exam MLA-C01 has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
#[allow(missing_docs, reason = "the names say it")]
pub enum QuestionKind {
    Single,
    Multiple,
    Ordering,
    Matching,
    Case,
}

/// An answer, by places in what was shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", tag = "kind", content = "value")]
#[ts(export)]
pub enum AnswerInput {
    /// The options chosen; of an ordering all steps, in the order in which they were put.
    Chosen(Vec<usize>),
    /// Of a matching: the right side for each left one.
    Matched(Vec<Option<usize>>),
    /// Of a case: the answer to each part.
    Parts(Vec<AnswerInput>),
}

/// What is said to an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct JudgedView {
    /// It is right as a whole.
    pub right: bool,
    /// Each option, step or left side.
    pub options: Vec<JudgedOption>,
    /// What to take away.
    pub explain: String,
    /// The page that settles it.
    pub source: String,
    /// Of a case.
    pub parts: Vec<JudgedView>,
    /// When it is due again, RFC 3339.
    pub next_due: Option<String>,
}

/// What is said to one option.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct JudgedOption {
    /// The option, the step, or what belongs together.
    pub text: String,
    /// Of an option, whether it is a right answer; of a step and a pair, whether it was put right.
    pub right: bool,
    /// Of an option, whether it was chosen; of a step and a pair, whether it was put anywhere.
    pub chosen: bool,
    /// Of a step the place, of a pair the right side, that was put there.
    pub put: Option<String>,
    /// Why.
    pub why: String,
}

/// A timed set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct SetView {
    /// By which it is finished.
    pub id: String,
    /// How long it may take.
    pub limit_seconds: usize,
    /// RFC 3339.
    pub began_at: String,
    /// Its questions.
    pub questions: Vec<QuestionView>,
}

/// How a timed set went.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct SetResult {
    /// As in the list.
    pub row: SetRow,
    /// What is said to each answer.
    pub judged: Vec<JudgedView>,
    /// The questions, as they were put.
    pub questions: Vec<QuestionView>,
    /// How it went by topic.
    pub topics: Vec<TopicStanding>,
}

/// A broken account to repair.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct ScenarioView {
    /// As in the list.
    pub row: ScenarioRow,
    /// What happened.
    pub story: String,
    /// What is to be reached.
    pub goals: Vec<GoalView>,
    /// How much of it is reached, in percent; none before it was looked at.
    pub score: Option<usize>,
    /// What was good at the start and is not any more.
    pub reddened: Vec<String>,
    /// The chain of its workload.
    pub chain: Option<ChainView>,
    /// What helps.
    pub lessons: Vec<LessonRow>,
    /// Pages of AWS's documentation.
    pub sources: Vec<String>,
    /// Whether its account is the one that is open.
    pub open: bool,
}

/// A goal of a scenario.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct GoalView {
    /// What it is.
    pub title: String,
    /// Whether it is reached; none where nobody looked, or it cannot be told.
    pub holds: Option<bool>,
    /// What is still missing.
    pub hint: Option<String>,
}

/// What a lesson says of something in the window.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct ExplainView {
    /// The lesson's id.
    pub lesson: String,
    /// Its title.
    pub title: String,
    /// The heading of the section that fits.
    pub heading: String,
    /// Its text.
    pub text: String,
}
