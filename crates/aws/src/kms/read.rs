//! Reading keys with all that hangs on them.

use std::collections::BTreeMap;
use std::sync::Arc;

use aws_sdk_kms::primitives::Blob;
use aws_sdk_kms::types::{GrantListEntry, KeyManagerType, KeyMetadata, RotationType};
use aws_smithy_types::base64;
use gatehouse_plan::Tag;
use gatehouse_plan::kms::call::GrantContext;
use gatehouse_plan::kms::key::{Grant, Key, KeyState, Part, Rotated, Rotation, Unreadable};
use tokio::task::JoinSet;
use tokio::time::MissedTickBehavior;

use crate::account::Account;
use crate::error::{AwsError, ErrorKind};
use crate::settings;
use crate::watch::{Watch, time};

/// How many keys are asked about at a time: each needs several calls, and KMS throttles.
const AT_A_TIME: usize = 8;

/// Keys, and what is wrong where not all could be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keys {
    /// The keys that could be described, by name.
    pub keys: Vec<Key>,
    /// The ids of keys that the caller may not even describe.
    pub closed: Vec<String>,
    /// Why the aliases could not be read, where they could not.
    pub aliases: Part<()>,
}

/// A key by its names alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyNames {
    /// Its id.
    pub id: String,
    /// Its ARN.
    pub arn: String,
    /// Its aliases, `alias/data`, in order.
    pub aliases: Vec<String>,
}

/// Whether it is asked when a key was rotated: a call more for each key, of which KMS takes 100 a second.
#[derive(Debug, Clone, Copy)]
enum History {
    Read,
    Left,
}

/// A text that was encrypted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sealed {
    /// The ciphertext in Base64.
    pub base64: String,
    /// The ARN of the key.
    pub key: String,
}

/// A ciphertext that was decrypted.
#[derive(Clone, PartialEq, Eq)]
pub struct Opened {
    /// What it hid.
    pub bytes: Vec<u8>,
    /// The ARN of the key.
    pub key: String,
}

impl Account {
    /// Every key of the Region, whole but for when it was rotated.
    ///
    /// # Errors
    /// Where the keys cannot be listed, or the user cancels. What may not be read of a key is told in the key.
    pub async fn keys(&self, watch: &Watch<'_>) -> Result<Keys, AwsError> {
        self.keys_as_they_come(watch, &|_| {}).await
    }

