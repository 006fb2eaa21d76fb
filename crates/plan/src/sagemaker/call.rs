//! The calls of SageMaker.

use serde::{Deserialize, Serialize};

use crate::cli::Line;

/// One call of SageMaker that changes an account.
///
/// The journal keeps calls as JSON, so a variant or a field once released keeps its name.
///
/// Source: <https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_Operations_Amazon_SageMaker_Service.html>
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "call", rename_all_fields = "camelCase")]
#[allow(missing_docs, reason = "the variants and fields are those of the SageMaker API reference")]
pub enum SageMakerCall {
    #[serde(rename = "sagemaker:UpdateNotebookInstance")]
    UpdateNotebookInstance { notebook: String, root_access: bool },
}

impl SageMakerCall {
    /// The action that the call needs.
    #[must_use]
    pub const fn action(&self) -> &'static str {
        match self {
            Self::UpdateNotebookInstance { .. } => "sagemaker:UpdateNotebookInstance",
        }
    }

    /// What the call does, as one sentence.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::UpdateNotebookInstance { notebook, root_access: true } => {
                format!("Let people be root on the notebook instance {notebook}.")
            }
            Self::UpdateNotebookInstance { notebook, root_access: false } => {
                format!("Let nobody be root on the notebook instance {notebook}.")
            }
        }
    }

    pub(crate) fn line(&self) -> Line {
        match self {
            Self::UpdateNotebookInstance { notebook, root_access } => {
                Line::new("sagemaker", "update-notebook-instance")
                    .option("notebook-instance-name", notebook)
                    .option("root-access", if *root_access { "Enabled" } else { "Disabled" })
            }
        }
    }

    /// The policy that the call writes: it writes none.
    #[must_use]
    pub const fn document(&self) -> Option<(String, &str)> {
        None
    }
}
