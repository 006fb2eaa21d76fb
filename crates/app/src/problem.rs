//! Failures of every part, as a person reads them.

use gatehouse_aws::{AwsError, ErrorKind};
use gatehouse_workload::FieldError;

use crate::apply::Halt;
use crate::journal::JournalFault;
use crate::views::{FieldProblem, Problem};

impl Problem {
    /// A failure outside of the use cases: of the window.
    #[must_use]
    pub fn failed(code: &str, message: impl Into<String>) -> Self {
        Self::new(code, message)
    }

    pub(crate) fn new(code: &str, message: impl Into<String>) -> Self {
        Self {
            code: code.to_owned(),
            message: message.into(),
            next_step: None,
            command: None,
            request_id: None,
            fields: Vec::new(),
        }
    }

    pub(crate) fn then(mut self, next_step: impl Into<String>) -> Self {
        self.next_step = Some(next_step.into());
        self
    }

    pub(crate) fn run(mut self, command: impl Into<String>) -> Self {
        self.command = Some(command.into());
        self
    }

    /// A failure of AWS in an account whose credentials are renewed by `sign_in`.
    pub(crate) fn from_aws(error: AwsError, sign_in: Option<&str>) -> Self {
        let next_step = match error.kind {
            // A Region that an account must opt in to does not know its credentials before.
            ErrorKind::Credentials if matches!(error.code.as_str(), "UnrecognizedClientException" | "AuthFailure") => {
                Some(
                    "Renew the credentials of this profile. If they work in another Region, this one is not enabled \
                     for the account: open the account in another Region, or enable this one in the account's settings.",
                )
            }
            ErrorKind::Credentials => Some(match sign_in {
                Some(_) => "The sign-in has expired or was never made. Sign in again in a terminal, then try again.",
                None => "Renew the credentials of this profile, then try again.",
            }),
            ErrorKind::Throttled => Some("Many calls were made to this account just now. Try again in a minute."),
            ErrorKind::InDoubt => Some("Try again. What may have been done is looked up first."),
            ErrorKind::Nonsense => Some("Try again. If it stays so, look for a proxy that changes answers."),
            ErrorKind::NotSent if error.code == "NO_ADDRESS" => Some(
                "Check the network, and whether AWS offers this service in the Region. If not, open the account in \
                 another Region.",
            ),
            ErrorKind::Refused if error.code == "NOT_FROM_AWS" => {
                Some("Sign in to the network, or have the proxy let AWS's addresses through, then try again.")
            }
            ErrorKind::Refused if matches!(error.code.as_str(), "OptInRequired" | "SubscriptionRequiredException") => {
                Some("The account is not signed up for this service, or this Region is not enabled for it.")
            }
            ErrorKind::NotSent if error.code == "NO_CONNECTION" => {
                Some("Check the network, the proxy and the Region, then try again.")
            }
            ErrorKind::Refused
                if matches!(
                    error.code.as_str(),
                    "AccessDenied" | "AccessDeniedException" | "UnauthorizedOperation"
                ) =>
            {
                Some("Somebody who administers this account must grant the permission that the message names.")
            }
            _ => None,
        };
        Self {
            command: sign_in.filter(|_| error.kind == ErrorKind::Credentials).map(str::to_owned),
            code: error.code,
            message: error.message,
            next_step: next_step.map(str::to_owned),
            request_id: error.request_id,
            fields: Vec::new(),
        }
    }

    pub(crate) fn from_fields(errors: Vec<FieldError>) -> Self {
        Self {
            fields: errors.into_iter().map(FieldProblem::from).collect(),
            ..Self::new("FIELDS", "Some fields need a change.").then("See the messages at the fields.")
        }
    }

    pub(crate) fn from_halt(halt: Halt, sign_in: Option<&str>) -> Self {
        match halt {
            Halt::Journal(fault) => fault.into(),
            Halt::Lookup(error) => {
                let message = format!("Whether an earlier step was carried out could not be looked up: {error}");
                Self { message, ..Self::from_aws(error, sign_in) }
            }
            Halt::Unnamed(_) => Self::new("OUTPUT_MISSING", halt.to_string()),
        }
    }
}

impl From<FieldError> for FieldProblem {
    fn from(error: FieldError) -> Self {
        Self { field: error.field.to_owned(), code: error.code.to_owned(), message: error.message }
    }
}

impl From<JournalFault> for Problem {
    fn from(fault: JournalFault) -> Self {
        let (code, next) = match &fault {
            JournalFault::File { .. } => (
                "JOURNAL_FILE",
                Some("Nothing is done that cannot be written down first. Make the file writable, then try again."),
            ),
            JournalFault::Broken { .. } => {
                ("JOURNAL_BROKEN", Some("The file is left as it is. What it tells must be looked up by hand."))
            }
            JournalFault::Busy => ("RUN_BUSY", Some("Wait until it ends there.")),
            JournalFault::Unknown(_) => ("RUN_UNKNOWN", None),
        };
        let problem = Self::new(code, fault.to_string());
        match next {
            Some(next) => problem.then(next),
            None => problem,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a person is told to do, by kind and code.
    #[test]
    fn each_failure_has_its_next_step() {
        for (kind, code, words) in [
            (ErrorKind::Throttled, "ThrottlingException", "Try again in a minute"),
            (ErrorKind::InDoubt, "NO_ANSWER", "Try again"),
            (ErrorKind::Nonsense, "UNEXPECTED_ANSWER", "proxy"),
            (ErrorKind::NotSent, "NO_CONNECTION", "Check the network"),
            (ErrorKind::NotSent, "NO_ADDRESS", "whether AWS offers this service in the Region"),
            (ErrorKind::Refused, "NOT_FROM_AWS", "Sign in to the network"),
            (ErrorKind::Refused, "OptInRequired", "not signed up"),
            (ErrorKind::Refused, "AccessDeniedException", "grant the permission"),
            (ErrorKind::Refused, "UnauthorizedOperation", "grant the permission"),
            (ErrorKind::Credentials, "UnrecognizedClientException", "not enabled for the account"),
            (ErrorKind::Credentials, "AuthFailure", "not enabled for the account"),
            (ErrorKind::Credentials, "ExpiredToken", "Renew the credentials"),
        ] {
            let error = AwsError { kind, code: code.to_owned(), message: "Said.".to_owned(), request_id: None };
            let problem = Problem::from_aws(error, None);
            let next = problem.next_step.unwrap_or_default();
            assert!(next.contains(words), "{code}: {next}");
            assert_eq!((problem.code.as_str(), problem.command), (code, None));
        }
    }

    #[test]
    fn a_sign_in_is_a_command_to_run() {
        let error = AwsError {
            kind: ErrorKind::Credentials,
            code: "ExpiredToken".to_owned(),
            message: "Said.".to_owned(),
            request_id: None,
        };
        let problem = Problem::from_aws(error, Some("aws sso login --profile lab"));
        assert_eq!(problem.command.as_deref(), Some("aws sso login --profile lab"));
        assert!(problem.next_step.is_some_and(|next| next.contains("Sign in again")));
    }
}
