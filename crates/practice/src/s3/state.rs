//! What S3 keeps.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::account::Date;

/// All buckets by name, which is one for all Regions.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct State {
    pub(super) buckets: BTreeMap<String, Bucket>,
    /// For all buckets at once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) public_access: Option<PublicAccess>,
}

/// A bucket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Bucket {
    pub(super) region: String,
    pub(super) created: Date,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) policy: Option<String>,
    pub(super) encryption: Encryption,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) public_access: Option<PublicAccess>,
    /// Whether it is on; none where it never was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) versioning: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) logging: Option<Logging>,
    /// `BucketOwnerEnforced`: no ACLs.
    pub(super) ownership: String,
    /// Without one it grants to nobody but the account.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) acl: Option<PublicAcl>,
}

/// The ready-made ACLs that grant to others than the account.
///
/// Source: <https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#canned-acl>
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum PublicAcl {
    PublicRead,
    PublicReadWrite,
    AuthenticatedRead,
}

/// How new objects are encrypted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Encryption {
    /// `AES256`, `aws:kms`, `aws:kms:dsse`.
    pub(super) algorithm: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) key: Option<String>,
    pub(super) bucket_key: bool,
}

/// What of public access is blocked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PublicAccess {
    pub(super) block_acls: bool,
    pub(super) ignore_acls: bool,
    pub(super) block_policy: bool,
    pub(super) restrict: bool,
}

/// Where requests are logged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Logging {
    pub(super) bucket: String,
    pub(super) prefix: String,
}

/// Under it ACLs count for nothing.
pub(super) const OWNER_ENFORCED: &str = "BucketOwnerEnforced";

impl Encryption {
    /// With keys of S3 itself.
    pub(super) fn own() -> Self {
        Self { algorithm: "AES256".to_owned(), key: None, bucket_key: false }
    }
}

impl PublicAccess {
    pub(super) const ALL: Self = Self { block_acls: true, ignore_acls: true, block_policy: true, restrict: true };
}

impl Bucket {
    /// As S3 makes them since April 2023.
    ///
    /// Source: <https://docs.aws.amazon.com/AmazonS3/latest/userguide/create-bucket-faq.html>
    pub(super) fn new(region: &str, created: Date) -> Self {
        Self {
            region: region.to_owned(),
            created,
            policy: None,
            encryption: Encryption::own(),
            public_access: Some(PublicAccess::ALL),
            versioning: None,
            logging: None,
            ownership: OWNER_ENFORCED.to_owned(),
            acl: None,
        }
    }
}

/// Source: <https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html>
pub(super) fn arn(bucket: &str) -> String {
    format!("arn:aws:s3:::{bucket}")
}
