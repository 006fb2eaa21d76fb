//! Reading the filters that make metrics of logged events.

use std::collections::BTreeSet;

use aws_sdk_cloudwatchlogs::Client;
use aws_sdk_cloudwatchlogs::config::{Builder, Region};
use aws_sdk_cloudwatchlogs::types::MetricFilter as Described;
use gatehouse_plan::Unread;
use gatehouse_plan::cloudwatch::alarm::Metric;
use gatehouse_plan::logs::metric_filter::MetricFilter;

use crate::account::Account;
use crate::error::AwsError;
use crate::unread::denied;
use crate::watch::Watch;

/// What one page holds at most.
const PAGE: i32 = 50;

impl Account {
    /// The metric filters of all log groups in these Regions, and what could not be read.
    ///
    /// # Errors
    /// Where AWS does not answer, or refuses for another reason than a permission, or the user cancels.
    pub async fn metric_filters(
        &self,
        regions: &BTreeSet<String>,
        watch: &Watch<'_>,
    ) -> Result<(Vec<MetricFilter>, Vec<Unread>), AwsError> {
        let (mut filters, mut unread) = (Vec::new(), Vec::new());
        for region in regions {
            let listed = list(&self.logs, region, watch).await;
            let what = format!("list of metric filters in {region}");
            let listed = denied(listed, &mut unread, what, "logs:DescribeMetricFilters")?.unwrap_or_default();
            filters.extend(listed.into_iter().map(|filter| from_list(region, filter)));
            watch.tell(filters.len());
        }
        Ok((filters, unread))
    }
}

async fn list(client: &Client, region: &str, watch: &Watch<'_>) -> Result<Vec<Described>, AwsError> {
    let (mut filters, mut token) = (Vec::new(), None::<String>);
    loop {
        let request = client.describe_metric_filters().limit(PAGE).set_next_token(token.clone()).customize();
        let there = Builder::default().region(Region::new(region.to_owned()));
        // The SDK's paginator takes no other Region.
        let page = watch.or_cancel(request.config_override(there).send()).await?;
        filters.extend(page.metric_filters.unwrap_or_default());
        // The same token again would go on for ever.
        if page.next_token.is_none() || page.next_token == token {
            return Ok(filters);
        }
        token = page.next_token;
    }
}

fn from_list(region: &str, filter: Described) -> MetricFilter {
    let made = filter.metric_transformations.unwrap_or_default().into_iter();
    MetricFilter {
        name: filter.filter_name.unwrap_or_default(),
        region: region.to_owned(),
        group: filter.log_group_name.unwrap_or_default(),
        pattern: filter.filter_pattern.unwrap_or_default(),
        metrics: made.map(|made| Metric { namespace: made.metric_namespace, name: made.metric_name }).collect(),
    }
}
