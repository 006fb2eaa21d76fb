//! The gate: each request passes [`admit`], which knows who calls, what for, on what, and in which context.
//!
//! It admits everyone for now. Policies come to be enforced here and nowhere else: an operation declares
//! its demands before it is run, so nothing in a service has to change for that.

use std::collections::BTreeMap;

use crate::account::Account;
use crate::error::ApiError;

/// Who makes the request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Caller {
    pub(crate) arn: &'static str,
    pub(crate) account: &'static str,
}

/// One permission that a request needs. Some requests need more than one: putting a role into an instance
/// profile needs `iam:PassRole` on the role as well.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Demand {
    /// `iam:CreateRole`.
    pub(crate) action: String,
    /// ARNs, or `*` for actions that have no resource.
    pub(crate) resources: Vec<String>,
    pub(crate) context: Context,
}

/// The condition keys of a request with their values.
///
/// Source: <https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html>
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Context(BTreeMap<String, Vec<String>>);

impl Context {
    /// Adds a value to a key.
    pub(crate) fn add(&mut self, key: impl Into<String>, value: impl Into<String>) {
        self.0.entry(key.into()).or_default().push(value.into());
    }

    /// The values of a key; none when the request does not carry it.
    #[cfg(test)]
    pub(crate) fn get(&self, key: &str) -> &[String] {
        self.0.get(key).map_or(&[], Vec::as_slice)
    }
}

/// Decides whether the caller may do all that the request needs.
///
/// # Errors
/// `AccessDenied`, once policies are enforced.
pub(crate) fn admit(account: &Account, caller: &Caller, demands: &[Demand]) -> Result<(), ApiError> {
    for Demand { action, resources, context } in demands {
        tracing::debug!(
            caller = caller.arn,
            caller_account = caller.account,
            action,
            ?resources,
            context = ?context.0,
            policies = account.policies.len(),
            "admitted"
        );
    }
    Ok(())
}
