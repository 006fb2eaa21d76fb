//! What Secrets Manager keeps.

use std::collections::{BTreeMap, BTreeSet};

use jiff::SignedDuration;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::vault::{Sealed, Unusable, Vault};
use crate::ACCOUNT_ID;
use crate::account::Date;

/// The label of the version that is read where nobody asks for another.
pub(super) const CURRENT: &str = "AWSCURRENT";
/// The label of the version that was current before.
pub(super) const PREVIOUS: &str = "AWSPREVIOUS";

/// How many versions a secret has at most: beyond that the oldest without a label go.
///
/// Source: <https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_limits.html>
const MOST_VERSIONS: usize = 100;

/// All secrets, by Region.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct State {
    /// By Region, then by name. A replica stands in its own Region.
    pub(super) regions: BTreeMap<String, BTreeMap<String, Secret>>,
}

/// A secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Secret {
    pub(super) name: String,
    /// What AWS puts behind the name in the ARN: `-a1B2c3` without the hyphen.
    pub(super) suffix: String,
    pub(super) created: Date,
    pub(super) changed: Date,
    /// When a value was last read: the day alone, as AWS tells it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) accessed: Option<Date>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) deletion: Option<Deletion>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) description: Option<String>,
    /// As the request named it; none is `aws/secretsmanager`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) kms_key: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) rotation: Option<Rotation>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) policy: Option<String>,
    /// Tag keys are told apart by case.
    pub(super) tags: BTreeMap<String, String>,
    /// By version id.
    pub(super) versions: BTreeMap<String, Version>,
    /// The Regions that it is replicated to.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) replicas: BTreeMap<String, Replica>,
    /// Of a replica: where its primary is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) primary: Option<String>,
}

/// A deletion that is to come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Deletion {
    /// When it was asked for.
    pub(super) asked: Date,
    /// When the secret goes.
    pub(super) due: Date,
}

/// How a secret is rotated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Rotation {
    pub(super) enabled: bool,
    pub(super) function: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) days: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) schedule: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) duration: Option<String>,
    /// Where the schedule tells it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) next: Option<Date>,
    /// When the function last put a new value there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) last: Option<Date>,
}

/// A replica, as its primary knows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Replica {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) kms_key: Option<String>,
}

/// A version of a secret's value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Version {
    pub(super) created: Date,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) accessed: Option<Date>,
    pub(super) stages: BTreeSet<String>,
    /// None where the secret was made without a value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) value: Option<Sealed>,
    /// Whether the value is bytes and not text.
    #[serde(default)]
    pub(super) binary: bool,
}

impl State {
    /// The secret that a request's `SecretId` means: a name, an ARN, or an ARN without its suffix.
    ///
    /// Source: <https://docs.aws.amazon.com/secretsmanager/latest/userguide/troubleshoot.html#ARN_secretnamehyphen>
    pub(super) fn find(&self, region: &str, id: &str, now: Date) -> Option<&Secret> {
        let secrets = self.regions.get(region)?;
        let found = secrets.get(name_of(region, id, secrets)?)?;
        (!found.is_gone(now)).then_some(found)
    }

    /// The secret of exactly this ARN.
    pub(super) fn of_arn(&self, region: &str, arn: &str) -> Option<&Secret> {
        self.regions.get(region)?.values().find(|secret| secret.arn(region) == arn)
    }

    /// The same, to be changed.
    pub(super) fn find_mut(&mut self, region: &str, id: &str, now: Date) -> Option<&mut Secret> {
        let secrets = self.regions.get_mut(region)?;
        secrets.retain(|_, secret| !secret.is_gone(now));
        let name = name_of(region, id, secrets)?.to_owned();
        secrets.get_mut(&name)
    }

    /// The secrets of a Region by name.
    pub(super) fn region_mut(&mut self, region: &str, now: Date) -> &mut BTreeMap<String, Secret> {
        let secrets = self.regions.entry(region.to_owned()).or_default();
        secrets.retain(|_, secret| !secret.is_gone(now));
        secrets
    }

