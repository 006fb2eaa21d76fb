//! A secret as it is in an account, without its values, and as somebody wants it.

use serde::{Deserialize, Serialize};

use crate::tag::Tag;

/// The label of the version that is read where nobody asks for another.
pub const CURRENT: &str = "AWSCURRENT";
/// The label of the version that was current before.
pub const PREVIOUS: &str = "AWSPREVIOUS";
/// The key that AWS keeps for the secrets of an account, where no other is named.
pub const ACCOUNT_KEY: &str = "alias/aws/secretsmanager";

/// A secret, whole but for its values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Secret {
    /// Its name, which may have slashes.
    pub name: String,
    /// Its ARN: the name and six characters more.
    pub arn: String,
    /// What its maker wrote about it.
    pub description: String,
    /// The KMS key as it was named; none is [`ACCOUNT_KEY`].
    pub kms_key: Option<String>,
    /// RFC 3339.
    pub created: Option<String>,
    /// When anything of it was last changed, RFC 3339.
    pub changed: Option<String>,
    /// The day on which a value was last read, RFC 3339.
    pub accessed: Option<String>,
    /// When its deletion was asked for, RFC 3339; none where it is not to be deleted.
    pub deleted: Option<String>,
    /// How it is rotated, where it ever was.
    pub rotation: Option<Rotation>,
    /// Its versions that have a label, and where they were listed, the others too.
    pub versions: Vec<SecretVersion>,
    /// Its tags.
    pub tags: Vec<Tag>,
    /// The Regions that it is replicated to.
    pub replicas: Vec<Replica>,
    /// The Region of its primary, where it is replicated or a replica.
    pub primary_region: Option<String>,
    /// The AWS service that keeps it, where one does: it alone changes it.
    pub owner: Option<String>,
}

/// How a secret is rotated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rotation {
    /// Whether it is.
    pub enabled: bool,
    /// The ARN of the Lambda function that makes new versions.
    pub function: String,
    /// When.
    pub rules: RotationRules,
    /// RFC 3339.
    pub last: Option<String>,
    /// RFC 3339.
    pub next: Option<String>,
}

/// When a secret is rotated: by days or by a schedule, not both.
///
/// Source: <https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_RotationRulesType.html>
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RotationRules {
    /// 1 to 1,000 days after the last time.
    pub days: Option<i64>,
    /// `rate(10 days)`, `cron(0 8 ? * 1 *)`, in UTC.
    pub schedule: Option<String>,
    /// How long the window is, in hours: `3h`.
    pub duration: Option<String>,
}

/// A version of a secret's value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SecretVersion {
    /// Its id: the idempotency token of the call that made it.
    pub id: String,
    /// Its labels; without any, AWS may remove it.
    pub stages: Vec<String>,
    /// RFC 3339, where it is known.
    pub created: Option<String>,
    /// The day on which it was last read, RFC 3339.
    pub accessed: Option<String>,
}

/// A replica.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Replica {
    /// Its Region.
    pub region: String,
    /// The KMS key of that Region; none is [`ACCOUNT_KEY`].
    pub kms_key: Option<String>,
    /// `InSync`, `InProgress` or `Failed`; none in what is wanted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// Why it failed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
}

/// A secret that somebody wants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WantedSecret {
    /// Its name.
    pub name: String,
    /// May be empty.
    pub description: String,
    /// None is [`ACCOUNT_KEY`].
    pub kms_key: Option<String>,
    /// The handle of its value.
    pub value: String,
    /// 32 to 64 characters that no other request has: the first version's id.
    pub token: String,
    /// Its tags.
    pub tags: Vec<Tag>,
    /// Where else it shall be.
    pub replicas: Vec<Replica>,
}

impl Secret {
    /// The id of the version with the label.
    #[must_use]
    pub fn labelled(&self, stage: &str) -> Option<&str> {
        let has = |version: &&SecretVersion| version.stages.iter().any(|held| held == stage);
        self.versions.iter().find(has).map(|version| version.id.as_str())
    }

    /// Whether it is a replica of a secret elsewhere, and changed there.
    #[must_use]
    pub fn is_replica(&self, region: &str) -> bool {
        self.primary_region.as_deref().is_some_and(|primary| primary != region)
    }
}
