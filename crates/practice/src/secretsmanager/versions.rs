//! The versions of a secret's value, and the labels that say which is which.
//!
//! Source: <https://docs.aws.amazon.com/secretsmanager/latest/userguide/whats-in-a-secret.html#term_version>

use std::collections::BTreeSet;

use aws_smithy_types::base64;
use serde_json::{Map, Value, json};

use super::input::Given;
use super::state::{CURRENT, Secret, Version, day};
use super::{errors, input, list, secrets};
use crate::account::Account;
use crate::error::ApiError;
use crate::protocol::json::{Answer, Call};

/// How many labels a secret's versions may have together.
///
/// Source: <https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_limits.html>
const MOST_STAGES: usize = 20;

/// Whether the version holds this very value.
pub(super) fn holds(account: &Account, secret: &Secret, id: &str, version: &Version, value: &Given) -> bool {
    let opened = version.value.as_ref().and_then(|sealed| secret.open(&account.vault, id, sealed).ok());
    version.binary == value.binary && opened.is_some_and(|opened| *opened == *value.bytes)
}

/// Adds a version, or nothing where the same request was carried out before.
pub(super) fn add(
    account: &Account,
    call: &Call<'_>,
    secret: &mut Secret,
    token: &str,
    value: &Given,
    stages: &[&str],
) -> Result<(), ApiError> {
    match secret.versions.get(token) {
        None => insert(account, call, secret, token, value, stages),
        Some(version) if holds(account, secret, token, version, value) => Ok(()),
        Some(_) => Err(errors::exists(format!(
            "You can't use ClientRequestToken {token} because that value is already in use for a version of secret {}.",
            secret.arn(call.region)
        ))),
    }
}

/// Adds a version that is not there yet.
pub(super) fn insert(
    account: &Account,
    call: &Call<'_>,
    secret: &mut Secret,
    token: &str,
    value: &Given,
    stages: &[&str],
) -> Result<(), ApiError> {
    let sealed = secret.seal(&account.vault, token, &value.bytes).map_err(|_| errors::internal())?;
    let version = Version {
        created: call.now,
        accessed: None,
        stages: BTreeSet::new(),
        value: Some(sealed),
        binary: value.binary,
    };
    secret.versions.insert(token.to_owned(), version);
    // A secret's first version is its current one, whatever else it is.
    let first = (secret.versions.len() == 1).then_some(CURRENT);
    for stage in stages.iter().copied().chain(first) {
        secret.label(stage, token);
    }
    let labels: usize = secret.versions.values().map(|version| version.stages.len()).sum();
    if labels > MOST_STAGES {
        return Err(errors::limit(format!("A secret can't have more than {MOST_STAGES} staging labels.")));
    }
    secret.prune();
    Ok(())
}

/// Which labels each version has; those without any are left out.
pub(super) fn stages(secret: &Secret) -> Value {
    let labelled = secret.versions.iter().filter(|(_, version)| !version.stages.is_empty());
    labelled.map(|(id, version)| (id.clone(), json!(version.stages))).collect::<Map<_, _>>().into()
}

pub(super) fn get(account: &mut Account, call: &Call<'_>) -> Answer {
    let params = call.params;
    let id = input::text(params, "VersionId", 32..=64)?;
    let stage = input::text(params, "VersionStage", 1..=256)?;
    let vault = account.vault.clone();
    let secret = input::any_mut(account, call)?;
    if secret.deletion.is_some() {
        return Err(errors::marked_for_deletion());
    }
    let label = stage.unwrap_or(CURRENT);
    let absent = || match id {
        Some(id) => {
            errors::not_found(format!("Secrets Manager can't find the specified secret value for VersionId: {id}"))
        }
        None => errors::not_found(format!(
            "Secrets Manager can't find the specified secret value for staging label: {label}"
        )),
    };
    let found = match id {
        Some(id) => secret.versions.contains_key(id).then(|| id.to_owned()),
        None => secret.labelled(label).map(str::to_owned),
    };
    let found = found.ok_or_else(absent)?;
    let version = secret.versions.get(&found).ok_or_else(absent)?;
    if id.is_some() && stage.is_some_and(|stage| !version.stages.contains(stage)) {
        return Err(errors::request("You provided a VersionStage that is not associated to the provided VersionId."));
    }
    let value = version.value.as_ref().ok_or_else(absent)?;
    let opened = secret.open(&vault, &found, value).map_err(|_| errors::decryption())?;
    let mut answer = secrets::named(call, secret);
    if let Some(answer) = answer.as_object_mut() {
        answer.insert("VersionId".to_owned(), found.clone().into());
        answer.insert("VersionStages".to_owned(), json!(version.stages));
        answer.insert("CreatedDate".to_owned(), version.created.0.as_second().into());
        if version.binary {
            answer.insert("SecretBinary".to_owned(), base64::encode(opened.as_slice()).into());
        } else {
            answer.insert("SecretString".to_owned(), String::from_utf8_lossy(&opened).into());
        }
    }
    secret.accessed = Some(day(call.now));
    if let Some(version) = secret.versions.get_mut(&found) {
        version.accessed = Some(day(call.now));
    }
    Ok(answer)
}

