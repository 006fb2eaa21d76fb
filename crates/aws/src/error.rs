//! What can go wrong between here and AWS, with AWS's own code, message and request id.

use std::error::Error;

use aws_credential_types::provider::error::CredentialsError;
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_runtime_api::client::result::SdkError;
use aws_smithy_types::error::metadata::ProvideErrorMetadata;

/// What kind of failure it is: this decides whether the call may have had an effect.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ErrorKind {
    /// AWS answered and refused.
    Refused,
    /// AWS answered that it had no time; nothing was done.
    Throttled,
    /// There are no valid credentials.
    Credentials,
    /// The call never left, or no connection was made.
    NotSent,
    /// It was sent, and no answer came or AWS itself failed: it may have been carried out.
    InDoubt,
    /// The user cancelled.
    Cancelled,
    /// An answer came that says something impossible.
    Nonsense,
}

/// A failed call.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct AwsError {
    /// What kind.
    pub kind: ErrorKind,
    /// AWS's error code, or ours in UPPER_CASE.
    pub code: String,
    /// AWS's message, or ours.
    pub message: String,
    /// AWS's id of the request.
    pub request_id: Option<String>,
}

/// Codes by which AWS says that credentials are missing, wrong or expired.
///
/// Source: <https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html>
/// and, for EC2's own: <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html>
const CREDENTIAL_CODES: [&str; 13] = [
    "ExpiredToken",
    "ExpiredTokenException",
    // Of EC2: what temporary credentials are told when they have expired.
    "RequestExpired",
    "InvalidSignatureException",
    "MissingAuthenticationTokenException",
    "IncompleteSignature",
    "InvalidClientTokenId",
    "UnrecognizedClientException",
    "InvalidAccessKeyId",
    // Of S3.
    "InvalidToken",
    "SignatureDoesNotMatch",
    "MissingAuthenticationToken",
    "AuthFailure",
];

/// Codes by which AWS says that it refused to take a call for now.
const THROTTLING_CODES: [&str; 8] = [
    // Of S3.
    "SlowDown",
    "EC2ThrottledException",
    "Throttling",
    "ThrottlingException",
    "ThrottledException",
    "RequestLimitExceeded",
    "TooManyRequestsException",
    "RequestThrottled",
];

/// Codes by which AWS says that there is no such thing.
const ABSENCE_CODES: [&str; 12] = [
    "NoSuchBucket",
    "NoSuchBucketPolicy",
    "NoSuchEntity",
    "NoSuchPublicAccessBlockConfiguration",
    "NotFoundException",
    "OwnershipControlsNotFoundError",
    "RepositoryNotFoundException",
    "RepositoryPolicyNotFoundException",
    "ResourceNotFound",
    "ResourceNotFoundException",
    "ServerSideEncryptionConfigurationNotFoundError",
    "TrailNotFoundException",
];

/// How the HTTP client says that no connection came about; every other failure may have come after the request.
const NO_CONNECTION: [&str; 4] = ["client error (Connect)", "tcp connect error", "dns error", "HTTP connect timeout"];

impl AwsError {
    pub(crate) fn ours(kind: ErrorKind, code: &str, message: impl Into<String>) -> Self {
        Self { kind, code: code.to_owned(), message: message.into(), request_id: None }
    }

    /// The user cancelled.
    #[must_use]
    pub fn cancelled() -> Self {
        Self::ours(ErrorKind::Cancelled, "CANCELLED", "Cancelled.")
    }

    /// There is no such thing, as AWS would say it.
    pub(crate) fn absent(code: &str, message: &str) -> Self {
        Self::ours(ErrorKind::Refused, code, message)
    }

    pub(crate) fn nonsense(message: impl Into<String>) -> Self {
        Self::ours(ErrorKind::Nonsense, "UNEXPECTED_ANSWER", message)
    }

    /// Whether the call may have been carried out all the same.
    #[must_use]
    pub fn in_doubt(&self) -> bool {
        matches!(self.kind, ErrorKind::InDoubt | ErrorKind::Nonsense)
    }

    /// The same, of a call that only read what a changing one needs: nothing was changed.
    pub(crate) fn before_sending(self) -> Self {
        Self { kind: if self.in_doubt() { ErrorKind::NotSent } else { self.kind }, ..self }
    }

    /// Whether AWS answered that there is no such thing.
    pub(crate) fn is_absent(&self) -> bool {
        // EC2 has a code for each thing, "InvalidVpcEndpointId.NotFound", and so has S3.
        ABSENCE_CODES.contains(&self.code.as_str()) || self.code.ends_with(".NotFound")
    }

    /// An answer that AWS did not write.
    fn between(status: u16) -> Self {
        let message = format!(
            "The answer HTTP {status} came from something between here and AWS: a proxy, or a page of the network to \
             sign in at."
        );
        Self::ours(service_kind("", status), "NOT_FROM_AWS", message)
    }

