//! Broken accounts to repair.

use std::collections::BTreeSet;

use gatehouse_checklist::Finding;
use serde::Deserialize;

use crate::account::{Start, Way, WorkloadSetting};
use crate::topic::Topic;
use crate::want::{Held, Want, World};

/// A broken account.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    /// Its id: the file's name.
    pub id: String,
    /// Its number, from 1.
    pub number: usize,
    /// Its title.
    pub title: String,
    /// How hard it is.
    pub level: Level,
    /// How long it takes.
    pub minutes: usize,
    /// What somebody who asks for help tells.
    pub story: String,
    /// The account.
    pub start: Start,
    /// What is meant to run there.
    pub workload: Option<WorkloadSetting>,
    /// What it must be like in the end.
    #[serde(rename = "goal")]
    pub goals: Vec<Goal>,
    /// A way of repairing all of it, for the tests.
    pub right: Way,
    /// What "Explain this" opens in it.
    #[serde(default)]
    pub explains: Vec<String>,
    /// The pages of AWS's documentation that it rests on.
    pub sources: Vec<String>,
    /// The lessons that help.
    pub lessons: Vec<Topic>,
}

/// How hard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs, reason = "the names say it")]
pub enum Level {
    Easy,
    Medium,
    Hard,
}

/// Something that the account must be like in the end.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(extend("unevaluatedProperties" = false)))]
pub struct Goal {
    /// In a few words.
    pub title: String,
    /// What is still missing, without telling how to do it.
    pub hint: String,
    /// What is wanted.
    #[serde(flatten)]
    pub want: Want,
}

/// How a repair stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Score {
    /// Each goal.
    pub goals: Vec<Held>,
    /// Goals that hold, of all, less what was broken on the way.
    pub percent: usize,
}

/// What each finding costs that failed only after the repair, in percent.
const COST: usize = 5;

impl Scenario {
    /// How a repair stands, on which so many findings [went red](reddened).
    #[must_use]
    pub fn score(&self, world: &World<'_>, reddened: usize) -> Score {
        let goals: Vec<Held> = self.goals.iter().map(|goal| goal.want.holds(world)).collect();
        let held = goals.iter().filter(|goal| goal.is_yes()).count();
        let percent = (held * 100).checked_div(goals.len()).unwrap_or_default();
        Score { goals, percent: percent.saturating_sub(reddened * COST) }
    }
}

/// What fails now and did not before.
#[must_use]
pub fn reddened<'a>(before: &[Finding], now: &'a [Finding]) -> Vec<&'a Finding> {
    // By name: ids of keys and suffixes of secrets are drawn anew in each account.
    let known = |finding: &Finding| (finding.check, finding.resource.kind, finding.resource.name.clone());
    let failed: BTreeSet<_> = before.iter().filter(|finding| finding.is_failed()).map(known).collect();
    now.iter().filter(|finding| finding.is_failed() && !failed.contains(&known(finding))).collect()
}
