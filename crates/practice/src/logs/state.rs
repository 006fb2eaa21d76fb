//! What CloudWatch Logs keeps.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::account::Date;

/// All log groups.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct State {
    /// By Region, then by name.
    pub(super) regions: BTreeMap<String, BTreeMap<String, Group>>,
}

/// A log group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Group {
    pub(super) created: Date,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) kms_key: Option<String>,
    /// By name.
    pub(super) filters: BTreeMap<String, Filter>,
}

/// What makes a metric of the events that fit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Filter {
    pub(super) created: Date,
    pub(super) pattern: String,
    /// As they were put.
    pub(super) transformations: Vec<Value>,
}

impl State {
    pub(super) fn find(&self, region: &str, name: &str) -> Option<&Group> {
        self.regions.get(region)?.get(name)
    }

    pub(super) fn find_mut(&mut self, region: &str, name: &str) -> Option<&mut Group> {
        self.regions.get_mut(region)?.get_mut(name)
    }

    pub(super) fn region_mut(&mut self, region: &str) -> &mut BTreeMap<String, Group> {
        self.regions.entry(region.to_owned()).or_default()
    }
}
