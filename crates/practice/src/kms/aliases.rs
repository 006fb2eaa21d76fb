//! Aliases: other names of keys.
//!
//! Source: <https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html>

use serde_json::{Map, Value, json};

use super::state::{Alias, arn};
use super::{errors, input, paging};
use crate::account::Account;
use crate::error::ApiError;
use crate::protocol::json::{Answer, Call};

/// How many aliases a key may have.
///
/// Source: <https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html>
const MOST: usize = 50;

/// The name of an alias that is to be made or changed.
fn name<'a>(call: &Call<'a>) -> Result<&'a str, ApiError> {
    let name = input::required(call.params, "AliasName", 1..=256)?;
    let Some(rest) = name.strip_prefix("alias/") else {
        return Err(errors::validation("Invalid identifier"));
    };
    if rest.starts_with("aws/") {
        return Err(errors::not_authorized());
    }
    input::pattern(name, "aliasName", "^[a-zA-Z0-9:/_-]+$", |c| c.is_ascii_alphanumeric() || ":/_-".contains(c))?;
    if rest.is_empty() || rest.contains(':') {
        return Err(errors::validation(format!("{name} contains invalid characters for an alias")));
    }
    Ok(name)
}

/// The id of the key that an alias shall mean.
fn target(account: &Account, call: &Call<'_>) -> Result<String, ApiError> {
    let parameter = call.params.text("TargetKeyId")?.unwrap_or_default();
    if parameter.contains("alias/") {
        return Err(errors::validation("Aliases must refer to keys. Not aliases"));
    }
    let key = input::key_of(account, call, "TargetKeyId", false)?;
    if key.aws_managed {
        return Err(errors::aws_managed(call.operation, &key.arn(call.region)));
    }
    input::not_pending(call, key)?;
    Ok(key.id.clone())
}

pub(super) fn create(account: &mut Account, call: &Call<'_>) -> Answer {
    let name = name(call)?;
    let key = target(account, call)?;
    let region = input::region(account, call);
    if region.aliases.contains_key(name) {
        let arn = arn(call.region, name);
        return Err(errors::already_exists(format!("An alias with the name {arn} already exists")));
    }
    if region.aliases.values().filter(|alias| alias.key == key).count() >= MOST {
        return Err(errors::limit(format!("A key has {MOST} aliases at most.")));
    }
    region.aliases.insert(name.to_owned(), Alias { key, created: call.now, updated: call.now });
    Ok(json!({}))
}

/// The alias then means another key, of the same kind and usage.
pub(super) fn update(account: &mut Account, call: &Call<'_>) -> Answer {
    let name = name(call)?;
    let key = target(account, call)?;
    let region = input::region(account, call);
    let unknown = || errors::no_such_alias(&arn(call.region, name));
    let before = region.aliases.get(name).map(|alias| alias.key.clone()).ok_or_else(unknown)?;
    let kind = |id: &str| region.keys.get(id).map(|key| (key.usage.clone(), key.is_symmetric()));
    if kind(&before) != kind(&key) {
        return Err(errors::validation(format!(
            "Alias {} must refer to a key of the same type and usage as the one that it means now.",
            arn(call.region, name)
        )));
    }
    let alias = region.aliases.get_mut(name).ok_or_else(unknown)?;
    alias.key = key;
    alias.updated = call.now;
    Ok(json!({}))
}

pub(super) fn delete(account: &mut Account, call: &Call<'_>) -> Answer {
    let name = name(call)?;
    match input::region(account, call).aliases.remove(name) {
        Some(_) => Ok(json!({})),
        None => Err(errors::no_such_alias(&arn(call.region, name))),
    }
}

pub(super) fn list(account: &Account, call: &Call<'_>) -> Answer {
    let only = call.params.get("KeyId").map(|_| input::key(account, call, false)).transpose()?;
    let aliases = account.kms.region(call.region).map(|region| &region.aliases).into_iter().flatten();
    let aliases = aliases.filter(|(_, alias)| {
        only.map_or_else(|| input::is_there(account, call, &alias.key), |only| alias.key == only.id)
    });
    paging::page(call, "Aliases", (100, 50), aliases.map(|(name, alias)| (name.clone(), shape(call, name, alias))))
}

fn shape(call: &Call<'_>, name: &str, alias: &Alias) -> Value {
    let mut shape = Map::new();
    shape.insert("AliasName".to_owned(), name.into());
    shape.insert("AliasArn".to_owned(), arn(call.region, name).into());
    shape.insert("TargetKeyId".to_owned(), alias.key.clone().into());
    shape.insert("CreationDate".to_owned(), alias.created.0.as_second().into());
    shape.insert("LastUpdatedDate".to_owned(), alias.updated.0.as_second().into());
    shape.into()
}
