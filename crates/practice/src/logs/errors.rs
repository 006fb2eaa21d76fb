//! CloudWatch Logs' errors in its words. All of them come with HTTP status 400.
//!
//! Source: each operation's page of
//! <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_Operations.html>

use std::fmt::Display;

use crate::error::ApiError;

fn error(code: &'static str, message: impl Into<String>) -> ApiError {
    ApiError::new(400, code, message)
}

pub(super) fn invalid(message: impl Into<String>) -> ApiError {
    error("InvalidParameterException", message)
}

/// CloudWatch Logs' sentence about a parameter that breaks a constraint.
pub(super) fn constraint(value: impl Display, at: &str, rule: &str) -> ApiError {
    invalid(format!("1 validation error detected: Value '{value}' at '{at}' failed to satisfy constraint: {rule}"))
}

pub(super) fn missing(at: &str) -> ApiError {
    invalid(format!(
        "1 validation error detected: Value null at '{at}' failed to satisfy constraint: Member must not be null"
    ))
}

pub(super) fn group_exists() -> ApiError {
    error("ResourceAlreadyExistsException", "The specified log group already exists")
}

pub(super) fn no_such_group() -> ApiError {
    error("ResourceNotFoundException", "The specified log group does not exist.")
}

pub(super) fn no_such_filter() -> ApiError {
    error("ResourceNotFoundException", "The specified metric filter does not exist.")
}

pub(super) fn too_many() -> ApiError {
    error("LimitExceededException", "Resource limit exceeded.")
}

pub(super) fn token() -> ApiError {
    invalid("The specified nextToken is invalid.")
}
