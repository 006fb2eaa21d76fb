//! The check of a trust policy: its grammar, its size, and whether the principals it names exist.

use gatehouse_policy::Arn;
use gatehouse_policy::document::counted_size;
use gatehouse_policy::grammar::{self, PolicyKind};

use super::{document, quotas};
use crate::ACCOUNT_ID;
use crate::account::{Account, key};
use crate::error::ApiError;

/// Checks a trust policy before it is stored.
///
/// IAM turns each principal into a unique id when it stores the policy, so it refuses one that does not
/// exist. Of other accounts the practice account knows nothing, and takes their principals as they are.
pub(super) fn check(account: &Account, text: &str) -> Result<(), ApiError> {
    document::check(text, PolicyKind::Trust)?;
    if counted_size(text) > quotas::TRUST_SIZE {
        return Err(ApiError::quota("ACLSizePerRole", quotas::TRUST_SIZE));
    }
    match grammar::aws_principals(text).iter().find(|principal| !exists(account, principal)) {
        Some(stranger) => Err(ApiError::malformed_policy(grammar::invalid_principal("AWS", stranger))),
        None => Ok(()),
    }
}

/// Whether there is such a principal, as far as this account can tell.
pub(crate) fn exists(account: &Account, principal: &str) -> bool {
    let Ok(arn) = principal.parse::<Arn>() else {
        // `*`, an account id or a unique id; of the last only those of this account can be told.
        return true;
    };
    if arn.account != ACCOUNT_ID {
        return true;
    }
    let text = arn.to_string();
    let session_of = |rest: &str| rest.split('/').next().is_some_and(|role| account.roles.contains_key(&key(role)));
    match arn.resource.split_once('/') {
        Some(("role", _)) => account.roles.values().any(|role| role.arn() == text),
        Some(("user", _)) => account.users.iter().any(|user| user.arn() == text),
        Some(("assumed-role", rest)) => session_of(rest),
        _ => true,
    }
}
