//! Secrets: listed, opened and, one at a time, revealed; made, changed, rotated, replicated, deleted and restored.
//!
//! A value comes in as a `SecretString`, goes to the values that wait in the open account, and is named by a handle in
//! plans. It goes out by [`Gatehouse::reveal_secret`] and, to the clipboard, by [`Gatehouse::secret_text`] alone.

mod change;
mod content;
mod make;
mod readers;

use gatehouse_aws::Watch;
use gatehouse_plan::Secret;
use gatehouse_plan::secret::CURRENT;
use secrecy::{ExposeSecret, SecretString};
use tokio_util::sync::CancellationToken;

use crate::apply::now;
use crate::gatehouse::{Gatehouse, lock};
use crate::views::{
    Notice, NoticeLevel, Problem, Progress, RevealedSecret, SecretList, SecretReplicaView, SecretRotationView,
    SecretSummary, SecretVersionView, SecretView, TagView,
};

impl Gatehouse {
    /// Every secret of the open account in its Region. No value is read.
    ///
    /// # Errors
    /// Where AWS refuses or does not answer, or the reading was cancelled.
    pub async fn list_secrets(&self, progress: impl Fn(Progress) + Send + Sync) -> Result<SecretList, Problem> {
        let session = self.session()?;
        let cancel = CancellationToken::new();
        *lock(&self.reading) = cancel.clone();
        let found = |found| progress(Progress { what: "secrets".to_owned(), found });
        let watch = Watch { found: Some(&found), cancel };
        let secrets = session.account.secrets(&watch).await.map_err(|error| session.problem(error))?;
        let region = &session.caller.region;
        Ok(SecretList { secrets: secrets.iter().map(|secret| summary(secret, region)).collect(), read_at: now() })
    }

    /// One secret with all its versions and its policy. No value is read.
    ///
    /// # Errors
    /// Where there is none of this name or ARN, or AWS refuses or does not answer.
    pub async fn get_secret(&self, id: &str) -> Result<SecretView, Problem> {
        let session = self.session()?;
        let secret = session.account.secret(id).await.map_err(|error| session.problem(error))?;
        let mut notices = Vec::new();
        // AWS tells the policy of no secret that is to be deleted.
        let policy = match secret.deleted {
            Some(_) => None,
            None => session.account.secret_policy(&secret.arn).await.unwrap_or_else(|error| {
                notices.push(Notice {
                    level: NoticeLevel::Warning,
                    code: error.code,
                    title: "The resource policy could not be read".to_owned(),
                    message: error.message,
                });
                None
            }),
        };
        Ok(SecretView {
            summary: summary(&secret, &session.caller.region),
            versions: secret.versions.into_iter().map(version_view).collect(),
            rotation: secret.rotation.map(|rotation| SecretRotationView {
                enabled: rotation.enabled,
                function: rotation.function,
                days: rotation.rules.days,
                schedule: rotation.rules.schedule,
                duration: rotation.rules.duration,
                last: rotation.last,
                next: rotation.next,
            }),
            policy,
            replicas: secret
                .replicas
                .into_iter()
                .map(|replica| SecretReplicaView {
                    region: replica.region,
                    kms_key: replica.kms_key,
                    status: replica.status,
                    message: replica.message,
                })
                .collect(),
            notices,
        })
    }

    /// The value of one version, or of the current one: because somebody asked to see it.
    ///
    /// # Errors
    /// Where there is no such version, or AWS refuses or does not answer.
    pub async fn reveal_secret(&self, id: &str, version: Option<&str>) -> Result<RevealedSecret, Problem> {
        let session = self.session()?;
        let value = session.account.secret_value(id, version).await.map_err(|error| session.problem(error))?;
        Ok(RevealedSecret {
            text: value.text.as_ref().map(|text| text.expose_secret().to_owned()),
            binary: value.binary,
            version: value.version,
        })
    }
}

impl Gatehouse {
    /// The text of one version, or of the current one, or the value of one pair of it: for the clipboard, past the page.
    ///
    /// # Errors
    /// Where there is no such version or pair, it is not a text, or AWS refuses or does not answer.
    pub async fn secret_text(
        &self,
        id: &str,
        version: Option<&str>,
        pair: Option<&str>,
    ) -> Result<SecretString, Problem> {
        let session = self.session()?;
        let value = session.account.secret_value(id, version).await.map_err(|error| session.problem(error))?;
        let Some(text) = value.text else {
            return Err(Problem::new("SECRET_BINARY", "The value is not a text, so it cannot be copied as one."));
        };
        match pair {
            None => Ok(text),
            Some(pair) => content::value_of(&text, pair).ok_or_else(|| {
                Problem::new("SECRET_PAIR", format!("The value has no pair {pair} any more."))
                    .then("Open the secret again.")
            }),
        }
    }
}

fn summary(secret: &Secret, region: &str) -> SecretSummary {
    let rotation = secret.rotation.as_ref().filter(|rotation| rotation.enabled);
    SecretSummary {
        name: secret.name.clone(),
        arn: secret.arn.clone(),
        description: secret.description.clone(),
        kms_key: secret.kms_key.clone(),
        created: secret.created.clone(),
        changed: secret.changed.clone(),
        accessed: secret.accessed.clone(),
        deleted: secret.deleted.clone(),
        rotated: rotation.is_some(),
        next_rotation: rotation.and_then(|rotation| rotation.next.clone()),
        unchangeable: unchangeable(secret, region),
        tags: secret.tags.iter().map(|tag| TagView { key: tag.key.clone(), value: tag.value.clone() }).collect(),
    }
}

/// Why a secret is not changed here, where it is not.
fn unchangeable(secret: &Secret, region: &str) -> Option<String> {
    match (&secret.owner, &secret.primary_region) {
        (Some(owner), _) => Some(format!("{owner} made this secret for itself and keeps it: change it there.")),
        (None, Some(primary)) if secret.is_replica(region) => {
            Some(format!("This is a replica. Open the account in {primary}, where the secret is, to change it."))
        }
        _ => None,
    }
}

fn version_view(version: gatehouse_plan::SecretVersion) -> SecretVersionView {
    SecretVersionView {
        current: version.stages.iter().any(|stage| stage == CURRENT),
        id: version.id,
        stages: version.stages,
        created: version.created,
        accessed: version.accessed,
    }
}
