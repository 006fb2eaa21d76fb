//! ECR's errors in its words. All of them come with HTTP status 400.
//!
//! Source: each operation's page of <https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_Operations.html>

use crate::ACCOUNT_ID;
use crate::error::ApiError;

fn error(code: &'static str, message: impl Into<String>) -> ApiError {
    ApiError::new(400, code, message)
}

pub(super) fn invalid(at: &str, rule: &str) -> ApiError {
    let message = format!("Invalid parameter at '{at}' failed to satisfy constraint: '{rule}'");
    error("InvalidParameterException", message)
}

pub(super) fn no_such_repository(name: &str) -> ApiError {
    let message = format!("The repository with name '{name}' does not exist in the registry with id '{ACCOUNT_ID}'");
    error("RepositoryNotFoundException", message)
}

pub(super) fn exists(name: &str) -> ApiError {
    let message = format!("The repository with name '{name}' already exists in the registry with id '{ACCOUNT_ID}'");
    error("RepositoryAlreadyExistsException", message)
}

pub(super) fn no_policy(name: &str) -> ApiError {
    let message = format!(
        "Repository policy does not exist for the repository with name '{name}' in the registry with id '{ACCOUNT_ID}'"
    );
    error("RepositoryPolicyNotFoundException", message)
}