    /// Brings a secret's replicas up to it.
    pub(super) fn replicate(&mut self, region: &str, name: &str) {
        let Some(primary) = self.regions.get(region).and_then(|secrets| secrets.get(name)).cloned() else { return };
        for (replica, settings) in &primary.replicas {
            let secrets = self.regions.entry(replica.clone()).or_default();
            let accessed = secrets.get(name).and_then(|secret| secret.accessed);
            let copy = Secret {
                accessed,
                kms_key: settings.kms_key.clone(),
                replicas: BTreeMap::new(),
                primary: Some(region.to_owned()),
                ..primary.clone()
            };
            secrets.insert(name.to_owned(), copy);
        }
    }
}

/// The name of the secret that the id means.
fn name_of<'a>(region: &str, id: &'a str, secrets: &'a BTreeMap<String, Secret>) -> Option<&'a str> {
    let Some(resource) = id.strip_prefix(&arn(region, "")) else { return Some(id) };
    let whole = secrets.values().find(|secret| resource == secret.resource());
    whole.map(|secret| secret.name.as_str()).or(Some(resource))
}

impl Secret {
    /// A secret without a version.
    pub(super) fn new(name: &str, now: Date) -> Self {
        Self {
            name: name.to_owned(),
            suffix: suffix(),
            created: now,
            changed: now,
            accessed: None,
            deletion: None,
            description: None,
            kms_key: None,
            rotation: None,
            policy: None,
            tags: BTreeMap::new(),
            versions: BTreeMap::new(),
            replicas: BTreeMap::new(),
            primary: None,
        }
    }

    pub(super) fn resource(&self) -> String {
        format!("{}-{}", self.name, self.suffix)
    }

    pub(super) fn arn(&self, region: &str) -> String {
        arn(region, &self.resource())
    }

    fn is_gone(&self, now: Date) -> bool {
        self.deletion.is_some_and(|deletion| deletion.due <= now)
    }

    /// The id of the version with the label.
    pub(super) fn labelled(&self, stage: &str) -> Option<&str> {
        let found = self.versions.iter().find(|(_, version)| version.stages.contains(stage));
        found.map(|(id, _)| id.as_str())
    }

    /// Where a version's value is sealed for. Replicas have the same.
    fn place(&self, version: &str) -> String {
        format!("{}\n{version}", self.resource())
    }

    pub(super) fn seal(&self, vault: &Vault, version: &str, value: &[u8]) -> Result<Sealed, Unusable> {
        vault.seal(&self.place(version), value)
    }

    pub(super) fn open(
        &self,
        vault: &Vault,
        version: &str,
        value: &Sealed,
    ) -> Result<zeroize::Zeroizing<Vec<u8>>, Unusable> {
        vault.open(&self.place(version), value)
    }

    /// Moves a label to a version. With AWSCURRENT goes AWSPREVIOUS, to the version that was current.
    pub(super) fn label(&mut self, stage: &str, version: &str) {
        let before = self.labelled(stage).map(str::to_owned);
        if before.as_deref() == Some(version) {
            return;
        }
        for other in self.versions.values_mut() {
            other.stages.remove(stage);
        }
        if let Some(version) = self.versions.get_mut(version) {
            version.stages.insert(stage.to_owned());
            if stage == CURRENT {
                version.stages.remove(PREVIOUS);
            }
        }
        if stage == CURRENT
            && let Some(before) = before
        {
            self.label(PREVIOUS, &before);
        }
    }

    /// Lets the oldest versions without a label go, where there are too many.
    pub(super) fn prune(&mut self) {
        while self.versions.len() > MOST_VERSIONS {
            let idle = self.versions.iter().filter(|(_, version)| version.stages.is_empty());
            let Some(oldest) = idle.min_by_key(|(_, version)| version.created).map(|(id, _)| id.clone()) else {
                return;
            };
            self.versions.remove(&oldest);
        }
    }
}

