//! CloudTrail's errors in its words. All of them come with HTTP status 400.
//!
//! Source: each operation's page of <https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_Operations.html>

use crate::ACCOUNT_ID;
use crate::error::ApiError;

fn error(code: &'static str, message: impl Into<String>) -> ApiError {
    ApiError::new(400, code, message)
}

pub(super) fn not_found(arn: &str) -> ApiError {
    error("TrailNotFoundException", format!("Unknown trail: {arn} for the user: {ACCOUNT_ID}"))
}

pub(super) fn exists(name: &str) -> ApiError {
    error("TrailAlreadyExistsException", format!("Trail {name} already exists for customer: {ACCOUNT_ID}"))
}

pub(super) fn name(message: &str) -> ApiError {
    error("InvalidTrailNameException", message)
}

pub(super) fn too_many() -> ApiError {
    error("MaximumNumberOfTrailsExceededException", format!("User: {ACCOUNT_ID} already has 5 trails in this region."))
}

pub(super) fn no_bucket(bucket: &str) -> ApiError {
    error("S3BucketDoesNotExistException", format!("S3 bucket {bucket} does not exist!"))
}

pub(super) fn bucket_policy(bucket: &str) -> ApiError {
    let message = format!("Incorrect S3 bucket policy is detected for bucket: {bucket}");
    error("InsufficientS3BucketPolicyException", message)
}

pub(super) fn log_group(message: &str) -> ApiError {
    error("InvalidCloudWatchLogsLogGroupArnException", message)
}

pub(super) fn log_role(message: &str) -> ApiError {
    error("InvalidCloudWatchLogsRoleArnException", message)
}

pub(super) fn combination(message: &str) -> ApiError {
    error("InvalidParameterCombinationException", message)
}

pub(super) fn selectors(message: &str) -> ApiError {
    error("InvalidEventSelectorsException", message)
}

pub(super) fn home(region: &str) -> ApiError {
    error("InvalidHomeRegionException", format!("Trail can be changed only from its home region: {region}"))
}
