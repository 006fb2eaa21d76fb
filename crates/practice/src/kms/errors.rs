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
