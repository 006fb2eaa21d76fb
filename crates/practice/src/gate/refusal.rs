//! A denial in AWS's words.

use gatehouse_policy::decide::{Decision, Layer, Outcome};

use super::Demand;

/// Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html>
pub(super) fn words(caller: &str, demand: &Demand, resource: &str, decision: &Decision) -> String {
    let action = &demand.action;
    let why = why(action, decision).map(|why| format!(" {why}")).unwrap_or_default();
    // S3 alone puts the resource into quotes.
    let quote = if action.starts_with("s3:") { "\"" } else { "" };
    format!("User: {caller} is not authorized to perform: {action} on resource: {quote}{resource}{quote}{why}")
}

fn why(action: &str, decision: &Decision) -> Option<String> {
    // AWS names one kind of policy, also where several stand in the way.
    let layer = *decision.blocked_by.first()?;
    let (article, name) = match layer {
        Layer::Identity => ("an", "identity-based policy"),
        Layer::Resource => ("a", "resource-based policy"),
        Layer::Boundary => ("a", "permissions boundary"),
        Layer::Session => ("a", "session policy"),
        Layer::Scp => ("a", "service control policy"),
        Layer::Rcp => ("a", "resource control policy"),
        Layer::Endpoint => ("a", "VPC endpoint policy"),
        Layer::Service => return None,
    };
    Some(match decision.outcome {
        Outcome::ExplicitlyDenied => format!("with an explicit deny in {article} {name}"),
        _ => format!("because no {name} allows the {action} action"),
    })
}
