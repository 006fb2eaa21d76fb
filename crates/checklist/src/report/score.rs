//! How each practice stands, in numbers.

use serde::{Deserialize, Serialize};

use super::Entry;
use crate::check::Practice;
use crate::compare::Outcome;

/// How a practice stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Score {
    /// The practice.
    pub practice: Practice,
    /// Its checks, each by the worst that it found.
    pub checks: Counts,
    /// Its findings.
    pub findings: Counts,
}

/// How many of each.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "they are the words of Outcome")]
pub struct Counts {
    pub passed: usize,
    pub failed: usize,
    pub accepted: usize,
    pub unanswered: usize,
    pub not_applicable: usize,
}

impl Counts {
    fn add(&mut self, outcome: Outcome) {
        let number = match outcome {
            Outcome::Passed => &mut self.passed,
            Outcome::Failed => &mut self.failed,
            Outcome::Accepted => &mut self.accepted,
            Outcome::Unanswered => &mut self.unanswered,
            Outcome::NotApplicable => &mut self.not_applicable,
        };
        *number += 1;
    }
}

impl Score {
    /// Passed checks in percent of those that passed, failed or could not be answered, rounded down: what is not known
    /// does not count as good. Checks of which all failures are accepted, and those that ask nothing here, are left out.
    /// None where no check is left.
    #[must_use]
    pub fn percent(&self) -> Option<u8> {
        let all = self.checks.passed + self.checks.failed + self.checks.unanswered;
        let share = (self.checks.passed * 100).checked_div(all)?;
        u8::try_from(share).ok()
    }

    /// Of each practice that entries are of, in order.
    #[must_use]
    pub(super) fn of(entries: &[Entry]) -> Vec<Self> {
        Practice::ALL
            .into_iter()
            .filter_map(|practice| {
                let of: Vec<&Entry> = entries.iter().filter(|entry| entry.check.practice == practice).collect();
                let mut score = Self { practice, checks: Counts::default(), findings: Counts::default() };
                let mut ids: Vec<&str> = of.iter().map(|entry| entry.check.id).collect();
                ids.sort_unstable();
                ids.dedup();
                of.iter().for_each(|entry| score.findings.add(Outcome::of(entry)));
                for id in ids {
                    let outcomes = of.iter().filter(|entry| entry.check.id == id).map(|entry| Outcome::of(entry));
                    if let Some(worst) = outcomes.min_by_key(|outcome| outcome.pressing()) {
                        score.checks.add(worst);
                    }
                }
                (!of.is_empty()).then_some(score)
            })
            .collect()
    }
}
