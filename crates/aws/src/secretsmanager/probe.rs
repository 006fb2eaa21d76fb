//! Looking up whether a call of Secrets Manager was carried out. No value is read for it: a call that writes one has an
//! idempotency token, and the version that it makes has that token as its id.

use gatehouse_plan::plan::same_document;
use gatehouse_plan::secret::CURRENT;
use gatehouse_plan::{Outputs, Secret, SecretVersion, SecretsCall};

use crate::account::Account;
use crate::error::AwsError;
use crate::perform::present;

/// Whether the account shows exactly what the call brings about, and then what AWS named in carrying it out.
pub(crate) async fn shows(account: &Account, call: &SecretsCall) -> Result<Option<Outputs>, AwsError> {
    let secret = |id: &str| {
        let id = id.to_owned();
        async move { present(account.secret(&id).await) }
    };
    let shown = match call {
        SecretsCall::CreateSecret { name, token, .. } => {
            let found = secret(name).await?.filter(|secret| secret.deleted.is_none() && has(&secret.versions, token));
            return Ok(found.map(|secret| Outputs::from([("SecretArn".to_owned(), secret.arn)])));
        }
        SecretsCall::PutSecretValue { secret: id, token, .. } => {
            is(secret(id).await?, |secret| secret.labelled(CURRENT) == Some(token))
        }
        SecretsCall::UpdateSecret { secret: id, description, kms_key } => {
            is(secret(id).await?, |secret| secret.description == *description && secret.kms_key == *kms_key)
        }
        SecretsCall::UpdateSecretVersionStage { secret: id, stage, from, to } => {
            is(secret(id).await?, |secret| match to {
                Some(to) => secret.labelled(stage) == Some(to),
                None => from.is_some() && secret.labelled(stage) != from.as_deref(),
            })
        }
        SecretsCall::DeleteSecret { secret: id, .. } => secret(id).await?.is_none_or(|secret| secret.deleted.is_some()),
        SecretsCall::RestoreSecret { secret: id } => is(secret(id).await?, |secret| secret.deleted.is_none()),
        // Whether the rotation itself went well is another matter, and the function's.
        SecretsCall::RotateSecret { secret: id, function, rules, .. } => is(secret(id).await?, |secret| {
            secret
                .rotation
                .as_ref()
                .is_some_and(|rotation| rotation.enabled && rotation.function == *function && rotation.rules == *rules)
        }),
        SecretsCall::CancelRotateSecret { secret: id } => {
            is(secret(id).await?, |secret| secret.rotation.as_ref().is_none_or(|rotation| !rotation.enabled))
        }
        SecretsCall::PutResourcePolicy { secret: id, document, .. } => {
            let policy = present(account.secret_policy(id).await)?.flatten();
            policy.is_some_and(|policy| same_document(&policy, document))
        }
        SecretsCall::DeleteResourcePolicy { secret: id } => {
            present(account.secret_policy(id).await)?.is_none_or(|policy| policy.is_none())
        }
        SecretsCall::ReplicateSecretToRegions { secret: id, replicas } => {
            is(secret(id).await?, |secret| replicas.iter().all(|wanted| is_replicated(secret, &wanted.region)))
        }
        SecretsCall::RemoveRegionsFromReplication { secret: id, regions } => {
            secret(id).await?.is_none_or(|secret| !regions.iter().any(|region| is_replicated(&secret, region)))
        }
        // In the replica's own Region, which is the one of the plan.
        SecretsCall::StopReplicationToReplica { secret: id } => {
            is(secret(id).await?, |secret| !secret.is_replica(&account.region))
        }
        SecretsCall::TagSecret { secret: id, tags } => {
            is(secret(id).await?, |secret| tags.iter().all(|tag| secret.tags.contains(tag)))
        }
        SecretsCall::UntagSecret { secret: id, tag_keys } => {
            secret(id).await?.is_none_or(|secret| !secret.tags.iter().any(|tag| tag_keys.contains(&tag.key)))
        }
    };
    Ok(shown.then(Outputs::new))
}

fn is(secret: Option<Secret>, holds: impl Fn(&Secret) -> bool) -> bool {
    secret.is_some_and(|secret| holds(&secret))
}

fn has(versions: &[SecretVersion], id: &str) -> bool {
    versions.iter().any(|version| version.id == id)
}

fn is_replicated(secret: &Secret, region: &str) -> bool {
    secret.replicas.iter().any(|replica| replica.region == *region)
}
