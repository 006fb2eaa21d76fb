use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{ChainView, LessonRow, LinkState, PolicyTarget};

/// What the error doctor says of a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct DoctorView {
    /// What it is, in a few words.
    pub title: String,
    /// The text is one that it knows.
    pub recognised: bool,
    /// What was read from the text.
    pub complaint: Vec<ComplaintField>,
    /// The kind of policy that refuses.
    pub layer: Option<String>,
    /// What is behind it.
    pub cause: String,
    /// How sure that is.
    pub certainty: DoctorCertainty,
    /// What of the account was looked at.
    pub looked: Vec<DoctorLook>,
    /// What it would help to know.
    pub questions: Vec<DoctorQuestion>,
    /// The chain of the workload that it is about.
    pub chain: Option<ChainView>,
    /// The link of it that is broken.
    pub link: Option<String>,
    /// What mends it, the best first.
    pub fixes: Vec<DoctorFix>,
    /// Why no policy of one's own can help, and who can.
    pub helpless: Option<String>,
    /// The lesson about it.
    pub lesson: Option<LessonRow>,
    /// Pages of AWS's documentation.
    pub sources: Vec<String>,
}

/// Something that was read from the text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct ComplaintField {
    /// What it is.
    pub label: String,
    /// As the text says it.
    pub value: String,
}

/// How sure a cause is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
#[allow(missing_docs, reason = "the names say it")]
pub enum DoctorCertainty {
    Certain,
    Likely,
    Unknown,
}

/// Something of the account that was looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct DoctorLook {
    /// What it is.
    pub what: String,
    /// What was found.
    pub found: String,
    /// How that stands.
    pub state: LinkState,
}

/// Something that only the person knows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct DoctorQuestion {
    /// By which it is answered.
    pub id: String,
    /// The question.
    pub label: String,
    /// What it is for.
    pub help: String,
    /// What can be chosen; none: it is written.
    pub choices: Vec<DoctorChoice>,
    /// As it was answered.
    pub answer: Option<String>,
}

/// An answer that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct DoctorChoice {
    /// What is answered.
    pub value: String,
    /// What it is called.
    pub label: String,
}

/// An answer to a question of the doctor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct DoctorAnswer {
    /// The question.
    pub id: String,
    /// What is answered.
    pub answer: String,
}

/// What mends it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct DoctorFix {
    /// By which its plan is made.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// What it does, and what to mind.
    pub words: String,
    /// It can be planned and applied here.
    pub plan: bool,
    /// The policy to change by hand.
    pub target: Option<PolicyTarget>,
    /// A statement to add.
    pub statement: Option<String>,
    /// What to change in code, or to run.
    pub code: Option<String>,
}
