//! What the caller of each operation must be allowed to do. Who hands a role over must be allowed to pass it.
//!
//! Source: <https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoneventbridge.html>

use serde_json::Value;

use super::state::arn;
use super::{input, pattern};
use crate::account::Account;
use crate::error::ApiError;
use crate::gate::{Context, Demand};
use crate::protocol::json::Call;

type Demands = Result<Vec<Demand>, ApiError>;

fn demand(call: &Call<'_>, resource: String, context: Context) -> Demand {
    Demand { action: format!("events:{}", call.operation), resources: vec![resource], context }
}

/// The list of rules, which AWS words as all of them.
pub(super) fn everything(_: &Account, call: &Call<'_>) -> Demands {
    Ok(vec![demand(call, arn(call.region, "*"), Context::default())])
}

/// An operation on a rule, also on one that does not exist: EventBridge asks for the permission first.
pub(super) fn rule(_: &Account, call: &Call<'_>) -> Demands {
    Ok(vec![demand(call, arn(call.region, input::rule(call.params, "Name")?), Context::default())])
}

/// The same of a rule's targets, which name the rule otherwise.
pub(super) fn rule_of_targets(_: &Account, call: &Call<'_>) -> Demands {
    Ok(vec![demand(call, arn(call.region, input::rule(call.params, "Rule")?), Context::default())])
}

pub(super) fn put_rule(_: &Account, call: &Call<'_>) -> Demands {
    let mut context = Context::default();
    if let Some(text) = call.params.text("EventPattern")? {
        let pattern = pattern::check(text)?;
        for (member, key) in [("source", "events:source"), ("detail-type", "events:detail-type")] {
            for value in pattern.get(member).and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str) {
                context.add(key, value);
            }
        }
    }
    let mut demands = vec![demand(call, arn(call.region, input::rule(call.params, "Name")?), context)];
    demands.extend(call.params.text("RoleArn")?.map(passed));
    Ok(demands)
}

pub(super) fn new_targets(_: &Account, call: &Call<'_>) -> Demands {
    let mut context = Context::default();
    let targets = call.params.list("Targets")?;
    let texts = |member: &'static str| targets.iter().filter_map(move |target| target.get(member)?.as_str());
    for target in texts("Arn") {
        context.add("events:TargetArn", target);
    }
    let mut demands = vec![demand(call, arn(call.region, input::rule(call.params, "Rule")?), context)];
    demands.extend(texts("RoleArn").map(passed));
    Ok(demands)
}

fn passed(role: &str) -> Demand {
    let mut context = Context::default();
    context.add("iam:PassedToService", "events.amazonaws.com");
    Demand { action: "iam:PassRole".to_owned(), resources: vec![role.to_owned()], context }
}
