//! Looking up whether a call of KMS was carried out.

use aws_sdk_kms::types::{GrantListEntry, KeyMetadata, KeyState, RotationType};
use gatehouse_plan::kms::call::STEP_TAG;
use gatehouse_plan::plan::same_document;
use gatehouse_plan::{KmsCall, Outputs, Tag};
use tokio::task::JoinSet;

use crate::account::Account;
use crate::error::AwsError;
use crate::perform::present;

/// How many keys are asked about at a time.
const AT_A_TIME: usize = 8;

/// Whether the account shows exactly what the call brings about, and then what KMS named in carrying it out.
pub(crate) async fn shows(account: &Account, call: &KmsCall) -> Result<Option<Outputs>, AwsError> {
    let kms = Kms(&account.kms);
    let shown = match call {
        KmsCall::CreateKey { tags, .. } => {
            let Some(step) = tags.iter().find(|tag| tag.key == STEP_TAG) else { return Ok(None) };
            return Ok(kms.key_tagged(step).await?.map(|arn| named("KeyArn", arn)));
        }
        KmsCall::CreateGrant { key, name, .. } => {
            let grants = kms.grants(key).await?.unwrap_or_default();
            let grant = grants.into_iter().find(|grant| grant.name.as_ref() == Some(name));
            return Ok(grant.and_then(|grant| grant.grant_id).map(|id| named("GrantId", id)));
        }
        KmsCall::RevokeGrant { key, grant_id } | KmsCall::RetireGrant { key, grant_id } => {
            let grants = kms.grants(key).await?.unwrap_or_default();
            !grants.iter().any(|grant| grant.grant_id.as_ref() == Some(grant_id))
        }
        KmsCall::UpdateKeyDescription { key, description } => {
            kms.key(key).await?.is_some_and(|key| key.description.unwrap_or_default() == *description)
        }
        KmsCall::PutKeyPolicy { key, document, .. } => {
            let policy = present(
                account
                    .kms
                    .get_key_policy()
                    .key_id(key)
                    .policy_name(super::POLICY_NAME)
                    .send()
                    .await
                    .map_err(Into::into),
            )?;
            policy.and_then(|policy| policy.policy).is_some_and(|policy| same_document(&policy, document))
        }
        KmsCall::CreateAlias { alias, key } | KmsCall::UpdateAlias { alias, key } => {
            kms.alias(alias).await?.as_deref() == Some(id(key))
        }
        KmsCall::DeleteAlias { alias } => kms.alias(alias).await?.is_none(),
        KmsCall::EnableKeyRotation { key, days } => kms.rotation(key).await?.is_some_and(|(enabled, period)| {
            // Where KMS does not tell the period, it is the year that it takes by itself.
            enabled && period.unwrap_or(365) == *days
        }),
        KmsCall::DisableKeyRotation { key } => kms.rotation(key).await?.is_some_and(|(enabled, _)| !enabled),
        KmsCall::RotateKeyOnDemand { key, earlier } => kms.rotations_on_demand(key).await? > *earlier,
        KmsCall::EnableKey { key } => kms.state(key).await? == Some(KeyState::Enabled),
        KmsCall::DisableKey { key } => kms.state(key).await? == Some(KeyState::Disabled),
        KmsCall::ScheduleKeyDeletion { key, .. } => {
            matches!(kms.state(key).await?, None | Some(KeyState::PendingDeletion | KeyState::PendingReplicaDeletion))
        }
        KmsCall::CancelKeyDeletion { key } => {
            let state = kms.state(key).await?;
            state.is_some_and(|state| !matches!(state, KeyState::PendingDeletion | KeyState::PendingReplicaDeletion))
        }
        KmsCall::TagKey { key, tags } => {
            kms.tags(key).await?.is_some_and(|present| tags.iter().all(|tag| present.contains(tag)))
        }
        KmsCall::UntagKey { key, tag_keys } => {
            kms.tags(key).await?.is_none_or(|present| !present.iter().any(|tag| tag_keys.contains(&tag.key)))
        }
    };
    Ok(shown.then(Outputs::new))
}

fn named(name: &str, value: String) -> Outputs {
    Outputs::from([(name.to_owned(), value)])
}

/// The id of a key that is named by id or ARN.
fn id(key: &str) -> &str {
    key.rsplit('/').next().unwrap_or(key)
}

