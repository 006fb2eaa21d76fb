//! Reading repositories and their policies.

use aws_sdk_ecr::Client;
use aws_sdk_ecr::types::{EncryptionType, ImageTagMutability, Repository as Described};
use gatehouse_plan::Unread;
use gatehouse_plan::ecr::repository::Repository;

use crate::account::Account;
use crate::error::AwsError;
use crate::perform::present;
use crate::watch::{Watch, time};

impl Account {
    /// Every repository of the Region, by name, and what could not be read of them.
    ///
    /// # Errors
    /// Where AWS does not answer, or refuses for another reason than a permission, or the user cancels.
    pub async fn repositories(&self, watch: &Watch<'_>) -> Result<(Vec<Repository>, Vec<Unread>), AwsError> {
        let (mut repositories, mut unread) = (Vec::new(), Vec::new());
        let mut pages = self.ecr.describe_repositories().into_paginator().items().send();
        loop {
            match watch.or_cancel(pages.try_next()).await {
                Ok(Some(described)) => repositories.push(repository(described)),
                Ok(None) => break,
                Err(error) if error.is_denied() => {
                    let what = "list of repositories".to_owned();
                    let action = "ecr:DescribeRepositories";
                    unread.push(Unread { what, action, code: error.code, message: error.message });
                    break;
                }
                Err(error) => return Err(error),
            }
            watch.tell(repositories.len());
        }
        for repository in &mut repositories {
            watch.or_cancel(self.read_policy(repository, &mut unread)).await?;
        }
        repositories.sort_by(|one, other| one.name.cmp(&other.name));
        Ok((repositories, unread))
    }

    /// One repository.
    ///
    /// # Errors
    /// Where there is none of this name, or AWS refuses or does not answer.
    pub async fn repository(&self, name: &str) -> Result<Repository, AwsError> {
        let answer = self.ecr.describe_repositories().repository_names(name).send().await?;
        let described = answer.repositories.unwrap_or_default().into_iter().next();
        let absent = || AwsError::absent("RepositoryNotFoundException", "There is no repository of this name.");
        let mut found = repository(described.ok_or_else(absent)?);
        self.read_policy(&mut found, &mut Vec::new()).await?;
        Ok(found)
    }

    async fn read_policy(&self, repository: &mut Repository, unread: &mut Vec<Unread>) -> Result<(), AwsError> {
        match policy(&self.ecr, &repository.name).await {
            Ok(policy) => {
                repository.policy = policy;
                repository.policy_read = true;
            }
            Err(error) if error.is_denied() => unread.push(Unread {
                what: format!("policy of the repository {}", repository.name),
                action: "ecr:GetRepositoryPolicy",
                code: error.code,
                message: error.message,
            }),
            Err(error) => return Err(error),
        }
        Ok(())
    }
}

/// The policy of a repository, where there is one.
pub(super) async fn policy(client: &Client, name: &str) -> Result<Option<String>, AwsError> {
    let answer = client.get_repository_policy().repository_name(name).send().await.map_err(AwsError::from);
    Ok(present(answer)?.and_then(|answer| answer.policy_text))
}

fn repository(described: Described) -> Repository {
    let encryption = described.encryption_configuration;
    let by_kms = encryption.as_ref().is_some_and(|one| one.encryption_type != EncryptionType::Aes256);
    Repository {
        name: described.repository_name.unwrap_or_default(),
        arn: described.repository_arn.unwrap_or_default(),
        uri: described.repository_uri.unwrap_or_default(),
        created: described.created_at.as_ref().map(time),
        immutable: described.image_tag_mutability == Some(ImageTagMutability::Immutable),
        scan_on_push: described.image_scanning_configuration.map(|scanning| scanning.scan_on_push),
        // AWS's own key for ECR has no name in the answer of some emulators.
        kms_key: encryption.and_then(|one| one.kms_key).or_else(|| by_kms.then(|| "alias/aws/ecr".to_owned())),
        policy: None,
        policy_read: false,
    }
}
