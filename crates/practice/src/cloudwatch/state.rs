//! What CloudWatch keeps.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::ACCOUNT_ID;
use crate::account::Date;

/// All alarms.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct State {
    /// By Region, then by name.
    pub(super) regions: BTreeMap<String, BTreeMap<String, Alarm>>,
}

/// An alarm on a metric.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Alarm {
    /// What has one value, `MetricName`, as it was put.
    pub(super) settings: BTreeMap<String, String>,
    /// Names with their values.
    pub(super) dimensions: Vec<(String, String)>,
    pub(super) actions_enabled: bool,
    /// `AlarmActions`, `OKActions`, `InsufficientDataActions`.
    pub(super) actions: BTreeMap<String, Vec<String>>,
    pub(super) updated: Date,
}

impl State {
    pub(super) fn region_mut(&mut self, region: &str) -> &mut BTreeMap<String, Alarm> {
        self.regions.entry(region.to_owned()).or_default()
    }
}

/// Source: <https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatch.html>
pub(super) fn arn(region: &str, name: &str) -> String {
    format!("arn:aws:cloudwatch:{region}:{ACCOUNT_ID}:alarm:{name}")
}