struct Kms<'a>(&'a aws_sdk_kms::Client);

impl Kms<'_> {
    async fn key(&self, key: &str) -> Result<Option<KeyMetadata>, AwsError> {
        let answer = present(self.0.describe_key().key_id(key).send().await.map_err(Into::into))?;
        Ok(answer.and_then(|answer| answer.key_metadata))
    }

    async fn state(&self, key: &str) -> Result<Option<KeyState>, AwsError> {
        Ok(self.key(key).await?.and_then(|key| key.key_state))
    }

    /// Whether the key rotates by itself, and after how many days.
    async fn rotation(&self, key: &str) -> Result<Option<(bool, Option<i32>)>, AwsError> {
        let answer = present(self.0.get_key_rotation_status().key_id(key).send().await.map_err(Into::into))?;
        Ok(answer.map(|status| (status.key_rotation_enabled, status.rotation_period_in_days)))
    }

    /// How often the key was rotated on demand; a rotation that has begun counts.
    async fn rotations_on_demand(&self, key: &str) -> Result<usize, AwsError> {
        let mut rotations = self.0.list_key_rotations().key_id(key).into_paginator().items().send();
        let mut count = 0;
        while let Some(rotation) = rotations.try_next().await? {
            count += usize::from(rotation.rotation_type == Some(RotationType::OnDemand));
        }
        let status = self.0.get_key_rotation_status().key_id(key).send().await?;
        Ok(count + usize::from(status.on_demand_rotation_start_date.is_some()))
    }

    /// The id of the key that the alias means.
    async fn alias(&self, alias: &str) -> Result<Option<String>, AwsError> {
        let mut aliases = self.0.list_aliases().into_paginator().items().send();
        while let Some(found) = aliases.try_next().await? {
            if found.alias_name.as_deref() == Some(alias) {
                return Ok(Some(found.target_key_id.unwrap_or_default()));
            }
        }
        Ok(None)
    }

    async fn grants(&self, key: &str) -> Result<Option<Vec<GrantListEntry>>, AwsError> {
        let mut pages = self.0.list_grants().key_id(key).into_paginator().items().send();
        let mut grants = Vec::new();
        loop {
            match pages.try_next().await.map_err(AwsError::from) {
                Ok(Some(grant)) => grants.push(grant),
                Ok(None) => return Ok(Some(grants)),
                Err(error) if error.is_absent() => return Ok(None),
                Err(error) => return Err(error),
            }
        }
    }

    async fn tags(&self, key: &str) -> Result<Option<Vec<Tag>>, AwsError> {
        let mut pages = self.0.list_resource_tags().key_id(key).into_paginator().items().send();
        let mut tags = Vec::new();
        loop {
            match pages.try_next().await.map_err(AwsError::from) {
                Ok(Some(tag)) => tags.push(Tag { key: tag.tag_key, value: tag.tag_value }),
                Ok(None) => return Ok(Some(tags)),
                Err(error) if error.is_absent() => return Ok(None),
                Err(error) => return Err(error),
            }
        }
    }

    /// The ARN of the key with this tag. No more than one has it.
    async fn key_tagged(&self, tag: &Tag) -> Result<Option<String>, AwsError> {
        let mut pages = self.0.list_keys().into_paginator().items().send();
        let mut keys = Vec::new();
        while let Some(key) = pages.try_next().await? {
            keys.extend(key.key_arn);
        }
        let mut denied = None;
        for some in keys.chunks(AT_A_TIME) {
            let mut asking = JoinSet::new();
            for arn in some {
                let (client, arn) = (self.0.clone(), arn.clone());
                asking.spawn(async move { (Kms(&client).tags(&arn).await, arn) });
            }
            while let Some(answer) = asking.join_next().await {
                let (tags, arn) = answer.map_err(|error| AwsError::nonsense(error.to_string()))?;
                match tags {
                    Ok(Some(tags)) if tags.contains(tag) => return Ok(Some(arn)),
                    Ok(_) => {}
                    // Another key whose tags the caller may not read does no harm, if ours is found.
                    Err(error) if error.is_denied() => denied = Some(error),
                    Err(error) => return Err(error),
                }
            }
        }
        denied.map_or(Ok(None), Err)
    }
}
