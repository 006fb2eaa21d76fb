//! What the caller of each operation must be allowed to do: action, resource, context.
//!
//! Source: <https://docs.aws.amazon.com/service-authorization/latest/reference/list_awskeymanagementservice.html>

use serde_json::Value;

use super::input::{self, Name};
use super::state::{Key, arn};
use crate::ACCOUNT_ID;
use crate::account::Account;
use crate::error::ApiError;
use crate::gate::{Context, Demand};
use crate::protocol::json::Call;

type Demands = Result<Vec<Demand>, ApiError>;

fn demand(call: &Call<'_>, resource: String, context: Context) -> Demand {
    Demand { action: format!("kms:{}", call.operation), resources: vec![resource], context }
}

/// Lists and other operations on no key.
pub(super) fn everything(_: &Account, call: &Call<'_>) -> Demands {
    Ok(vec![demand(call, "*".to_owned(), Context::default())])
}

/// The request's own tags and what the new key shall be.
pub(super) fn new_key(_: &Account, call: &Call<'_>) -> Demands {
    let mut context = caller();
    for (key, value) in super::tags::read(call.params)? {
        context.add(format!("aws:RequestTag/{key}"), value);
        context.add("aws:TagKeys", key);
    }
    context.add("kms:KeyUsage", call.params.text("KeyUsage")?.unwrap_or("ENCRYPT_DECRYPT"));
    context.add("kms:KeySpec", call.params.text("KeySpec")?.unwrap_or("SYMMETRIC_DEFAULT"));
    context.add("kms:MultiRegion", call.params.flag("MultiRegion")?.to_string());
    context.add("kms:BypassPolicyLockoutSafetyCheck", call.params.flag("BypassPolicyLockoutSafetyCheck")?.to_string());
    Ok(vec![demand(call, "*".to_owned(), context)])
}

/// An operation on the key that `KeyId` calls, also on one that does not exist: AWS asks for the permission first.
pub(super) fn key(account: &Account, call: &Call<'_>) -> Demands {
    let name = input::key_name(call, "KeyId")?;
    Ok(vec![of(account, call, &name)])
}

/// An operation that may name its key elsewhere: in a ciphertext, or by a grant's token.
pub(super) fn key_in(account: &Account, call: &Call<'_>) -> Demands {
    let mut demands = Vec::new();
    if let Some(id) = call.params.text("CiphertextBlob")?.and_then(super::crypto::named_key) {
        demands.push(of(account, call, &Name::Id(&id)));
    }
    for parameter in ["KeyId", "SourceKeyId", "DestinationKeyId"] {
        if call.params.get(parameter).is_some() {
            demands.push(of(account, call, &input::key_name(call, parameter)?));
        }
    }
    // KMS asks for two permissions where it decrypts under one key and encrypts under another.
    if call.operation == "ReEncrypt" {
        let last = demands.len().saturating_sub(1);
        for (number, demand) in demands.iter_mut().enumerate() {
            demand.action = if number == last { "kms:ReEncryptTo" } else { "kms:ReEncryptFrom" }.to_owned();
        }
    }
    Ok(demands)
}

/// An operation on an alias, which needs the permission on the alias and on its key.
pub(super) fn alias_and_key(account: &Account, call: &Call<'_>) -> Demands {
    let alias = input::required(call.params, "AliasName", 1..=256)?;
    let mut demands = vec![demand(call, arn(call.region, alias), caller())];
    if call.params.get("TargetKeyId").is_some() {
        demands.push(of(account, call, &input::key_name(call, "TargetKeyId")?));
    }
    let present = account.kms.region(call.region).and_then(|region| region.aliases.get(alias));
    if let Some(present) = present {
        demands.push(of(account, call, &Name::Id(&present.key)));
    }
    Ok(demands)
}

fn of(account: &Account, call: &Call<'_>, name: &Name<'_>) -> Demand {
    let region = account.kms.region(call.region);
    let id = match name {
        Name::Id(id) => Some(*id),
        Name::Alias(alias) => region.and_then(|region| region.aliases.get(*alias)).map(|alias| alias.key.as_str()),
    };
    let Some(id) = id else { return demand(call, "*".to_owned(), caller()) };
    let mut context = caller();
    add_encryption_context(&mut context, call);
    if let Some(region) = region {
        if let Some(key) = region.keys.get(id) {
            describe(&mut context, key);
        }
        for (name, _) in region.aliases.iter().filter(|(_, alias)| alias.key == id) {
            context.add("kms:ResourceAliases", name);
        }
    }
    demand(call, arn(call.region, &format!("key/{id}")), context)
}

fn caller() -> Context {
    let mut context = Context::default();
    context.add("kms:CallerAccount", ACCOUNT_ID);
    context
}

fn add_encryption_context(context: &mut Context, call: &Call<'_>) {
    for (key, value) in call.params.get("EncryptionContext").and_then(Value::as_object).into_iter().flatten() {
        if let Some(value) = value.as_str() {
            context.add(format!("kms:EncryptionContext:{key}"), value);
            context.add("kms:EncryptionContextKeys", key);
        }
    }
}

fn describe(context: &mut Context, key: &Key) {
    context.add("kms:KeyUsage", &key.usage);
    context.add("kms:KeySpec", &key.spec);
    context.add("kms:MultiRegion", key.multi_region.to_string());
    for (tag, value) in &key.tags {
        context.add(format!("aws:ResourceTag/{tag}"), value);
    }
}
