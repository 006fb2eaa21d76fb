use std::fmt;

use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use zeroize::Zeroize;

use super::{Notice, TagView};

/// The secrets of an account in a Region, without a value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct SecretList {
    /// By name.
    pub secrets: Vec<SecretSummary>,
    /// When they were read, RFC 3339.
    pub read_at: String,
}

/// A secret, in a row of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct SecretSummary {
    /// Its name.
    pub name: String,
    /// Its ARN.
    pub arn: String,
    /// What its maker wrote about it.
    pub description: String,
    /// The KMS key as it was named; none is the account's own key for secrets.
    pub kms_key: Option<String>,
    /// RFC 3339.
    pub created: Option<String>,
    /// When anything of it was last changed, RFC 3339.
    pub changed: Option<String>,
    /// The day on which its value was last read, RFC 3339.
    pub accessed: Option<String>,
    /// When its deletion was asked for, RFC 3339; none where it is not to be deleted.
    pub deleted: Option<String>,
    /// Whether it is rotated.
    pub rotated: bool,
    /// When it is rotated next, RFC 3339.
    pub next_rotation: Option<String>,
    /// The AWS service that keeps it, or that it is a replica: why it is not changed here.
    pub unchangeable: Option<String>,
    /// Its tags.
    pub tags: Vec<TagView>,
}

/// A secret with all that belongs to it but its values.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct SecretView {
    /// What the list shows.
    #[serde(flatten)]
    pub summary: SecretSummary,
    /// The current one first.
    pub versions: Vec<SecretVersionView>,
    /// How it is rotated, where it ever was.
    pub rotation: Option<SecretRotationView>,
    /// Its resource policy; none where it has none, or where a notice says that it could not be read.
    pub policy: Option<String>,
    /// The Regions that it is replicated to.
    pub replicas: Vec<SecretReplicaView>,
    /// What could not be read.
    pub notices: Vec<Notice>,
}

/// A version of a secret's value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct SecretVersionView {
    /// Its id.
    pub id: String,
    /// Its labels, `AWSCURRENT`.
    pub stages: Vec<String>,
    /// RFC 3339.
    pub created: Option<String>,
    /// The day on which it was last read, RFC 3339.
    pub accessed: Option<String>,
    /// Whether it is read where nobody asks for another.
    pub current: bool,
}

/// How a secret is rotated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct SecretRotationView {
    /// Whether it is.
    pub enabled: bool,
    /// The ARN of the Lambda function.
    pub function: String,
    /// Every so many days.
    #[ts(type = "number | null")]
    pub days: Option<i64>,
    /// `rate(10 days)`, `cron(0 8 ? * 1 *)`.
    pub schedule: Option<String>,
    /// The window, `3h`.
    pub duration: Option<String>,
    /// RFC 3339.
    pub last: Option<String>,
    /// RFC 3339.
    pub next: Option<String>,
}

/// A replica of a secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct SecretReplicaView {
    /// Its Region.
    pub region: String,
    /// Its KMS key.
    pub kms_key: Option<String>,
    /// `InSync`, `InProgress` or `Failed`.
    pub status: Option<String>,
    /// Why it failed.
    pub message: Option<String>,
}

/// A value that somebody asked to see. It is the one view that holds any, it is wiped when it is dropped, and `Debug` does
/// not show it.
#[derive(Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct RevealedSecret {
    /// The text; none of a binary value.
    pub text: Option<String>,
    /// How many bytes a binary value has.
    pub binary: Option<usize>,
    /// The version's id.
    pub version: String,
}

impl fmt::Debug for RevealedSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RevealedSecret").field("binary", &self.binary).field("version", &self.version).finish()
    }
}

impl Drop for RevealedSecret {
    fn drop(&mut self) {
        self.text.zeroize();
    }
}

/// A secret that somebody wants. Its values are never shown by `Debug` and are wiped when it is dropped.
#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct SecretInput {
    /// Its name.
    pub name: String,
    /// What it is for; may be empty.
    pub description: String,
    /// A key's id, ARN or alias; empty for the account's own key for secrets.
    pub kms_key: String,
    /// What it shall hold.
    pub content: SecretContent,
    /// Its tags.
    pub tags: Vec<TagView>,
    /// Where else it shall be.
    pub replicas: Vec<String>,
}

/// What a value is made of.
#[derive(Debug, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
#[ts(export)]
pub enum SecretContent {
    /// Keys and values, written as a JSON object of texts.
    Pairs {
        /// In this order.
        pairs: Vec<SecretPair>,
    },
    /// Any JSON, kept as it is written.
    Json {
        /// The JSON.
        #[ts(type = "string")]
        text: SecretString,
    },
    /// Any text.
    Text {
        /// The text.
        #[ts(type = "string")]
        text: SecretString,
    },
    /// The credentials of a database, as the rotation functions of AWS expect them.
    Database {
        /// `postgres`, `mysql`, ...
        engine: String,
        /// Its host name.
        host: String,
        /// Its port.
        port: u16,
        /// The database's name; may be empty.
        database: String,
        /// The user.
        username: String,
        /// None: AWS draws one, and this program never shows it.
        #[ts(type = "string | null")]
        password: Option<SecretString>,
    },
}

/// A value by itself.
#[derive(Debug, Deserialize)]
#[serde(transparent)]
pub struct SecretText(pub SecretString);

/// A key with its value.
#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct SecretPair {
    /// The key.
    pub key: String,
    /// Its value.
    #[ts(type = "string")]
    pub value: SecretString,
}

/// How a secret shall be rotated.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct SecretRotationInput {
    /// The ARN of the Lambda function.
    pub function: String,
    /// Every so many days, if not by a schedule.
    #[ts(type = "number | null")]
    pub days: Option<i64>,
    /// `rate(10 days)` or `cron(0 8 ? * 1 *)`; may be empty.
    pub schedule: String,
    /// The window, `3h`; may be empty.
    pub duration: String,
    /// Whether it shall be rotated now, too.
    pub immediately: bool,
}

/// Who can read a secret's value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct SecretReaders {
    /// Roles of the account first, then whom the resource policy names beyond it.
    pub readers: Vec<SecretReader>,
    /// How many roles were asked about.
    pub roles: usize,
    /// What else they need, where the secret has a KMS key of its own.
    pub key_note: Option<String>,
    /// What could not be read.
    pub notices: Vec<Notice>,
}

/// Somebody who can read a secret's value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct SecretReader {
    /// As a policy names it.
    pub principal: String,
    /// The role's name, where it is one of this account's.
    pub role: Option<String>,
    /// Whether it depends on what a request has with it.
    pub depends: bool,
    /// Why, in one sentence.
    pub sentence: String,
    /// The statements that decide it: policy and place.
    pub statements: Vec<String>,
    /// It is of another account, whose own policies are not known.
    pub assumed: bool,
}
