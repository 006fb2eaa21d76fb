//! Two runs of the checks: what is new, what is mended, and what is not known any more.

use std::collections::{BTreeMap, BTreeSet};

use crate::check::Practice;
use crate::finding::{Finding, Status};
use crate::report::{Entry, Report, Score};

/// How a finding stands in a run, and no more of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// It holds.
    Passed,
    /// It does not.
    Failed,
    /// It does not, and somebody accepts that.
    Accepted,
    /// It is not known.
    Unanswered,
    /// It asks nothing here.
    NotApplicable,
}

/// A run, as far as comparing needs it. It is made of a report, of one that was written as JSON too.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Run {
    /// When the account was read, RFC 3339.
    pub at: String,
    /// By check and thing.
    pub outcomes: BTreeMap<(String, String), Outcome>,
    /// Checks of which a part of the account could not be read: what they do not tell of may still be there.
    pub partial: BTreeSet<String>,
    /// How each practice stands.
    pub scores: Vec<Score>,
}

/// What is different between two runs; keys of findings, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Comparison {
    /// Failed now, and did not before.
    pub new: Vec<String>,
    /// Failed before, and does not now, or the thing is gone.
    pub fixed: Vec<String>,
    /// Failed before, and does now.
    pub unchanged: Vec<String>,
    /// Was known before, and is not now: it may be failed as well as passed.
    pub unanswered: Vec<String>,
    /// Each practice before and now.
    pub trend: Vec<Trend>,
}

/// How a practice stood and stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trend {
    /// The practice.
    pub practice: Practice,
    /// Failed findings before, those that are accepted left out.
    pub failed_before: usize,
    /// Failed findings now, likewise.
    pub failed_now: usize,
    /// The score before, in percent; none where nothing could be said.
    pub before: Option<u8>,
    /// The score now.
    pub now: Option<u8>,
}

impl Outcome {
    /// How an entry of a report stands.
    #[must_use]
    pub const fn of(entry: &Entry) -> Self {
        match &entry.finding.status {
            Status::Passed => Self::Passed,
            Status::Failed if entry.accepted.is_some() => Self::Accepted,
            Status::Failed => Self::Failed,
            Status::Unanswered { .. } => Self::Unanswered,
            Status::NotApplicable(_) => Self::NotApplicable,
        }
    }

    const fn fails(self) -> bool {
        matches!(self, Self::Failed | Self::Accepted)
    }
}

impl Run {
    /// What a report tells.
    #[must_use]
    pub fn of(report: &Report) -> Self {
        let key = |finding: &Finding| (finding.check.to_owned(), finding.resource.id.clone());
        let partial =
            report.entries.iter().filter(|entry| entry.is_of_all()).map(|entry| entry.finding.check.to_owned());
        Self {
            at: report.about.read_at.clone(),
            outcomes: worst(report.entries.iter().map(|entry| (key(&entry.finding), Outcome::of(entry)))),
            partial: partial.collect(),
            scores: report.scores.clone(),
        }
    }
}

/// Of several outcomes of one thing the most pressing one.
pub(crate) fn worst(
    outcomes: impl IntoIterator<Item = ((String, String), Outcome)>,
) -> BTreeMap<(String, String), Outcome> {
    let mut worst = BTreeMap::new();
    for (key, outcome) in outcomes {
        let kept = worst.entry(key).or_insert(outcome);
        if outcome.pressing() < kept.pressing() {
            *kept = outcome;
        }
    }
    worst
}

/// What a run brought that the one before had not.
#[must_use]
pub fn compare(before: &Run, now: &Run) -> Comparison {
    let keys: BTreeSet<&(String, String)> = before.outcomes.keys().chain(now.outcomes.keys()).collect();
    let mut found = Comparison::default();
    for key in keys {
        let (old, new) = (before.outcomes.get(key), now.outcomes.get(key));
        let words = format!("{} {}", key.0, key.1);
        let failed = old.is_some_and(|outcome| outcome.fails());
        match new {
            Some(Outcome::Failed | Outcome::Accepted) if failed => found.unchanged.push(words),
            Some(Outcome::Failed | Outcome::Accepted) => found.new.push(words),
            // What was not known before either is no change.
            Some(Outcome::Unanswered) if old.is_some_and(|outcome| *outcome != Outcome::Unanswered) => {
                found.unanswered.push(words);
            }
            Some(Outcome::Passed | Outcome::NotApplicable) if failed => found.fixed.push(words),
            // Something that is not in a list which was not read to its end is not known to be gone.
            None if failed && now.partial.contains(&key.0) => found.unanswered.push(words),
            None if failed => found.fixed.push(words),
            _ => {}
        }
    }
    found.trend = Practice::ALL.into_iter().map(|practice| trend(practice, before, now)).collect();
    found
}

fn trend(practice: Practice, before: &Run, now: &Run) -> Trend {
    let score = |run: &Run| run.scores.iter().find(|score| score.practice == practice).cloned();
    let (old, new) = (score(before), score(now));
    let failed = |score: &Option<Score>| score.as_ref().map_or(0, |score| score.findings.failed);
    Trend {
        practice,
        failed_before: failed(&old),
        failed_now: failed(&new),
        before: old.and_then(|score| score.percent()),
        now: new.and_then(|score| score.percent()),
    }
}
