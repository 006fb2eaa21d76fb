//! Lessons: something to read, tasks, and the failure that they prevent.

use gatehouse_checklist::Finding;
use gatehouse_policy::decide::Decision;
use gatehouse_workload::chain::Link;
use serde::Deserialize;

use crate::account::{Calls, Start, Way, WorkloadSetting};
use crate::question::{Draft, Is};
use crate::want::{Checked, Held, Request, Want, World};

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
#[cfg_attr(test, schemars(extend("unevaluatedProperties" = false)))]
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
    pub calls: Calls,
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

impl Lesson {
    /// What leads to the beginning of a task: the first right way of each task before it. The start comes before.
    pub fn before<'l>(&'l self, task: &str) -> impl Iterator<Item = &'l Calls> + use<'l> {
        let place = self.tasks.iter().position(|other| other.id == task).unwrap_or_default();
        self.tasks.iter().take(place).filter_map(|task| task.right.first()).map(|way| &way.calls)
    }
}

/// How a task stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing<'a> {
    /// All that it wants is so.
    Done,
    /// The first thing that is not.
    Lacks {
        /// Its place, from 0.
        want: usize,
        /// What is said.
        hint: &'a str,
    },
    /// The first thing that is not known.
    Unknown {
        /// Its place, from 0.
        want: usize,
        /// The permissions that reading it takes.
        permissions: Vec<String>,
    },
}

impl Task {
    /// How it stands in an account. What is certainly missing is told before what is not known.
    #[must_use]
    pub fn look(&self, world: &World<'_>) -> Standing<'_> {
        let mut unknown = None;
        for (at, wanted) in self.wants.iter().enumerate() {
            match wanted.want.holds(world) {
                Held::Yes => {}
                Held::No => return Standing::Lacks { want: at, hint: &wanted.hint },
                Held::Unknown(permissions) => {
                    unknown.get_or_insert(Standing::Unknown { want: at, permissions });
                }
            }
        }
        unknown.unwrap_or(Standing::Done)
    }
}

/// What a demonstration shows of an account.
#[derive(Debug, Clone)]
pub enum Sight<'a> {
    /// A link of the chain.
    Link(&'a Link),
    /// What comes of the request.
    Decision(Box<Decision>),
    /// What the check found.
    Findings(Vec<Finding>),
}

impl Demonstration {
    /// What is seen in an account; none where what it is about is not there.
    #[must_use]
    pub fn see<'a>(&self, world: &World<'a>) -> Option<Sight<'a>> {
        if let Some(id) = &self.link {
            return world.chain()?.links.iter().find(|link| link.id == *id).map(Sight::Link);
        }
        if let Some(request) = &self.request {
            return world.decide(request).ok().map(|decision| Sight::Decision(Box::new(decision)));
        }
        let found = world.findings(self.check.as_ref()?);
        (!found.is_empty()).then_some(Sight::Findings(found))
    }
}
