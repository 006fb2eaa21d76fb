//! The calls of S3.

use serde::{Deserialize, Serialize};
use serde_json::json;

use super::bucket::{Encryption, LogTarget, OWNER_ENFORCED, PublicAccess};
use crate::cli::{Line, one_line};

/// One call of S3 that changes an account.
///
/// The journal keeps calls as JSON, so a variant or a field once released keeps its name.
///
/// Source: <https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html>
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "call", rename_all_fields = "camelCase")]
#[allow(missing_docs, reason = "the variants and fields are those of the S3 API reference")]
pub enum S3Call {
    #[serde(rename = "s3:CreateBucket")]
    CreateBucket { bucket: String, region: String },
    #[serde(rename = "s3:DeleteBucket")]
    DeleteBucket { bucket: String },
    #[serde(rename = "s3:PutBucketPolicy")]
    PutBucketPolicy { bucket: String, document: String },
    #[serde(rename = "s3:DeleteBucketPolicy")]
    DeleteBucketPolicy { bucket: String },
    #[serde(rename = "s3:PutBucketEncryption")]
    PutBucketEncryption { bucket: String, encryption: Encryption },
    #[serde(rename = "s3:PutPublicAccessBlock")]
    PutPublicAccessBlock { bucket: String, blocked: PublicAccess },
    #[serde(rename = "s3:DeletePublicAccessBlock")]
    DeletePublicAccessBlock { bucket: String },
    #[serde(rename = "s3:PutBucketVersioning")]
    PutBucketVersioning { bucket: String, enabled: bool },
    /// Nothing is logged any more where there is no target.
    #[serde(rename = "s3:PutBucketLogging")]
    PutBucketLogging { bucket: String, target: Option<LogTarget> },
    #[serde(rename = "s3:PutBucketOwnershipControls")]
    PutBucketOwnershipControls { bucket: String, ownership: String },
    #[serde(rename = "s3:DeleteBucketOwnershipControls")]
    DeleteBucketOwnershipControls { bucket: String },
    /// For all buckets of an account at once.
    #[serde(rename = "s3:PutAccountPublicAccessBlock")]
    PutAccountPublicAccessBlock { account: String, blocked: PublicAccess },
    #[serde(rename = "s3:DeleteAccountPublicAccessBlock")]
    DeleteAccountPublicAccessBlock { account: String },
}

