//! Looking up whether a call of ECR was carried out.

use gatehouse_plan::EcrCall;
use gatehouse_plan::plan::same_document;

use super::read;
use crate::account::Account;
use crate::error::AwsError;

/// Whether the account shows exactly what the call brings about.
pub(crate) async fn shows(account: &Account, call: &EcrCall) -> Result<bool, AwsError> {
    Ok(match call {
        EcrCall::SetRepositoryPolicy { repository, document } => {
            read::policy(&account.ecr, repository).await?.is_some_and(|policy| same_document(&policy, document))
        }
        EcrCall::DeleteRepositoryPolicy { repository } => read::policy(&account.ecr, repository).await?.is_none(),
    })
}
