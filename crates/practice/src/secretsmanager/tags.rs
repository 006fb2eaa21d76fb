//! A secret's tags.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::state::Secret;
use super::{errors, input, secrets};
use crate::account::Account;
use crate::error::ApiError;
use crate::protocol::json::{Answer, Call, Input};

/// How many tags a secret may have.
///
/// Source: <https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_limits.html>
const MOST: usize = 50;

/// The tags of a request.
pub(super) fn read(params: &Input) -> Result<BTreeMap<String, String>, ApiError> {
    let mut tags = BTreeMap::new();
    for (number, tag) in (1..).zip(params.list("Tags")?) {
        let key = input::member(tag, "Key").ok_or_else(|| errors::missing(&format!("tags.{number}.member.key")))?;
        let value = input::member(tag, "Value").unwrap_or_default();
        input::within(key, &format!("tags.{number}.member.key"), 1..=128)?;
        input::within(value, &format!("tags.{number}.member.value"), 0..=256)?;
        if key.to_ascii_lowercase().starts_with("aws:") {
            return Err(errors::parameter("aws: prefixed tag key names are not allowed for external use."));
        }
        if tags.insert(key.to_owned(), value.to_owned()).is_some() {
            return Err(errors::parameter("Duplicate tag keys found."));
        }
    }
    within_quota(tags.len())?;
    Ok(tags)
}

fn within_quota(count: usize) -> Result<(), ApiError> {
    if count > MOST {
        return Err(errors::limit(format!("You can't attach more than {MOST} tags to a secret.")));
    }
    Ok(())
}

pub(super) fn shape(secret: &Secret) -> Value {
    secret.tags.iter().map(|(key, value)| json!({ "Key": key, "Value": value })).collect()
}

pub(super) fn add(account: &mut Account, call: &Call<'_>) -> Answer {
    let tags = read(call.params)?;
    let mut secret = input::secret_mut(account, call)?.clone();
    secret.tags.extend(tags);
    within_quota(secret.tags.len())?;
    secrets::put_back(account, call, secret);
    Ok(json!({}))
}

pub(super) fn remove(account: &mut Account, call: &Call<'_>) -> Answer {
    let keys = input::texts(call.params, "TagKeys", 1..=128)?;
    let mut secret = input::secret_mut(account, call)?.clone();
    secret.tags.retain(|key, _| !keys.contains(&key.as_str()));
    secrets::put_back(account, call, secret);
    Ok(json!({}))
}
