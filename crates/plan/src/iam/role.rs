//! A role as it is in an account, and as somebody wants it.

use serde::{Deserialize, Serialize};

use crate::tag::Tag;

/// A policy that is part of the role and goes with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InlinePolicy {
    /// Its name, unique within the role.
    pub name: String,
    /// Its text.
    pub document: String,
}

/// A managed policy that the role uses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AttachedPolicy {
    /// Its name.
    pub name: String,
    /// Its ARN.
    pub arn: String,
}

/// When and where a role was last used, as IAM tracks it (400 days back).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastUsed {
    /// RFC 3339.
    pub at: String,
    /// The Region of the call.
    pub region: String,
}

/// A role, whole, as it was read from an account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Role {
    /// Its name.
    pub name: String,
    /// Its path, `/` for most.
    pub path: String,
    /// Its ARN.
    pub arn: String,
    /// Its unique id, `AROA...`, which a role made again under the same name does not have.
    pub id: String,
    /// What its maker wrote about it.
    pub description: String,
    /// RFC 3339.
    pub created: String,
    /// Seconds, 3,600 to 43,200.
    pub max_session_duration: i32,
    /// The trust policy's text.
    pub trust: String,
    /// Inline policies.
    pub inline: Vec<InlinePolicy>,
    /// Attached managed policies.
    pub attached: Vec<AttachedPolicy>,
    /// The ARN of its permissions boundary.
    pub boundary: Option<String>,
    /// Its tags.
    pub tags: Vec<Tag>,
    /// Its last use, if IAM saw one.
    pub last_used: Option<LastUsed>,
    /// Names of the instance profiles that hold it.
    pub instance_profiles: Vec<String>,
}

impl Role {
    /// A service-linked role: only its service may change or delete it.
    ///
    /// Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create-service-linked-role.html>
    #[must_use]
    pub fn is_service_linked(&self) -> bool {
        self.path.starts_with("/aws-service-role/")
    }
}

/// A role as it shall be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WantedRole {
    /// Its name.
    pub name: String,
    /// Its path.
    pub path: String,
    /// What it is for.
    pub description: String,
    /// Seconds, 3,600 to 43,200.
    pub max_session_duration: i32,
    /// The trust policy's text.
    pub trust: String,
    /// Inline policies.
    pub inline: Vec<InlinePolicy>,
    /// ARNs of managed policies.
    pub attached: Vec<String>,
    /// The ARN of a permissions boundary.
    pub boundary: Option<String>,
    /// Tags.
    pub tags: Vec<Tag>,
}
