//! How long to wait and how often to ask again.
//!
//! | what | value | why |
//! |---|---|---|
//! | connecting | 5 s | a closed network shows itself soon |
//! | one attempt | 30 s | IAM's slowest page (GetAccountAuthorizationDetails) stays well below |
//! | one operation with all its attempts | 2 min | a person waits and watches |
//! | attempts of a reading call | 6, backing off up to 20 s | IAM throttles long listings |
//! | looking for a version just written | 5 times within 8 s | IAM may show it late |
//! | keys that are begun to be read | 50 a second | KMS takes 100 ListGrants a second of all callers together |
//! | attempts of a changing call | 1, and again only where AWS throttled it | see [`crate::perform`] |

use std::time::Duration;

use aws_smithy_types::retry::RetryConfig;
use aws_smithy_types::timeout::TimeoutConfig;

/// An AWS that answers in this process answers within the call or never, and throttles nobody but in a test.
pub(crate) fn reading_in_process() -> RetryConfig {
    reading().with_initial_backoff(Duration::from_millis(1)).with_max_backoff(Duration::from_millis(4))
}

/// The same for times. A call that is answered at once is never too late, however slow the machine is.
pub(crate) fn timeouts_in_process() -> TimeoutConfig {
    TimeoutConfig::builder()
        .operation_attempt_timeout(Duration::from_millis(100))
        .operation_timeout(Duration::from_millis(300))
        .build()
}

/// Attempts of a call that only reads.
pub(crate) fn reading() -> RetryConfig {
    RetryConfig::standard().with_max_attempts(6).with_max_backoff(Duration::from_secs(20))
}

/// Times of every call.
pub(crate) fn timeouts() -> TimeoutConfig {
    TimeoutConfig::builder()
        .connect_timeout(Duration::from_secs(5))
        .operation_attempt_timeout(Duration::from_secs(30))
        .operation_timeout(Duration::from_secs(120))
        .build()
}

/// The time from one key whose parts are read to the next.
///
/// Source: <https://docs.aws.amazon.com/kms/latest/developerguide/requests-per-second.html>
pub(crate) const KEY_AFTER_KEY: Duration = Duration::from_millis(20);

/// How often a changing call is sent while AWS answers that it throttled it.
pub(crate) const CHANGING_ATTEMPTS: u32 = 6;

/// The wait before a throttled changing call is sent again: 0.5 s, doubled each time, up to 8 s.
pub(crate) fn throttled_wait(attempt: u32) -> Duration {
    Duration::from_millis(500 * 2_u64.pow(attempt.min(4)))
}

/// How often a version that was just written is looked for.
pub(crate) const LOOKING_ATTEMPTS: u32 = 5;
