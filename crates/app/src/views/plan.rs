use serde::Serialize;
use ts_rs::TS;

use super::AccountKind;

/// A plan that waits to be applied.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct PlanView {
    /// By which it is applied.
    pub id: String,
    /// What it is about.
    pub title: String,
    /// The account that it is for.
    pub account_id: String,
    /// The steps, in order.
    pub steps: Vec<PlanStepView>,
    /// What else will be different afterwards.
    pub consequences: Vec<String>,
    /// The policies that it writes.
    pub documents: Vec<DocumentView>,
}

/// A step of a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct PlanStepView {
    /// Counted from 1.
    pub number: usize,
    /// The IAM action, `iam:CreateRole`.
    pub action: String,
    /// What it does, as a sentence.
    pub words: String,
    /// As an AWS CLI line.
    pub cli: String,
    /// What undoes it, as a sentence.
    pub undo_words: Option<String>,
    /// The same as an AWS CLI line.
    pub undo_cli: Option<String>,
}

/// A policy's text with a title.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct DocumentView {
    /// What it is.
    pub title: String,
    /// Its text.
    pub text: String,
    /// Its size as IAM counts it, without white space.
    pub size: usize,
    /// IAM's limit for it.
    pub limit: usize,
}

/// How a run stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum RunState {
    /// It is being carried out now.
    Running,
    /// Every step is done.
    Complete,
    /// A step failed.
    Failed,
    /// The user stopped it.
    Stopped,
    /// It ended without a word; a step may be in doubt.
    Interrupted,
    /// Another run took it back.
    Undone,
    /// Another run began to take it back and has not ended.
    PartlyUndone,
}

/// A plan that was applied, and how far it came.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct RunView {
    /// By which it is finished or undone.
    pub id: String,
    /// What it is about.
    pub title: String,
    /// The account.
    pub account_id: String,
    /// Practice or real.
    pub account_kind: AccountKind,
    /// When it began, RFC 3339.
    pub started: String,
    /// The time of the newest thing known of it.
    pub latest: String,
    /// How it stands.
    pub state: RunState,
    /// One sentence: what was done and what was not.
    pub summary: String,
    /// The steps.
    pub steps: Vec<RunStepView>,
    /// The run that this one takes back.
    pub undoes: Option<String>,
    /// The run that takes this one back.
    pub undone_by: Option<String>,
    /// There are steps left that can be done.
    pub can_finish: bool,
    /// There are steps done that can be taken back.
    pub can_undo: bool,
}

/// A step of a run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct RunStepView {
    /// Counted from 1.
    pub number: usize,
    /// The IAM action.
    pub action: String,
    /// What it does, as a sentence.
    pub words: String,
    /// As an AWS CLI line.
    pub cli: String,
    /// How far it came.
    pub state: RunStepState,
    /// When that was known, RFC 3339.
    pub at: Option<String>,
    /// AWS's id of the request.
    pub request_id: Option<String>,
    /// Why it failed: the code.
    pub error_code: Option<String>,
    /// Why it failed: in words.
    pub error_message: Option<String>,
}

/// How far a step came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum RunStepState {
    /// Not begun.
    Pending,
    /// Sent; whether it was carried out is not known. Finishing or undoing looks it up first.
    InDoubt,
    /// Carried out.
    Done,
    /// Refused by AWS, without effect.
    Failed,
}
