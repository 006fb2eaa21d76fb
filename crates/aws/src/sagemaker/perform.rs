//! Carrying out one call of SageMaker.

use aws_sdk_sagemaker::config::Builder;
use aws_sdk_sagemaker::types::RootAccess;
use gatehouse_plan::SageMakerCall;

use crate::account::Account;
use crate::error::AwsError;
use crate::perform::{Performed, once};

/// Sends a call, once.
pub(crate) async fn send(account: &Account, call: &SageMakerCall) -> Result<Performed, AwsError> {
    match call.clone() {
        SageMakerCall::UpdateNotebookInstance { notebook, root_access } => {
            let root = if root_access { RootAccess::Enabled } else { RootAccess::Disabled };
            let request = account.sagemaker.update_notebook_instance().notebook_instance_name(notebook);
            once!(Builder, request.root_access(root)).map(|answer| Performed::by(&answer))
        }
    }
}
