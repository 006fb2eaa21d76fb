use serde::Serialize;
use ts_rs::TS;

use super::PolicyTarget;

/// A role as a whole: what all its documents together let it do, and what is wrong with that.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct RoleReview {
    /// The weightiest first.
    pub findings: Vec<ReviewFindingView>,
    /// What it can do in effect, by service.
    pub services: Vec<ServiceRightsView>,
    /// Documents that could not be read, and so are left out.
    pub left_out: Vec<String>,
}

/// A finding about one of the documents of a role.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct ReviewFindingView {
    /// The check's name.
    pub code: String,
    /// `ERROR`, `SECURITY_WARNING`, `WARNING` or `SUGGESTION`.
    pub severity: String,
    /// The document that it stands in.
    pub document: String,
    /// The way to that document.
    pub target: PolicyTarget,
    /// Its line in the document, from 1.
    pub line: usize,
    /// What, in one sentence.
    pub message: String,
    /// Why it matters.
    pub why: String,
    /// AWS's page.
    pub url: String,
    /// Whether only several documents together show it.
    pub across: bool,
}

/// What a role can do in a service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct ServiceRightsView {
    /// `s3`
    pub service: String,
    /// `Amazon S3`
    pub name: String,
    /// By access level.
    pub levels: Vec<LevelRightsView>,
}

/// What a role can do in a service at an access level.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct LevelRightsView {
    /// `Read`
    pub level: String,
    /// How many actions.
    pub actions: usize,
    /// How many of them on everything and under no condition.
    pub unlimited: usize,
    /// Some of them, by name.
    pub names: Vec<String>,
}

/// The review of a role as a file to be handed on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct ReportFile {
    /// What to call it.
    pub file_name: String,
    /// An HTML page that stands alone.
    pub html: String,
}
