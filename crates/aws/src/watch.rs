//! What a long reading tells and obeys.

use std::future::Future;

use aws_smithy_types::DateTime;
use aws_smithy_types::date_time::Format;
use tokio_util::sync::CancellationToken;

use crate::error::AwsError;

/// What a long reading tells and obeys.
#[derive(Default)]
pub struct Watch<'a> {
    /// Told how many were found until now.
    pub found: Option<&'a (dyn Fn(usize) + Send + Sync)>,
    /// Cancels the reading between and within calls.
    pub cancel: CancellationToken,
}

impl Watch<'_> {
    pub(crate) fn tell(&self, count: usize) {
        if let Some(found) = self.found {
            found(count);
        }
    }

    pub(crate) async fn or_cancel<T, E: Into<AwsError>>(
        &self,
        call: impl Future<Output = Result<T, E>>,
    ) -> Result<T, AwsError> {
        tokio::select! {
            // What was cancelled stays cancelled, even if the answer is there at the same moment.
            biased;
            () = self.cancel.cancelled() => Err(AwsError::cancelled()),
            answer = call => answer.map_err(Into::into),
        }
    }
}

/// A time as RFC 3339.
pub(crate) fn time(time: &DateTime) -> String {
    time.fmt(Format::DateTime).unwrap_or_default()
}
