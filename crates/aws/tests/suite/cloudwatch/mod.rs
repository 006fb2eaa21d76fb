//! CloudWatch.

pub mod alarms;
pub mod reading;

use aws_sdk_cloudwatch::operation::put_metric_alarm::builders::PutMetricAlarmFluentBuilder;
use aws_sdk_cloudwatch::types::{ComparisonOperator, Statistic};

pub use crate::target::Target;

/// The alarm that most cases make, and whom it tells.
pub const ALARM: &str = "gatehouse-alarm";
pub const TOPIC: &str = "arn:aws:sns:eu-west-1:111122223333:told";

impl Target {
    pub fn cloudwatch(&self) -> aws_sdk_cloudwatch::Client {
        aws_sdk_cloudwatch::Client::new(&self.sdk)
    }

    /// A whole request for an alarm that tells nobody.
    pub fn alarm(&self, name: &str) -> PutMetricAlarmFluentBuilder {
        self.cloudwatch()
            .put_metric_alarm()
            .alarm_name(name)
            .namespace("Audit")
            .metric_name("KeysAtRisk")
            .statistic(Statistic::Sum)
            .period(300)
            .evaluation_periods(1)
            .threshold(1.0)
            .comparison_operator(ComparisonOperator::GreaterThanOrEqualToThreshold)
    }

    pub fn alarm_arn(&self, name: &str) -> String {
        format!("arn:aws:cloudwatch:eu-west-1:{}:alarm:{name}", self.account)
    }
}

crate::cases! {
    "cloudwatch";
    alarms {
        made_and_described,
        replaced,
        a_new_one_knows_nothing_yet,
        listed_in_pages,
        named_ones_alone,
        deleted_together,
        a_missing_one,
        names_have_rules,
        an_operator_is_needed,
        a_metric_is_needed,
        actions_are_arns,
    }
    reading {
        alarms_are_read_with_their_metric,
        alarms_are_read_where_log_groups_are,
        hundreds_come_page_after_page,
    }
}
