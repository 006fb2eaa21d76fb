//! Permissions boundaries of roles.
//!
//! Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html>

use super::{catalog, input, roles};
use crate::account::Account;
use crate::error::ApiError;
use crate::service::{Answer, Call};

/// A boundary is a managed policy that exists, of this account or of AWS.
pub(super) fn check(account: &Account, arn: &str) -> Result<String, ApiError> {
    match catalog::find(account, arn) {
        Some(policy) if !policy.is_for_service_linked_roles() => Ok(policy.arn()),
        _ => Err(ApiError::no_such_entity(format!("Scope ARN: {arn} does not exist or is not attachable."))),
    }
}

pub(super) fn put(account: &mut Account, call: &Call<'_>) -> Answer {
    let arn = input::boundary(call.params)?;
    roles::named_mut(account, call)?;
    let boundary = check(account, arn)?;
    roles::named_mut(account, call)?.boundary = Some(boundary);
    Ok(None)
}

pub(super) fn delete(account: &mut Account, call: &Call<'_>) -> Answer {
    let role = roles::named_mut(account, call)?;
    if role.boundary.take().is_none() {
        return Err(ApiError::no_such_entity(format!("Role {} does not have a permissions boundary", role.name)));
    }
    Ok(None)
}
