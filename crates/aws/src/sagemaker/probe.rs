//! Looking up whether a call of SageMaker was carried out.

use gatehouse_plan::SageMakerCall;

use crate::account::Account;
use crate::error::AwsError;
use crate::perform::present;

/// Whether the account shows exactly what the call brings about.
pub(crate) async fn shows(account: &Account, call: &SageMakerCall) -> Result<bool, AwsError> {
    match call {
        SageMakerCall::UpdateNotebookInstance { notebook, root_access } => {
            let found = present(account.notebook(notebook).await)?;
            Ok(found.is_some_and(|notebook| notebook.root_access == Some(*root_access)))
        }
    }
}
