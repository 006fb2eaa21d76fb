//! Alarms themselves.

use gatehouse_policy::Arn;

use super::errors;
use super::state::{Alarm, arn};
use crate::account::Account;
use crate::error::ApiError;
use crate::pages;
use crate::protocol::query::Params;
use crate::protocol::xml::Xml;
use crate::service::{Answer, Call};

/// What one page holds at most, and where nothing else is said.
const PAGES: (usize, usize) = (100, 50);

/// What an alarm has of which there is one, beside its name.
const SETTINGS: [&str; 13] = [
    "AlarmDescription",
    "ComparisonOperator",
    "DatapointsToAlarm",
    "EvaluateLowSampleCountPercentile",
    "EvaluationPeriods",
    "ExtendedStatistic",
    "MetricName",
    "Namespace",
    "Period",
    "Statistic",
    "Threshold",
    "TreatMissingData",
    "Unit",
];

/// What an alarm on one metric cannot do without. It also needs a statistic of one of two kinds.
const NEEDED: [&str; 4] = ["MetricName", "Namespace", "Period", "Threshold"];

const OPERATORS: [&str; 7] = [
    "GreaterThanOrEqualToThreshold",
    "GreaterThanThreshold",
    "GreaterThanUpperThreshold",
    "LessThanLowerOrGreaterThanUpperThreshold",
    "LessThanLowerThreshold",
    "LessThanOrEqualToThreshold",
    "LessThanThreshold",
];

const ACTIONS: [&str; 3] = ["OKActions", "AlarmActions", "InsufficientDataActions"];

/// The alarm's name in the request.
pub(super) fn name(params: &Params) -> Result<&str, ApiError> {
    let name = params.get("AlarmName").ok_or_else(|| errors::missing("alarmName"))?;
    match name.chars().count() {
        0 => Err(errors::constraint(name, "alarmName", "Member must have length greater than or equal to 1")),
        256.. => Err(errors::constraint(name, "alarmName", "Member must have length less than or equal to 255")),
        _ => Ok(name),
    }
}

/// Makes an alarm, or puts what the request says in the place of all that one had.
///
/// Source: <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html>
pub(super) fn put(account: &mut Account, call: &Call<'_>) -> Answer {
    let params = call.params;
    let name = name(params)?;
    let required = |member: &str, at: &str| params.get(member).ok_or_else(|| errors::missing(at));
    required("EvaluationPeriods", "evaluationPeriods")?;
    let operator = required("ComparisonOperator", "comparisonOperator")?;
    if !OPERATORS.contains(&operator) {
        let rule = format!("Member must satisfy enum value set: [{}]", OPERATORS.join(", "));
        return Err(errors::constraint(operator, "comparisonOperator", &rule));
    }
    if params.get("Metrics.member.1.Id").is_some() {
        return Err(errors::unknown_metrics());
    }
    if let Some(lacking) = NEEDED.iter().find(|member| params.get(member).is_none()) {
        return Err(errors::incomplete(lacking));
    }
    if params.get("Statistic").is_none() && params.get("ExtendedStatistic").is_none() {
        return Err(errors::incomplete("Statistic"));
    }
    let texts = |list: &str| params.list(list).into_iter().map(str::to_owned).collect::<Vec<_>>();
    let actions: Vec<(String, Vec<String>)> = ACTIONS.map(|list| (list.to_owned(), texts(list))).into();
    if let Some(strange) = actions.iter().flat_map(|(_, arns)| arns).find(|arn| arn.parse::<Arn>().is_err()) {
        return Err(errors::action(strange));
    }
    let dimensions = params.field("Dimensions", "Name").into_iter().zip(params.field("Dimensions", "Value"));
    let settings = SETTINGS.iter().filter_map(|member| Some(((*member).to_owned(), params.get(member)?.to_owned())));
    let alarm = Alarm {
        settings: settings.collect(),
        dimensions: dimensions.map(|(name, value)| (name.to_owned(), value.to_owned())).collect(),
        actions_enabled: params.get("ActionsEnabled") != Some("false"),
        actions: actions.into_iter().collect(),
        updated: call.now,
    };
    account.cloudwatch.region_mut(call.region).insert(name.to_owned(), alarm);
    Ok(None)
}

/// Source: <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html>
pub(super) fn describe(account: &Account, call: &Call<'_>) -> Answer {
    let params = call.params;
    let (most, default) = PAGES;
    let size = match params.get("MaxRecords").map(str::parse::<usize>) {
        None => default,
        Some(Ok(size)) if (1..=most).contains(&size) => size,
        Some(_) => {
            let value = params.get("MaxRecords").unwrap_or_default();
            return Err(errors::constraint(value, "maxRecords", "Member must have value between 1 and 100"));
        }
    };
    let (names, prefix) = (params.list("AlarmNames"), params.get("AlarmNamePrefix").unwrap_or_default());
    let types = params.list("AlarmTypes");
    let wanted = |name: &str| {
        (types.is_empty() || types.contains(&"MetricAlarm"))
            && (names.is_empty() || names.contains(&name))
            && name.starts_with(prefix)
    };
    let alarms = account.cloudwatch.regions.get(call.region).into_iter().flatten();
    let alarms = alarms.filter(|(name, _)| wanted(name)).map(|(name, alarm)| (name.clone(), (name, alarm)));
    let (page, next) = pages::page(call.operation, params.get("NextToken"), size, alarms).ok_or_else(errors::token)?;
    let mut xml = Xml::default();
    xml.list("MetricAlarms", page, |xml, (name, alarm)| write(xml, call.region, name, alarm));
    xml.list("CompositeAlarms", std::iter::empty::<&str>(), |_, _| {});
    xml.optional("NextToken", next);
    Ok(Some(xml))
}

fn write(xml: &mut Xml, region: &str, name: &str, alarm: &Alarm) {
    xml.text("AlarmName", name);
    xml.text("AlarmArn", arn(region, name));
    for (member, value) in &alarm.settings {
        xml.text(member, value);
    }
    xml.list("Dimensions", &alarm.dimensions, |xml, (name, value)| {
        xml.text("Name", name);
        xml.text("Value", value);
    });
    xml.text("ActionsEnabled", alarm.actions_enabled);
    for (list, actions) in &alarm.actions {
        xml.texts(list, actions);
    }
    xml.text("AlarmConfigurationUpdatedTimestamp", alarm.updated);
    xml.text("StateUpdatedTimestamp", alarm.updated);
    xml.text("StateValue", "INSUFFICIENT_DATA");
    xml.text("StateReason", "Unchecked: Initial alarm creation");
}

/// All of them, or none where one of them is not there.
///
/// Source: <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DeleteAlarms.html>
pub(super) fn delete(account: &mut Account, call: &Call<'_>) -> Answer {
    let names = call.params.list("AlarmNames");
    if names.is_empty() {
        return Err(errors::missing("alarmNames"));
    }
    let alarms = account.cloudwatch.region_mut(call.region);
    for name in names {
        // What is done here is lost with the error.
        alarms.remove(name).ok_or_else(errors::not_found)?;
    }
    Ok(None)
}
