//! The calls of ECR.

use serde::{Deserialize, Serialize};

use crate::cli::{Line, one_line};

/// One call of ECR that changes an account.
///
/// The journal keeps calls as JSON, so a variant or a field once released keeps its name.
///
/// Source: <https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_Operations.html>
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "call", rename_all_fields = "camelCase")]
#[allow(missing_docs, reason = "the variants and fields are those of the ECR API reference")]
pub enum EcrCall {
    #[serde(rename = "ecr:SetRepositoryPolicy")]
    SetRepositoryPolicy { repository: String, document: String },
    #[serde(rename = "ecr:DeleteRepositoryPolicy")]
    DeleteRepositoryPolicy { repository: String },
}

impl EcrCall {
    /// The action that the call needs.
    #[must_use]
    pub const fn action(&self) -> &'static str {
        match self {
            Self::SetRepositoryPolicy { .. } => "ecr:SetRepositoryPolicy",
            Self::DeleteRepositoryPolicy { .. } => "ecr:DeleteRepositoryPolicy",
        }
    }

    /// What the call does, as one sentence.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::SetRepositoryPolicy { repository, .. } => {
                format!("Replace the policy of the repository {repository}.")
            }
            Self::DeleteRepositoryPolicy { repository } => {
                format!("Remove the policy of the repository {repository}.")
            }
        }
    }

    pub(crate) fn line(&self) -> Line {
        match self {
            Self::SetRepositoryPolicy { repository, document } => Line::new("ecr", "set-repository-policy")
                .option("repository-name", repository)
                .option("policy-text", &one_line(document)),
            Self::DeleteRepositoryPolicy { repository } => {
                Line::new("ecr", "delete-repository-policy").option("repository-name", repository)
            }
        }
    }

    /// The policy that the call writes, if it writes one, with a title for it.
    #[must_use]
    pub fn document(&self) -> Option<(String, &str)> {
        match self {
            Self::SetRepositoryPolicy { document, .. } => Some(("Repository policy".to_owned(), document)),
            Self::DeleteRepositoryPolicy { .. } => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_names_repository_and_policy() {
        let call = EcrCall::SetRepositoryPolicy { repository: "churn/training".into(), document: "{\n}".into() };
        assert_eq!(call.words(), "Replace the policy of the repository churn/training.");
        assert_eq!(
            call.line().finish(),
            "aws ecr set-repository-policy --repository-name churn/training --policy-text '{}'"
        );
    }
}
