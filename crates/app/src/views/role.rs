use serde::Serialize;
use ts_rs::TS;

use super::Notice;

/// The roles of an account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct RoleList {
    /// By name.
    pub roles: Vec<RoleSummary>,
    /// When they were read, RFC 3339.
    pub read_at: String,
}

/// A role, in a row of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct RoleSummary {
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
    /// Its last use, if IAM saw one.
    pub last_used: Option<UsedView>,
    /// Who the trust policy lets in: service names, ARNs, account ids, `*`.
    pub trusted: Vec<String>,
    /// Whether SageMaker may assume it.
    pub for_sage_maker: bool,
    /// How many inline policies it has.
    pub inline_count: usize,
    /// The names of its attached policies.
    pub attached: Vec<String>,
    /// The name of its permissions boundary.
    pub boundary: Option<String>,
    /// Only its service may change it.
    pub service_linked: bool,
    /// It has not been used for 90 days, and is older than that.
    pub unused: bool,
    /// Its tags.
    pub tags: Vec<TagView>,
}

/// A role with all that belongs to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct RoleView {
    /// What the list shows.
    #[serde(flatten)]
    pub summary: RoleSummary,
    /// Its unique id.
    pub id: String,
    /// Seconds.
    pub max_session_duration: i32,
    /// The trust policy.
    pub trust: PolicyView,
    /// Its permissions: inline policies first, then attached ones.
    pub permissions: Vec<PolicyView>,
    /// The boundary's policy.
    pub boundary_policy: Option<PolicyView>,
    /// Instance profiles that hold it.
    pub instance_profiles: Vec<String>,
    /// What could not be read.
    pub notices: Vec<Notice>,
}

/// A policy, to be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct PolicyView {
    /// Its name.
    pub name: String,
    /// Of a managed policy.
    pub arn: Option<String>,
    /// Written by AWS.
    pub aws_managed: bool,
    /// Its text as the account has it; none where it could not be read.
    pub document: Option<String>,
    /// Its characters as IAM counts them.
    pub size: Option<usize>,
}

/// A last use.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct UsedView {
    /// RFC 3339.
    pub at: String,
    /// The Region of the call.
    pub region: String,
}

/// A tag.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, serde::Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct TagView {
    /// Its key.
    pub key: String,
    /// Its value.
    pub value: String,
}

/// How far a long reading has come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct Progress {
    /// What is being read, `roles`.
    pub what: String,
    /// How many were found until now.
    pub found: usize,
}
