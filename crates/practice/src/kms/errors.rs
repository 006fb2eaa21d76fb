//! KMS's errors in its words. All of them come with HTTP status 400.
//!
//! Source: <https://docs.aws.amazon.com/kms/latest/APIReference/CommonErrors.html> and each operation's page

use std::fmt::Display;

use crate::error::ApiError;

fn error(code: &'static str, message: impl Into<String>) -> ApiError {
    ApiError::new(400, code, message)
}

pub(super) fn validation(message: impl Into<String>) -> ApiError {
    error("ValidationException", message)
}

/// KMS's sentence about a parameter that breaks a constraint.
pub(super) fn constraint(value: impl Display, at: &str, rule: &str) -> ApiError {
    validation(format!("1 validation error detected: Value '{value}' at '{at}' failed to satisfy constraint: {rule}"))
}

pub(super) fn missing(at: &str) -> ApiError {
    validation(format!(
        "1 validation error detected: Value null at '{at}' failed to satisfy constraint: Member must not be null"
    ))
}

pub(super) fn not_found(message: impl Into<String>) -> ApiError {
    error("NotFoundException", message)
}

pub(super) fn no_such_key(arn: &str) -> ApiError {
    not_found(format!("Key '{arn}' does not exist"))
}

pub(super) fn no_such_alias(arn: &str) -> ApiError {
    not_found(format!("Alias {arn} is not found."))
}

pub(super) fn already_exists(message: impl Into<String>) -> ApiError {
    error("AlreadyExistsException", message)
}

pub(super) fn not_authorized() -> ApiError {
    error("NotAuthorizedException", "")
}

pub(super) fn invalid_marker() -> ApiError {
    error("InvalidMarkerException", "Could not deserialize marker")
}

pub(super) fn tag(message: impl Into<String>) -> ApiError {
    error("TagException", message)
}

pub(super) fn invalid_state(message: impl Into<String>) -> ApiError {
    error("KMSInvalidStateException", message)
}

pub(super) fn disabled(arn: &str) -> ApiError {
    error("DisabledException", format!("{arn} is disabled."))
}

pub(super) fn unsupported() -> ApiError {
    error("UnsupportedOperationException", "")
}

pub(super) fn limit(message: impl Into<String>) -> ApiError {
    error("LimitExceededException", message)
}

pub(super) fn malformed_policy(message: impl Into<String>) -> ApiError {
    error("MalformedPolicyDocumentException", message)
}

pub(super) fn no_such_grant(id: &str) -> ApiError {
    not_found(format!("Grant ID {id} not found"))
}

pub(super) fn invalid_grant_token() -> ApiError {
    error("InvalidGrantTokenException", "")
}

pub(super) fn invalid_arn(arn: &str) -> ApiError {
    error("InvalidArnException", format!("ARN does not refer to a valid principal: {arn}"))
}

/// Also of a wrong encryption context: KMS does not tell which.
pub(super) fn invalid_ciphertext() -> ApiError {
    error("InvalidCiphertextException", "")
}

pub(super) fn incorrect_key() -> ApiError {
    error("IncorrectKeyException", "The key ID in the request does not identify a CMK that can perform this operation.")
}

pub(super) fn key_usage(message: impl Into<String>) -> ApiError {
    error("InvalidKeyUsageException", message)
}

/// Nobody changes a key that AWS manages.
pub(super) fn aws_managed(operation: &str, arn: &str) -> ApiError {
    error(
        "AccessDeniedException",
        format!(
            "User: {} is not authorized to perform: kms:{operation} on resource: {arn} because no resource-based policy \
             allows the kms:{operation} action",
            crate::CALLER_ARN
        ),
    )
}

pub(super) fn internal() -> ApiError {
    ApiError::new(500, "KMSInternalException", "The request failed inside the practice account. Try it again.")
}
