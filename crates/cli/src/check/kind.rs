//! What a policy in a file is for.

use clap::ValueEnum;
use gatehouse_checklist::DraftKind;
use gatehouse_policy::document::{Policy, PrincipalKind, Statement};
use gatehouse_policy::lint::{PolicyType, ResourceKind};

/// What a policy is for, as the command line says it.
#[derive(Clone, Copy, ValueEnum)]
pub(super) enum Kind {
    /// Attached to a user, a group or a role
    Identity,
    /// Who may assume a role
    Trust,
    /// Of a KMS key
    Key,
    /// Of an S3 bucket
    Bucket,
    /// Of a VPC endpoint
    Endpoint,
    /// Of a secret
    Secret,
}

impl From<Kind> for DraftKind {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Identity => Self::IdentityPolicy,
            Kind::Trust => Self::TrustPolicy,
            Kind::Key => Self::KeyPolicy,
            Kind::Bucket => Self::BucketPolicy,
            Kind::Endpoint => Self::EndpointPolicy,
            Kind::Secret => Self::SecretPolicy,
        }
    }
}

/// What a kind is called, in a sentence.
pub(super) const fn noun(kind: DraftKind) -> &'static str {
    match kind {
        DraftKind::IdentityPolicy => "an identity policy",
        DraftKind::TrustPolicy => "a role's trust policy",
        DraftKind::KeyPolicy => "a key policy",
        DraftKind::BucketPolicy => "a bucket policy",
        DraftKind::EndpointPolicy => "an endpoint policy",
        DraftKind::SecretPolicy => "a secret's policy",
    }
}

/// What a policy is for, where it tells.
pub(super) fn guess(policy: &Policy) -> Option<DraftKind> {
    match PolicyType::guess(policy) {
        PolicyType::Identity => Some(DraftKind::IdentityPolicy),
        PolicyType::Trust => Some(DraftKind::TrustPolicy),
        PolicyType::Resource(ResourceKind::KmsKey) => Some(DraftKind::KeyPolicy),
        PolicyType::Resource(ResourceKind::S3Bucket) => Some(DraftKind::BucketPolicy),
        PolicyType::Resource(ResourceKind::Secret) => Some(DraftKind::SecretPolicy),
        PolicyType::Resource(ResourceKind::Other) if is_of_endpoint(policy) => Some(DraftKind::EndpointPolicy),
        _ => None,
    }
}

/// A policy for everybody that takes actions of any service, or of several, can only hang on an endpoint: every other
/// resource takes those of its own service.
fn is_of_endpoint(policy: &Policy) -> bool {
    let everybody = |statement: &Statement| {
        statement.principals.as_ref().is_some_and(|principals| {
            let mut named = principals.items.iter();
            !principals.negated && named.any(|(kind, text)| *kind == PrincipalKind::Aws && text.value == "*")
        })
    };
    let mut services: Vec<&str> = policy
        .statements
        .iter()
        .filter_map(|statement| statement.actions.as_ref())
        .flat_map(|actions| &actions.items)
        .map(|action| action.value.split(':').next().unwrap_or_default())
        .collect();
    services.sort_unstable();
    services.dedup();
    let allows: Vec<&Statement> = policy.statements.iter().filter(|statement| statement.allows()).collect();
    !allows.is_empty() && allows.into_iter().all(everybody) && (services.contains(&"*") || services.len() > 1)
}
