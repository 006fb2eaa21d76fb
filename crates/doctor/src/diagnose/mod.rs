//! Where the cause of an error is, and what mends it.
//!
//! What an error tells is held against the state of an account: the policy engine is asked the request again, the network
//! is asked the way. What is not known is asked of the person. A fix that is a plan is tried on the state first: with it
//! the engine gives another answer.

mod data;
mod denied;
mod desk;
mod hints;
mod images;
mod keys;
mod mend;
mod network;
mod outside;
mod places;
mod policies;
mod ran;
mod request;
mod rest;
mod secrets;
mod soften;
mod target;
mod told;
mod trust;

use gatehouse_checklist::AccountState;
use gatehouse_plan::Plan;
use gatehouse_workload::chain::{Chain, FixTarget, LinkState};
use gatehouse_workload::workload::Workload;

use crate::complaint::{Complaint, DeniedBy};
use crate::kind::Kind;
use desk::Desk;

/// What there is to judge by.
#[derive(Debug, Clone, Copy)]
pub struct Case<'a> {
    /// The error.
    pub complaint: &'a Complaint,
    /// The account, where one is open.
    pub state: Option<&'a AccountState>,
    /// The declared workloads with their chains.
    pub chains: &'a [(Workload, Chain)],
    /// What the person said before.
    pub answers: &'a [Answer],
}

/// An answer to a [`Question`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The question's.
    pub id: String,
    /// As it was chosen or typed.
    pub answer: String,
}

/// How sure the cause is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Certainty {
    /// AWS says so, or the account shows it.
    Certain,
    /// It is what mostly is behind this error.
    Likely,
    /// It cannot be told without knowing more.
    #[default]
    Unknown,
}

/// What was found out.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Diagnosis {
    /// What it is, in a few words.
    pub title: String,
    /// Whether it is known what the text is about.
    pub recognised: bool,
    /// The kind of policy that refuses: as AWS says, or as the account shows.
    pub layer: Option<DeniedBy>,
    /// Why it failed, in a few sentences.
    pub cause: String,
    /// How sure that is.
    pub certainty: Certainty,
    /// What of the account was looked at.
    pub looked: Vec<Look>,
    /// What would help to know.
    pub questions: Vec<Question>,
    /// The link of a declared workload that is broken for this reason.
    pub link: Option<BrokenLink>,
    /// What mends it, the best first.
    pub fixes: Vec<Fix>,
    /// Why no policy of one's own can help, and who can.
    pub helpless: Option<String>,
    /// What a lesson about it explains, the most fitting first: `error:assume-role`, `action:iam:PassRole`, `layer:trust`.
    pub subjects: Vec<String>,
    /// Pages of AWS.
    pub sources: Vec<&'static str>,
}

/// Something that was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    /// What.
    pub what: String,
    /// What was found.
    pub found: String,
    /// Whether that is well.
    pub state: LinkState,
}

/// Something that would help to know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// By which an [`Answer`] names it.
    pub id: &'static str,
    /// The question.
    pub label: String,
    /// What for.
    pub help: &'static str,
    /// What can be chosen; none: anything can be typed.
    pub choices: Vec<Choice>,
    /// What was answered.
    pub answer: Option<String>,
}

/// What can be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// The answer.
    pub value: String,
    /// What it is called.
    pub label: String,
}

/// A link of a chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BrokenLink {
    /// Which of [`Case::chains`], from 0.
    pub workload: usize,
    /// The link's id.
    pub link: String,
}

/// What mends it.
#[derive(Debug, Clone, PartialEq)]
pub struct Fix {
    /// By which it is chosen.
    pub id: String,
    /// What it does, in a few words.
    pub title: String,
    /// What it does and what to mind.
    pub words: String,
    /// How.
    pub remedy: Remedy,
    /// The policy that it changes.
    pub target: Option<FixTarget>,
    /// The statement that it adds, as JSON.
    pub statement: Option<String>,
}

/// How something is mended.
#[derive(Debug, Clone, PartialEq)]
pub enum Remedy {
    /// Calls, with their undoing.
    Plan(Plan),
    /// What a person does.
    Steps(Vec<String>),
    /// Code to use.
    Code {
        /// `python`, `bash`, `json`.
        language: &'static str,
        /// The code.
        text: String,
    },
}

impl Remedy {
    /// The plan, where it is one.
    #[must_use]
    pub const fn plan(&self) -> Option<&Plan> {
        match self {
            Self::Plan(plan) => Some(plan),
            _ => None,
        }
    }
}

/// Finds the cause of an error, as far as what is known goes.
#[must_use]
pub fn diagnose(case: &Case<'_>) -> Diagnosis {
    let mut desk = Desk::new(case);
    match case.complaint.kind {
        Kind::Denied | Kind::DeniedSilently | Kind::PublicAccessBlocked => denied::look(&mut desk),
        Kind::CannotAssume | Kind::NoSuchRole => trust::look(&mut desk),
        Kind::KeyHidden | Kind::SecretKey => keys::hidden(&mut desk),
        Kind::KeyMissing | Kind::KeyDisabled | Kind::KeyPendingDeletion | Kind::KeyUnusable => keys::state(&mut desk),
        Kind::SecretMissing | Kind::SecretDeleted | Kind::SecretEmpty => secrets::look(&mut desk),
        Kind::ImageMissing | Kind::ImageDenied | Kind::RegistryLogin | Kind::ImageElsewhere | Kind::ImageMode => {
            images::look(&mut desk);
        }
        Kind::BucketMissing | Kind::NothingFound | Kind::ObjectMissing | Kind::RegionWrong => data::look(&mut desk),
        Kind::Unreachable | Kind::ConnectionBroken => network::reach(&mut desk),
        Kind::FreeAddresses | Kind::PlaceMissing | Kind::VpcQuota => places::look(&mut desk),
        _ => rest::look(&mut desk),
    }
    desk.done()
}
