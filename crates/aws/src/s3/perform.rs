//! Carrying out one call of S3.

use aws_sdk_s3::config::Builder;
use aws_sdk_s3::types::{
    BucketLocationConstraint, BucketLoggingStatus, BucketVersioningStatus, CreateBucketConfiguration, LoggingEnabled,
    ObjectOwnership, OwnershipControls, OwnershipControlsRule, PublicAccessBlockConfiguration, ServerSideEncryption,
    ServerSideEncryptionByDefault, ServerSideEncryptionConfiguration, ServerSideEncryptionRule,
    VersioningConfiguration,
};
use aws_sdk_s3control::config::Builder as ControlBuilder;
use gatehouse_plan::S3Call;
use gatehouse_plan::s3::bucket::{Encryption, LogTarget};

use crate::account::Account;
use crate::error::{AwsError, ErrorKind};
use crate::perform::{Performed, once};

/// Sends a call, once.
pub(crate) async fn send(account: &Account, call: &S3Call) -> Result<Performed, AwsError> {
    let (s3, control) = (&account.s3, &account.s3control);
    macro_rules! answered {
        ($request:expr) => {
            once!(Builder, $request).map(|answer| Performed::by(&answer))
        };
    }
    match call.clone() {
        S3Call::CreateBucket { bucket, region } => {
            let constraint = BucketLocationConstraint::from(region.as_str());
            let configuration = CreateBucketConfiguration::builder().location_constraint(constraint).build();
            // The oldest Region has no name there.
            let configuration = Some(configuration).filter(|_| region != "us-east-1");
            answered!(s3.create_bucket().bucket(bucket).set_create_bucket_configuration(configuration))
        }
        S3Call::DeleteBucket { bucket } => answered!(s3.delete_bucket().bucket(bucket)),
        S3Call::PutBucketPolicy { bucket, document } => {
            answered!(s3.put_bucket_policy().bucket(bucket).policy(document))
        }
        S3Call::DeleteBucketPolicy { bucket } => answered!(s3.delete_bucket_policy().bucket(bucket)),
        S3Call::PutBucketEncryption { bucket, encryption } => answered!(
            s3.put_bucket_encryption()
                .bucket(bucket)
                .server_side_encryption_configuration(sdk_encryption(&encryption)?)
        ),
        S3Call::PutPublicAccessBlock { bucket, blocked } => {
            let configuration = PublicAccessBlockConfiguration::builder()
                .block_public_acls(blocked.block_acls)
                .ignore_public_acls(blocked.ignore_acls)
                .block_public_policy(blocked.block_policy)
                .restrict_public_buckets(blocked.restrict_buckets)
                .build();
            answered!(s3.put_public_access_block().bucket(bucket).public_access_block_configuration(configuration))
        }
        S3Call::DeletePublicAccessBlock { bucket } => answered!(s3.delete_public_access_block().bucket(bucket)),
        S3Call::PutBucketVersioning { bucket, enabled } => {
            let status = if enabled { BucketVersioningStatus::Enabled } else { BucketVersioningStatus::Suspended };
            let configuration = VersioningConfiguration::builder().status(status).build();
            answered!(s3.put_bucket_versioning().bucket(bucket).versioning_configuration(configuration))
        }
        S3Call::PutBucketLogging { bucket, target } => {
            let enabled = |target: LogTarget| {
                LoggingEnabled::builder().target_bucket(target.bucket).target_prefix(target.prefix).build()
            };
            let enabled = target.map(enabled).transpose().map_err(unbuilt)?;
            let status = BucketLoggingStatus::builder().set_logging_enabled(enabled).build();
            answered!(s3.put_bucket_logging().bucket(bucket).bucket_logging_status(status))
        }
        S3Call::PutBucketOwnershipControls { bucket, ownership } => {
            let ownership = ObjectOwnership::from(ownership.as_str());
            let rule = OwnershipControlsRule::builder().object_ownership(ownership).build().map_err(unbuilt)?;
            let controls = OwnershipControls::builder().rules(rule).build().map_err(unbuilt)?;
            answered!(s3.put_bucket_ownership_controls().bucket(bucket).ownership_controls(controls))
        }
        S3Call::DeleteBucketOwnershipControls { bucket } => {
            answered!(s3.delete_bucket_ownership_controls().bucket(bucket))
        }
        S3Call::PutAccountPublicAccessBlock { account, blocked } => {
            let configuration = aws_sdk_s3control::types::PublicAccessBlockConfiguration::builder()
                .block_public_acls(blocked.block_acls)
                .ignore_public_acls(blocked.ignore_acls)
                .block_public_policy(blocked.block_policy)
                .restrict_public_buckets(blocked.restrict_buckets)
                .build();
            let request = control.put_public_access_block().account_id(account);
            once!(ControlBuilder, request.public_access_block_configuration(configuration))
                .map(|answer| Performed::by(&answer))
        }
        S3Call::DeleteAccountPublicAccessBlock { account } => {
            once!(ControlBuilder, control.delete_public_access_block().account_id(account))
                .map(|answer| Performed::by(&answer))
        }
    }
}

#[allow(clippy::needless_pass_by_value, reason = "map_err passes it so")]
fn unbuilt(error: aws_smithy_types::error::operation::BuildError) -> AwsError {
    AwsError::ours(ErrorKind::NotSent, "REQUEST_NOT_BUILT", format!("The request could not be built: {error}."))
}

fn sdk_encryption(encryption: &Encryption) -> Result<ServerSideEncryptionConfiguration, AwsError> {
    let default = ServerSideEncryptionByDefault::builder()
        .sse_algorithm(ServerSideEncryption::from(encryption.algorithm.as_str()))
        .set_kms_master_key_id(encryption.key.clone())
        .build()
        .map_err(unbuilt)?;
    let rule = ServerSideEncryptionRule::builder()
        .apply_server_side_encryption_by_default(default)
        .bucket_key_enabled(encryption.bucket_key)
        .build();
    ServerSideEncryptionConfiguration::builder().rules(rule).build().map_err(unbuilt)
}
