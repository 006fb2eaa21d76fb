use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Notice;

/// The buckets of an account, of all Regions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct BucketList {
    /// By name.
    pub buckets: Vec<BucketView>,
    /// What could not be read, and which permission is missing.
    pub notices: Vec<Notice>,
    /// RFC 3339.
    pub read_at: String,
}

/// A bucket. What could not be read is none, and named in `unread`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct BucketView {
    /// Its name.
    pub name: String,
    /// Its Region.
    pub region: String,
    /// RFC 3339.
    pub created: Option<String>,
    /// Its policy.
    pub policy: Option<String>,
    /// S3 takes the policy for public; none without a policy.
    pub public_policy: Option<bool>,
    /// How new objects are encrypted.
    pub encryption: Option<BucketEncryption>,
    /// What of public access is blocked; none where nothing is.
    pub public_access: Option<BucketPublicAccess>,
    /// Earlier versions of objects.
    pub versioning: BucketVersioning,
    /// Where requests are logged: `BUCKET/PREFIX`.
    pub log_target: Option<String>,
    /// ACLs count for nothing.
    pub acls_off: Option<bool>,
    /// What could not be read.
    pub unread: Vec<BucketPartView>,
    /// Why it is not changed here, where it is not.
    pub unchangeable: Option<String>,
}

/// A part of a bucket that is read by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
#[allow(missing_docs, reason = "they are S3's words")]
pub enum BucketPartView {
    Policy,
    PolicyStatus,
    Encryption,
    PublicAccess,
    Versioning,
    Logging,
    Ownership,
    Acl,
}

/// How new objects are encrypted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct BucketEncryption {
    /// `AES256`, `aws:kms`, `aws:kms:dsse`.
    pub algorithm: String,
    /// The KMS key; none is the account's own one.
    pub key: Option<String>,
    /// One data key for many objects.
    pub bucket_key: bool,
}

/// What of public access is blocked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct BucketPublicAccess {
    /// New public ACLs.
    pub block_acls: bool,
    /// Public ACLs that are there.
    pub ignore_acls: bool,
    /// New public policies.
    pub block_policy: bool,
    /// Access by a public policy.
    pub restrict_buckets: bool,
}

/// Whether earlier versions of objects are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum BucketVersioning {
    /// They never were.
    Never,
    /// They are.
    Enabled,
    /// They were.
    Suspended,
}

/// What of a bucket shall be otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[serde(tag = "is", rename_all = "camelCase", rename_all_fields = "camelCase")]
#[ts(export)]
pub enum BucketChange {
    /// All public access is blocked.
    BlockPublicAccess,
    /// New objects are encrypted so.
    Encryption {
        /// A KMS key's ARN, id or alias; empty for keys of S3 itself.
        key: String,
        /// One data key for many objects.
        bucket_key: bool,
    },
    /// Earlier versions are kept, or no longer.
    Versioning {
        /// They are.
        enabled: bool,
    },
    /// The policy is taken away.
    RemovePolicy,
}
