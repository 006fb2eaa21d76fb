//! Reading alarms on metrics.

use std::collections::BTreeSet;

use aws_sdk_cloudwatch::Client;
use aws_sdk_cloudwatch::config::{Builder, Region};
use aws_sdk_cloudwatch::types::{AlarmType, MetricAlarm};
use gatehouse_plan::Unread;
use gatehouse_plan::cloudwatch::alarm::{Alarm, Metric};

use crate::account::Account;
use crate::error::AwsError;
use crate::unread::denied;
use crate::watch::Watch;

/// What one page holds at most.
const PAGE: i32 = 100;

impl Account {
    /// The alarms on metrics in these Regions, by ARN, and what could not be read. Alarms on other alarms are not among
    /// them.
    ///
    /// # Errors
    /// Where AWS does not answer, or refuses for another reason than a permission, or the user cancels.
    pub async fn alarms(
        &self,
        regions: &BTreeSet<String>,
        watch: &Watch<'_>,
    ) -> Result<(Vec<Alarm>, Vec<Unread>), AwsError> {
        let (mut alarms, mut unread) = (Vec::new(), Vec::new());
        for region in regions {
            let listed = list(&self.cloudwatch, region, watch).await;
            let what = format!("list of alarms in {region}");
            alarms.extend(denied(listed, &mut unread, what, "cloudwatch:DescribeAlarms")?.unwrap_or_default());
            watch.tell(alarms.len());
        }
        alarms.sort_by(|one: &Alarm, other| one.arn.cmp(&other.arn));
        Ok((alarms, unread))
    }
}

async fn list(client: &Client, region: &str, watch: &Watch<'_>) -> Result<Vec<Alarm>, AwsError> {
    let (mut alarms, mut token) = (Vec::new(), None::<String>);
    loop {
        let request = client.describe_alarms().alarm_types(AlarmType::MetricAlarm).max_records(PAGE);
        let request = request.set_next_token(token.clone()).customize();
        let there = Builder::default().region(Region::new(region.to_owned()));
        // The SDK's paginator takes no other Region.
        let page = watch.or_cancel(request.config_override(there).send()).await?;
        alarms.extend(page.metric_alarms.unwrap_or_default().into_iter().map(from_list));
        // The same token again would go on for ever.
        if page.next_token.is_none() || page.next_token == token {
            return Ok(alarms);
        }
        token = page.next_token;
    }
}

fn from_list(alarm: MetricAlarm) -> Alarm {
    let computed = alarm.metrics.unwrap_or_default().into_iter();
    let computed = computed.filter_map(|query| query.metric_stat?.metric);
    let computed = computed.filter_map(|metric| metric_of(metric.namespace, metric.metric_name));
    Alarm {
        name: alarm.alarm_name.unwrap_or_default(),
        arn: alarm.alarm_arn.unwrap_or_default(),
        metrics: metric_of(alarm.namespace, alarm.metric_name).into_iter().chain(computed).collect(),
        enabled: alarm.actions_enabled.unwrap_or_default(),
        actions: alarm.alarm_actions.unwrap_or_default(),
    }
}

fn metric_of(namespace: Option<String>, name: Option<String>) -> Option<Metric> {
    Some(Metric { namespace: namespace?, name: name? })
}
