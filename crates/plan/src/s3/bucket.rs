//! What a bucket is.

use serde::{Deserialize, Serialize};

/// The object ownership under which ACLs count for nothing.
pub const OWNER_ENFORCED: &str = "BucketOwnerEnforced";

/// A bucket with what could be read of it. What could not be read is none: see [`Bucket::has_read`].
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Bucket {
    /// Its name.
    pub name: String,
    /// Its Region.
    pub region: String,
    /// RFC 3339.
    pub created: Option<String>,
    /// Its policy, where it has one.
    pub policy: Option<String>,
    /// Whether S3 takes its policy for public; none where it has no policy.
    pub public_policy: Option<bool>,
    /// How new objects are encrypted.
    pub encryption: Option<Encryption>,
    /// What of public access is blocked; none where nothing is.
    pub public_access: Option<PublicAccess>,
    /// Whether earlier versions of objects are kept.
    pub versioning: Versioning,
    /// Where its requests are logged.
    pub logging: Option<LogTarget>,
    /// `BucketOwnerEnforced` where ACLs are off; none where AWS tells none.
    pub ownership: Option<String>,
    /// What its ACL grants to everybody, or to everybody with an AWS account: `READ`, `WRITE`... Not asked where ACLs are
    /// off.
    pub public_acl: Vec<String>,
    /// What could not be read.
    pub unread: Vec<BucketPart>,
}

/// A part of a bucket that is read by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "their words say it")]
pub enum BucketPart {
    Policy,
    PolicyStatus,
    Encryption,
    PublicAccess,
    Versioning,
    Logging,
    Ownership,
    Acl,
}

/// How new objects are encrypted where a request does not say.
///
/// Source: <https://docs.aws.amazon.com/AmazonS3/latest/API/API_ServerSideEncryptionByDefault.html>
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Encryption {
    /// `AES256`, `aws:kms`, `aws:kms:dsse`.
    pub algorithm: String,
    /// The KMS key, as it was named; none is S3's own key of the account.
    pub key: Option<String>,
    /// One data key for many objects, for some time: fewer requests to KMS.
    pub bucket_key: bool,
}

/// What of public access is blocked.
///
/// Source: <https://docs.aws.amazon.com/AmazonS3/latest/API/API_PublicAccessBlockConfiguration.html>
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PublicAccess {
    /// New public ACLs are refused.
    pub block_acls: bool,
    /// Public ACLs count for nothing.
    pub ignore_acls: bool,
    /// New public policies are refused.
    pub block_policy: bool,
    /// A public policy lets in nobody but the account and AWS services.
    pub restrict_buckets: bool,
}

/// Whether earlier versions of objects are kept. What never was on cannot be turned on and back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Versioning {
    /// It never was on.
    #[default]
    Never,
    /// On.
    Enabled,
    /// It was on.
    Suspended,
}

/// Where requests are logged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogTarget {
    /// The bucket.
    pub bucket: String,
    /// What the logs' names begin with.
    pub prefix: String,
}

impl Bucket {
    /// Whether ACLs count for nothing.
    ///
    /// Source: <https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html>
    #[must_use]
    pub fn has_no_acls(&self) -> bool {
        self.ownership.as_deref() == Some(OWNER_ENFORCED)
    }

    /// Whether this part could be read.
    #[must_use]
    pub fn has_read(&self, part: BucketPart) -> bool {
        !self.unread.contains(&part)
    }
}

impl PublicAccess {
    /// Everything.
    pub const ALL: Self = Self { block_acls: true, ignore_acls: true, block_policy: true, restrict_buckets: true };
}

impl BucketPart {
    /// What it is, in words.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Policy => "policy",
            Self::PolicyStatus => "answer whether the policy is public",
            Self::Encryption => "default encryption",
            Self::PublicAccess => "Block Public Access settings",
            Self::Versioning => "versioning",
            Self::Logging => "access logging",
            Self::Ownership => "object ownership",
            Self::Acl => "ACL",
        }
    }

    /// The permission that reading it needs.
    ///
    /// Source: <https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html>
    #[must_use]
    pub const fn action(self) -> &'static str {
        match self {
            Self::Policy => "s3:GetBucketPolicy",
            Self::PolicyStatus => "s3:GetBucketPolicyStatus",
            Self::Encryption => "s3:GetEncryptionConfiguration",
            Self::PublicAccess => "s3:GetBucketPublicAccessBlock",
            Self::Versioning => "s3:GetBucketVersioning",
            Self::Logging => "s3:GetBucketLogging",
            Self::Ownership => "s3:GetBucketOwnershipControls",
            Self::Acl => "s3:GetBucketAcl",
        }
    }
}
