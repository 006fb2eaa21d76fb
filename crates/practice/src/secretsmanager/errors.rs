//! Secrets Manager's errors in its words. All of them come with HTTP status 400.
//!
//! Source: each operation's page of <https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_Operations.html>

use std::fmt::Display;

use crate::error::ApiError;

fn error(code: &'static str, message: impl Into<String>) -> ApiError {
    ApiError::new(400, code, message)
}

pub(super) fn validation(message: impl Into<String>) -> ApiError {
    error("ValidationException", message)
}

/// The sentence about a parameter that breaks a constraint. A secret value is never the `value` of it.
pub(super) fn constraint(value: impl Display, at: &str, rule: &str) -> ApiError {
    validation(format!("1 validation error detected: Value '{value}' at '{at}' failed to satisfy constraint: {rule}"))
}

/// The same about a value that is not to be shown.
pub(super) fn hidden_constraint(at: &str, rule: &str) -> ApiError {
    validation(format!("1 validation error detected: Value at '{at}' failed to satisfy constraint: {rule}"))
}

pub(super) fn missing(at: &str) -> ApiError {
    validation(format!(
        "1 validation error detected: Value null at '{at}' failed to satisfy constraint: Member must not be null"
    ))
}

pub(super) fn parameter(message: impl Into<String>) -> ApiError {
    error("InvalidParameterException", message)
}

pub(super) fn request(message: impl Into<String>) -> ApiError {
    error("InvalidRequestException", message)
}

pub(super) fn not_found(message: impl Into<String>) -> ApiError {
    error("ResourceNotFoundException", message)
}

pub(super) fn no_such_secret() -> ApiError {
    not_found("Secrets Manager can't find the specified secret.")
}

pub(super) fn marked_for_deletion() -> ApiError {
    request("You can't perform this operation on the secret because it was marked for deletion.")
}

pub(super) fn exists(message: impl Into<String>) -> ApiError {
    error("ResourceExistsException", message)
}

pub(super) fn limit(message: impl Into<String>) -> ApiError {
    error("LimitExceededException", message)
}

pub(super) fn malformed_policy(message: impl Into<String>) -> ApiError {
    error("MalformedPolicyDocumentException", message)
}

pub(super) fn public_policy() -> ApiError {
    error(
        "PublicPolicyException",
        "The BlockPublicPolicy parameter is set to true, and the resource policy did not prevent broad access to the \
         secret.",
    )
}

pub(super) fn next_token() -> ApiError {
    error("InvalidNextTokenException", "The NextToken value is invalid.")
}

pub(super) fn decryption() -> ApiError {
    error("DecryptionFailure", "Secrets Manager can't decrypt the protected secret text using the provided KMS key.")
}

pub(super) fn internal() -> ApiError {
    ApiError::new(500, "InternalServiceError", "An error occurred on the server side.")
}
