//! Spaced repetition: what was answered right rests, longer each time; what was answered wrong comes again tomorrow.
//!
//! 1, 3, 7, 16, 35 days: each about 2.2 times the one before, within the factors that SM-2 gives (1.3 to 2.5).
//!
//! Source: <https://super-memory.com/english/ol/sm2.htm>

use super::{Answered, Progress};
use crate::question::Question;
use crate::topic::Topic;

/// A day, in seconds.
pub const DAY: i64 = 24 * 60 * 60;

/// How many days a question rests after so many right answers in a row, counted from none.
pub const STEPS: [i64; 5] = [1, 3, 7, 16, 35];

impl Answered {
    /// When it is to be asked again, in seconds since 1970.
    #[must_use]
    pub fn due(&self) -> i64 {
        // After a wrong answer, and after a first right one, a day.
        let step = self.row.saturating_sub(1).min(STEPS.len() - 1);
        let days = STEPS.get(step).copied().unwrap_or(1);
        self.last.saturating_add(days * DAY)
    }
}

impl Progress {
    /// When a question that was answered is to be asked again, in seconds since 1970.
    #[must_use]
    pub fn due_at(&self, question: &str) -> Option<i64> {
        self.of_question(question).map(Answered::due)
    }

    /// The questions that are due, those that wait longest first.
    #[must_use]
    pub fn due<'q>(&self, questions: &'q [Question], now: i64) -> Vec<&'q Question> {
        let mut due: Vec<(i64, &Question)> = questions
            .iter()
            .filter_map(|question| Some((self.due_at(&question.id)?, question)))
            .filter(|(at, _)| *at <= now)
            .collect();
        due.sort_by_key(|(at, _)| *at);
        due.into_iter().map(|(_, question)| question).collect()
    }

    /// The question to ask next, of a topic or of all: the one that is longest due, else one that was never asked, else,
    /// unless only what is due is wanted, the one that will be due first.
    #[must_use]
    pub fn next<'q>(
        &self,
        questions: &'q [Question],
        topic: Option<Topic>,
        only_due: bool,
        now: i64,
    ) -> Option<&'q Question> {
        let of_topic = |question: &&Question| topic.is_none_or(|topic| question.topic == topic);
        let due = self.due(questions, now).into_iter().find(of_topic);
        if due.is_some() || only_due {
            return due;
        }
        let all = questions.iter().filter(of_topic);
        let new = all.clone().find(|question| self.of_question(&question.id).is_none());
        new.or_else(|| all.min_by_key(|question| self.due_at(&question.id)))
    }
}
