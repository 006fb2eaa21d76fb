//! Secrets: making, reading, changing, deleting, restoring.

use serde_json::{Map, Value, json};

use super::state::{Deletion, Secret, days_after};
use super::{errors, input, replicas, rotation, tags, versions};
use crate::account::Account;
use crate::error::ApiError;
use crate::protocol::json::{Answer, Call};

/// Days that a deleted secret can be restored where the request does not say.
const RECOVERY_WINDOW: u32 = 30;

pub(super) fn create(account: &mut Account, call: &Call<'_>) -> Answer {
    let params = call.params;
    let name = input::name(params)?;
    let token = input::token(params)?;
    let value = input::value(params)?;
    let mut secret = Secret::new(name, call.now);
    secret.description = input::text(params, "Description", 0..=2048)?.map(str::to_owned);
    secret.kms_key = kms_key(call)?;
    secret.tags = tags::read(params)?;

    if let Some(present) = account.secretsmanager.find(call.region, name, call.now) {
        if present.deletion.is_some() {
            return Err(errors::request(
                "You can't create this secret because a secret with this name is already scheduled for deletion.",
            ));
        }
        // The same request again, as the token says, is answered as the first was.
        let same = match (&value, present.versions.get(&token)) {
            (Some(value), Some(version)) => versions::holds(account, present, &token, version, value),
            _ => false,
        };
        if same {
            return Ok(made(call, present, Some(&token)));
        }
        return Err(errors::exists(format!("The operation failed because the secret {name} already exists.")));
    }
    let version = match value {
        Some(value) => {
            versions::insert(account, call, &mut secret, &token, &value, &[super::state::CURRENT])?;
            Some(token)
        }
        None => None,
    };
    let wanted = replicas::wanted(call)?;
    replicas::check(account, call, name, &wanted)?;
    secret.replicas = wanted;
    let mut answer = made(call, &secret, version.as_deref());
    if !secret.replicas.is_empty()
        && let Some(answer) = answer.as_object_mut()
    {
        answer.insert("ReplicationStatus".to_owned(), replicas::status(&secret));
    }
    account.secretsmanager.region_mut(call.region, call.now).insert(name.to_owned(), secret);
    account.secretsmanager.replicate(call.region, name);
    Ok(answer)
}

fn made(call: &Call<'_>, secret: &Secret, version: Option<&str>) -> Value {
    let mut answer = named(call, secret);
    if let (Some(version), Some(answer)) = (version, answer.as_object_mut()) {
        answer.insert("VersionId".to_owned(), version.into());
    }
    answer
}

/// What nearly every operation answers.
pub(super) fn named(call: &Call<'_>, secret: &Secret) -> Value {
    json!({ "ARN": secret.arn(call.region), "Name": secret.name })
}

fn kms_key(call: &Call<'_>) -> Result<Option<String>, ApiError> {
    // The key of the account is what AWS takes where none is named; it tells none then.
    let key = input::text(call.params, "KmsKeyId", 0..=2048)?.filter(|key| !key.is_empty());
    Ok(key.filter(|key| *key != "alias/aws/secretsmanager").map(str::to_owned))
}

/// What DescribeSecret and ListSecrets have in common.
pub(super) fn entry(call: &Call<'_>, secret: &Secret) -> Map<String, Value> {
    let mut entry = Map::new();
    let mut put = |name: &str, value: Value| entry.insert(name.to_owned(), value);
    put("ARN", secret.arn(call.region).into());
    put("Name", secret.name.clone().into());
    if let Some(description) = &secret.description {
        put("Description", description.clone().into());
    }
    if let Some(key) = &secret.kms_key {
        put("KmsKeyId", key.clone().into());
    }
    if let Some(rotation) = &secret.rotation {
        put("RotationEnabled", rotation.enabled.into());
        put("RotationLambdaARN", rotation.function.clone().into());
        put("RotationRules", rotation::rules(rotation));
        if let Some(next) = rotation.next.filter(|_| rotation.enabled) {
            put("NextRotationDate", next.0.as_second().into());
        }
        if let Some(last) = rotation.last {
            put("LastRotatedDate", last.0.as_second().into());
        }
    }
    put("LastChangedDate", secret.changed.0.as_second().into());
    if let Some(accessed) = secret.accessed {
        put("LastAccessedDate", accessed.0.as_second().into());
    }
    if let Some(deletion) = secret.deletion {
        put("DeletedDate", deletion.asked.0.as_second().into());
    }
    put("Tags", tags::shape(secret));
    put("CreatedDate", secret.created.0.as_second().into());
    if let Some(primary) = secret.primary.as_deref().or((!secret.replicas.is_empty()).then_some(call.region)) {
        put("PrimaryRegion", primary.into());
    }
    entry
}

