//! Which policies bear on a request.

use gatehouse_policy::decide::{Grant, Policies, Prepared};

use super::Caller;
use crate::account::{Account, User};
use crate::{ecr, iam, kms, s3, secretsmanager};

/// The policies of the caller and of the resource; none, where the resource is one that always has a policy and is not
/// there.
pub(super) fn of(account: &Account, caller: &Caller, resource: &str) -> Option<Policies> {
    let attached = user(account, caller).into_iter().flat_map(|user| &user.attached);
    let identity = attached.filter_map(|arn| iam::document(account, arn)).map(Prepared::parse).collect();
    let (resource, grants) = match resource_policy(account, resource) {
        Kept::Nothing => (Vec::new(), Vec::new()),
        Kept::Policy { text, grants } => (vec![Prepared::parse(text)], grants),
        Kept::Missing => return None,
    };
    Some(Policies { identity, resource, grants, ..Policies::default() })
}

/// The caller as a user of the account. Who is none is its root user: nothing but what resources say limits it.
pub(super) fn user<'a>(account: &'a Account, caller: &Caller) -> Option<&'a User> {
    account.users.iter().find(|user| user.arn() == caller.arn)
}

/// What a resource has for a policy.
pub(crate) enum Kept<'a> {
    /// None, and it needs none.
    Nothing,
    Policy {
        text: &'a str,
        /// Of a key.
        grants: Vec<Grant>,
    },
    /// It would have one, but there is no such resource.
    Missing,
}

fn resource_policy<'a>(account: &'a Account, arn: &str) -> Kept<'a> {
    // One line for each service that keeps policies of its resources.
    let of_service = s3::policy_of(account, arn)
        .or_else(|| ecr::policy_of(account, arn))
        .or_else(|| secretsmanager::policy_of(account, arn));
    of_service.unwrap_or_else(|| kms::policy_of(account, arn))
}
