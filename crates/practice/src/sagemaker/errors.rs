//! SageMaker's errors in its words. All of them come with HTTP status 400.
//!
//! Source: each operation's page of
//! <https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_Operations_Amazon_SageMaker_Service.html>

use super::kinds::Kind;
use super::state::arn;
use crate::error::ApiError;

pub(super) fn validation(message: impl Into<String>) -> ApiError {
    ApiError::new(400, "ValidationException", message)
}

pub(super) fn missing(member: &str) -> ApiError {
    let mut letters = member.chars();
    let at: String = letters.next().map(|first| first.to_ascii_lowercase()).into_iter().chain(letters).collect();
    validation(format!(
        "1 validation error detected: Value null at '{at}' failed to satisfy constraint: Member must not be null"
    ))
}

/// Each kind has its own sentence.
pub(super) fn absent(region: &str, kind: &Kind, name: &str) -> ApiError {
    match kind.noun {
        "Domain" => ApiError::new(400, "ResourceNotFound", format!("Domain [{name}] does not exist.")),
        "NotebookInstance" => validation("RecordNotFound"),
        "Model" => validation(format!("Could not find model \"{}\".", arn(region, kind, name))),
        "EndpointConfig" => {
            validation(format!("Could not find endpoint configuration \"{}\".", arn(region, kind, name)))
        }
        "FeatureGroup" => {
            ApiError::new(400, "ResourceNotFound", format!("Resource Not Found: {}", arn(region, kind, name)))
        }
        "ProcessingJob" => validation(format!("Could not find requested job with name: {name}")),
        _ => validation("Requested resource not found."),
    }
}

pub(super) fn exists(region: &str, kind: &Kind, name: &str) -> ApiError {
    let arn = arn(region, kind, name);
    match kind.noun {
        "TrainingJob" | "HyperParameterTuningJob" | "ProcessingJob" | "TransformJob" => ApiError::new(
            400,
            "ResourceInUse",
            format!(
                "Job name must be unique within an AWS account and region, and a job with this name already exists ({arn})"
            ),
        ),
        "Model" => validation(format!("Cannot create already existing model \"{arn}\".")),
        "EndpointConfig" => validation(format!("Cannot create already existing endpoint configuration \"{arn}\".")),
        "FeatureGroup" => ApiError::new(400, "ResourceInUse", format!("Resource Already Exists: {arn}")),
        _ => validation(format!("Cannot create a duplicate Notebook Instance ({arn})")),
    }
}

pub(super) fn cannot_assume(role: &str) -> ApiError {
    validation(format!(
        "Could not assume role {role}. Please ensure that the role exists and allows principal \
         'sagemaker.amazonaws.com' to assume the role."
    ))
}

pub(super) fn transition(from: &str, allowed: &str, to: &str, arn: &str) -> ApiError {
    validation(format!(
        "Status ({from}) not in ([{allowed}]). Unable to transition to ({to}) for Notebook Instance ({arn})."
    ))
}