impl S3Call {
    /// The action that the call needs. S3's permissions are not always called as its operations.
    #[must_use]
    pub const fn action(&self) -> &'static str {
        match self {
            Self::CreateBucket { .. } => "s3:CreateBucket",
            Self::DeleteBucket { .. } => "s3:DeleteBucket",
            Self::PutBucketPolicy { .. } => "s3:PutBucketPolicy",
            Self::DeleteBucketPolicy { .. } => "s3:DeleteBucketPolicy",
            Self::PutBucketEncryption { .. } => "s3:PutEncryptionConfiguration",
            Self::PutPublicAccessBlock { .. } | Self::DeletePublicAccessBlock { .. } => "s3:PutBucketPublicAccessBlock",
            Self::PutBucketVersioning { .. } => "s3:PutBucketVersioning",
            Self::PutBucketLogging { .. } => "s3:PutBucketLogging",
            Self::PutBucketOwnershipControls { .. } | Self::DeleteBucketOwnershipControls { .. } => {
                "s3:PutBucketOwnershipControls"
            }
            Self::PutAccountPublicAccessBlock { .. } | Self::DeleteAccountPublicAccessBlock { .. } => {
                "s3:PutAccountPublicAccessBlock"
            }
        }
    }

    /// The bucket that the call is about; none where it is about all of the account.
    #[must_use]
    pub fn bucket(&self) -> Option<&str> {
        let all =
            matches!(self, Self::PutAccountPublicAccessBlock { .. } | Self::DeleteAccountPublicAccessBlock { .. });
        (!all).then(|| self.of())
    }

    /// The bucket, or the account where it is about all of them.
    fn of(&self) -> &str {
        match self {
            Self::CreateBucket { bucket, .. }
            | Self::DeleteBucket { bucket }
            | Self::PutBucketPolicy { bucket, .. }
            | Self::DeleteBucketPolicy { bucket }
            | Self::PutBucketEncryption { bucket, .. }
            | Self::PutPublicAccessBlock { bucket, .. }
            | Self::DeletePublicAccessBlock { bucket }
            | Self::PutBucketVersioning { bucket, .. }
            | Self::PutBucketLogging { bucket, .. }
            | Self::PutBucketOwnershipControls { bucket, .. }
            | Self::DeleteBucketOwnershipControls { bucket } => bucket,
            Self::PutAccountPublicAccessBlock { account, .. } | Self::DeleteAccountPublicAccessBlock { account } => {
                account
            }
        }
    }

    /// What the call does, as one sentence.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::CreateBucket { bucket, region } => format!("Create the bucket {bucket} in {region}."),
            Self::DeleteBucket { bucket } => format!("Delete the bucket {bucket}, which must be empty."),
            Self::PutBucketPolicy { bucket, .. } => format!("Replace the policy of the bucket {bucket}."),
            Self::DeleteBucketPolicy { bucket } => format!("Remove the policy of the bucket {bucket}."),
            Self::PutBucketEncryption { bucket, encryption } => {
                format!("Encrypt new objects of the bucket {bucket} {}.", with(encryption))
            }
            Self::PutPublicAccessBlock { bucket, blocked } => block(blocked, &format!("the bucket {bucket}")),
            Self::PutAccountPublicAccessBlock { account, blocked } => {
                block(blocked, &format!("every bucket of the account {account}"))
            }
            Self::DeleteAccountPublicAccessBlock { account } => {
                format!("Remove the Block Public Access settings of the account {account}.")
            }
            Self::DeletePublicAccessBlock { bucket } => {
                format!("Remove the Block Public Access settings of the bucket {bucket}.")
            }
            Self::PutBucketVersioning { bucket, enabled: true } => {
                format!("Keep earlier versions of the objects of the bucket {bucket}.")
            }
            Self::PutBucketVersioning { bucket, enabled: false } => {
                format!("Keep no further versions of the objects of the bucket {bucket}.")
            }
            Self::PutBucketLogging { bucket, target: Some(LogTarget { bucket: into, prefix }) } => {
                format!("Log who reads and writes the bucket {bucket}, into {into}/{prefix}.")
            }
            Self::PutBucketLogging { bucket, target: None } => {
                format!("No longer log who reads and writes the bucket {bucket}.")
            }
            Self::PutBucketOwnershipControls { bucket, ownership } if ownership == OWNER_ENFORCED => {
                format!("Turn the ACLs of the bucket {bucket} off: policies alone decide.")
            }
            Self::PutBucketOwnershipControls { bucket, ownership } => {
                format!("Let ACLs count for the bucket {bucket} again, with the object ownership {ownership}.")
            }
            Self::DeleteBucketOwnershipControls { bucket } => {
                format!("Remove the object ownership settings of the bucket {bucket}: ACLs count again.")
            }
        }
    }

    pub(crate) fn line(&self) -> Line {
        let line = |command| Line::new("s3api", command).option("bucket", self.of());
        let account = |command| Line::new("s3control", command).option("account-id", self.of());
        match self {
            Self::CreateBucket { region, .. } if region == "us-east-1" => line("create-bucket"),
            Self::CreateBucket { region, .. } => {
                line("create-bucket").option("create-bucket-configuration", &format!("LocationConstraint={region}"))
            }
            Self::DeleteBucket { .. } => line("delete-bucket"),
            Self::PutBucketPolicy { document, .. } => line("put-bucket-policy").option("policy", &one_line(document)),
            Self::DeleteBucketPolicy { .. } => line("delete-bucket-policy"),
            Self::PutBucketEncryption { encryption, .. } => line("put-bucket-encryption")
                .option("server-side-encryption-configuration", &encryption_json(encryption).to_string()),
            Self::PutPublicAccessBlock { blocked, .. } => line("put-public-access-block")
                .option("public-access-block-configuration", &public_access_line(blocked)),
            Self::PutAccountPublicAccessBlock { blocked, .. } => account("put-public-access-block")
                .option("public-access-block-configuration", &public_access_line(blocked)),
            Self::DeleteAccountPublicAccessBlock { .. } => account("delete-public-access-block"),
            Self::DeletePublicAccessBlock { .. } => line("delete-public-access-block"),
            Self::PutBucketVersioning { enabled, .. } => line("put-bucket-versioning")
                .option("versioning-configuration", if *enabled { "Status=Enabled" } else { "Status=Suspended" }),
            Self::PutBucketLogging { target, .. } => {
                let status = target.as_ref().map_or_else(|| json!({}), |target| {
                    json!({ "LoggingEnabled": { "TargetBucket": target.bucket, "TargetPrefix": target.prefix } })
                });
                line("put-bucket-logging").option("bucket-logging-status", &status.to_string())
            }
            Self::PutBucketOwnershipControls { ownership, .. } => line("put-bucket-ownership-controls")
                .option("ownership-controls", &format!("Rules=[{{ObjectOwnership={ownership}}}]")),
            Self::DeleteBucketOwnershipControls { .. } => line("delete-bucket-ownership-controls"),
        }
    }

    /// The policy that the call writes, if it writes one, with a title for it.
    #[must_use]
    pub fn document(&self) -> Option<(String, &str)> {
        match self {
            Self::PutBucketPolicy { document, .. } => Some(("Bucket policy".to_owned(), document)),
            _ => None,
        }
    }

    /// What to say where this call takes back another one for a time only.
    pub(crate) fn undone_for_now(&self) -> Option<String> {
        match self {
            Self::DeleteBucket { bucket } => Some(format!(
                "S3 deletes a bucket only where it is empty. Afterwards anybody else can take the name {bucket}."
            )),
            _ => None,
        }
    }
}

