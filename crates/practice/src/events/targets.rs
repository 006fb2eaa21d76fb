//! Whom a rule tells.

use gatehouse_policy::Arn;
use serde_json::{Value, json};

use super::{errors, input};
use crate::account::Account;
use crate::error::ApiError;
use crate::pages;
use crate::protocol::json::{Answer, Call};

/// How many targets a rule has at most.
///
/// Source: <https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html>
const MOST: usize = 5;

/// A target that is there already gets what the request says in the place of all that it had.
pub(super) fn put(account: &mut Account, call: &Call<'_>) -> Answer {
    let name = input::rule(call.params, "Rule")?;
    let targets = call.params.list("Targets")?.iter().map(checked).collect::<Result<Vec<_>, _>>()?;
    if targets.is_empty() {
        return Err(errors::missing("targets"));
    }
    input::default_bus(call)?;
    let rule = account.events.find_mut(call.region, name).ok_or_else(|| errors::no_such_rule(name))?;
    rule.targets.extend(targets);
    if rule.targets.len() > MOST {
        return Err(errors::too_many());
    }
    Ok(json!({ "FailedEntryCount": 0, "FailedEntries": [] }))
}

fn checked(target: &Value) -> Result<(String, Value), ApiError> {
    let text = |member: &str| target.get(member).and_then(Value::as_str).unwrap_or_default();
    let id = text("Id");
    if id.is_empty() {
        return Err(errors::missing("targets.1.member.id"));
    }
    if text("Arn").parse::<Arn>().is_err() {
        let message = format!("Parameter {} is not valid. Reason: Provided Arn is not in correct format.", text("Arn"));
        return Err(errors::validation(message));
    }
    Ok((id.to_owned(), target.clone()))
}

pub(super) fn list(account: &Account, call: &Call<'_>) -> Answer {
    let params = call.params;
    let name = input::rule(params, "Rule")?;
    input::default_bus(call)?;
    let limit = input::limit(params)?;
    let rule = account.events.find(call.region, name).ok_or_else(|| errors::no_such_rule(name))?;
    let targets = rule.targets.iter().map(|(id, target)| (id.clone(), target));
    let (page, next) = pages::page(call.operation, params.text("NextToken")?, limit, targets)
        .ok_or_else(|| errors::validation("Parameter NextToken is not valid."))?;
    let mut answer = json!({ "Targets": page });
    if let (Some(next), Some(answer)) = (next, answer.as_object_mut()) {
        answer.insert("NextToken".to_owned(), next.into());
    }
    Ok(answer)
}

/// A target that is not there is gone already.
pub(super) fn remove(account: &mut Account, call: &Call<'_>) -> Answer {
    let name = input::rule(call.params, "Rule")?;
    let ids = call.params.texts("Ids")?;
    input::default_bus(call)?;
    let rule = account.events.find_mut(call.region, name).ok_or_else(|| errors::no_such_rule(name))?;
    for id in ids {
        rule.targets.remove(id);
    }
    Ok(json!({ "FailedEntryCount": 0, "FailedEntries": [] }))
}
