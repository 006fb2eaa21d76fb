use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Notice, PlanView, PolicyTarget};

/// How the account stands with the best practices, as it was last looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct ChecklistView {
    /// When the account was read, RFC 3339.
    pub read_at: String,
    /// The six practices.
    pub practices: Vec<PracticeView>,
    /// Every check, in the order of the practices.
    pub checks: Vec<CheckView>,
    /// What failed, could not be answered, or was accepted.
    pub findings: Vec<FindingRow>,
    /// The runs so far, the oldest first.
    pub trend: Vec<TrendPoint>,
    /// What changed since the run before; none for the first.
    pub change: Option<ChangeSince>,
    /// What could not be read, and which permission is missing.
    pub notices: Vec<Notice>,
}

/// A best practice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct PracticeView {
    /// Which.
    pub id: PracticeId,
    /// What it is called.
    pub title: String,
    /// How its checks stand.
    pub counts: FindingCounts,
}

/// The six best practices.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
#[allow(missing_docs, reason = "the names say it")]
pub enum PracticeId {
    LeastPrivilege,
    Encryption,
    Network,
    Secrets,
    Trails,
    Buckets,
}

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
#[allow(missing_docs, reason = "the names say it")]
pub enum CheckSeverity {
    Critical,
    High,
    Medium,
    Low,
}

/// How findings stand, counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct FindingCounts {
    /// The check holds.
    pub passed: usize,
    /// It does not.
    pub failed: usize,
    /// It does not, and somebody accepted that.
    pub accepted: usize,
    /// It could not be answered.
    pub unanswered: usize,
    /// It asks nothing here.
    pub not_applicable: usize,
}

/// A check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct CheckView {
    /// `LP-01`.
    pub id: String,
    /// The practice that it belongs to.
    pub practice: PracticeId,
    /// How much it weighs.
    pub severity: CheckSeverity,
    /// What it asks for, in a few words.
    pub title: String,
    /// Why it matters.
    pub why: String,
    /// When exactly it passes.
    pub criterion: String,
    /// The page of AWS's documentation that it rests on.
    pub source: String,
    /// The controls of Security Hub that look for the same.
    pub security_hub: Vec<String>,
    /// The checks of Prowler that look for the same.
    pub prowler: Vec<String>,
    /// The managed rules of AWS Config that look for the same.
    pub config_rules: Vec<String>,
    /// How its findings stand.
    pub counts: FindingCounts,
}

/// How a finding stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
#[allow(missing_docs, reason = "see FindingCounts")]
pub enum FindingState {
    Failed,
    Unanswered,
    Accepted,
    Passed,
    NotApplicable,
}

/// A finding, as lists show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct FindingRow {
    /// By which it is asked for: the same in each run.
    pub key: String,
    /// The check's id.
    pub check: String,
    /// The practice that the check belongs to.
    pub practice: PracticeId,
    /// How much it weighs, here.
    pub severity: CheckSeverity,
    /// How it stands.
    pub state: FindingState,
    /// What it is about, in words: `role`, `bucket`.
    pub kind: String,
    /// What that is called.
    pub name: String,
    /// One sentence about this very thing.
    pub words: String,
    /// The saved workloads that use the thing.
    pub workloads: Vec<String>,
    /// It did not fail in the run before.
    pub new: bool,
    /// Somebody wrote a note about it.
    pub noted: bool,
}

/// A finding, whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct CheckFindingView {
    /// As lists show it.
    pub row: FindingRow,
    /// The check.
    pub check: CheckView,
    /// The ARN of what it is about, or its id.
    pub id: String,
    /// Where the window shows it, as parts of an address: `roles`, `MLTrainingRole`.
    pub place: Vec<String>,
    /// What shows it.
    pub evidence: Vec<EvidenceView>,
    /// Who could do what because of it, a sentence each.
    pub witnesses: Vec<String>,
    /// What could not be read, and which permission is missing.
    pub missing: Vec<Notice>,
    /// Who accepted it, and why.
    pub acceptance: Option<AcceptanceView>,
    /// What somebody wrote about it.
    pub note: Option<String>,
    /// Something mends it: ask for the fix.
    pub fixable: bool,
}

/// What shows a finding: a line of a policy, or a field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct EvidenceView {
    /// The policy, or the field's name.
    pub title: String,
    /// The line's text, or the field's value.
    pub text: String,
    /// The line, from 1; none for a field.
    pub line: Option<usize>,
    /// The policy in the editor.
    pub target: Option<PolicyTarget>,
}

/// A risk that somebody accepted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct AcceptanceView {
    /// Why.
    pub reason: String,
    /// Who answers for it.
    pub owner: String,
    /// The last day on which it counts, `2027-01-31`.
    pub expires: String,
}

/// What mends a finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase", tag = "is")]
#[ts(export)]
#[allow(clippy::large_enum_variant, reason = "there is one at a time")]
pub enum CheckFixView {
    /// Calls, with their undoing.
    #[serde(rename_all = "camelCase")]
    Plan {
        /// To be applied as others are.
        plan: PlanView,
        /// Findings that pass afterwards, a sentence each, this one among them.
        turns_green: Vec<String>,
        /// Findings that fail afterwards and did not before.
        turns_red: Vec<String>,
        /// Links of saved workloads that would break, a sentence each.
        breaks: Vec<String>,
    },
    /// What a person does, step by step.
    Steps {
        /// In order.
        steps: Vec<String>,
    },
    /// Code to use from now on.
    Code {
        /// `python`.
        language: String,
        /// The code.
        text: String,
    },
}

/// How many there were of each, in one run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct TrendPoint {
    /// RFC 3339.
    pub at: String,
    /// Over all practices.
    pub counts: FindingCounts,
}

/// What changed since the run before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct ChangeSince {
    /// When that was, RFC 3339.
    pub at: String,
    /// Findings that failed then and pass now or are gone.
    pub fixed: usize,
    /// Findings that fail now and did not then.
    pub new: usize,
}

/// In which form a report leaves the machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
#[allow(missing_docs, reason = "they are the names of formats")]
pub enum ReportFormat {
    Html,
    Json,
    Sarif,
    Csv,
    Asff,
    ConformancePack,
}

/// A report, ready to be saved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct ChecklistReport {
    /// What the file is best called.
    pub file_name: String,
    /// Its text.
    pub text: String,
}
