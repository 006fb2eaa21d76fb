//! S3's errors in its words.
//!
//! Source: <https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html>

use crate::CALLER_ARN;
use crate::error::ApiError;

pub(super) fn no_such_bucket() -> ApiError {
    ApiError::new(404, "NoSuchBucket", "The specified bucket does not exist")
}

pub(super) fn no_such_policy() -> ApiError {
    ApiError::new(404, "NoSuchBucketPolicy", "The bucket policy does not exist")
}

pub(super) fn no_public_access_block() -> ApiError {
    let message = "The public access block configuration was not found";
    ApiError::new(404, "NoSuchPublicAccessBlockConfiguration", message)
}

pub(super) fn owned_by_you() -> ApiError {
    let message = "Your previous request to create the named bucket succeeded and you already own it.";
    ApiError::new(409, "BucketAlreadyOwnedByYou", message)
}

pub(super) fn invalid_name() -> ApiError {
    ApiError::new(400, "InvalidBucketName", "The specified bucket is not valid.")
}

pub(super) fn location(constraint: &str) -> ApiError {
    let message = format!(
        "The {constraint} location constraint is incompatible for the region specific endpoint this request was sent to."
    );
    ApiError::new(400, "IllegalLocationConstraintException", message)
}

pub(super) fn elsewhere() -> ApiError {
    let message = "The bucket you are attempting to access must be addressed using the specified endpoint. Please send \
                   all future requests to this endpoint.";
    ApiError::new(301, "PermanentRedirect", message)
}

pub(super) fn malformed_policy(message: impl Into<String>) -> ApiError {
    ApiError::new(400, "MalformedPolicy", message)
}

pub(super) fn argument(message: impl Into<String>) -> ApiError {
    ApiError::new(400, "InvalidArgument", message)
}

/// A policy that would be public, where the bucket takes none.
pub(super) fn public_policy(arn: &str) -> ApiError {
    ApiError::access_denied(format!(
        "User: {CALLER_ARN} is not authorized to perform: s3:PutBucketPolicy on resource: \"{arn}\" because public \
         policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access."
    ))
}

pub(super) fn no_ownership() -> ApiError {
    ApiError::new(404, "OwnershipControlsNotFoundError", "The bucket ownership controls were not found")
}

pub(super) fn no_acls() -> ApiError {
    ApiError::new(400, "AccessControlListNotSupported", "The bucket does not allow ACLs")
}

pub(super) fn acl_in_the_way() -> ApiError {
    let message = "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting";
    ApiError::new(400, "InvalidBucketAclWithObjectOwnership", message)
}

pub(super) fn log_target() -> ApiError {
    let message = "The target bucket for logging does not exist, is not owned by you, or does not have the appropriate \
                   grants for the log-delivery group.";
    ApiError::new(400, "InvalidTargetBucketForLogging", message)
}

/// An ACL that would be public, where the bucket takes none.
pub(super) fn public_acl(bucket: &str) -> ApiError {
    ApiError::access_denied(format!(
        "User: {CALLER_ARN} is not authorized to perform: s3:PutBucketAcl on resource: \"arn:aws:s3:::{bucket}\" because \
         public access control lists (ACLs) are prevented by the BlockPublicAcls setting in S3 Block Public Access."
    ))
}

pub(super) fn not_implemented(what: &str) -> ApiError {
    ApiError::new(501, "NotImplemented", format!("The practice account does not know {what}."))
}
