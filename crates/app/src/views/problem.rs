use serde::Serialize;
use ts_rs::TS;

/// Why something could not be done, for a person to read. A window decides by `code`, never by `message`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS, thiserror::Error)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
#[error("{message}")]
pub struct Problem {
    /// Stable: ours in UPPER_CASE, AWS's own as AWS spells it.
    pub code: String,
    /// What happened.
    pub message: String,
    /// What to do now, as a sentence.
    pub next_step: Option<String>,
    /// A command to run in a terminal, where that is the next step.
    pub command: Option<String>,
    /// AWS's id of the request.
    pub request_id: Option<String>,
    /// What is wrong with which field of a form.
    pub fields: Vec<FieldProblem>,
}

/// What is wrong with one field of a form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct FieldProblem {
    /// The field's name in the input, `roleName`.
    pub field: String,
    /// Stable.
    pub code: String,
    /// What is wrong and what is right.
    pub message: String,
}