pub(super) fn describe(account: &Account, call: &Call<'_>) -> Answer {
    let secret = input::any(account, call)?;
    let mut answer = entry(call, secret);
    if !secret.versions.is_empty() {
        answer.insert("VersionIdsToStages".to_owned(), versions::stages(secret));
    }
    if !secret.replicas.is_empty() {
        answer.insert("ReplicationStatus".to_owned(), replicas::status(secret));
    }
    Ok(answer.into())
}

pub(super) fn update(account: &mut Account, call: &Call<'_>) -> Answer {
    let params = call.params;
    let token = input::token(params)?;
    let value = input::value(params)?;
    let description = input::text(params, "Description", 0..=2048)?.map(str::to_owned);
    let key = kms_key(call)?;
    let mut secret = input::secret_mut(account, call)?.clone();
    let version = match value {
        Some(value) => {
            versions::add(account, call, &mut secret, &token, &value, &[super::state::CURRENT])?;
            Some(token)
        }
        None => None,
    };
    if description.is_some() {
        secret.description = description;
    }
    if params.get("KmsKeyId").is_some() {
        secret.kms_key = key;
    }
    secret.changed = call.now;
    let answer = made(call, &secret, version.as_deref());
    put_back(account, call, secret);
    Ok(answer)
}

/// Puts a changed secret in its place, and brings its replicas up to it.
pub(super) fn put_back(account: &mut Account, call: &Call<'_>, secret: Secret) {
    let name = secret.name.clone();
    account.secretsmanager.region_mut(call.region, call.now).insert(name.clone(), secret);
    account.secretsmanager.replicate(call.region, &name);
}

pub(super) fn delete(account: &mut Account, call: &Call<'_>) -> Answer {
    let params = call.params;
    let window = params.number("RecoveryWindowInDays")?;
    let force = params.flag("ForceDeleteWithoutRecovery")?;
    if force && window.is_some() {
        return Err(errors::parameter(
            "You can't use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays.",
        ));
    }
    let days = match window {
        None => RECOVERY_WINDOW,
        Some(days) => u32::try_from(days).ok().filter(|days| (7..=30).contains(days)).ok_or_else(|| {
            errors::parameter("RecoveryWindowInDays value must be between 7 and 30 days (inclusive).")
        })?,
    };
    let secret = input::any_mut(account, call)?;
    if secret.primary.is_some() {
        return Err(input::on_replica());
    }
    if !secret.replicas.is_empty() {
        let regions: Vec<&str> = secret.replicas.keys().map(String::as_str).collect();
        return Err(errors::parameter(format!(
            "You can't delete secret {} that still has replica regions [{}]",
            secret.name,
            regions.join(", ")
        )));
    }
    let due = if force { call.now } else { days_after(call.now, days) };
    if secret.deletion.is_some() && !force {
        return Err(errors::marked_for_deletion());
    }
    let mut answer = named(call, secret);
    if let Some(answer) = answer.as_object_mut() {
        answer.insert("DeletionDate".to_owned(), due.0.as_second().into());
    }
    secret.deletion = Some(Deletion { asked: call.now, due });
    Ok(answer)
}

pub(super) fn restore(account: &mut Account, call: &Call<'_>) -> Answer {
    let secret = input::any_mut(account, call)?;
    secret.deletion = None;
    Ok(named(call, secret))
}
