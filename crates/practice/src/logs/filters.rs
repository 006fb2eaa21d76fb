//! Filters that make metrics of what is logged.

use serde_json::{Value, json};

use super::state::Filter;
use super::{errors, input};
use crate::account::Account;
use crate::pages;
use crate::protocol::json::{Answer, Call};

/// How many filters a log group has at most.
///
/// Source: <https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html>
const MOST: usize = 100;

/// Makes a filter, or puts what the request says in the place of one.
pub(super) fn put(account: &mut Account, call: &Call<'_>) -> Answer {
    let params = call.params;
    let (group, name) = (input::group(params)?, input::filter(params)?);
    let pattern = params.text("filterPattern")?.ok_or_else(|| errors::missing("filterPattern"))?;
    input::length(pattern, "filterPattern", 0, 1024)?;
    let transformations = params.list("metricTransformations")?;
    let [transformation] = transformations else {
        let value = if transformations.is_empty() { "[]" } else { "[...]" };
        let rule = "Member must have length equal to 1";
        return Err(errors::constraint(value, "metricTransformations", rule));
    };
    for member in ["metricName", "metricNamespace", "metricValue"] {
        if transformation.get(member).and_then(Value::as_str).is_none() {
            return Err(errors::missing(&format!("metricTransformations.1.member.{member}")));
        }
    }
    let filter = Filter { created: call.now, pattern: pattern.to_owned(), transformations: transformations.to_vec() };
    let filters = &mut account.logs.find_mut(call.region, group).ok_or_else(errors::no_such_group)?.filters;
    if !filters.contains_key(name) && filters.len() >= MOST {
        return Err(errors::too_many());
    }
    filters.insert(name.to_owned(), filter);
    Ok(json!({}))
}

/// Those of the group that the request names, or of all groups.
pub(super) fn describe(account: &Account, call: &Call<'_>) -> Answer {
    let params = call.params;
    let (named, limit) = (input::optional_group(params)?, input::limit(params)?);
    if named.is_some_and(|name| account.logs.find(call.region, name).is_none()) {
        return Err(errors::no_such_group());
    }
    let (prefix, metric, namespace) = (
        params.text("filterNamePrefix")?.unwrap_or_default(),
        params.text("metricName")?,
        params.text("metricNamespace")?,
    );
    if metric.is_some() != namespace.is_some() {
        return Err(errors::invalid("Either both or none of metricName and metricNamespace must be specified."));
    }
    let makes = |filter: &Filter, member: &str, value: Option<&str>| {
        value.is_none_or(|value| {
            filter.transformations.iter().any(|made| made.get(member).and_then(Value::as_str) == Some(value))
        })
    };
    let groups = account.logs.regions.get(call.region).into_iter().flatten();
    let groups = groups.filter(|(name, _)| named.is_none_or(|named| named == name.as_str()));
    let filters =
        groups.flat_map(|(group, found)| found.filters.iter().map(move |(name, filter)| (group, name, filter)));
    let filters = filters
        .filter(|(_, name, filter)| {
            name.starts_with(prefix)
                && makes(filter, "metricName", metric)
                && makes(filter, "metricNamespace", namespace)
        })
        // No name has a character before this one, so the keys are in the order of the groups.
        .map(|(group, name, filter)| (format!("{group}\u{1}{name}"), (group, name, filter)));
    let (page, next) =
        pages::page(call.operation, params.text("nextToken")?, limit, filters).ok_or_else(errors::token)?;
    let told: Vec<Value> = page.into_iter().map(|(group, name, filter)| told(group, name, filter)).collect();
    let mut answer = json!({ "metricFilters": told });
    if let (Some(next), Some(answer)) = (next, answer.as_object_mut()) {
        answer.insert("nextToken".to_owned(), next.into());
    }
    Ok(answer)
}

fn told(group: &str, name: &str, filter: &Filter) -> Value {
    json!({
        "filterName": name,
        "filterPattern": filter.pattern,
        "metricTransformations": filter.transformations,
        "creationTime": filter.created.0.as_millisecond(),
        "logGroupName": group,
    })
}

pub(super) fn delete(account: &mut Account, call: &Call<'_>) -> Answer {
    let (group, name) = (input::group(call.params)?, input::filter(call.params)?);
    let group = account.logs.find_mut(call.region, group).ok_or_else(errors::no_such_group)?;
    group.filters.remove(name).ok_or_else(errors::no_such_filter)?;
    Ok(json!({}))
}
