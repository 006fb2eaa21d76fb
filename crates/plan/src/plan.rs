//! A plan: ordered steps that lead from what is to what is wanted.

use serde::{Deserialize, Serialize};

use crate::call::{Call, Outputs};
use crate::reference::{self, Names};

/// One step of a plan: a call and the call that undoes it.
///
/// Both may refer to what AWS names in a step of the same plan: see [`crate::reference`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// What is done.
    pub call: Call,
    /// What undoes it; none where AWS offers no way back.
    pub undo: Option<Call>,
    /// In a plan that takes back: what AWS named when that was made which this step takes away. References to the step
    /// mean this, as long as the step's own call names nothing.
    #[serde(default, skip_serializing_if = "Outputs::is_empty")]
    pub known: Outputs,
}

impl Step {
    /// A step that another call takes back.
    #[must_use]
    pub fn with_undo(call: impl Into<Call>, undo: impl Into<Call>) -> Self {
        Self { undo: Some(undo.into()), ..Self::without_undo(call) }
    }

    /// A step that nothing takes back.
    #[must_use]
    pub fn without_undo(call: impl Into<Call>) -> Self {
        Self { call: call.into(), undo: None, known: Outputs::new() }
    }

    /// The same step, which takes away what AWS named so: see [`Step::known`].
    #[must_use]
    pub fn knowing(mut self, name: &str, value: &str) -> Self {
        self.known.insert(name.to_owned(), value.to_owned());
        self
    }

    /// The undoing made the step and the step its undoing. One without undoing stays as it is.
    #[must_use]
    pub fn reversed(self) -> Self {
        match self.undo {
            Some(undo) => Self { call: undo, undo: Some(self.call), known: self.known },
            None => self,
        }
    }
}

/// Where a plan comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "run", rename_all = "camelCase")]
pub enum Origin {
    /// Somebody wanted something.
    Wish,
    /// It takes back what the run of this id did.
    Undo(String),
}

/// Ordered steps that lead from what is to what is wanted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// What the plan is about, in a few words.
    pub title: String,
    /// The account that it was made for: a plan is carried out nowhere else.
    pub account: String,
    /// The Region that it was made for; none where all that it changes is the same in every Region.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// Where it comes from.
    pub origin: Origin,
    /// The steps, in order.
    pub steps: Vec<Step>,
    /// What else will be different afterwards, and what will not come back by undoing.
    pub consequences: Vec<String>,
}

impl Plan {
    /// A plan that somebody wished for.
    #[must_use]
    pub fn new(title: String, account: &str, steps: Vec<Step>) -> Self {
        let account = account.to_owned();
        Self { title, account, region: None, origin: Origin::Wish, steps, consequences: Vec::new() }
    }

    /// The same plan, for one Region alone.
    #[must_use]
    pub fn in_region(self, region: &str) -> Self {
        Self { region: Some(region.to_owned()), ..self }
    }

    /// Adds the steps of another plan behind this one's, and what follows from them. References among the added steps
    /// go with them.
    pub fn then(&mut self, mut other: Self) {
        let by = self.steps.len();
        let moved = |call: &Call| reference::rewrite(call, |step, name| Some(reference::to(step + by, name)));
        for step in &mut other.steps {
            step.call = moved(&step.call);
            step.undo = step.undo.as_ref().map(moved);
        }
        self.then_as_numbered(other);
    }

    /// The same with steps that refer to steps of the plan as a whole already.
    pub fn then_as_numbered(&mut self, other: Self) {
        self.steps.extend(other.steps);
        for consequence in other.consequences {
            if !self.consequences.contains(&consequence) {
                self.consequences.push(consequence);
            }
        }
    }

    /// What a call of this plan does, as one sentence.
    #[must_use]
    pub fn words(&self, call: &Call) -> String {
        Names::of(self).words(call)
    }

    /// A call of this plan as an AWS CLI line that can be pasted into a POSIX shell, for a profile of the AWS config
    /// files. Where a later step needs what AWS names in this one, the line keeps it in a variable of the shell.
    ///
    /// `step` is the call's step, counted from 0; none for a call that undoes.
    #[must_use]
    pub fn cli(&self, step: Option<usize>, call: &Call, profile: Option<&str>) -> String {
        Names::of(self).cli(step, call, profile)
    }

    /// The policy text that a call of this plan writes, if it writes one, with a title for it.
    #[must_use]
    pub fn document(&self, call: &Call) -> Option<(String, String)> {
        Names::of(self).document(call)
    }

    /// Whether a step of the plan gives this name.
    pub(crate) fn gives(&self, step: usize, name: &str) -> bool {
        self.steps.get(step).is_some_and(|step| {
            step.call.output().is_some_and(|output| output.name == name) || step.known.contains_key(name)
        })
    }

    /// Whether some call of the plan refers to the step.
    pub(crate) fn is_referred_to(&self, step: usize) -> bool {
        self.steps.iter().any(|other| reference::refers(&other.call, step))
    }
}

/// Whether two documents say the same but for white space.
#[must_use]
pub fn same_document(one: &str, other: &str) -> bool {
    let parse = |text| serde_json::from_str::<serde_json::Value>(text);
    one == other || matches!((parse(one), parse(other)), (Ok(a), Ok(b)) if a == b)
}
