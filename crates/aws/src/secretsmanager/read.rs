//! Reading secrets: all of it but their values, and one value when somebody asks to see it.

use std::collections::HashMap;
use std::fmt;

use aws_sdk_secretsmanager::operation::describe_secret::DescribeSecretOutput;
use aws_sdk_secretsmanager::types::{ReplicationStatusType, RotationRulesType, SecretListEntry};
use aws_smithy_types::DateTime;
use gatehouse_plan::secret::{ACCOUNT_KEY, Replica, Rotation, RotationRules};
use gatehouse_plan::{Secret, SecretVersion, Tag};
use secrecy::SecretString;

use super::Values;
use crate::account::Account;
use crate::error::AwsError;
use crate::watch::{self, Watch};

/// A value that was read because somebody asked to see it.
pub struct RevealedValue {
    /// The text; none of a binary value.
    pub text: Option<SecretString>,
    /// How many bytes a binary value has.
    pub binary: Option<usize>,
    /// The version's id.
    pub version: String,
    /// Its labels.
    pub stages: Vec<String>,
}

/// It shows how the value is, not what.
impl fmt::Debug for RevealedValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let RevealedValue { text, binary, version, stages } = self;
        f.debug_struct("RevealedValue")
            .field("is_text", &text.is_some())
            .field("binary", binary)
            .field("version", version)
            .field("stages", stages)
            .finish()
    }
}

/// What a random password shall be made of.
///
/// Source: <https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetRandomPassword.html>
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PasswordRules {
    /// 1 to 4,096.
    pub length: i64,
    /// Characters that it shall not have.
    pub without: String,
    /// Whether it shall have punctuation.
    pub punctuation: bool,
}

/// What AWS says of a resource policy before it is attached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyCheck {
    /// Whether it may be attached.
    pub passed: bool,
    /// What is wrong with it.
    pub errors: Vec<String>,
}

impl Account {
    /// The values that wait to be written to this account.
    #[must_use]
    pub const fn values(&self) -> &Values {
        &self.values
    }

    /// Every secret of the Region, those to be deleted too, by name.
    ///
    /// # Errors
    /// Where AWS refuses or does not answer, or the user cancels.
    pub async fn secrets(&self, watch: &Watch<'_>) -> Result<Vec<Secret>, AwsError> {
        let mut secrets = Vec::new();
        let mut token = None;
        loop {
            let request = self.secretsmanager.list_secrets().include_planned_deletion(true).max_results(100);
            let page = watch.or_cancel(request.set_next_token(token).send()).await?;
            secrets.extend(page.secret_list.unwrap_or_default().into_iter().map(from_list));
            watch.tell(secrets.len());
            token = page.next_token.filter(|token| !token.is_empty());
            if token.is_none() {
                break;
            }
        }
        secrets.sort_by(|one: &Secret, other| one.name.cmp(&other.name));
        Ok(secrets)
    }

    /// One secret with all its versions, the current one first, then the newest.
    ///
    /// # Errors
    /// Where there is none of this name or ARN, or AWS refuses or does not answer.
    pub async fn secret(&self, id: &str) -> Result<Secret, AwsError> {
        let mut secret = from_description(self.secretsmanager.describe_secret().secret_id(id).send().await?);
        match self.secret_versions(id).await {
            Ok(versions) => secret.versions = versions,
            // DescribeSecret has told the labelled ones.
            Err(error) if error.is_denied() => {}
            Err(error) => return Err(error),
        }
        Ok(secret)
    }

    /// A secret's versions, those without a label too.
    ///
    /// # Errors
    /// Where there is none of this name or ARN, or AWS refuses or does not answer.
    pub async fn secret_versions(&self, id: &str) -> Result<Vec<SecretVersion>, AwsError> {
        let mut versions = Vec::new();
        let mut token = None;
        loop {
            let request = self.secretsmanager.list_secret_version_ids().secret_id(id).include_deprecated(true);
            let page = request.max_results(100).set_next_token(token).send().await?;
            versions.extend(page.versions.unwrap_or_default().into_iter().map(|version| SecretVersion {
                id: version.version_id.unwrap_or_default(),
                stages: version.version_stages.unwrap_or_default(),
                created: time(version.created_date.as_ref()),
                accessed: time(version.last_accessed_date.as_ref()),
            }));
            token = page.next_token.filter(|token| !token.is_empty());
            if token.is_none() {
                break;
            }
        }
        sort(&mut versions);
        Ok(versions)
    }

    /// The resource policy of a secret, where it has one.
    ///
    /// # Errors
    /// Where there is no such secret, or AWS refuses or does not answer.
    pub async fn secret_policy(&self, id: &str) -> Result<Option<String>, AwsError> {
        let answer = self.secretsmanager.get_resource_policy().secret_id(id).send().await?;
        Ok(answer.resource_policy.filter(|policy| !policy.is_empty()))
    }

    /// The value of one version, or of the current one.
    ///
    /// # Errors
    /// Where there is no such version, or AWS refuses or does not answer.
    pub async fn secret_value(&self, id: &str, version: Option<&str>) -> Result<RevealedValue, AwsError> {
        let request = self.secretsmanager.get_secret_value().secret_id(id);
        let answer = request.set_version_id(version.map(str::to_owned)).send().await?;
        Ok(RevealedValue {
            text: answer.secret_string.map(SecretString::from),
            binary: answer.secret_binary.map(|bytes| bytes.as_ref().len()),
            version: answer.version_id.unwrap_or_default(),
            stages: answer.version_stages.unwrap_or_default(),
        })
    }