    /// The same; after each key those read so far are told, in no order.
    ///
    /// # Errors
    /// As [`Account::keys`].
    pub async fn keys_as_they_come(
        &self,
        watch: &Watch<'_>,
        so_far: &(dyn Fn(&[Key]) + Send + Sync),
    ) -> Result<Keys, AwsError> {
        let listed = self.listed(watch).await?;
        let (aliases, trouble) = self.aliases_or_why_not(watch).await?;
        let aliases = Arc::new(aliases);
        let (mut keys, mut closed) = (Vec::new(), Vec::new());
        let mut ids = listed.into_iter().map(|(id, _)| id);
        let mut reading = JoinSet::new();
        let mut pace = tokio::time::interval(settings::KEY_AFTER_KEY);
        pace.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            while reading.len() < AT_A_TIME
                && let Some(id) = ids.next()
            {
                if self.shared {
                    pace.tick().await;
                }
                let (account, aliases) = (self.clone(), Arc::clone(&aliases));
                reading.spawn(async move { (account.key_named(&id, &aliases, History::Left).await, id) });
            }
            let next = watch.or_cancel(async { Ok::<_, AwsError>(reading.join_next().await) }).await?;
            let Some(answer) = next else { break };
            let (key, id) = answer.map_err(|error| AwsError::nonsense(error.to_string()))?;
            match key {
                Ok(key) => keys.push(key),
                // Deleted since it was listed.
                Err(error) if error.is_absent() => {}
                Err(error) if error.is_denied() => closed.push(id),
                Err(error) => return Err(error),
            }
            watch.tell(keys.len());
            so_far(&keys);
        }
        keys.sort_by(|one, other| (one.name(), &one.id).cmp(&(other.name(), &other.id)));
        closed.sort();
        Ok(Keys { keys, closed, aliases: trouble })
    }

    /// Every key of the Region by its names, and why they have no aliases where those may not be read: two calls for a
    /// hundred keys, where [`Account::keys`] needs five for each.
    ///
    /// # Errors
    /// Where the keys cannot be listed, or the user cancels.
    pub async fn key_names(&self, watch: &Watch<'_>) -> Result<(Vec<KeyNames>, Part<()>), AwsError> {
        let listed = self.listed(watch).await?;
        let (mut aliases, trouble) = self.aliases_or_why_not(watch).await?;
        let names =
            |(id, arn): (String, String)| KeyNames { aliases: aliases.remove(&id).unwrap_or_default(), id, arn };
        Ok((listed.into_iter().map(names).collect(), trouble))
    }

    /// The id and the ARN of every key.
    async fn listed(&self, watch: &Watch<'_>) -> Result<Vec<(String, String)>, AwsError> {
        let mut pages = self.kms.list_keys().limit(1000).into_paginator().items().send();
        let mut keys = Vec::new();
        while let Some(key) = watch.or_cancel(async { pages.try_next().await }).await? {
            keys.extend(key.key_id.zip(key.key_arn));
        }
        Ok(keys)
    }

    async fn aliases_or_why_not(
        &self,
        watch: &Watch<'_>,
    ) -> Result<(BTreeMap<String, Vec<String>>, Part<()>), AwsError> {
        match watch.or_cancel(self.aliases()).await {
            Ok(aliases) => Ok((aliases, Ok(()))),
            Err(error) => Ok((BTreeMap::new(), Err(unreadable("kms:ListAliases", error)?))),
        }
    }

    /// One key, by id, ARN or alias.
    ///
    /// # Errors
    /// Where there is none, it may not be described, or KMS does not answer.
    pub async fn key(&self, key: &str) -> Result<Key, AwsError> {
        let aliases = match self.aliases().await {
            Ok(aliases) => aliases,
            Err(error) if error.is_denied() => BTreeMap::new(),
            Err(error) => return Err(error),
        };
        self.key_named(key, &aliases, History::Read).await
    }

    /// The aliases of each key's id.
    async fn aliases(&self) -> Result<BTreeMap<String, Vec<String>>, AwsError> {
        let mut pages = self.kms.list_aliases().limit(100).into_paginator().items().send();
        let mut aliases: BTreeMap<String, Vec<String>> = BTreeMap::new();
        while let Some(alias) = pages.try_next().await? {
            // AWS names aliases of its services before there is a key behind them.
            if let (Some(key), Some(name)) = (alias.target_key_id, alias.alias_name) {
                aliases.entry(key).or_default().push(name);
            }
        }
        aliases.values_mut().for_each(|names| names.sort());
        Ok(aliases)
    }

    async fn key_named(
        &self,
        name: &str,
        aliases: &BTreeMap<String, Vec<String>>,
        history: History,
    ) -> Result<Key, AwsError> {
        let answer = self.kms.describe_key().key_id(name).send().await?;
        let metadata = answer.key_metadata.ok_or_else(|| AwsError::nonsense("KMS described a key and left it out."))?;
        let mut key = described(metadata)?;
        key.aliases = aliases.get(&key.id).cloned().unwrap_or_default();
        key.policy = part("kms:GetKeyPolicy", self.key_policy(&key.id).await)?;
        key.rotation = if key.rotates() {
            part("kms:GetKeyRotationStatus", self.rotation(&key.id, history).await)?
        } else {
            Ok(None)
        };
        key.grants = part("kms:ListGrants", self.grants(&key.id).await)?;
        key.tags = part("kms:ListResourceTags", self.key_tags(&key.id).await)?;
        Ok(key)
    }

    async fn key_policy(&self, key: &str) -> Result<String, AwsError> {
        let answer = self.kms.get_key_policy().key_id(key).policy_name(super::POLICY_NAME).send().await?;
        answer.policy.ok_or_else(|| AwsError::nonsense("KMS answered GetKeyPolicy without a policy."))
    }

    async fn rotation(&self, key: &str, history: History) -> Result<Option<Rotation>, AwsError> {
        let status = self.kms.get_key_rotation_status().key_id(key).send().await?;
        let history = match history {
            History::Read => self.rotations(key).await?,
            History::Left => Vec::new(),
        };
        Ok(Some(Rotation {
            // Where KMS does not tell the period, it is the year that it takes by itself.
            period: status.key_rotation_enabled.then(|| status.rotation_period_in_days.unwrap_or(365)),
            next: status.next_rotation_date.as_ref().map(time),
            history,
        }))
    }

    /// When a key was rotated, the newest first.
    async fn rotations(&self, key: &str) -> Result<Vec<Rotated>, AwsError> {
        let mut pages = self.kms.list_key_rotations().key_id(key).into_paginator().items().send();
        let mut history = Vec::new();
        loop {
            match pages.try_next().await.map_err(AwsError::from) {
                Ok(Some(rotation)) => history.push(Rotated {
                    at: rotation.rotation_date.as_ref().map(time).unwrap_or_default(),
                    on_demand: rotation.rotation_type == Some(RotationType::OnDemand),
                }),
                Ok(None) => break,
                // The history is a permission of its own; without it the rest still says something.
                Err(error) if error.is_denied() => break,
                Err(error) => return Err(error),
            }
        }
        history.sort_by(|one, other| other.at.cmp(&one.at));
        Ok(history)
    }

    async fn grants(&self, key: &str) -> Result<Vec<Grant>, AwsError> {
        let mut pages = self.kms.list_grants().key_id(key).limit(100).into_paginator().items().send();
        let mut grants = Vec::new();
        while let Some(entry) = pages.try_next().await? {
            grants.push(grant(entry));
        }
        Ok(grants)
    }

    async fn key_tags(&self, key: &str) -> Result<Vec<Tag>, AwsError> {
        let mut pages = self.kms.list_resource_tags().key_id(key).into_paginator().items().send();
        let mut tags = Vec::new();
        while let Some(tag) = pages.try_next().await? {
            tags.push(Tag { key: tag.tag_key, value: tag.tag_value });
        }
        Ok(tags)
    }

    /// Encrypts a text, which changes nothing.
    ///
    /// # Errors
    /// Where KMS refuses or does not answer.
    pub async fn encrypt(
        &self,
        key: &str,
        bytes: Vec<u8>,
        context: BTreeMap<String, String>,
    ) -> Result<Sealed, AwsError> {
        let request = self.kms.encrypt().key_id(key).plaintext(Blob::new(bytes));
        let answer = request.set_encryption_context(Some(context.into_iter().collect())).send().await?;
        let bytes = answer.ciphertext_blob.ok_or_else(|| AwsError::nonsense("KMS answered Encrypt without a text."))?;
        Ok(Sealed { base64: base64::encode(bytes), key: answer.key_id.unwrap_or_default() })
    }

    /// Decrypts a ciphertext in Base64, which names its key itself.
    ///
    /// # Errors
    /// Where it is no Base64, and where KMS refuses or does not answer.
    pub async fn decrypt(&self, ciphertext: &str, context: BTreeMap<String, String>) -> Result<Opened, AwsError> {
        let plain: String = ciphertext.split_whitespace().collect();
        let bytes = base64::decode(plain).map_err(|_| {
            AwsError::ours(ErrorKind::NotSent, "NO_BASE64", "The ciphertext is no Base64. Copy it whole.")
        })?;
        let request = self.kms.decrypt().ciphertext_blob(Blob::new(bytes));
        let answer = request.set_encryption_context(Some(context.into_iter().collect())).send().await?;
        let bytes = answer.plaintext.ok_or_else(|| AwsError::nonsense("KMS answered Decrypt without a text."))?;
        Ok(Opened { bytes: bytes.into_inner(), key: answer.key_id.unwrap_or_default() })
    }
}

