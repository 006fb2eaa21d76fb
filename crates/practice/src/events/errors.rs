//! EventBridge's errors in its words. All of them come with HTTP status 400.
//!
//! Source: each operation's page of <https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_Operations.html>

use std::fmt::Display;

use crate::error::ApiError;

fn error(code: &'static str, message: impl Into<String>) -> ApiError {
    ApiError::new(400, code, message)
}

pub(super) fn validation(message: impl Into<String>) -> ApiError {
    error("ValidationException", message)
}

/// EventBridge's sentence about a parameter that breaks a constraint.
pub(super) fn constraint(value: impl Display, at: &str, rule: &str) -> ApiError {
    validation(format!("1 validation error detected: Value '{value}' at '{at}' failed to satisfy constraint: {rule}"))
}

pub(super) fn missing(at: &str) -> ApiError {
    validation(format!(
        "1 validation error detected: Value null at '{at}' failed to satisfy constraint: Member must not be null"
    ))
}

pub(super) fn no_such_rule(name: &str) -> ApiError {
    error("ResourceNotFoundException", format!("Rule {name} does not exist on EventBus default."))
}

pub(super) fn no_such_bus(name: &str) -> ApiError {
    error("ResourceNotFoundException", format!("Event bus {name} does not exist."))
}

pub(super) fn pattern(reason: &str) -> ApiError {
    error("InvalidEventPatternException", format!("Event pattern is not valid. Reason: {reason}"))
}

pub(super) fn too_many() -> ApiError {
    error("LimitExceededException", "The requested resource exceeds the maximum number allowed.")
}
