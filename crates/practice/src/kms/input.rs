//! Parameters, held to the rules of their types before anything is looked up.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use serde_json::Value;

use super::errors;
use super::state::{Key, KeyState, Region, arn};
use crate::ACCOUNT_ID;
use crate::account::Account;
use crate::error::ApiError;
use crate::protocol::json::{Call, Input};

type Checked<T> = Result<T, ApiError>;

/// `KeyId` as the sentences name it: `keyId`.
fn lower_first(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map(|first| first.to_ascii_lowercase()).into_iter().chain(letters).collect()
}

pub(super) fn required<'a>(params: &'a Input, name: &str, length: RangeInclusive<usize>) -> Checked<&'a str> {
    let value = params.text(name)?.ok_or_else(|| errors::missing(&lower_first(name)))?;
    within(value, &lower_first(name), length)?;
    Ok(value)
}

pub(super) fn within(value: &str, at: &str, range: RangeInclusive<usize>) -> Checked<()> {
    let length = value.chars().count();
    if length < *range.start() {
        let rule = format!("Member must have length greater than or equal to {}", range.start());
        return Err(errors::constraint(value, at, &rule));
    }
    if length > *range.end() {
        let rule = format!("Member must have length less than or equal to {}", range.end());
        return Err(errors::constraint(value, at, &rule));
    }
    Ok(())
}

pub(super) fn number(params: &Input, name: &str, range: RangeInclusive<u32>) -> Checked<Option<u32>> {
    let Some(number) = params.number(name)? else { return Ok(None) };
    let at = lower_first(name);
    if number < i64::from(*range.start()) {
        let rule = format!("Member must have value greater than or equal to {}", range.start());
        return Err(errors::constraint(number, &at, &rule));
    }
    if number > i64::from(*range.end()) {
        let rule = format!("Member must have value less than or equal to {}", range.end());
        return Err(errors::constraint(number, &at, &rule));
    }
    Ok(u32::try_from(number).ok())
}

/// One of the words that a parameter may be.
pub(super) fn choice<'a>(params: &'a Input, name: &str, words: &[&str]) -> Checked<Option<&'a str>> {
    match params.text(name)? {
        None => Ok(None),
        Some(word) if words.contains(&word) => Ok(Some(word)),
        Some(word) => {
            let rule = format!("Member must satisfy enum value set: [{}]", words.join(", "));
            Err(errors::constraint(word, &lower_first(name), &rule))
        }
    }
}

/// The name that a key is called by: its id, its ARN, and for some operations an alias or an alias's ARN.
pub(super) enum Name<'a> {
    /// A key's id.
    Id(&'a str),
    /// An alias with its prefix.
    Alias(&'a str),
}

/// Understands the name of a key in the call's Region.
pub(super) fn name<'a>(call: &Call<'a>, text: &'a str) -> Checked<Name<'a>> {
    let resource = match text.strip_prefix("arn:") {
        None => text,
        Some(rest) => {
            let mut parts = rest.splitn(5, ':');
            let (_, service, region) = (parts.next(), parts.next(), parts.next().unwrap_or_default());
            let (account, resource) = (parts.next(), parts.next().unwrap_or_default());
            if service != Some("kms") || region != call.region {
                return Err(errors::not_found(format!("Invalid arn {region}")));
            }
            if account != Some(ACCOUNT_ID) {
                return Err(errors::no_such_key(text));
            }
            match resource.strip_prefix("key/") {
                Some(id) => return Ok(Name::Id(id)),
                None => resource,
            }
        }
    };
    if resource.starts_with("alias/") {
        return Ok(Name::Alias(resource));
    }
    let shape = |c: char| c.is_ascii_alphanumeric() || c == '-';
    if resource.chars().all(shape) {
        return Ok(Name::Id(resource));
    }
    Err(errors::not_found(format!("Invalid keyId '{text}'")))
}

/// The name of the key that a parameter calls.
pub(super) fn key_name<'a>(call: &Call<'a>, parameter: &str) -> Checked<Name<'a>> {
    name(call, required(call.params, parameter, 1..=2048)?)
}

/// The key that a parameter calls. Where `aliases` may not be, they are no key's name.
pub(super) fn key_of<'a>(account: &'a Account, call: &Call<'_>, parameter: &str, aliases: bool) -> Checked<&'a Key> {
    let region = account.kms.region(call.region);
    let id = match key_name(call, parameter)? {
        Name::Id(id) => id,
        Name::Alias(name) if aliases => match region.and_then(|region| region.aliases.get(name)) {
            Some(alias) => &alias.key,
            None => return Err(errors::no_such_alias(&arn(call.region, name))),
        },
        Name::Alias(name) => return Err(errors::not_found(format!("Invalid keyId '{name}'"))),
    };
    let key = region.and_then(|region| region.key(id, call.now));
    key.ok_or_else(|| errors::no_such_key(&arn(call.region, &format!("key/{id}"))))
}

/// The key that `KeyId` calls.
pub(super) fn key<'a>(account: &'a Account, call: &Call<'_>, aliases: bool) -> Checked<&'a Key> {
    key_of(account, call, "KeyId", aliases)
}

/// The key that `KeyId` calls by id or ARN, to be changed.
pub(super) fn changeable_key<'a>(account: &'a mut Account, call: &Call<'_>) -> Checked<&'a mut Key> {
    let key = key(account, call, false)?;
    let (id, arn) = (key.id.clone(), key.arn(call.region));
    if key.aws_managed {
        return Err(errors::aws_managed(call.operation, &arn));
    }
    region(account, call).keys.get_mut(&id).ok_or_else(|| errors::no_such_key(&arn))
}

/// Whether the key of this id is there still.
pub(super) fn is_there(account: &Account, call: &Call<'_>, id: &str) -> bool {
    account.kms.region(call.region).is_some_and(|region| region.key(id, call.now).is_some())
}

/// The Region that the call goes to, to be changed.
pub(super) fn region<'a>(account: &'a mut Account, call: &Call<'_>) -> &'a mut Region {
    account.kms.region_mut(call.region, call.now)
}

/// Refuses a key that cannot be used now.
///
/// Source of this and the next: <https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html>
pub(super) fn usable(call: &Call<'_>, key: &Key) -> Checked<()> {
    match key.state {
        KeyState::Enabled => Ok(()),
        KeyState::Disabled => Err(errors::disabled(&key.arn(call.region))),
        KeyState::PendingDeletion(_) => not_pending(call, key),
    }
}

/// Refuses a key that waits for its deletion.
pub(super) fn not_pending(call: &Call<'_>, key: &Key) -> Checked<()> {
    match key.state {
        KeyState::PendingDeletion(_) => {
            Err(errors::invalid_state(format!("{} is pending deletion.", key.arn(call.region))))
        }
        KeyState::Enabled | KeyState::Disabled => Ok(()),
    }
}

/// A key's description.
pub(super) fn description(params: &Input) -> Checked<&str> {
    let description = params.text("Description")?.unwrap_or_default();
    within(description, "description", 0..=8192)?;
    Ok(description)
}

/// A text of certain characters.
pub(super) fn pattern(value: &str, at: &str, pattern: &str, allowed: impl Fn(char) -> bool) -> Checked<()> {
    if value.chars().all(allowed) {
        return Ok(());
    }
    Err(errors::constraint(value, at, &format!("Member must satisfy regular expression pattern: {pattern}")))
}

/// Pairs of texts, such as an encryption context.
pub(super) fn pairs(value: &Value) -> Checked<BTreeMap<String, String>> {
    serde_json::from_value(value.clone()).map_err(|_| ApiError::serialization())
}