    /// A password that AWS draws.
    ///
    /// # Errors
    /// Where AWS refuses or does not answer.
    pub async fn random_password(&self, rules: &PasswordRules) -> Result<SecretString, AwsError> {
        let request = self
            .secretsmanager
            .get_random_password()
            .password_length(rules.length)
            .exclude_characters(&rules.without)
            .exclude_punctuation(!rules.punctuation);
        let password = request.send().await?.random_password;
        password.map(SecretString::from).ok_or_else(|| AwsError::nonsense("AWS answered without a password."))
    }

    /// What AWS would say if the policy were attached.
    ///
    /// # Errors
    /// Where it is no policy at all, or AWS refuses or does not answer.
    pub async fn check_secret_policy(&self, id: &str, document: &str) -> Result<PolicyCheck, AwsError> {
        let request = self.secretsmanager.validate_resource_policy().secret_id(id).resource_policy(document);
        let answer = request.send().await?;
        let errors = answer.validation_errors.unwrap_or_default();
        Ok(PolicyCheck {
            passed: answer.policy_validation_passed,
            errors: errors.into_iter().filter_map(|error| error.error_message).collect(),
        })
    }
}

fn time(at: Option<&DateTime>) -> Option<String> {
    at.map(watch::time)
}

/// The current version first, then the previous one, then the newest.
fn sort(versions: &mut [SecretVersion]) {
    let rank = |version: &SecretVersion| {
        let has = |stage: &str| version.stages.iter().any(|held| held == stage);
        if has("AWSCURRENT") {
            0
        } else if has("AWSPREVIOUS") {
            1
        } else {
            2
        }
    };
    versions.sort_by(|one, other| rank(one).cmp(&rank(other)).then_with(|| other.created.cmp(&one.created)));
}

fn text(value: Option<String>) -> Option<String> {
    value.filter(|value| !value.is_empty())
}

/// AWS tells the account's own key sometimes by its alias and sometimes not at all.
fn key(value: Option<String>) -> Option<String> {
    text(value).filter(|key| key != ACCOUNT_KEY)
}

fn versions(stages: Option<HashMap<String, Vec<String>>>) -> Vec<SecretVersion> {
    let version = |(id, stages)| SecretVersion { id, stages, created: None, accessed: None };
    let mut versions: Vec<SecretVersion> = stages.unwrap_or_default().into_iter().map(version).collect();
    versions.sort_by(|one, other| one.id.cmp(&other.id));
    sort(&mut versions);
    versions
}

fn tags(tags: Option<Vec<aws_sdk_secretsmanager::types::Tag>>) -> Vec<Tag> {
    let tag = |tag: aws_sdk_secretsmanager::types::Tag| Tag {
        key: tag.key.unwrap_or_default(),
        value: tag.value.unwrap_or_default(),
    };
    tags.unwrap_or_default().into_iter().map(tag).collect()
}

fn rotation(
    enabled: Option<bool>,
    function: Option<String>,
    rules: Option<RotationRulesType>,
    last: Option<&DateTime>,
    next: Option<&DateTime>,
) -> Option<Rotation> {
    let function = text(function);
    if function.is_none() && enabled != Some(true) {
        return None;
    }
    let rules = rules.map(|rules| RotationRules {
        days: rules.automatically_after_days.filter(|days| *days > 0),
        schedule: text(rules.schedule_expression),
        duration: text(rules.duration),
    });
    Some(Rotation {
        enabled: enabled.unwrap_or_default(),
        function: function.unwrap_or_default(),
        rules: rules.unwrap_or_default(),
        last: time(last),
        next: time(next),
    })
}

fn replica(status: ReplicationStatusType) -> Replica {
    Replica {
        region: status.region.unwrap_or_default(),
        kms_key: key(status.kms_key_id),
        status: status.status.map(|status| status.as_str().to_owned()),
        message: text(status.status_message),
    }
}

fn from_list(entry: SecretListEntry) -> Secret {
    Secret {
        name: entry.name.unwrap_or_default(),
        arn: entry.arn.unwrap_or_default(),
        description: entry.description.unwrap_or_default(),
        kms_key: key(entry.kms_key_id),
        created: time(entry.created_date.as_ref()),
        changed: time(entry.last_changed_date.as_ref()),
        accessed: time(entry.last_accessed_date.as_ref()),
        deleted: time(entry.deleted_date.as_ref()),
        rotation: rotation(
            entry.rotation_enabled,
            entry.rotation_lambda_arn,
            entry.rotation_rules,
            entry.last_rotated_date.as_ref(),
            entry.next_rotation_date.as_ref(),
        ),
        versions: versions(entry.secret_versions_to_stages),
        tags: tags(entry.tags),
        replicas: Vec::new(),
        primary_region: text(entry.primary_region),
        owner: text(entry.owning_service),
    }
}

fn from_description(secret: DescribeSecretOutput) -> Secret {
    Secret {
        name: secret.name.unwrap_or_default(),
        arn: secret.arn.unwrap_or_default(),
        description: secret.description.unwrap_or_default(),
        kms_key: key(secret.kms_key_id),
        created: time(secret.created_date.as_ref()),
        changed: time(secret.last_changed_date.as_ref()),
        accessed: time(secret.last_accessed_date.as_ref()),
        deleted: time(secret.deleted_date.as_ref()),
        rotation: rotation(
            secret.rotation_enabled,
            secret.rotation_lambda_arn,
            secret.rotation_rules,
            secret.last_rotated_date.as_ref(),
            secret.next_rotation_date.as_ref(),
        ),
        versions: versions(secret.version_ids_to_stages),
        tags: tags(secret.tags),
        replicas: secret.replication_status.unwrap_or_default().into_iter().map(replica).collect(),
        primary_region: text(secret.primary_region),
        owner: text(secret.owning_service),
    }
}
