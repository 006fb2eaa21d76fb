use serde::Serialize;
use ts_rs::TS;

/// The account at a glance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct Overview {
    /// All roles.
    pub role_count: usize,
    /// Roles that SageMaker may assume.
    pub sage_maker_role_count: usize,
    /// Roles that were not used for 90 days, or never; service-linked ones are not counted.
    pub unused_role_count: usize,
    /// What a reviewer would look at first.
    pub notes: Vec<RoleNote>,
    /// Runs in this account that were neither finished nor undone.
    pub unfinished_run_ids: Vec<String>,
}

/// Something noticed about a role.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct RoleNote {
    /// Stable.
    pub code: String,
    /// The role's name.
    pub role: String,
    /// One sentence.
    pub message: String,
    /// `high`, `medium` or `low`.
    pub severity: String,
}
