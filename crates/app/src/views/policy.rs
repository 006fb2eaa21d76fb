use serde::Serialize;
use ts_rs::TS;

use super::{Notice, PlanView, TagView};

/// The customer managed policies of an account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct PolicyList {
    /// By name.
    pub policies: Vec<PolicySummary>,
    /// When they were read, RFC 3339.
    pub read_at: String,
}

/// A managed policy, in a row of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct PolicySummary {
    /// Its name.
    pub name: String,
    /// Its ARN.
    pub arn: String,
    /// Its path.
    pub path: String,
    /// What its maker wrote about it.
    pub description: String,
    /// RFC 3339.
    pub created: String,
    /// When a version came, went or became the default, RFC 3339.
    pub updated: String,
    /// The id of the version in force.
    pub default_version: String,
    /// How many users, groups and roles have it attached.
    pub attachments: usize,
    /// How many users and roles have it as permissions boundary.
    pub boundaries: usize,
    /// Written by AWS: to be read only.
    pub aws_managed: bool,
}

/// A managed policy with all that belongs to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct ManagedPolicyView {
    /// What the list shows.
    #[serde(flatten)]
    pub summary: PolicySummary,
    /// Its unique id.
    pub id: String,
    /// The newest first.
    pub versions: Vec<PolicyVersionView>,
    /// How many versions IAM keeps: with as many, saving deletes the oldest that is not the default.
    pub most_versions: usize,
    /// Who has it; none where that could not be read.
    pub holders: Option<PolicyHolders>,
    /// Its tags.
    pub tags: Vec<TagView>,
    /// What could not be read.
    pub notices: Vec<Notice>,
}

/// A version of a managed policy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct PolicyVersionView {
    /// `v3`
    pub id: String,
    /// RFC 3339.
    pub created: String,
    /// Whether it is in force.
    pub is_default: bool,
    /// Its text as the account has it.
    pub document: String,
}

/// Who has a managed policy: names, in order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct PolicyHolders {
    /// Roles that have it attached.
    pub roles: Vec<String>,
    /// Users that have it attached.
    pub users: Vec<String>,
    /// Groups that have it attached.
    pub groups: Vec<String>,
    /// Roles whose permissions boundary it is.
    pub bounded_roles: Vec<String>,
    /// Users whose permissions boundary it is.
    pub bounded_users: Vec<String>,
}

/// The plan that makes a managed policy, and where the policy is afterwards.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct PolicyCreation {
    /// What is done.
    pub plan: PlanView,
    /// The ARN that the policy will have.
    pub arn: String,
}
