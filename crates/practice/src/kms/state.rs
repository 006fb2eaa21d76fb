//! What KMS keeps.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::ACCOUNT_ID;
use crate::account::Date;

/// All keys and aliases, by Region.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct State {
    pub(super) regions: BTreeMap<String, Region>,
}

/// The keys and aliases of one Region.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Region {
    /// By id.
    pub(super) keys: BTreeMap<String, Key>,
    /// By name, `alias/data`.
    pub(super) aliases: BTreeMap<String, Alias>,
}

/// A key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Key {
    pub(super) id: String,
    pub(super) created: Date,
    pub(super) description: String,
    /// `ENCRYPT_DECRYPT`, ...
    pub(super) usage: String,
    /// `SYMMETRIC_DEFAULT`, ...
    pub(super) spec: String,
    pub(super) multi_region: bool,
    /// AWS made it for one of its services: nobody changes it.
    #[serde(default)]
    pub(super) aws_managed: bool,
    pub(super) state: KeyState,
    pub(super) policy: String,
    /// KMS tells tag keys apart by case.
    pub(super) tags: BTreeMap<String, String>,
}

/// What can be done with a key.
///
/// Source: <https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html>
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum KeyState {
    Enabled,
    Disabled,
    /// It goes at this moment.
    PendingDeletion(Date),
}

/// Another name of a key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Alias {
    /// The key's id.
    pub(super) key: String,
    pub(super) created: Date,
    pub(super) updated: Date,
}

impl State {
    /// The Region's keys; none where nothing was ever made.
    pub(super) fn region(&self, region: &str) -> Option<&Region> {
        self.regions.get(region)
    }

    /// The same, to be changed.
    pub(super) fn region_mut(&mut self, region: &str) -> &mut Region {
        self.regions.entry(region.to_owned()).or_default()
    }
}

impl Key {
    /// A new id. Those of multi-Region keys tell what they are.
    ///
    /// Source: <https://docs.aws.amazon.com/kms/latest/developerguide/multi-region-keys-overview.html>
    pub(super) fn new_id(multi_region: bool) -> String {
        let id = Uuid::new_v4();
        if multi_region { format!("mrk-{}", id.simple()) } else { id.to_string() }
    }

    pub(super) fn arn(&self, region: &str) -> String {
        arn(region, &format!("key/{}", self.id))
    }
}

/// The ARN of a key or an alias.
pub(super) fn arn(region: &str, resource: &str) -> String {
    format!("arn:aws:kms:{region}:{ACCOUNT_ID}:{resource}")
}