/// What of public access is blocked for whom, as a sentence.
fn block(blocked: &PublicAccess, whom: &str) -> String {
    if *blocked == PublicAccess::ALL {
        return format!("Block all public access to {whom}.");
    }
    let parts = [
        (blocked.block_acls, "new public ACLs"),
        (blocked.ignore_acls, "present public ACLs"),
        (blocked.block_policy, "new public policies"),
        (blocked.restrict_buckets, "access by a public policy"),
    ];
    let parts: Vec<&str> = parts.into_iter().filter(|(on, _)| *on).map(|(_, words)| words).collect();
    match parts.is_empty() {
        true => format!("Block no public access to {whom}."),
        false => format!("Block for {whom}: {}.", parts.join(", ")),
    }
}

fn public_access_line(blocked: &PublicAccess) -> String {
    format!(
        "BlockPublicAcls={},IgnorePublicAcls={},BlockPublicPolicy={},RestrictPublicBuckets={}",
        blocked.block_acls, blocked.ignore_acls, blocked.block_policy, blocked.restrict_buckets
    )
}

fn with(encryption: &Encryption) -> String {
    let key = match (&encryption.key, encryption.algorithm.as_str()) {
        (_, "AES256") => return "with a key of S3 itself".to_owned(),
        (Some(key), _) => format!("with the KMS key {}", key.rsplit("key/").next().unwrap_or(key)),
        (None, _) => "with the account's own KMS key for S3".to_owned(),
    };
    if encryption.bucket_key { format!("{key} by a bucket key") } else { key }
}

fn encryption_json(encryption: &Encryption) -> serde_json::Value {
    let mut default = json!({ "SSEAlgorithm": encryption.algorithm });
    if let (Some(key), Some(default)) = (&encryption.key, default.as_object_mut()) {
        default.insert("KMSMasterKeyID".to_owned(), key.clone().into());
    }
    json!({ "Rules": [{
        "ApplyServerSideEncryptionByDefault": default,
        "BucketKeyEnabled": encryption.bucket_key,
    }] })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kms() -> Encryption {
        Encryption {
            algorithm: "aws:kms".into(),
            key: Some("arn:aws:kms:eu-west-1:111122223333:key/1234".into()),
            bucket_key: true,
        }
    }

    #[test]
    fn each_call_has_its_words_and_its_line() {
        let bucket = || "data".to_owned();
        for (call, words, line) in [
            (
                S3Call::CreateBucket { bucket: bucket(), region: "eu-west-1".into() },
                "Create the bucket data in eu-west-1.",
                "aws s3api create-bucket --bucket data --create-bucket-configuration LocationConstraint=eu-west-1",
            ),
            (
                S3Call::PutBucketEncryption { bucket: bucket(), encryption: kms() },
                "Encrypt new objects of the bucket data with the KMS key 1234 by a bucket key.",
                "aws s3api put-bucket-encryption --bucket data --server-side-encryption-configuration \
                 '{\"Rules\":[{\"ApplyServerSideEncryptionByDefault\":{\"SSEAlgorithm\":\"aws:kms\",\"KMSMasterKeyID\":\
                 \"arn:aws:kms:eu-west-1:111122223333:key/1234\"},\"BucketKeyEnabled\":true}]}'",
            ),
            (
                S3Call::PutPublicAccessBlock {
                    bucket: bucket(),
                    blocked: PublicAccess { block_policy: false, restrict_buckets: false, ..PublicAccess::ALL },
                },
                "Block for the bucket data: new public ACLs, present public ACLs.",
                "aws s3api put-public-access-block --bucket data --public-access-block-configuration \
                 BlockPublicAcls=true,IgnorePublicAcls=true,BlockPublicPolicy=false,RestrictPublicBuckets=false",
            ),
            (
                S3Call::PutBucketVersioning { bucket: bucket(), enabled: false },
                "Keep no further versions of the objects of the bucket data.",
                "aws s3api put-bucket-versioning --bucket data --versioning-configuration Status=Suspended",
            ),
        ] {
            assert_eq!(call.words(), words);
            assert_eq!(call.line().finish(), line);
        }
    }
}
