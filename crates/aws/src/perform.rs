//! Carrying out one call of a plan, and looking up whether it was carried out.
//!
//! A call that changes is sent once. The SDK would send it again after a time-out, although the first may
//! have been carried out: CreateRole would then answer EntityAlreadyExists, and nobody could tell our role
//! from somebody else's. It is sent again only where AWS answered that it throttled it, because then
//! nothing was done.

use aws_types::request_id::RequestId;
use gatehouse_plan::{Call, Outputs};

use crate::account::Account;
use crate::error::{AwsError, ErrorKind};
use crate::{cloudtrail, ec2, ecr, iam, kms, s3, sagemaker, secretsmanager, settings};

/// AWS's answer to a call that it carried out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Performed {
    /// AWS's id of the request.
    pub request_id: Option<String>,
    /// What AWS named in its answer: see [`gatehouse_plan::Output`].
    pub outputs: Outputs,
}

impl Performed {
    /// By the SDK's answer.
    pub(crate) fn by(answer: &impl RequestId) -> Self {
        Self { request_id: answer.request_id().map(str::to_owned), outputs: Outputs::new() }
    }

    /// The same with what AWS named.
    pub(crate) fn naming(mut self, name: &str, value: Option<&str>) -> Self {
        self.outputs.extend(value.map(|value| (name.to_owned(), value.to_owned())));
        self
    }
}

impl Account {
    /// Carries out one call.
    ///
    /// # Errors
    /// See [`AwsError::in_doubt`] for whether it may have been carried out all the same.
    pub async fn perform(&self, call: &Call) -> Result<Performed, AwsError> {
        let mut attempt = 0;
        loop {
            match self.send(call).await {
                Err(error) if error.kind == ErrorKind::Throttled && attempt + 1 < settings::CHANGING_ATTEMPTS => {
                    tokio::time::sleep(settings::throttled_wait(attempt)).await;
                    attempt += 1;
                }
                other => return other,
            }
        }
    }

    async fn send(&self, call: &Call) -> Result<Performed, AwsError> {
        match call {
            Call::CloudTrail(call) => cloudtrail::send(self, call).await,
            Call::Ec2(call) => ec2::send(self, call).await,
            Call::Ecr(call) => ecr::send(self, call).await,
            Call::Iam(call) => iam::send(self, call).await,
            Call::Kms(call) => kms::send(self, call).await,
            Call::S3(call) => s3::send(self, call).await,
            Call::SageMaker(call) => sagemaker::send(self, call).await,
            Call::SecretsManager(call) => secretsmanager::send(self, call).await,
        }
    }

    /// Whether the account shows exactly what the call brings about, and then what AWS named in carrying it out.
    ///
    /// # Errors
    /// Where the account cannot be read.
    pub async fn shows(&self, call: &Call) -> Result<Option<Outputs>, AwsError> {
        match call {
            Call::CloudTrail(call) => Ok(cloudtrail::shows(self, call).await?.then(Outputs::new)),
            Call::Ec2(call) => ec2::shows(self, call).await,
            Call::Ecr(call) => Ok(ecr::shows(self, call).await?.then(Outputs::new)),
            Call::Iam(call) => Ok(iam::shows(self, call).await?.then(Outputs::new)),
            Call::Kms(call) => kms::shows(self, call).await,
            Call::S3(call) => Ok(s3::shows(self, call).await?.then(Outputs::new)),
            Call::SageMaker(call) => Ok(sagemaker::shows(self, call).await?.then(Outputs::new)),
            Call::SecretsManager(call) => secretsmanager::shows(self, call).await,
        }
    }
}

/// Sends a request of a service, whose SDK's configuration builder is named, without the SDK's retries.
macro_rules! once {
    ($builder:ty, $request:expr) => {
        $request
            .customize()
            .config_override(<$builder>::default().retry_config(aws_smithy_types::retry::RetryConfig::disabled()))
            .send()
            .await
            .map_err(crate::error::AwsError::from)
    };
}
pub(crate) use once;

/// What was found, or nothing where AWS says that there is none.
pub(crate) fn present<T>(read: Result<T, AwsError>) -> Result<Option<T>, AwsError> {
    match read {
        Ok(found) => Ok(Some(found)),
        Err(error) if error.is_absent() => Ok(None),
        Err(error) => Err(error),
    }
}

/// A list for a request; AWS refuses some empty ones.
pub(crate) fn some<T>(list: Vec<T>) -> Option<Vec<T>> {
    Some(list).filter(|list| !list.is_empty())
}
