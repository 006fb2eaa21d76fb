//! Rules themselves.

use serde_json::{Value, json};

use super::state::{Rule, arn};
use super::{errors, input, pattern};
use crate::account::Account;
use crate::error::ApiError;
use crate::pages;
use crate::protocol::json::{Answer, Call};

/// How many rules a bus has at most.
///
/// Source: <https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html>
const MOST: usize = 300;

const STATES: [&str; 3] = ["ENABLED", "DISABLED", "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS"];

/// Makes a rule, or puts what the request says in the place of all that a rule had. Its targets stay.
pub(super) fn put(account: &mut Account, call: &Call<'_>) -> Answer {
    let params = call.params;
    let name = input::rule(params, "Name")?;
    let text = |member: &str| Ok::<_, ApiError>(params.text(member)?.map(str::to_owned));
    let state = params.text("State")?.unwrap_or("ENABLED");
    if !STATES.contains(&state) {
        let rule = format!("Member must satisfy enum value set: [{}]", STATES.join(", "));
        return Err(errors::constraint(state, "state", &rule));
    }
    let (pattern, schedule) = (text("EventPattern")?, text("ScheduleExpression")?);
    if pattern.is_none() && schedule.is_none() {
        return Err(errors::validation("Parameter(s) EventPattern or ScheduleExpression must be specified."));
    }
    if let Some(pattern) = &pattern {
        pattern::check(pattern)?;
    }
    if schedule.as_ref().is_some_and(|schedule| !schedule.starts_with("rate(") && !schedule.starts_with("cron(")) {
        return Err(errors::validation("Parameter ScheduleExpression is not valid."));
    }
    input::default_bus(call)?;
    let rules = account.events.region_mut(call.region);
    if !rules.contains_key(name) && rules.len() >= MOST {
        return Err(errors::too_many());
    }
    let targets = rules.remove(name).map(|rule| rule.targets).unwrap_or_default();
    let (description, role) = (text("Description")?, text("RoleArn")?);
    let rule = Rule { pattern, schedule, state: state.to_owned(), description, role, targets };
    rules.insert(name.to_owned(), rule);
    Ok(json!({ "RuleArn": arn(call.region, name) }))
}

pub(super) fn describe(account: &Account, call: &Call<'_>) -> Answer {
    let name = input::rule(call.params, "Name")?;
    input::default_bus(call)?;
    let rule = account.events.find(call.region, name).ok_or_else(|| errors::no_such_rule(name))?;
    Ok(told(call.region, name, rule))
}

pub(super) fn list(account: &Account, call: &Call<'_>) -> Answer {
    let params = call.params;
    input::default_bus(call)?;
    let (limit, prefix) = (input::limit(params)?, params.text("NamePrefix")?.unwrap_or_default());
    let rules = account.events.regions.get(call.region).into_iter().flatten();
    let rules = rules.filter(|(name, _)| name.starts_with(prefix)).map(|(name, rule)| (name.clone(), (name, rule)));
    let (page, next) = pages::page(call.operation, params.text("NextToken")?, limit, rules)
        .ok_or_else(|| errors::validation("Parameter NextToken is not valid."))?;
    let rules: Vec<Value> = page.into_iter().map(|(name, rule)| told(call.region, name, rule)).collect();
    let mut answer = json!({ "Rules": rules });
    if let (Some(next), Some(answer)) = (next, answer.as_object_mut()) {
        answer.insert("NextToken".to_owned(), next.into());
    }
    Ok(answer)
}

fn told(region: &str, name: &str, rule: &Rule) -> Value {
    let mut told = json!({ "Name": name, "Arn": arn(region, name), "State": rule.state, "EventBusName": "default" });
    let optional = [
        ("EventPattern", &rule.pattern),
        ("ScheduleExpression", &rule.schedule),
        ("Description", &rule.description),
        ("RoleArn", &rule.role),
    ];
    if let Some(told) = told.as_object_mut() {
        told.extend(optional.into_iter().filter_map(|(member, value)| {
            value.as_ref().map(|value| (member.to_owned(), Value::from(value.as_str())))
        }));
    }
    told
}

pub(super) fn enable(account: &mut Account, call: &Call<'_>) -> Answer {
    set(account, call, "ENABLED")
}

pub(super) fn disable(account: &mut Account, call: &Call<'_>) -> Answer {
    set(account, call, "DISABLED")
}

fn set(account: &mut Account, call: &Call<'_>, state: &str) -> Answer {
    let name = input::rule(call.params, "Name")?;
    input::default_bus(call)?;
    let rule = account.events.find_mut(call.region, name).ok_or_else(|| errors::no_such_rule(name))?;
    rule.state = state.to_owned();
    Ok(json!({}))
}

/// A rule that is not there is gone already.
pub(super) fn delete(account: &mut Account, call: &Call<'_>) -> Answer {
    let name = input::rule(call.params, "Name")?;
    input::default_bus(call)?;
    let rules = account.events.region_mut(call.region);
    if rules.get(name).is_some_and(|rule| !rule.targets.is_empty()) {
        return Err(errors::validation("Rule can't be deleted since it has targets."));
    }
    rules.remove(name);
    Ok(json!({}))
}