/// A part of a key: what may not be read is no failure of the whole.
fn part<T>(action: &str, read: Result<T, AwsError>) -> Result<Part<T>, AwsError> {
    match read {
        Ok(value) => Ok(Ok(value)),
        Err(error) => unreadable(action, error).map(Err),
    }
}

fn unreadable(action: &str, error: AwsError) -> Result<Unreadable, AwsError> {
    if error.is_denied() {
        return Ok(Unreadable { action: action.to_owned(), message: error.message });
    }
    Err(error)
}

fn described(key: KeyMetadata) -> Result<Key, AwsError> {
    use aws_sdk_kms::types::KeyState as State;
    let none = |action: &str| Unreadable { action: action.to_owned(), message: String::new() };
    Ok(Key {
        arn: key.arn.ok_or_else(|| AwsError::nonsense("KMS described a key without its ARN."))?,
        id: key.key_id,
        description: key.description.unwrap_or_default(),
        created: key.creation_date.as_ref().map(time).unwrap_or_default(),
        aws_managed: key.key_manager == Some(KeyManagerType::Aws),
        state: match key.key_state {
            Some(State::Enabled) => KeyState::Enabled,
            Some(State::Disabled) => KeyState::Disabled,
            Some(State::PendingDeletion | State::PendingReplicaDeletion) => KeyState::PendingDeletion,
            _ => KeyState::Other,
        },
        deletion: key.deletion_date.as_ref().map(time),
        // AWS always tells it; where an emulation does not, it is what a key has unless somebody says otherwise.
        usage: key.key_usage.map_or_else(|| "ENCRYPT_DECRYPT".to_owned(), |usage| usage.as_str().to_owned()),
        spec: key.key_spec.map(|spec| spec.as_str().to_owned()).unwrap_or_default(),
        origin: key.origin.map(|origin| origin.as_str().to_owned()).unwrap_or_default(),
        multi_region: key.multi_region.unwrap_or_default(),
        aliases: Vec::new(),
        policy: Err(none("kms:GetKeyPolicy")),
        rotation: Ok(None),
        grants: Err(none("kms:ListGrants")),
        tags: Err(none("kms:ListResourceTags")),
    })
}

fn grant(entry: GrantListEntry) -> Grant {
    let context = entry.constraints.and_then(|constraints| {
        let pairs = |pairs: std::collections::HashMap<String, String>| pairs.into_iter().collect();
        let equal = constraints.encryption_context_equals.map(|equal| GrantContext::Equals(pairs(equal)));
        equal.or_else(|| constraints.encryption_context_subset.map(|subset| GrantContext::Subset(pairs(subset))))
    });
    Grant {
        id: entry.grant_id.unwrap_or_default(),
        name: entry.name.unwrap_or_default(),
        created: entry.creation_date.as_ref().map(time).unwrap_or_default(),
        grantee: entry.grantee_principal.unwrap_or_default(),
        retiring: entry.retiring_principal,
        operations: entry
            .operations
            .unwrap_or_default()
            .into_iter()
            .map(|operation| operation.as_str().to_owned())
            .collect(),
        context,
    }
}
