//! What KMS keeps.

use std::collections::BTreeMap;

use jiff::SignedDuration;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::material::{Material, Unusable};
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
    pub(super) rotation: Rotation,
    /// By id.
    pub(super) grants: BTreeMap<String, Grant>,
    /// The newest last: one more than there were rotations. None for a key that is not symmetric.
    pub(super) materials: Vec<Material>,
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

/// How a key rotates.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Rotation {
    /// In days; none where it does not rotate by itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) period: Option<u32>,
    /// When the period began.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) since: Option<Date>,
    /// The oldest first.
    pub(super) history: Vec<Rotated>,
}

/// A rotation that was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Rotated {
    pub(super) on: Date,
    pub(super) on_demand: bool,
}

/// A permission on a key beside its policy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Grant {
    pub(super) id: String,
    pub(super) token: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) name: Option<String>,
    pub(super) created: Date,
    pub(super) grantee: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) retiring: Option<String>,
    pub(super) operations: Vec<String>,
    #[serde(default)]
    pub(super) constraints: Constraints,
}

/// What a grant asks of the encryption context.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Constraints {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) equals: Option<BTreeMap<String, String>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) subset: Option<BTreeMap<String, String>>,
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

    /// The same, to be changed: what the clock has brought until now is done first.
    pub(super) fn region_mut(&mut self, region: &str, now: Date) -> &mut Region {
        let region = self.regions.entry(region.to_owned()).or_default();
        region.catch_up(now);
        region
    }
}

impl Region {
    /// The key of this id, unless its waiting period is over.
    pub(super) fn key(&self, id: &str, now: Date) -> Option<&Key> {
        self.keys.get(id).filter(|key| key.is_there(now))
    }

    /// Deletes the keys whose waiting period is over, with their aliases, and rotates those that are due.
    fn catch_up(&mut self, now: Date) {
        self.keys.retain(|_, key| key.is_there(now));
        let keys = &self.keys;
        self.aliases.retain(|_, alias| keys.contains_key(&alias.key));
        for key in self.keys.values_mut() {
            for on in key.due(now) {
                // Without random bytes it stays due and is tried again.
                if key.rotate(Rotated { on, on_demand: false }).is_err() {
                    break;
                }
            }
        }
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

    pub(super) fn is_symmetric(&self) -> bool {
        self.spec == "SYMMETRIC_DEFAULT"
    }

    fn is_there(&self, now: Date) -> bool {
        !matches!(self.state, KeyState::PendingDeletion(on) if on <= now)
    }

    /// The material that encrypts, and its number.
    pub(super) fn newest(&self) -> Option<(u32, &Material)> {
        let number = u32::try_from(self.materials.len().checked_sub(1)?).ok()?;
        Some((number, self.materials.last()?))
    }

    /// New material; the old is kept to decrypt.
    pub(super) fn rotate(&mut self, rotated: Rotated) -> Result<(), Unusable> {
        self.materials.push(Material::generate()?);
        self.rotation.history.push(rotated);
        if !rotated.on_demand {
            self.rotation.since = Some(rotated.on);
        }
        Ok(())
    }

    /// When it rotates by itself the next time. A key that cannot be used does not rotate.
    pub(super) fn rotates_at(&self, now: Date) -> Option<Date> {
        let last = self.due(now).last().copied().or(self.rotation.since)?;
        (self.state == KeyState::Enabled).then(|| after(last, self.rotation.period?)).flatten()
    }

    /// The rotations that the clock has brought and that were not carried out yet.
    pub(super) fn due(&self, now: Date) -> Vec<Date> {
        let (Some(period), Some(since), KeyState::Enabled) = (self.rotation.period, self.rotation.since, self.state)
        else {
            return Vec::new();
        };
        std::iter::successors(after(since, period), |last| after(*last, period)).take_while(|on| *on <= now).collect()
    }
}

impl Grant {
    /// The same but for what KMS gives it.
    pub(super) fn says_the_same(&self, other: &Self) -> bool {
        self.name == other.name
            && self.grantee == other.grantee
            && self.retiring == other.retiring
            && self.operations == other.operations
            && self.constraints == other.constraints
    }
}

/// So many days later.
pub(super) fn after(date: Date, days: u32) -> Option<Date> {
    date.0.checked_add(SignedDuration::from_hours(i64::from(days) * 24)).ok().map(Date)
}

/// The ARN of a key or an alias.
pub(super) fn arn(region: &str, resource: &str) -> String {
    format!("arn:aws:kms:{region}:{ACCOUNT_ID}:{resource}")
}
