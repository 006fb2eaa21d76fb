//! CloudWatch's errors in its words.
//!
//! Source: <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CommonErrors.html> and each operation's page

use std::fmt::Display;

use crate::error::ApiError;

/// CloudWatch's sentence about a parameter that breaks a constraint.
pub(super) fn constraint(value: impl Display, at: &str, rule: &str) -> ApiError {
    let message =
        format!("1 validation error detected: Value '{value}' at '{at}' failed to satisfy constraint: {rule}");
    ApiError::validation(message)
}

pub(super) fn missing(at: &str) -> ApiError {
    ApiError::validation(format!(
        "1 validation error detected: Value null at '{at}' failed to satisfy constraint: Member must not be null"
    ))
}

/// What an alarm on one metric cannot do without. The words are ours.
pub(super) fn incomplete(parameter: &str) -> ApiError {
    ApiError::new(400, "MissingParameter", format!("The parameter {parameter} is required for an alarm on a metric."))
}

pub(super) fn action(arn: &str) -> ApiError {
    ApiError::validation(format!("Invalid arn syntax: {arn}"))
}

pub(super) fn not_found() -> ApiError {
    ApiError::new(404, "ResourceNotFound", "The named resource does not exist.")
}

pub(super) fn token() -> ApiError {
    ApiError::new(400, "InvalidNextToken", "The next token specified is invalid.")
}

/// HTTP 501, which the SDK does not retry.
pub(super) fn unknown_metrics() -> ApiError {
    ApiError::new(501, "NotImplemented", "The practice account does not know alarms on computed metrics yet")
}
