//! Managed policies of both owners under one roof: the customer's, from the state, and AWS's, from the
//! table.

use std::collections::BTreeMap;

use crate::ACCOUNT_ID;
use crate::CALLER_ARN;
use crate::account::{Account, Policy};
use crate::error::ApiError;
use crate::ids;
use crate::managed::{self, ManagedPolicy};
use crate::service::Call;

/// A managed policy, whoever owns it.
#[derive(Debug, Clone, Copy)]
pub(super) enum AnyPolicy<'a> {
    Local(&'a Policy),
    Aws(&'static ManagedPolicy),
}

impl<'a> AnyPolicy<'a> {
    pub(super) fn name(self) -> &'a str {
        match self {
            Self::Local(policy) => &policy.name,
            Self::Aws(policy) => policy.name,
        }
    }

    pub(super) fn path(self) -> &'a str {
        match self {
            Self::Local(policy) => &policy.path,
            Self::Aws(policy) => policy.path,
        }
    }

    pub(super) fn arn(self) -> String {
        match self {
            Self::Local(policy) => policy.arn(),
            Self::Aws(policy) => policy.arn.to_owned(),
        }
    }

    pub(super) fn id(self) -> String {
        match self {
            Self::Local(policy) => policy.id.clone(),
            Self::Aws(policy) => ids::derived(ids::POLICY, policy.arn),
        }
    }

    pub(super) fn default_version(self) -> String {
        match self {
            Self::Local(policy) => format!("v{}", policy.default_version),
            Self::Aws(policy) => policy.version.to_owned(),
        }
    }

    pub(super) fn created(self) -> String {
        match self {
            Self::Local(policy) => policy.created.to_string(),
            Self::Aws(policy) => policy.created.to_owned(),
        }
    }

    pub(super) fn updated(self) -> String {
        match self {
            Self::Local(policy) => policy.updated.to_string(),
            Self::Aws(policy) => policy.updated.to_owned(),
        }
    }

    /// AWS's policies of this path are for service-linked roles alone.
    pub(super) fn is_for_service_linked_roles(self) -> bool {
        matches!(self, Self::Aws(policy) if policy.path.starts_with("/aws-service-role/"))
    }

    /// The versions in order: id, document, creation. Of AWS's policies the practice account has the default
    /// version only.
    pub(super) fn versions(self) -> Vec<VersionView<'a>> {
        match self {
            Self::Local(policy) => policy
                .versions
                .iter()
                .map(|(number, version)| VersionView {
                    id: format!("v{number}"),
                    document: &version.document,
                    created: version.created.to_string(),
                    is_default: *number == policy.default_version,
                })
                .collect(),
            Self::Aws(policy) => vec![VersionView {
                id: policy.version.to_owned(),
                document: policy.document,
                created: policy.updated.to_owned(),
                is_default: true,
            }],
        }
    }
}

/// One version of a managed policy.
#[derive(Debug, Clone)]
pub(super) struct VersionView<'a> {
    pub(super) id: String,
    pub(super) document: &'a str,
    pub(super) created: String,
    pub(super) is_default: bool,
}

/// The policy of this ARN, if there is one.
pub(super) fn find<'a>(account: &'a Account, arn: &str) -> Option<AnyPolicy<'a>> {
    let local = account.policies.get(arn).map(AnyPolicy::Local);
    local.or_else(|| managed::get(arn).map(AnyPolicy::Aws))
}

/// The same, or IAM's refusal.
pub(super) fn policy<'a>(account: &'a Account, arn: &str) -> Result<AnyPolicy<'a>, ApiError> {
    find(account, arn).ok_or_else(|| not_found(arn))
}

pub(super) fn not_found(arn: &str) -> ApiError {
    ApiError::no_such_entity(format!("Policy {arn} was not found."))
}

/// A customer managed policy, to be changed. Nobody but AWS changes AWS's.
pub(super) fn local_mut<'a>(account: &'a mut Account, arn: &str, call: &Call<'_>) -> Result<&'a mut Policy, ApiError> {
    let owner = arn.split(':').nth(4).unwrap_or_default();
    if owner != ACCOUNT_ID {
        return Err(ApiError::access_denied(format!(
            "User: {CALLER_ARN} is not authorized to perform: iam:{} on resource: policy {arn}",
            call.operation
        )));
    }
    account.policies.get_mut(arn).ok_or_else(|| not_found(arn))
}

/// How often each managed policy is used.
#[derive(Debug, Default)]
pub(super) struct Usage<'a>(BTreeMap<&'a str, Counts>);

/// How often one managed policy is used.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct Counts {
    /// As a permissions policy of roles, users and groups.
    pub(super) attachments: usize,
    /// As a permissions boundary.
    pub(super) boundaries: usize,
}

impl<'a> Usage<'a> {
    /// Counts the whole account.
    pub(super) fn count(account: &'a Account) -> Self {
        let mut usage = Self::default();
        let of_roles = account.roles.values().flat_map(|role| &role.attached);
        for arn in of_roles.chain(account.users.iter().flat_map(|user| &user.attached)) {
            usage.0.entry(arn).or_default().attachments += 1;
        }
        for arn in account.roles.values().filter_map(|role| role.boundary.as_deref()) {
            usage.0.entry(arn).or_default().boundaries += 1;
        }
        usage
    }

    pub(super) fn of(&self, arn: &str) -> Counts {
        self.0.get(arn).copied().unwrap_or_default()
    }
}