/// The ARN of what is named so.
///
/// Source: <https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecretsmanager.html>
pub(super) fn arn(region: &str, resource: &str) -> String {
    format!("arn:aws:secretsmanager:{region}:{ACCOUNT_ID}:secret:{resource}")
}

/// Six letters and digits.
fn suffix() -> String {
    const LETTERS: &[u8; 62] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    let letter = |byte: u8| LETTERS.get(usize::from(byte) % LETTERS.len()).copied().map_or('A', char::from);
    Uuid::new_v4().into_bytes().into_iter().take(6).map(letter).collect()
}

/// The moment `days` later.
pub(super) fn days_after(now: Date, days: u32) -> Date {
    later(now, SignedDuration::from_hours(24 * i64::from(days)))
}

pub(super) fn later(now: Date, by: SignedDuration) -> Date {
    Date(now.0.checked_add(by).unwrap_or(now.0))
}

/// The beginning of the day, in UTC: AWS tells no more about when a value was read.
pub(super) fn day(now: Date) -> Date {
    let seconds = now.0.as_second();
    jiff::Timestamp::from_second(seconds - seconds.rem_euclid(86_400)).map_or(now, Date)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> Date {
        Date("2026-03-01T10:11:12Z".parse().unwrap())
    }

    fn version() -> Version {
        Version { created: now(), accessed: None, stages: BTreeSet::new(), value: None, binary: false }
    }

    #[test]
    fn the_labels_move_together() {
        let mut secret = Secret::new("db", now());
        for id in ["one", "two", "three"] {
            secret.versions.insert(id.to_owned(), version());
            secret.label(CURRENT, id);
        }
        assert_eq!((secret.labelled(CURRENT), secret.labelled(PREVIOUS)), (Some("three"), Some("two")));
        secret.label(CURRENT, "two");
        assert_eq!((secret.labelled(CURRENT), secret.labelled(PREVIOUS)), (Some("two"), Some("three")));
        assert!(secret.versions["one"].stages.is_empty());
    }

    #[test]
    fn a_secret_is_found_by_name_and_by_both_forms_of_its_arn() {
        let mut state = State::default();
        let secret = Secret::new("ml/db", now());
        let whole = secret.arn("eu-west-1");
        state.region_mut("eu-west-1", now()).insert("ml/db".to_owned(), secret);
        for id in ["ml/db", &whole, whole.get(..whole.len() - 7).unwrap()] {
            assert!(state.find("eu-west-1", id, now()).is_some(), "{id}");
            assert!(state.find("us-east-1", id, now()).is_none(), "{id}");
        }
        assert!(state.find("eu-west-1", "ml/d", now()).is_none());
    }

    #[test]
    fn a_secret_is_there_until_its_deletion_is_due() {
        let mut state = State::default();
        let mut secret = Secret::new("db", now());
        secret.deletion = Some(Deletion { asked: now(), due: days_after(now(), 7) });
        state.region_mut("eu-west-1", now()).insert("db".to_owned(), secret);
        assert!(state.find("eu-west-1", "db", days_after(now(), 6)).is_some());
        assert!(state.find("eu-west-1", "db", days_after(now(), 7)).is_none());
        assert!(state.find_mut("eu-west-1", "db", days_after(now(), 7)).is_none());
        assert_eq!(day(now()).to_string(), "2026-03-01T00:00:00Z");
    }

    #[test]
    fn versions_without_a_label_go_when_there_are_too_many() {
        let mut secret = Secret::new("db", now());
        for number in 0..103_u32 {
            let id = format!("{number:03}");
            secret.versions.insert(id.clone(), Version { created: days_after(now(), number), ..version() });
            secret.label(CURRENT, &id);
            secret.prune();
        }
        assert_eq!(secret.versions.len(), MOST_VERSIONS);
        assert!(!secret.versions.contains_key("002") && secret.versions.contains_key("003"));
        assert_eq!(secret.labelled(PREVIOUS), Some("101"));
    }
}
