//! Carrying out a plan, step after step, with a record before and after each.

use std::time::Duration;

use gatehouse_aws::{Account, AwsError, ErrorKind, Performed};
use gatehouse_plan::reference::MissingOutput;
use gatehouse_plan::run::Failure;
use gatehouse_plan::{Call, IamCall, Outputs, Record, Run};
use tokio_util::sync::CancellationToken;

use crate::journal::{Journal, JournalFault};

/// What carries out calls. An account does; tests put something between.
pub trait Hands {
    /// Carries out one call.
    fn perform(&self, call: &Call) -> impl Future<Output = Result<Performed, AwsError>> + Send;
    /// Whether the account shows exactly what the call brings about, and then what AWS named in carrying it out.
    fn shows(&self, call: &Call) -> impl Future<Output = Result<Option<Outputs>, AwsError>> + Send;
}

impl Hands for Account {
    async fn perform(&self, call: &Call) -> Result<Performed, AwsError> {
        Self::perform(self, call).await
    }

    async fn shows(&self, call: &Call) -> Result<Option<Outputs>, AwsError> {
        Self::shows(self, call).await
    }
}

/// Carries out a call that an account begins with, before anybody has seen it: no plan, no journal, no way back but to
/// make the account anew.
///
/// # Errors
/// Where the account does not take it.
pub(crate) async fn set_up(account: &Account, call: &Call) -> Result<Outputs, AwsError> {
    Ok(Account::perform(account, call).await?.outputs)
}

/// Why carrying out ended before its time. A step that AWS refused is no such reason: the run tells it.
#[derive(Debug, thiserror::Error)]
pub enum Halt {
    /// What is not written down is not done.
    #[error(transparent)]
    Journal(#[from] JournalFault),
    /// A step in doubt could not be looked up.
    #[error("Whether an earlier step was carried out could not be looked up: {0}")]
    Lookup(AwsError),
    /// A step in doubt needs what an earlier step named, and that is not in the journal.
    #[error("Whether an earlier step was carried out could not be looked up: {0}")]
    Unnamed(#[from] MissingOutput),
}

/// A run, its journal, and who watches it.
pub struct Applying<'a, H> {
    /// The run, as far as it came.
    pub run: &'a mut Run,
    /// Its journal.
    pub journal: &'a mut Journal,
    /// What carries out the calls.
    pub hands: &'a H,
    /// Told after each record.
    pub watch: &'a (dyn Fn(&Run) + Send + Sync),
    /// Stops between two steps.
    pub stop: &'a CancellationToken,
}

impl<H: Hands> Applying<'_, H> {
    /// Does what is left to do, and stops at the first failure.
    ///
    /// # Errors
    /// Where the journal cannot be written or a step in doubt cannot be looked up.
    pub async fn go_on(&mut self) -> Result<(), Halt> {
        self.settle().await?;
        let remaining: Vec<(usize, Call)> =
            self.run.remaining().map(|(step, progress)| (step, progress.step.call.clone())).collect();
        for (step, call) in remaining {
            if self.stop.is_cancelled() {
                return self.record(Record::Stopped { at: now() });
            }
            let call = match self.run.resolve(&call) {
                Ok(call) => call,
                Err(missing) => {
                    let failure = Failure {
                        code: "OUTPUT_MISSING".to_owned(),
                        message: missing.to_string(),
                        request_id: None,
                        in_doubt: false,
                    };
                    return self.record(Record::Failed { step, at: now(), failure });
                }
            };
            self.record(Record::Started { step, at: now() })?;
            match self.perform(&call).await {
                Ok(Performed { request_id, outputs }) => {
                    self.record(Record::Done { step, at: now(), request_id, outputs })?;
                }
                Err(error) => {
                    let failure = Failure {
                        in_doubt: error.in_doubt(),
                        code: error.code,
                        message: error.message,
                        request_id: error.request_id,
                    };
                    return self.record(Record::Failed { step, at: now(), failure });
                }
            }
        }
        Ok(())
    }

    /// A principal that this run made may be unknown to other parts of AWS for some seconds. Such a refusal is certain, so
    /// the call may be sent again.
    ///
    /// Source: <https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateKey.html>, at `Policy`
    async fn perform(&self, call: &Call) -> Result<Performed, AwsError> {
        let made =
            self.run.steps.iter().any(|progress| matches!(&progress.step.call, Call::Iam(IamCall::CreateRole { .. })));
        let mut pauses = NOT_YET_KNOWN.iter();
        loop {
            match (self.hands.perform(call).await, pauses.next()) {
                (Err(error), Some(pause)) if made && is_not_yet_known(&error) && !self.stop.is_cancelled() => {
                    tokio::time::sleep(*pause).await;
                }
                (answer, _) => return answer,
            }
        }
    }

    /// Looks up the steps of which nobody knows whether they were carried out.
    ///
    /// # Errors
    /// As [`Applying::go_on`].
    pub async fn settle(&mut self) -> Result<(), Halt> {
        let doubts: Vec<(usize, Call)> =
            self.run.in_doubt().map(|(step, progress)| (step, progress.step.call.clone())).collect();
        for (step, call) in doubts {
            let shown = self.hands.shows(&self.run.resolve(&call)?).await.map_err(Halt::Lookup)?;
            let (took, outputs) = (shown.is_some(), shown.unwrap_or_default());
            self.record(Record::Settled { step, at: now(), took, outputs })?;
        }
        Ok(())
    }

    fn record(&mut self, record: Record) -> Result<(), Halt> {
        self.journal.append(&record)?;
        // The steps come from this very plan, so none of them is unknown to it.
        if self.run.take(&record).is_ok() {
            (self.watch)(self.run);
        }
        Ok(())
    }
}

/// Half a minute in all: as long as AWS's own tools wait.
const NOT_YET_KNOWN: [Duration; 6] = [
    Duration::from_millis(500),
    Duration::from_secs(1),
    Duration::from_secs(2),
    Duration::from_secs(4),
    Duration::from_secs(8),
    Duration::from_secs(14),
];

/// A policy names a principal that is not there, or not there yet.
fn is_not_yet_known(error: &AwsError) -> bool {
    error.kind == ErrorKind::Refused
        && error.code.starts_with("MalformedPolicyDocument")
        && error.message.to_ascii_lowercase().contains("invalid principal")
}

/// The time, to the second.
pub(crate) fn now() -> String {
    jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}