    /// Whether one part of what is read may be left out for it: the caller may not read it, or its answer makes no sense.
    pub(crate) fn spares_the_rest(&self) -> bool {
        self.is_denied() || self.kind == ErrorKind::Nonsense || self.code == "NOT_FROM_AWS"
    }

    /// Whether AWS answered that the caller may not.
    pub(crate) fn is_denied(&self) -> bool {
        gatehouse_plan::is_denied(&self.code)
    }
}

impl<E> From<SdkError<E, HttpResponse>> for AwsError
where
    E: ProvideErrorMetadata + Error + 'static,
{
    fn from(error: SdkError<E, HttpResponse>) -> Self {
        if let SdkError::ServiceError(context) = &error {
            let metadata = context.err().meta();
            let status = context.raw().status().as_u16();
            if (200..300).contains(&status) {
                // What the SDK could not read is an error to it, and no refusal.
                return Self::nonsense(format!("AWS's answer could not be understood: {}.", chain(context.err())));
            }
            let code = metadata.code().unwrap_or("UnknownError").to_owned();
            let message = metadata.message().map_or_else(
                || format!("AWS answered with the error {code} (HTTP {status}) and gave no message."),
                str::to_owned,
            );
            let request_id = metadata
                .extra("aws_request_id")
                .or_else(|| context.raw().headers().get("x-amzn-requestid"))
                .map(str::to_owned);
            if metadata.code().is_none() && request_id.is_none() {
                return Self::between(status);
            }
            return Self { kind: service_kind(&code, status), code, message, request_id };
        }
        // Some services' clients cannot read an error that is none of AWS's.
        if let SdkError::ResponseError(context) = &error {
            let (status, headers) = (context.raw().status(), context.raw().headers());
            if !status.is_success() && headers.get("x-amzn-requestid").is_none() {
                return Self::between(status.as_u16());
            }
        }
        let chain = chain(&error);
        if let Some(reason) = credentials_reason(&error) {
            return Self::ours(
                ErrorKind::Credentials,
                "CREDENTIALS",
                format!("There are no valid credentials: {reason}."),
            );
        }
        match &error {
            SdkError::ConstructionFailure(_) => {
                Self::ours(ErrorKind::NotSent, "REQUEST_NOT_BUILT", format!("The request could not be built: {chain}."))
            }
            SdkError::DispatchFailure(failure) if failure.is_user() => {
                Self::ours(ErrorKind::NotSent, "REQUEST_NOT_SENT", format!("The request could not be sent: {chain}."))
            }
            SdkError::DispatchFailure(_) if chain.contains("dns error") => Self::ours(
                ErrorKind::NotSent,
                "NO_ADDRESS",
                format!("The network knows no address of this service in this Region: {chain}."),
            ),
            SdkError::DispatchFailure(_) if NO_CONNECTION.iter().any(|words| chain.contains(words)) => {
                Self::ours(ErrorKind::NotSent, "NO_CONNECTION", format!("AWS cannot be reached from here: {chain}."))
            }
            SdkError::ResponseError(_) => Self::nonsense(format!("AWS's answer could not be understood: {chain}.")),
            _ => Self::ours(ErrorKind::InDoubt, "NO_ANSWER", format!("AWS did not answer in time: {chain}.")),
        }
    }
}

fn service_kind(code: &str, status: u16) -> ErrorKind {
    if CREDENTIAL_CODES.contains(&code) {
        ErrorKind::Credentials
    } else if THROTTLING_CODES.contains(&code) {
        ErrorKind::Throttled
    } else if status >= 500 && status != 501 {
        // 501: the service does not know the operation, so it did nothing.
        ErrorKind::InDoubt
    } else {
        ErrorKind::Refused
    }
}

/// All messages of an error's chain of causes, without repetitions.
fn chain(error: &dyn Error) -> String {
    let mut parts: Vec<String> = Vec::new();
    let mut next = Some(error);
    while let Some(error) = next {
        let text = error.to_string();
        if !parts.iter().any(|part| part.contains(&text)) {
            parts.push(text);
        }
        next = error.source();
    }
    parts.join(": ").trim_end_matches('.').to_owned()
}

/// Why there are no credentials, if that is the cause.
fn credentials_reason(error: &(dyn Error + 'static)) -> Option<String> {
    let mut next = Some(error);
    while let Some(error) = next {
        if let Some(error) = error.downcast_ref::<CredentialsError>() {
            // Each layer of the SDK adds "an error occurred while ..."; the innermost says what is missing.
            let mut reason: &dyn Error = error;
            while let Some(source) = reason.source() {
                reason = source;
            }
            return Some(reason.to_string());
        }
        next = error.source();
    }
    None
}
