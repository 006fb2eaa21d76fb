//! What CloudTrail keeps.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::ACCOUNT_ID;
use crate::account::Date;

/// All trails, by their home Region.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct State {
    /// By Region, then by name.
    pub(super) regions: BTreeMap<String, BTreeMap<String, Trail>>,
}

/// A trail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Trail {
    pub(super) bucket: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) prefix: Option<String>,
    pub(super) global_events: bool,
    pub(super) multi_region: bool,
    pub(super) validation: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) kms_key: Option<String>,
    /// The log group that events also go to, and the role that brings them there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) log_group: Option<(String, String)>,
    /// When logging was last turned on, and off.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) started: Option<Date>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) stopped: Option<Date>,
    pub(super) logging: bool,
    pub(super) selectors: Selectors,
}

/// What is logged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) enum Selectors {
    /// `EventSelectors`, as they were put.
    Basic(Vec<Value>),
    /// `AdvancedEventSelectors`.
    Advanced(Vec<Value>),
}

impl Selectors {
    /// All management events and no data events: what a trail has where nothing else is said.
    pub(super) fn plain() -> Self {
        Self::Basic(vec![json!({
            "ReadWriteType": "All",
            "IncludeManagementEvents": true,
            "DataResources": [],
            "ExcludeManagementEventSources": [],
        })])
    }
}

impl State {
    /// The trail that a request names, by its name or its ARN, with its home Region and its name. By its name a trail
    /// is found at home alone.
    pub(super) fn find(&self, region: &str, id: &str) -> Option<(&str, &str, &Trail)> {
        let (home, name) = place(region, id)?;
        let (home, trails) = self.regions.get_key_value(home)?;
        let (name, trail) = trails.get_key_value(name)?;
        Some((home, name, trail))
    }

    pub(super) fn find_mut(&mut self, region: &str, id: &str) -> Option<&mut Trail> {
        let (home, name) = place(region, id)?;
        self.regions.get_mut(home)?.get_mut(name)
    }

    pub(super) fn region_mut(&mut self, region: &str) -> &mut BTreeMap<String, Trail> {
        self.regions.entry(region.to_owned()).or_default()
    }
}

/// The home Region and the name that an id tells.
fn place<'a>(region: &'a str, id: &'a str) -> Option<(&'a str, &'a str)> {
    match id.strip_prefix("arn:aws:cloudtrail:") {
        None => Some((region, id)),
        Some(rest) => {
            let (home, rest) = rest.split_once(':')?;
            let name = rest.strip_prefix(ACCOUNT_ID)?.strip_prefix(":trail/")?;
            Some((home, name))
        }
    }
}

/// Source: <https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscloudtrail.html>
pub(super) fn arn(region: &str, id: &str) -> String {
    if id.starts_with("arn:") { id.to_owned() } else { format!("arn:aws:cloudtrail:{region}:{ACCOUNT_ID}:trail/{id}") }
}
