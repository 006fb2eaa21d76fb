//! The error that an operation answers with, whatever protocol carries it.

/// An AWS error: code, sentence and HTTP status.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ApiError {
    pub(crate) status: u16,
    pub(crate) code: &'static str,
    pub(crate) message: String,
}

impl ApiError {
    /// An error that only one service has.
    pub(crate) fn new(status: u16, code: &'static str, message: impl Into<String>) -> Self {
        Self { status, code, message: message.into() }
    }

    /// Whose fault it is, as the XML of an error says.
    pub(crate) const fn fault(&self) -> &'static str {
        if self.status < 500 { "Sender" } else { "Receiver" }
    }

    /// A body that is not what AWS JSON is made of.
    pub(crate) fn serialization() -> Self {
        Self::new(400, "SerializationException", "The request could not be understood as JSON of the expected types.")
    }

    /// A parameter that breaks the rules of its type.
    pub(crate) fn validation(message: impl Into<String>) -> Self {
        Self::new(400, "ValidationError", message)
    }

    /// A parameter whose value IAM cannot use.
    pub(crate) fn invalid_input(message: impl Into<String>) -> Self {
        Self::new(400, "InvalidInput", message)
    }

    pub(crate) fn malformed_policy(message: impl Into<String>) -> Self {
        Self::new(400, "MalformedPolicyDocument", message)
    }

    pub(crate) fn no_such_entity(message: impl Into<String>) -> Self {
        Self::new(404, "NoSuchEntity", message)
    }

    pub(crate) fn already_exists(message: impl Into<String>) -> Self {
        Self::new(409, "EntityAlreadyExists", message)
    }

    pub(crate) fn delete_conflict(message: impl Into<String>) -> Self {
        Self::new(409, "DeleteConflict", message)
    }

    pub(crate) fn limit_exceeded(message: impl Into<String>) -> Self {
        Self::new(409, "LimitExceeded", message)
    }

    pub(crate) fn quota(name: &str, limit: usize) -> Self {
        Self::limit_exceeded(format!("Cannot exceed quota for {name}: {limit}"))
    }

    pub(crate) fn unmodifiable(message: impl Into<String>) -> Self {
        Self::new(400, "UnmodifiableEntity", message)
    }

    pub(crate) fn not_attachable(message: impl Into<String>) -> Self {
        Self::new(400, "PolicyNotAttachable", message)
    }

    pub(crate) fn access_denied(message: impl Into<String>) -> Self {
        Self::new(403, "AccessDenied", message)
    }

    pub(crate) fn invalid_token() -> Self {
        Self::new(403, "InvalidClientTokenId", "The security token included in the request is invalid.")
    }

    pub(crate) fn missing_token() -> Self {
        Self::new(403, "MissingAuthenticationToken", "Request is missing Authentication Token")
    }

    /// What the practice account has not learnt yet. HTTP 501, which the SDK does not retry.
    pub(crate) fn not_implemented(service: &str, operation: Option<&str>) -> Self {
        let what = operation.map_or_else(|| service.to_owned(), |operation| format!("{service}:{operation}"));
        Self::new(501, "NotImplemented", format!("The practice account does not know {what} yet"))
    }

    /// The state could not be saved. IAM's own code for a failure inside AWS.
    pub(crate) fn service_failure(message: impl Into<String>) -> Self {
        Self::new(500, "ServiceFailure", message)
    }
}
