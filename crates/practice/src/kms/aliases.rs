//! Aliases: other names of keys.
//!
//! Source: <https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html>

use serde_json::{Map, Value, json};

use super::state::{Alias, arn};
use super::{errors, input, paging};
use crate::account::Account;
use crate::error::ApiError;
use crate::protocol::json::{Answer, Call};

/// The name of an alias that is to be made or changed.
fn name<'a>(call: &Call<'a>) -> Result<&'a str, ApiError> {
    let name = input::required(call.params, "AliasName", 1..=256)?;
    let Some(rest) = name.strip_prefix("alias/") else {
        return Err(errors::validation("Invalid identifier"));
    };
    if rest.starts_with("aws/") {
        return Err(errors::not_authorized());
    }
    let allowed = |c: char| c.is_ascii_alphanumeric() || "/_-".contains(c);
    if rest.is_empty() || !rest.chars().all(allowed) {
        return Err(errors::constraint(
            name,
            "aliasName",
            "Member must satisfy regular expression pattern: ^[a-zA-Z0-9:/_-]+$",
        ));
    }
    Ok(name)
}

pub(super) fn create(account: &mut Account, call: &Call<'_>) -> Answer {
    let name = name(call)?;
    let key = input::key_id(account, call, "TargetKeyId", false)?;
    let region = input::region(account, call);
    if region.aliases.contains_key(name) {
        let arn = arn(call.region, name);
        return Err(errors::already_exists(format!("An alias with the name {arn} already exists")));
    }
    region.aliases.insert(name.to_owned(), Alias { key, created: call.now, updated: call.now });
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
    let only = call.params.get("KeyId").map(|_| input::key_id(account, call, "KeyId", false)).transpose()?;
    let aliases = account.kms.region(call.region).map(|region| &region.aliases).into_iter().flatten();
    let aliases = aliases.filter(|(_, alias)| only.as_ref().is_none_or(|only| &alias.key == only));
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
