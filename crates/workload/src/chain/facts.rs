use std::collections::BTreeMap;

use crate::workload::{Found, Seen};

/// A policy's text with its name, and its ARN where it is a managed one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyText {
    /// Its name.
    pub name: String,
    /// Of a managed policy.
    pub arn: Option<String>,
    /// Its text.
    pub text: String,
}

/// What limits a principal, as far as it could be read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rights {
    /// Its own policies, those of its groups included.
    pub identity: Vec<PolicyText>,
    /// Its permissions boundary.
    pub boundary: Option<PolicyText>,
    /// Why some of them are not here, in a sentence each.
    pub unread: Vec<String>,
}

/// All that the chain of a workload hangs on.
#[derive(Debug, Clone, Default)]
pub struct Facts {
    /// What the account has of the workload.
    pub found: Found,
    /// Who looks at the chain, and is taken to start the job.
    pub caller: String,
    /// What they may.
    pub caller_rights: Rights,
    /// What the role may.
    pub role_rights: Rights,
    /// The policies of the buckets, by name; `There(None)` for a bucket without one.
    pub buckets: BTreeMap<String, Seen<Option<String>>>,
    /// The policy of the image's repository.
    pub repository: Seen<Option<String>>,
    /// The resource policy of the secret.
    pub secret_policy: Seen<Option<String>>,
}
