//! What EventBridge keeps.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::ACCOUNT_ID;

/// The rules of all default buses.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct State {
    /// By Region, then by name.
    pub(super) regions: BTreeMap<String, BTreeMap<String, Rule>>,
}

/// A rule.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Rule {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) pattern: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) schedule: Option<String>,
    /// `ENABLED`, `DISABLED`, ...
    pub(super) state: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) description: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) role: Option<String>,
    /// By id, as they were put.
    pub(super) targets: BTreeMap<String, Value>,
}

impl State {
    pub(super) fn find(&self, region: &str, name: &str) -> Option<&Rule> {
        self.regions.get(region)?.get(name)
    }

    pub(super) fn find_mut(&mut self, region: &str, name: &str) -> Option<&mut Rule> {
        self.regions.get_mut(region)?.get_mut(name)
    }

    pub(super) fn region_mut(&mut self, region: &str) -> &mut BTreeMap<String, Rule> {
        self.regions.entry(region.to_owned()).or_default()
    }
}

/// A rule of the default bus, whose ARN does not name the bus.
///
/// Source: <https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoneventbridge.html>
pub(super) fn arn(region: &str, name: &str) -> String {
    format!("arn:aws:events:{region}:{ACCOUNT_ID}:rule/{name}")
}
