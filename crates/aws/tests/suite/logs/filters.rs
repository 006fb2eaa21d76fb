//! Filters that make metrics of what is logged.

use super::{FILTER, GROUP, PATTERN, Target, made as metric};

pub async fn made_and_described(t: Target) {
    t.log_group(GROUP).await;
    t.metric_filter(GROUP, FILTER).await;
    let read = t.logs().describe_metric_filters().log_group_name(GROUP).send().await.unwrap();
    let [filter] = read.metric_filters() else { panic!("{read:?}") };
    assert_eq!((filter.filter_name(), filter.filter_pattern()), (Some(FILTER), Some(PATTERN)));
    assert_eq!((filter.log_group_name(), filter.metric_transformations()), (Some(GROUP), [metric()].as_slice()));
}

pub async fn listed_in_pages(t: Target) {
    t.log_group(GROUP).await;
    for name in ["one", "two"] {
        t.metric_filter(GROUP, name).await;
    }
    let list = async |token: Option<String>| {
        t.logs().describe_metric_filters().limit(1).set_next_token(token).send().await.unwrap()
    };
    let first = list(None).await;
    assert_eq!(first.metric_filters().len(), 1);
    let second = list(first.next_token).await;
    assert_eq!((second.metric_filters()[0].filter_name(), second.next_token()), (Some("two"), None));
}

pub async fn of_one_metric(t: Target) {
    t.log_group(GROUP).await;
    t.metric_filter(GROUP, FILTER).await;
    let count = async |name: &str| {
        let read = t.logs().describe_metric_filters().metric_name(name).metric_namespace("Audit").send().await;
        read.unwrap().metric_filters().len()
    };
    assert_eq!((count("KeysAtRisk").await, count("Other").await), (1, 0));
    let half = t.logs().describe_metric_filters().metric_name("KeysAtRisk").send().await;
    let words = "Either both or none of metricName and metricNamespace must be specified.";
    t.refused(half, "InvalidParameterException", words);
}

pub async fn deleted(t: Target) {
    t.log_group(GROUP).await;
    t.metric_filter(GROUP, FILTER).await;
    t.logs().delete_metric_filter().log_group_name(GROUP).filter_name(FILTER).send().await.unwrap();
    assert!(t.logs().describe_metric_filters().send().await.unwrap().metric_filters().is_empty());
}

pub async fn names_have_rules(t: Target) {
    t.log_group(GROUP).await;
    let put = t.logs().put_metric_filter().log_group_name(GROUP).filter_name("a:b").filter_pattern(PATTERN);
    let put = put.metric_transformations(metric()).send().await;
    let words = "1 validation error detected: Value 'a:b' at 'filterName' failed to satisfy constraint: Member must satisfy \
                 regular expression pattern: [^:*]*";
    t.refused(put, "InvalidParameterException", words);
}

pub async fn one_metric_at_a_time(t: Target) {
    t.log_group(GROUP).await;
    let put = t.logs().put_metric_filter().log_group_name(GROUP).filter_name(FILTER).filter_pattern(PATTERN);
    let put = put.set_metric_transformations(Some(Vec::new())).send().await;
    let words = "1 validation error detected: Value '[]' at 'metricTransformations' failed to satisfy constraint: Member must \
                 have length equal to 1";
    t.refused(put, "InvalidParameterException", words);
}

pub async fn of_a_missing_group(t: Target) {
    let (code, words) = ("ResourceNotFoundException", "The specified log group does not exist.");
    let put = t.logs().put_metric_filter().log_group_name(GROUP).filter_name(FILTER).filter_pattern(PATTERN);
    t.refused(put.metric_transformations(metric()).send().await, code, words);
    t.refused(t.logs().describe_metric_filters().log_group_name(GROUP).send().await, code, words);
}

pub async fn a_missing_one(t: Target) {
    t.log_group(GROUP).await;
    let deleted = t.logs().delete_metric_filter().log_group_name(GROUP).filter_name(FILTER).send().await;
    t.refused(deleted, "ResourceNotFoundException", "The specified metric filter does not exist.");
}
