//! The gate: each request passes [`admit`], which knows who calls, what for, on what, and in which context, and asks
//! the policy engine.
//!
//! Policies are enforced here and nowhere else: an operation declares its demands before it is run.

mod policies;
mod refusal;

use std::collections::BTreeMap;

pub(crate) use policies::Kept;

use gatehouse_policy::decide::{Layer, Outcome, Principal, Request, decide, outcome};

use crate::account::{Account, Date};
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

/// Where and when a request is made.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Moment<'a> {
    pub(crate) region: &'a str,
    pub(crate) now: Date,
}

/// Decides whether the caller may do all that the request needs.
///
/// # Errors
/// `AccessDenied`, in AWS's words.
pub(crate) fn admit(
    account: &Account,
    caller: &Caller,
    moment: Moment<'_>,
    demands: &[Demand],
) -> Result<(), ApiError> {
    for demand in demands {
        for resource in &demand.resources {
            let Some(policies) = policies::of(account, caller, resource) else {
                // It is not there, which the operation says by itself.
                continue;
            };
            let request = request(account, caller, moment, demand, resource);
            if outcome(&request, &policies) != Outcome::Allowed {
                let decision = decide(&request, &policies);
                if decision.blocked_by == [Layer::Service] {
                    // A rule of the service itself, which the operation knows and words.
                    continue;
                }
                tracing::debug!(caller = caller.arn, action = demand.action, resource, "denied");
                return Err(ApiError::access_denied(refusal::words(caller.arn, demand, resource, &decision)));
            }
        }
    }
    Ok(())
}

/// The request as policies see it.
///
/// Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html>
fn request(account: &Account, caller: &Caller, moment: Moment<'_>, demand: &Demand, resource: &str) -> Request {
    let root = || Principal::parse(&format!("arn:aws:iam::{}:root", caller.account)).unwrap_or(Principal::Anonymous);
    let principal = match policies::user(account, caller) {
        Some(_) => Principal::parse(caller.arn).unwrap_or_else(root),
        None => root(),
    };
    let Moment { region, now: Date(now) } = moment;
    let mut request = Request::new(principal, &demand.action, resource)
        .with_resource_account(caller.account)
        .with("aws:RequestedRegion", [region])
        .with("aws:SecureTransport", ["true"])
        .with("aws:ViaAWSService", ["false"])
        .with("aws:CurrentTime", [now.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()])
        .with("aws:EpochTime", [now.as_second().to_string()]);
    for (key, values) in &demand.context.0 {
        request = request.with(key, values.iter().cloned());
    }
    request
}
