//! CloudWatch Logs.

pub mod filters;
pub mod groups;
pub mod reading;

use aws_sdk_cloudwatchlogs::types::MetricTransformation;

pub use crate::target::Target;

/// The log group that most cases make, and its filter.
pub const GROUP: &str = "gatehouse/trail";
pub const FILTER: &str = "gatehouse-filter";
pub const PATTERN: &str = "{ ($.eventName = DisableKey) || ($.eventName = ScheduleKeyDeletion) }";

impl Target {
    pub fn logs(&self) -> aws_sdk_cloudwatchlogs::Client {
        aws_sdk_cloudwatchlogs::Client::new(&self.sdk)
    }

    pub async fn log_group(&self, name: &str) {
        self.logs().create_log_group().log_group_name(name).send().await.unwrap();
    }

    pub async fn metric_filter(&self, group: &str, name: &str) {
        let put = self.logs().put_metric_filter().log_group_name(group).filter_name(name).filter_pattern(PATTERN);
        put.metric_transformations(made()).send().await.unwrap();
    }
}

/// The metric that every filter here makes.
pub fn made() -> MetricTransformation {
    let made = MetricTransformation::builder().metric_namespace("Audit").metric_name("KeysAtRisk").metric_value("1");
    made.build().unwrap()
}

crate::cases! {
    "logs";
    groups {
        made_and_described,
        listed_in_pages,
        a_name_is_taken_once,
        names_have_rules,
    }
    filters {
        made_and_described,
        listed_in_pages,
        of_one_metric,
        deleted,
        names_have_rules,
        one_metric_at_a_time,
        of_a_missing_group,
        a_missing_one,
    }
    reading {
        filters_are_read_of_all_groups,
        filters_are_read_where_log_groups_are,
        dozens_come_page_after_page,
    }
}