pub(super) fn put(account: &mut Account, call: &Call<'_>) -> Answer {
    let params = call.params;
    let token = input::token(params)?;
    let stages = input::texts(params, "VersionStages", 1..=256)?;
    let stages = if stages.is_empty() { vec![CURRENT] } else { stages };
    let Some(value) = input::value(params)? else {
        return Err(errors::request("You must provide either SecretString or SecretBinary."));
    };
    let mut secret = input::secret_mut(account, call)?.clone();
    add(account, call, &mut secret, &token, &value, &stages)?;
    secret.changed = call.now;
    let mut answer = secrets::named(call, &secret);
    if let (Some(answer), Some(version)) = (answer.as_object_mut(), secret.versions.get(&token)) {
        answer.insert("VersionId".to_owned(), token.into());
        answer.insert("VersionStages".to_owned(), json!(version.stages));
    }
    secrets::put_back(account, call, secret);
    Ok(answer)
}

pub(super) fn list(account: &Account, call: &Call<'_>) -> Answer {
    let secret = input::any(account, call)?;
    let deprecated = call.params.flag("IncludeDeprecated")?;
    let versions = secret.versions.iter().filter(|(_, version)| deprecated || !version.stages.is_empty());
    let key = secret.kms_key.as_deref().unwrap_or("DefaultEncryptionKey");
    let versions = versions.map(|(id, version)| {
        let mut entry = Map::new();
        entry.insert("VersionId".to_owned(), id.clone().into());
        if !version.stages.is_empty() {
            entry.insert("VersionStages".to_owned(), json!(version.stages));
        }
        entry.insert("CreatedDate".to_owned(), version.created.0.as_second().into());
        if let Some(accessed) = version.accessed {
            entry.insert("LastAccessedDate".to_owned(), accessed.0.as_second().into());
        }
        entry.insert("KmsKeyIds".to_owned(), json!([key]));
        (id.clone(), entry.into())
    });
    let mut answer = list::page(call, "Versions", versions)?;
    if let (Some(answer), Some(named)) = (answer.as_object_mut(), secrets::named(call, secret).as_object()) {
        answer.extend(named.clone());
    }
    Ok(answer)
}

pub(super) fn move_stage(account: &mut Account, call: &Call<'_>) -> Answer {
    let params = call.params;
    let stage = input::required(params, "VersionStage", 1..=256)?;
    let from = input::text(params, "RemoveFromVersionId", 32..=64)?;
    let to = input::text(params, "MoveToVersionId", 32..=64)?;
    let mut secret = input::secret_mut(account, call)?.clone();
    let unknown = |id: &str| {
        errors::not_found(format!("Secrets Manager can't find the specified secret value for VersionId: {id}"))
    };
    if let Some(id) = [from, to].into_iter().flatten().find(|id| !secret.versions.contains_key(*id)) {
        return Err(unknown(id));
    }
    let present = secret.labelled(stage).map(str::to_owned);
    match (present.as_deref(), from) {
        (Some(present), None) if to.is_some_and(|to| to != present) => {
            return Err(errors::parameter(format!(
                "The parameter RemoveFromVersionId can't be empty. Staging label {stage} is currently attached to \
                 version {present}, so you must explicitly reference that version in RemoveFromVersionId."
            )));
        }
        (present, Some(from)) if present != Some(from) => {
            return Err(errors::parameter(format!(
                "The parameter RemoveFromVersionId can't be {from}. Staging label {stage} is currently not attached to \
                 that version."
            )));
        }
        _ => {}
    }
    match (to, from) {
        (Some(to), _) => secret.label(stage, to),
        (None, Some(_)) if stage == CURRENT => {
            return Err(errors::parameter(
                "You can only move staging label AWSCURRENT to a different secret version. It can't be completely \
                 removed.",
            ));
        }
        (None, Some(from)) => {
            if let Some(version) = secret.versions.get_mut(from) {
                version.stages.remove(stage);
            }
        }
        (None, None) => {
            return Err(errors::parameter("You must provide MoveToVersionId, RemoveFromVersionId or both."));
        }
    }
    secret.changed = call.now;
    let answer = secrets::named(call, &secret);
    secrets::put_back(account, call, secret);
    Ok(answer)
}
