//! Timed sets: questions mixed over topics and kinds, as in the exam.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::question::{Draw, Kind, Question};
use crate::topic::Topic;

/// What a set shall be.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SetPlan {
    /// How many questions; fewer where there are not so many.
    pub questions: usize,
    /// Of which topics; of all where none is named.
    pub topics: Vec<Topic>,
    /// With those that only the retired exam asked.
    pub legacy: bool,
    /// Another number gives another set; the same number the same one.
    pub seed: u64,
}

/// A set that was taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SetTaken {
    /// By which it is known.
    pub id: String,
    /// When it was begun, in seconds since 1970.
    pub at: i64,
    /// How many questions it had.
    pub questions: usize,
    /// How many were answered right.
    pub right: usize,
    /// How long it took, in seconds.
    pub seconds: usize,
    /// How long it might have taken, in seconds.
    pub limit: usize,
}

/// Draws a set: topics and kinds take turns, so that each has its share as far as there are questions.
#[must_use]
pub fn draw<'q>(questions: &'q [Question], plan: &SetPlan) -> Vec<&'q Question> {
    let mut draw = Draw::of("set", plan.seed);
    let mut left: Vec<&Question> = questions
        .iter()
        .filter(|question| plan.topics.is_empty() || plan.topics.contains(&question.topic))
        .filter(|question| plan.legacy || !question.legacy)
        .collect();
    draw.shuffle(&mut left);
    let (mut topics, mut kinds) = (BTreeMap::<Topic, usize>::new(), BTreeMap::<Kind, usize>::new());
    let mut set = Vec::new();
    while set.len() < plan.questions {
        let had = |question: &&Question| {
            let kind = kinds.get(&question.kind()).copied().unwrap_or_default();
            let topic = topics.get(&question.topic).copied().unwrap_or_default();
            // The exam asks most questions with answers to choose from: each of the other kinds weighs double.
            let weight = if matches!(question.kind(), Kind::Single | Kind::Multiple) { 1 } else { 2 };
            (topic, kind * weight)
        };
        // The first of those that are equal, in the order that was drawn.
        let Some(at) = (0..left.len()).min_by_key(|at| left.get(*at).map(had)) else { break };
        let question = left.remove(at);
        *topics.entry(question.topic).or_default() += 1;
        *kinds.entry(question.kind()).or_default() += 1;
        set.push(question);
    }
    draw.shuffle(&mut set);
    set
}
