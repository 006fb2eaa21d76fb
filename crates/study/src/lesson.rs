//! Lessons: something to read, tasks, and the failure that they prevent.

use serde::Deserialize;

use crate::account::{Start, Way, WorkloadSetting};
use crate::question::{Draft, Is};
use crate::want::{Checked, Request, Want};

/// A lesson.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Lesson {
    /// Its id, which is that of its topic.
    pub id: String,
    /// Its number, from 1.
    pub number: usize,
    /// It is one of the key points that are offered first.
    #[serde(default)]
    pub first: bool,
    /// Its title.
    pub title: String,
    /// How long it takes.
    pub minutes: usize,
    /// What it is about, in a sentence.
    pub summary: String,
    /// The tasks of the exam guide that it serves: `MLA-C01 4.3`.
    #[serde(default)]
    pub exam: Vec<String>,
    /// Only the retired exam MLS-C01 asked such things.
    #[serde(default)]
    pub legacy: bool,
    /// The pages of AWS's documentation that it rests on.
    pub sources: Vec<String>,
    /// What "Explain this" opens it for: `check:LP-09`, `action:iam:PassRole`, `layer:trust`...
    #[serde(default)]
    pub explains: Vec<String>,
    /// What is read.
    #[serde(rename = "reading")]
    pub readings: Vec<Reading>,
    /// The account that it is done in.
    #[serde(default)]
    pub start: Start,
    /// What is meant to run there.
    pub workload: Option<WorkloadSetting>,
    /// What is done.
    #[serde(default, rename = "task")]
    pub tasks: Vec<Task>,
    /// The failure that it prevents.
    pub demonstration: Option<Demonstration>,
}

/// A section to read.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Reading {
    /// Its heading.
    pub heading: String,
    /// Its text: see [`crate::prose`].
    pub text: String,
    /// A picture of the account as it is now.
    pub picture: Option<Picture>,
    /// A policy that is shown, as text and picture.
    pub policy: Option<Draft>,
    /// What "Explain this" opens this section for, of what its lesson explains.
    #[serde(default)]
    pub explains: Vec<String>,
}

/// A picture that the window draws.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Picture {
    /// The chain of the lesson's workload.
    Chain,
}

/// Something to do.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Task {
    /// Its id in its lesson.
    pub id: String,
    /// Its title.
    pub title: String,
    /// What is to be reached.
    pub text: String,
    /// Where one does it: a route of the window.
    pub screen: String,
    /// The hotspot there.
    pub hotspot: Option<String>,
    /// What the account must be like. All must hold; the first that does not gives its hint.
    pub wants: Vec<Wanted>,
    /// Ways of doing it right, for the tests.
    pub right: Vec<Way>,
    /// Ways of doing it wrong, for the tests.
    pub wrong: Vec<WrongWay>,
}

/// A want with what is said where it is not met.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Wanted {
    /// What is still missing, without telling how to do it.
    pub hint: String,
    /// The want.
    #[serde(flatten)]
    pub want: Want,
}

/// A way of doing a task wrong.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct WrongWay {
    /// The place, from 0, of the want whose hint must be given.
    pub lacks: usize,
    /// One after the other.
    #[serde(default)]
    pub calls: crate::account::Calls,
}

/// What goes wrong without the lesson: before, in the account as it begins, and after, as it is now. One of `link`,
/// `request` and `check` says what is looked at.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Demonstration {
    /// Its title.
    pub title: String,
    /// What is seen.
    pub text: String,
    /// A link of the workload's chain, broken at the start and holding at the end.
    pub link: Option<String>,
    /// A request, with what comes of it at the end (`is`).
    pub request: Option<Request>,
    /// What comes of the request at the start.
    pub before: Option<Is>,
    /// A check that fails at the start and passes at the end.
    pub check: Option<Checked>,
}
