//! A bucket's settings: encryption, Block Public Access, versioning, logging.

use super::state::{Encryption, Logging, PublicAccess};
use super::{CONTROL_NAMESPACE, NAMESPACE, errors, input};
use crate::account::Account;
use crate::error::ApiError;
use crate::protocol::rest::{Answer, Call, Element, Reply, malformed};

pub(super) fn encryption(account: &Account, call: &Call<'_>) -> Answer {
    let Encryption { algorithm, key, bucket_key } = &input::bucket(account, call)?.encryption;
    Ok(Reply::xml("ServerSideEncryptionConfiguration", NAMESPACE, |xml| {
        xml.element("Rule", |xml| {
            xml.element("ApplyServerSideEncryptionByDefault", |xml| {
                xml.text("SSEAlgorithm", algorithm);
                xml.optional("KMSMasterKeyID", key.as_ref());
            });
            xml.text("BucketKeyEnabled", bucket_key);
        });
    }))
}

/// Whether there is such a key, S3 does not ask.
pub(super) fn put_encryption(account: &mut Account, call: &Call<'_>) -> Answer {
    let body = body(call)?;
    let rule = body.child("Rule").ok_or_else(malformed)?;
    let default = rule.child("ApplyServerSideEncryptionByDefault").ok_or_else(malformed)?;
    let algorithm = default.text("SSEAlgorithm").ok_or_else(malformed)?;
    if !["AES256", "aws:kms", "aws:kms:dsse"].contains(&algorithm) {
        return Err(malformed());
    }
    let key = default.text("KMSMasterKeyID").filter(|key| !key.is_empty());
    if algorithm == "AES256" && key.is_some() {
        return Err(errors::argument("a KMSMasterKeyID is not applicable if the default sse algorithm is not aws:kms"));
    }
    let bucket_key = flag(rule, "BucketKeyEnabled")?.unwrap_or_default();
    let wanted = Encryption { algorithm: algorithm.to_owned(), key: key.map(str::to_owned), bucket_key };
    input::bucket_mut(account, call)?.encryption = wanted;
    Ok(Reply::empty(200))
}

pub(super) fn public_access(account: &Account, call: &Call<'_>) -> Answer {
    let blocked = input::bucket(account, call)?.public_access.ok_or_else(errors::no_public_access_block)?;
    Ok(blocks(blocked, NAMESPACE))
}

/// For all buckets of the account.
///
/// Source: <https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_GetPublicAccessBlock.html>
pub(super) fn account_public_access(account: &Account, _: &Call<'_>) -> Answer {
    let blocked = account.s3.public_access.ok_or_else(errors::no_public_access_block)?;
    Ok(blocks(blocked, CONTROL_NAMESPACE))
}

pub(super) fn put_account_public_access(account: &mut Account, call: &Call<'_>) -> Answer {
    account.s3.public_access = Some(wanted_public_access(call)?);
    Ok(Reply::empty(200))
}

pub(super) fn delete_account_public_access(account: &mut Account, _: &Call<'_>) -> Answer {
    account.s3.public_access = None;
    Ok(Reply::empty(204))
}

fn blocks(blocked: PublicAccess, namespace: &str) -> Reply {
    Reply::xml("PublicAccessBlockConfiguration", namespace, |xml| {
        xml.text("BlockPublicAcls", blocked.block_acls);
        xml.text("IgnorePublicAcls", blocked.ignore_acls);
        xml.text("BlockPublicPolicy", blocked.block_policy);
        xml.text("RestrictPublicBuckets", blocked.restrict);
    })
}

fn wanted_public_access(call: &Call<'_>) -> Result<PublicAccess, ApiError> {
    let body = body(call)?;
    let set = |name| Ok::<_, ApiError>(flag(&body, name)?.unwrap_or_default());
    Ok(PublicAccess {
        block_acls: set("BlockPublicAcls")?,
        ignore_acls: set("IgnorePublicAcls")?,
        block_policy: set("BlockPublicPolicy")?,
        restrict: set("RestrictPublicBuckets")?,
    })
}

pub(super) fn put_public_access(account: &mut Account, call: &Call<'_>) -> Answer {
    let wanted = wanted_public_access(call)?;
    input::bucket_mut(account, call)?.public_access = Some(wanted);
    Ok(Reply::empty(200))
}

pub(super) fn delete_public_access(account: &mut Account, call: &Call<'_>) -> Answer {
    input::bucket_mut(account, call)?.public_access = None;
    Ok(Reply::empty(204))
}

pub(super) fn versioning(account: &Account, call: &Call<'_>) -> Answer {
    let on = input::bucket(account, call)?.versioning;
    Ok(Reply::xml("VersioningConfiguration", NAMESPACE, |xml| {
        xml.optional("Status", on.map(|on| if on { "Enabled" } else { "Suspended" }));
    }))
}

pub(super) fn put_versioning(account: &mut Account, call: &Call<'_>) -> Answer {
    let on = match body(call)?.text("Status") {
        Some("Enabled") => true,
        Some("Suspended") => false,
        _ => return Err(malformed()),
    };
    input::bucket_mut(account, call)?.versioning = Some(on);
    Ok(Reply::empty(200))
}

pub(super) fn logging(account: &Account, call: &Call<'_>) -> Answer {
    let target = &input::bucket(account, call)?.logging;
    Ok(Reply::xml("BucketLoggingStatus", NAMESPACE, |xml| {
        if let Some(target) = target {
            xml.element("LoggingEnabled", |xml| {
                xml.text("TargetBucket", &target.bucket);
                xml.text("TargetPrefix", &target.prefix);
            });
        }
    }))
}

/// Whether the log service may write there, S3 does not ask.
///
/// Source: <https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketLogging.html>
pub(super) fn put_logging(account: &mut Account, call: &Call<'_>) -> Answer {
    let body = body(call)?;
    let wanted = match body.child("LoggingEnabled") {
        None => None,
        Some(target) => {
            let bucket = target.text("TargetBucket").ok_or_else(malformed)?.to_owned();
            let prefix = target.text("TargetPrefix").unwrap_or_default().to_owned();
            let here = account.s3.buckets.get(&bucket).is_some_and(|bucket| bucket.region == call.region);
            if !here {
                return Err(errors::log_target());
            }
            Some(Logging { bucket, prefix })
        }
    };
    input::bucket_mut(account, call)?.logging = wanted;
    Ok(Reply::empty(200))
}

pub(super) fn body(call: &Call<'_>) -> Result<Element, ApiError> {
    call.params.xml()?.ok_or_else(malformed)
}

fn flag(element: &Element, name: &str) -> Result<Option<bool>, ApiError> {
    match element.text(name) {
        None => Ok(None),
        Some("true" | "TRUE") => Ok(Some(true)),
        Some("false" | "FALSE") => Ok(Some(false)),
        Some(_) => Err(malformed()),
    }
}
