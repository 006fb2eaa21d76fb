//! Where a learner is weak.

use super::Progress;
use crate::question::Question;
use crate::topic::Topic;

/// How a learner stands in a topic, by the last answer to each question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TopicStanding {
    /// The topic.
    pub topic: Topic,
    /// Questions that there are.
    pub questions: usize,
    /// Questions answered.
    pub asked: usize,
    /// Of them, those of which the last answer was right.
    pub right: usize,
    /// Questions that are due.
    pub due: usize,
}

/// Answers below which nothing is said: one wrong answer of two is no weakness yet.
const FEW: usize = 3;

/// Right answers, in percent, below which a topic is weak.
const ENOUGH: usize = 70;

impl TopicStanding {
    /// Whether it is a weak spot.
    #[must_use]
    pub const fn is_weak(&self) -> bool {
        self.asked >= FEW && self.right * 100 < self.asked * ENOUGH
    }
}

impl Progress {
    /// How a learner stands in each topic that has questions, in order.
    #[must_use]
    pub fn topics(&self, questions: &[Question], now: i64) -> Vec<TopicStanding> {
        let of = |topic| {
            let mut standing = TopicStanding { topic, questions: 0, asked: 0, right: 0, due: 0 };
            for question in questions.iter().filter(|question| question.topic == topic) {
                standing.questions += 1;
                let Some(kept) = self.of_question(&question.id) else { continue };
                standing.asked += 1;
                standing.right += usize::from(kept.answers.last() == Some(&true));
                standing.due += usize::from(kept.due() <= now);
            }
            standing
        };
        Topic::ALL.into_iter().map(of).filter(|standing| standing.questions > 0).collect()
    }
}
