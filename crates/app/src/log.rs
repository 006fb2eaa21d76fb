//! What may be logged.

use tracing::{Level, Metadata};

/// The crates of the AWS SDK that write whole requests and answers to the log at `TRACE`, the values of secrets with
/// them: "transmitting request", "received response from service", "signing request".
const TALKATIVE: [&str; 3] = ["aws_sigv4", "aws_smithy_runtime", "aws_runtime"];

/// Whether an event may be logged, whatever level somebody asks for: a value must not come into the log by that. Every
/// subscriber of the program has this as a filter beside its own.
#[must_use]
pub fn may_log(metadata: &Metadata<'_>) -> bool {
    let crate_name = metadata.target().split("::").next().unwrap_or_default();
    *metadata.level() < Level::TRACE || !TALKATIVE.contains(&crate_name)
}
