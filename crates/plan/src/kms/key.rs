//! A key as it is in an account, and as somebody wants it.

use std::collections::BTreeMap;

use gatehouse_policy::decide::{self, Principal};

use super::call::GrantContext;
use crate::tag::Tag;

/// A part of a key that may be closed to a caller who may read the rest.
pub type Part<T> = Result<T, Unreadable>;

/// A part that could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable {
    /// The permission that lacks, `kms:GetKeyPolicy`.
    pub action: String,
    /// AWS's words.
    pub message: String,
}

/// A key with all that hangs on it, as far as it could be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    /// Its id.
    pub id: String,
    /// Its ARN.
    pub arn: String,
    /// What its maker wrote about it.
    pub description: String,
    /// RFC 3339.
    pub created: String,
    /// AWS made it for one of its services: nobody changes it.
    pub aws_managed: bool,
    /// Whether it can be used.
    pub state: KeyState,
    /// When it will be deleted, RFC 3339.
    pub deletion: Option<String>,
    /// `ENCRYPT_DECRYPT`, ...
    pub usage: String,
    /// `SYMMETRIC_DEFAULT`, ...
    pub spec: String,
    /// Who made its material: `AWS_KMS`, `EXTERNAL`, ...
    pub origin: String,
    /// It is one of a set of keys that are the same in several Regions.
    pub multi_region: bool,
    /// Its aliases, `alias/data`, in order.
    pub aliases: Vec<String>,
    /// The key policy's text.
    pub policy: Part<String>,
    /// How it rotates; none for a key that never does.
    pub rotation: Part<Option<Rotation>>,
    /// Its grants.
    pub grants: Part<Vec<Grant>>,
    /// Its tags.
    pub tags: Part<Vec<Tag>>,
}

/// Whether a key can be used.
///
/// Source: <https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html>
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyState {
    /// It can.
    Enabled,
    /// It was disabled.
    Disabled,
    /// It is to be deleted.
    PendingDeletion,
    /// It is not there yet or not there any more: importing, unavailable, creating.
    Other,
}

/// How a key rotates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rotation {
    /// In days; none where it does not rotate by itself.
    pub period: Option<i32>,
    /// When it does the next time, RFC 3339.
    pub next: Option<String>,
    /// The rotations that were, the newest first.
    pub history: Vec<Rotated>,
}

/// A rotation that was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rotated {
    /// RFC 3339.
    pub at: String,
    /// Somebody asked for it.
    pub on_demand: bool,
}

/// A grant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    /// Its id.
    pub id: String,
    /// Its name; empty where it has none.
    pub name: String,
    /// RFC 3339.
    pub created: String,
    /// Who may.
    pub grantee: String,
    /// Who may retire it.
    pub retiring: Option<String>,
    /// What: `Decrypt`, ...
    pub operations: Vec<String>,
    /// The encryption context that requests must have.
    pub context: Option<GrantContext>,
}

impl Grant {
    /// As the policy engine takes it; none where nobody is named who could ask.
    #[must_use]
    pub fn for_engine(&self) -> Option<decide::Grant> {
        let pairs = |pairs: &BTreeMap<String, String>| pairs.clone().into_iter().collect::<Vec<_>>();
        let (context_equals, context_subset) = match &self.context {
            Some(GrantContext::Equals(equal)) => (Some(pairs(equal)), None),
            Some(GrantContext::Subset(subset)) => (None, Some(pairs(subset))),
            None => (None, None),
        };
        Some(decide::Grant {
            grantee: Principal::parse(&self.grantee)?,
            retiring: self.retiring.as_deref().and_then(Principal::parse),
            operations: self.operations.clone(),
            context_equals,
            context_subset,
        })
    }
}

/// A key as it shall be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WantedKey {
    /// With its prefix, `alias/data`.
    pub alias: Option<String>,
    /// What it is for.
    pub description: String,
    /// `ENCRYPT_DECRYPT`, ...
    pub usage: String,
    /// `SYMMETRIC_DEFAULT`, ...
    pub spec: String,
    /// One of a set of keys in several Regions.
    pub multi_region: bool,
    /// The key policy; the default one where there is none.
    pub policy: Option<String>,
    /// Make it though its maker could not change its policy afterwards.
    pub bypass_lockout_check: bool,
    /// In days; none where it shall not rotate by itself.
    pub rotation: Option<i32>,
    /// Tags.
    pub tags: Vec<Tag>,
}

impl Key {
    /// Its first alias, or its id: how a person calls it.
    #[must_use]
    pub fn name(&self) -> &str {
        self.aliases.first().map_or(&self.id, String::as_str)
    }

    /// Only symmetric keys whose material KMS made rotate by themselves.
    #[must_use]
    pub fn rotates(&self) -> bool {
        self.spec == "SYMMETRIC_DEFAULT" && self.usage == "ENCRYPT_DECRYPT" && self.origin == "AWS_KMS"
    }
}
