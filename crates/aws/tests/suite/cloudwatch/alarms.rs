//! Alarms themselves.

use aws_sdk_cloudwatch::types::{ComparisonOperator, StateValue, Statistic};

use super::{ALARM, TOPIC, Target};

pub async fn made_and_described(t: Target) {
    t.alarm(ALARM).alarm_actions(TOPIC).alarm_description("Keys").send().await.unwrap();
    let read = t.cloudwatch().describe_alarms().send().await.unwrap();
    let [alarm] = read.metric_alarms() else { panic!("{read:?}") };
    let arn = t.alarm_arn(ALARM);
    assert_eq!((alarm.alarm_name(), alarm.alarm_arn()), (Some(ALARM), Some(arn.as_str())));
    assert_eq!((alarm.namespace(), alarm.metric_name()), (Some("Audit"), Some("KeysAtRisk")));
    assert_eq!((alarm.statistic(), alarm.period()), (Some(&Statistic::Sum), Some(300)));
    assert_eq!((alarm.threshold(), alarm.evaluation_periods()), (Some(1.0), Some(1)));
    assert_eq!((alarm.actions_enabled(), alarm.alarm_actions()), (Some(true), [TOPIC.to_owned()].as_slice()));
    assert_eq!((alarm.alarm_description(), alarm.ok_actions().len()), (Some("Keys"), 0));
}

pub async fn replaced(t: Target) {
    t.alarm(ALARM).alarm_actions(TOPIC).send().await.unwrap();
    t.alarm(ALARM).actions_enabled(false).send().await.unwrap();
    let read = t.cloudwatch().describe_alarms().send().await.unwrap();
    let [alarm] = read.metric_alarms() else { panic!("{read:?}") };
    assert_eq!((alarm.actions_enabled(), alarm.alarm_actions().len()), (Some(false), 0));
}

pub async fn a_new_one_knows_nothing_yet(t: Target) {
    t.alarm(ALARM).send().await.unwrap();
    let read = t.cloudwatch().describe_alarms().send().await.unwrap();
    assert_eq!(read.metric_alarms()[0].state_value(), Some(&StateValue::InsufficientData));
}

pub async fn listed_in_pages(t: Target) {
    for name in ["a", "b", "c"] {
        t.alarm(name).send().await.unwrap();
    }
    let first = t.cloudwatch().describe_alarms().max_records(2).send().await.unwrap();
    assert_eq!(first.metric_alarms().len(), 2);
    let second = t.cloudwatch().describe_alarms().max_records(2).set_next_token(first.next_token).send().await.unwrap();
    let names: Vec<_> = second.metric_alarms().iter().map(|alarm| alarm.alarm_name()).collect();
    assert_eq!((names, second.next_token()), (vec![Some("c")], None));
}

pub async fn named_ones_alone(t: Target) {
    for name in ["a-one", "a-two", "b-one"] {
        t.alarm(name).send().await.unwrap();
    }
    let count = |read: aws_sdk_cloudwatch::operation::describe_alarms::DescribeAlarmsOutput| read.metric_alarms().len();
    assert_eq!(count(t.cloudwatch().describe_alarms().alarm_name_prefix("a-").send().await.unwrap()), 2);
    assert_eq!(count(t.cloudwatch().describe_alarms().alarm_names("b-one").send().await.unwrap()), 1);
    assert_eq!(count(t.cloudwatch().describe_alarms().alarm_names("none").send().await.unwrap()), 0);
}

pub async fn deleted_together(t: Target) {
    for name in ["a", "b", "c"] {
        t.alarm(name).send().await.unwrap();
    }
    t.cloudwatch().delete_alarms().alarm_names("a").alarm_names("b").send().await.unwrap();
    assert_eq!(t.cloudwatch().describe_alarms().send().await.unwrap().metric_alarms().len(), 1);
}

/// Then none is deleted.
pub async fn a_missing_one(t: Target) {
    t.alarm("a").send().await.unwrap();
    let deleted = t.cloudwatch().delete_alarms().alarm_names("a").alarm_names("none").send().await;
    t.refused(deleted, "ResourceNotFound", "The named resource does not exist.");
    assert_eq!(t.cloudwatch().describe_alarms().send().await.unwrap().metric_alarms().len(), 1);
}

pub async fn names_have_rules(t: Target) {
    let name = "n".repeat(256);
    let words = format!(
        "1 validation error detected: Value '{name}' at 'alarmName' failed to satisfy constraint: Member must have length \
         less than or equal to 255"
    );
    t.refused(t.alarm(&name).send().await, "ValidationError", &words);
}

pub async fn an_operator_is_needed(t: Target) {
    let put = t.alarm(ALARM).set_comparison_operator(None).send().await;
    let words = "1 validation error detected: Value null at 'comparisonOperator' failed to satisfy constraint: Member must \
                 not be null";
    t.refused(put, "ValidationError", words);
    let put = t.alarm(ALARM).comparison_operator(ComparisonOperator::from("About")).send().await;
    let words = "1 validation error detected: Value 'About' at 'comparisonOperator' failed to satisfy constraint: Member \
                 must satisfy enum value set: [GreaterThanOrEqualToThreshold, GreaterThanThreshold, \
                 GreaterThanUpperThreshold, LessThanLowerOrGreaterThanUpperThreshold, LessThanLowerThreshold, \
                 LessThanOrEqualToThreshold, LessThanThreshold]";
    t.refused(put, "ValidationError", words);
}

pub async fn a_metric_is_needed(t: Target) {
    let put = t.alarm(ALARM).set_metric_name(None).send().await;
    t.refused(put, "MissingParameter", "The parameter MetricName is required for an alarm on a metric.");
}

pub async fn actions_are_arns(t: Target) {
    let put = t.alarm(ALARM).alarm_actions("somebody").send().await;
    t.refused(put, "ValidationError", "Invalid arn syntax: somebody");
}
