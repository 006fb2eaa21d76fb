//! Metric filters as Gatehouse reads them.

use aws_sdk_cloudwatchlogs::config::{Builder, Region};
use gatehouse_aws::Watch;
use gatehouse_plan::cloudwatch::alarm::Metric;
use gatehouse_plan::logs::metric_filter::MetricFilter;

use super::{FILTER, GROUP, PATTERN, Target, made};

async fn read(t: &Target, regions: &[&str]) -> Vec<MetricFilter> {
    let regions = regions.iter().map(|region| (*region).to_owned()).collect();
    let (filters, unread) = t.gatehouse().await.metric_filters(&regions, &Watch::default()).await.unwrap();
    assert_eq!(unread, []);
    filters
}

fn filter(region: &str, group: &str) -> MetricFilter {
    MetricFilter {
        name: FILTER.to_owned(),
        region: region.to_owned(),
        group: group.to_owned(),
        pattern: PATTERN.to_owned(),
        metrics: vec![Metric { namespace: "Audit".to_owned(), name: "KeysAtRisk".to_owned() }],
    }
}

pub async fn filters_are_read_of_all_groups(t: Target) {
    for group in ["a", "a-b", "b"] {
        t.log_group(group).await;
        t.metric_filter(group, FILTER).await;
    }
    assert_eq!(read(&t, &["eu-west-1"]).await, ["a", "a-b", "b"].map(|group| filter("eu-west-1", group)));
}

pub async fn filters_are_read_where_log_groups_are(t: Target) {
    let there = || Builder::default().region(Region::new("us-east-1"));
    let group = t.logs().create_log_group().log_group_name(GROUP).customize();
    group.config_override(there()).send().await.unwrap();
    let put = t.logs().put_metric_filter().log_group_name(GROUP).filter_name(FILTER).filter_pattern(PATTERN);
    put.metric_transformations(made()).customize().config_override(there()).send().await.unwrap();
    assert_eq!(read(&t, &["eu-west-1"]).await, []);
    assert_eq!(read(&t, &["eu-west-1", "us-east-1"]).await, [filter("us-east-1", GROUP)]);
}

pub async fn dozens_come_page_after_page(t: Target) {
    t.log_group(GROUP).await;
    for number in 0..60 {
        t.metric_filter(GROUP, &format!("filter-{number}")).await;
    }
    assert_eq!(read(&t, &["eu-west-1"]).await.len(), 60);
}
