//! What the practice account holds. This is also, member by member, what its file holds.
//!
//! A change of these types that an older file would not fit raises [`VERSION`] and brings the step that
//! lifts the older file up.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use jiff::Timestamp;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use serde_json::Value;

use crate::secretsmanager::vault::Vault;
use crate::{ACCOUNT_ID, cloudtrail, cloudwatch, ec2, ecr, events, ids, kms, logs, s3, sagemaker, secretsmanager};

/// The version of the state file that this program writes.
///
/// | version | what is new |
/// |---|---|
/// | 1 | IAM |
/// | 2 | other services beside it, a field each |
pub(crate) const VERSION: u64 = 2;

/// The whole account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Account {
    pub(crate) version: u64,
    pub(crate) created: Date,
    pub(crate) users: Vec<User>,
    /// By [`key`] of the name.
    pub(crate) roles: BTreeMap<String, Role>,
    /// Customer managed policies by ARN.
    pub(crate) policies: BTreeMap<String, Policy>,
    /// By [`key`] of the name.
    pub(crate) instance_profiles: BTreeMap<String, InstanceProfile>,
    #[serde(default)]
    pub(crate) cloudtrail: cloudtrail::State,
    #[serde(default)]
    pub(crate) cloudwatch: cloudwatch::State,
    #[serde(default)]
    pub(crate) ec2: ec2::State,
    #[serde(default)]
    pub(crate) ecr: ecr::State,
    #[serde(default)]
    pub(crate) events: events::State,
    #[serde(default)]
    pub(crate) kms: kms::State,
    #[serde(default)]
    pub(crate) logs: logs::State,
    #[serde(default)]
    pub(crate) s3: s3::State,
    #[serde(default)]
    pub(crate) sagemaker: sagemaker::State,
    #[serde(default)]
    pub(crate) secretsmanager: secretsmanager::State,
    /// What opens the values of secrets. It is kept in a file of its own.
    #[serde(skip)]
    pub(crate) vault: Vault,
}

/// A moment, to the second, as AWS gives it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Date(pub(crate) Timestamp);

/// A user. The practice account has its caller only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct User {
    pub(crate) name: String,
    pub(crate) id: String,
    pub(crate) created: Date,
    pub(crate) attached: BTreeSet<String>,
}

/// A role with all that hangs on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Role {
    pub(crate) name: String,
    pub(crate) path: String,
    pub(crate) id: String,
    pub(crate) created: Date,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) description: Option<String>,
    /// In seconds.
    pub(crate) max_session: u32,
    pub(crate) trust: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) boundary: Option<String>,
    pub(crate) tags: Tags,
    /// Inline policies by name.
    pub(crate) inline: BTreeMap<String, String>,
    /// ARNs of the managed policies that are attached.
    pub(crate) attached: BTreeSet<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) last_used: Option<LastUsed>,
}

/// When and where a role was last used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct LastUsed {
    pub(crate) date: Date,
    pub(crate) region: String,
}

/// A customer managed policy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Policy {
    pub(crate) name: String,
    pub(crate) path: String,
    pub(crate) id: String,
    pub(crate) created: Date,
    pub(crate) updated: Date,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) description: Option<String>,
    pub(crate) tags: Tags,
    /// By number, 1 for `v1`. A number is never given twice, so the newest is not always the count.
    pub(crate) versions: BTreeMap<u32, PolicyVersion>,
    pub(crate) default_version: u32,
    pub(crate) next_version: u32,
}

/// One version of a customer managed policy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PolicyVersion {
    pub(crate) created: Date,
    pub(crate) document: String,
}

/// An instance profile, which holds one role at most.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct InstanceProfile {
    pub(crate) name: String,
    pub(crate) path: String,
    pub(crate) id: String,
    pub(crate) created: Date,
    pub(crate) tags: Tags,
    /// The role's [`key`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) role: Option<String>,
}

/// Tags by [`key`] of the tag's key: IAM keeps the case of a tag key but does not tell keys apart by it.
pub(crate) type Tags = BTreeMap<String, Tag>;

