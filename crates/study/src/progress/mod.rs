//! How a learner stands: tasks done, answers given, sets taken, scenarios repaired.
//!
//! It is data: whoever keeps it tells the time, in seconds since 1970 (UTC), and writes it to a file as JSON.

mod repeat;
mod sets;
mod standing;

pub use repeat::{DAY, STEPS};
pub use sets::{SetPlan, SetTaken, draw};
pub use standing::TopicStanding;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

/// The form that is written. A later one that this program would misunderstand has a higher number.
pub const VERSION: u32 = 1;

/// How a learner stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Progress {
    version: u32,
    /// Tasks done: by lesson.
    #[serde(default)]
    tasks: BTreeMap<String, BTreeSet<String>>,
    /// Questions answered.
    #[serde(default)]
    questions: BTreeMap<String, Answered>,
    /// The best score of each scenario, in percent.
    #[serde(default)]
    scenarios: BTreeMap<String, usize>,
    /// Timed sets taken, the newest last.
    #[serde(default)]
    sets: Vec<SetTaken>,
}

/// What is kept of a question.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Answered {
    /// Right answers in a row, which say how long it rests.
    pub row: usize,
    /// When it was answered last, in seconds since 1970.
    pub last: i64,
    /// The newest answers, the newest last: right or not.
    pub answers: Vec<bool>,
    /// How often it was answered in all.
    pub times: usize,
}

/// How many answers to a question are kept.
const KEPT: usize = 10;

/// Why a text is no progress.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProgressError {
    /// A newer program wrote it.
    #[error(
        "This progress was written by a newer version of Gatehouse (form {found}; this one knows forms up to {VERSION}). Update Gatehouse, or begin anew."
    )]
    Newer {
        /// Its form.
        found: u64,
    },
    /// It is no progress at all.
    #[error("This is no progress of Gatehouse's study mode: {0}. Choose a file that the study mode exported.")]
    Form(String),
}

impl ProgressError {
    /// A stable name of the kind of error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Newer { .. } => "STUDY_PROGRESS_NEWER",
            Self::Form(_) => "STUDY_PROGRESS_FORM",
        }
    }
}

impl Default for Progress {
    fn default() -> Self {
        Self {
            version: VERSION,
            tasks: BTreeMap::new(),
            questions: BTreeMap::new(),
            scenarios: BTreeMap::new(),
            sets: Vec::new(),
        }
    }
}

impl Progress {
    /// Reads what [`Progress::to_json`] wrote. What it tells of lessons and questions that are no more is kept.
    ///
    /// # Errors
    /// It is something else, or of a newer program.
    pub fn from_json(text: &str) -> Result<Self, ProgressError> {
        let value: serde_json::Value =
            serde_json::from_str(text).map_err(|error| ProgressError::Form(error.to_string()))?;
        match value.get("version").and_then(serde_json::Value::as_u64) {
            None => return Err(ProgressError::Form("it tells no version".to_owned())),
            Some(found) if found > u64::from(VERSION) => return Err(ProgressError::Newer { found }),
            Some(_) => {}
        }
        serde_json::from_value(value).map_err(|error| ProgressError::Form(error.to_string()))
    }

    /// For a file.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default()
    }

    /// Begins anew.
    pub fn reset(&mut self) {
        *self = Self::default();
    }

    /// A task of a lesson was done.
    pub fn task_done(&mut self, lesson: &str, task: &str) {
        self.tasks.entry(lesson.to_owned()).or_default().insert(task.to_owned());
    }

    /// Whether it was.
    #[must_use]
    pub fn is_done(&self, lesson: &str, task: &str) -> bool {
        self.tasks.get(lesson).is_some_and(|tasks| tasks.contains(task))
    }

    /// A lesson is begun anew.
    pub fn reset_lesson(&mut self, lesson: &str) {
        self.tasks.remove(lesson);
    }

    /// How many of the tasks that a lesson has were done.
    #[must_use]
    pub fn done(&self, lesson: &crate::Lesson) -> usize {
        lesson.tasks.iter().filter(|task| self.is_done(&lesson.id, &task.id)).count()
    }

    /// A question was answered at this time.
    pub fn answered(&mut self, question: &str, right: bool, now: i64) {
        let kept = self.questions.entry(question.to_owned()).or_default();
        kept.row = if right { kept.row.saturating_add(1) } else { 0 };
        kept.last = now;
        kept.times = kept.times.saturating_add(1);
        kept.answers.push(right);
        let old = kept.answers.len().saturating_sub(KEPT);
        kept.answers.drain(..old);
    }

    /// What is kept of a question that was answered.
    #[must_use]
    pub fn of_question(&self, question: &str) -> Option<&Answered> {
        self.questions.get(question)
    }

    /// How often a question was answered: the number under which it is [put](crate::Question::shown) next.
    #[must_use]
    pub fn times(&self, question: &str) -> u64 {
        self.questions.get(question).map_or(0, |kept| kept.times as u64)
    }

    /// A scenario was repaired to so many percent; the best is kept.
    pub fn scored(&mut self, scenario: &str, percent: usize) {
        let best = self.scenarios.entry(scenario.to_owned()).or_default();
        *best = percent.max(*best);
    }

    /// The best score of a scenario, in percent.
    #[must_use]
    pub fn best(&self, scenario: &str) -> Option<usize> {
        self.scenarios.get(scenario).copied()
    }

    /// A timed set was taken.
    pub fn took(&mut self, set: SetTaken) {
        self.sets.push(set);
    }

    /// Timed sets taken, the newest last.
    #[must_use]
    pub fn sets(&self) -> &[SetTaken] {
        &self.sets
    }
}
