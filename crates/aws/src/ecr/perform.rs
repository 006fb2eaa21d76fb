//! Carrying out one call of ECR.

use aws_sdk_ecr::config::Builder;
use gatehouse_plan::EcrCall;

use crate::account::Account;
use crate::error::AwsError;
use crate::perform::{Performed, once};

/// Sends a call, once.
pub(crate) async fn send(account: &Account, call: &EcrCall) -> Result<Performed, AwsError> {
    let ecr = &account.ecr;
    match call.clone() {
        EcrCall::SetRepositoryPolicy { repository, document } => {
            once!(Builder, ecr.set_repository_policy().repository_name(repository).policy_text(document))
                .map(|answer| Performed::by(&answer))
        }
        EcrCall::DeleteRepositoryPolicy { repository } => {
            once!(Builder, ecr.delete_repository_policy().repository_name(repository))
                .map(|answer| Performed::by(&answer))
        }
    }
}