/// A tag.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Tag {
    pub(crate) key: String,
    pub(crate) value: String,
}

/// What a name is looked up by: IAM's names "aren't distinguished by case".
///
/// Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html#reference_iam-quotas-names>
pub(crate) fn key(name: &str) -> String {
    name.to_ascii_lowercase()
}

/// The ARN of an IAM entity of the practice account.
pub(crate) fn arn(kind: &str, path: &str, name: &str) -> String {
    format!("arn:aws:iam::{ACCOUNT_ID}:{kind}{path}{name}")
}

/// Lifts the content of an older file up to [`VERSION`], one version at a time.
pub(crate) fn lift(state: &mut Value, version: u64) {
    // From 1 to 2 nothing moved: the services that came have nothing in them yet.
    if version < VERSION
        && let Some(state) = state.as_object_mut()
    {
        state.insert("version".to_owned(), VERSION.into());
    }
}

impl Account {
    /// An account with nothing in it.
    pub(crate) fn empty(now: Timestamp) -> Self {
        Self {
            version: VERSION,
            created: Date(now),
            users: Vec::new(),
            roles: BTreeMap::new(),
            policies: BTreeMap::new(),
            instance_profiles: BTreeMap::new(),
            cloudtrail: cloudtrail::State::default(),
            cloudwatch: cloudwatch::State::default(),
            ec2: ec2::State::default(),
            ecr: ecr::State::default(),
            events: events::State::default(),
            kms: kms::State::default(),
            logs: logs::State::default(),
            s3: s3::State::default(),
            sagemaker: sagemaker::State::default(),
            secretsmanager: secretsmanager::State::default(),
            vault: Vault::default(),
        }
    }
}

impl User {
    pub(crate) fn arn(&self) -> String {
        arn("user", "/", &self.name)
    }
}

impl Role {
    /// A role with nothing attached.
    pub(crate) fn new(name: &str, path: &str, trust: &str, created: Date) -> Self {
        Self {
            name: name.to_owned(),
            path: path.to_owned(),
            id: ids::new(ids::ROLE),
            created,
            description: None,
            max_session: 3600,
            trust: trust.to_owned(),
            boundary: None,
            tags: Tags::new(),
            inline: BTreeMap::new(),
            attached: BTreeSet::new(),
            last_used: None,
        }
    }

    pub(crate) fn arn(&self) -> String {
        arn("role", &self.path, &self.name)
    }

    /// Whether only the AWS service that owns the role may change it.
    pub(crate) fn is_service_linked(&self) -> bool {
        self.path.starts_with("/aws-service-role/")
    }
}

impl Policy {
    /// A policy with one version.
    pub(crate) fn new(name: &str, path: &str, document: &str, created: Date) -> Self {
        Self {
            name: name.to_owned(),
            path: path.to_owned(),
            id: ids::new(ids::POLICY),
            created,
            updated: created,
            description: None,
            tags: Tags::new(),
            versions: BTreeMap::from([(1, PolicyVersion { created, document: document.to_owned() })]),
            default_version: 1,
            next_version: 2,
        }
    }

    pub(crate) fn arn(&self) -> String {
        arn("policy", &self.path, &self.name)
    }

    /// Adds a version and gives its number.
    pub(crate) fn add_version(&mut self, document: &str, now: Date) -> u32 {
        let number = self.next_version;
        self.versions.insert(number, PolicyVersion { created: now, document: document.to_owned() });
        self.next_version += 1;
        self.updated = now;
        number
    }
}

impl InstanceProfile {
    /// A profile without a role.
    pub(crate) fn new(name: &str, path: &str, created: Date) -> Self {
        Self {
            name: name.to_owned(),
            path: path.to_owned(),
            id: ids::new(ids::INSTANCE_PROFILE),
            created,
            tags: Tags::new(),
            role: None,
        }
    }

    pub(crate) fn arn(&self) -> String {
        arn("instance-profile", &self.path, &self.name)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.strftime("%Y-%m-%dT%H:%M:%SZ"))
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map(Self).map_err(D::Error::custom)
    }
}
