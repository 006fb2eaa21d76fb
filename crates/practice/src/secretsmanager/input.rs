//! Parameters, held to the rules of their types before anything is looked up.
//!
//! Source of the lengths: <https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_Types.html>

use std::ops::RangeInclusive;

use aws_smithy_types::base64;
use serde_json::Value;
use uuid::Uuid;
use zeroize::Zeroizing;

use super::errors;
use super::state::Secret;
use crate::account::Account;
use crate::error::ApiError;
use crate::protocol::json::{Call, Input};

type Checked<T> = Result<T, ApiError>;

/// The most that a value may have, in bytes.
///
/// Source: <https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_limits.html>
const MOST_BYTES: usize = 65_536;

/// `SecretId` as the sentences name it: `secretId`.
fn lower_first(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map(|first| first.to_ascii_lowercase()).into_iter().chain(letters).collect()
}

/// A text of these many characters, where there is one.
pub(super) fn text<'a>(params: &'a Input, name: &str, length: RangeInclusive<usize>) -> Checked<Option<&'a str>> {
    let value = params.text(name)?;
    if let Some(value) = value {
        within(value, &lower_first(name), length)?;
    }
    Ok(value)
}

pub(super) fn required<'a>(params: &'a Input, name: &str, length: RangeInclusive<usize>) -> Checked<&'a str> {
    text(params, name, length)?.ok_or_else(|| errors::missing(&lower_first(name)))
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

/// The name of a new secret.
///
/// Source: <https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html>
pub(super) fn name(params: &Input) -> Checked<&str> {
    let name = required(params, "Name", 1..=512)?;
    if !name.chars().all(|c| c.is_ascii_alphanumeric() || "/_+=.@-!".contains(c)) {
        return Err(errors::validation(
            "Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@!",
        ));
    }
    Ok(name)
}

/// The idempotency token, which becomes the version's id; a fresh one where the request has none.
pub(super) fn token(params: &Input) -> Checked<String> {
    match params.text("ClientRequestToken")? {
        None => Ok(Uuid::new_v4().to_string()),
        Some(token) if (32..=64).contains(&token.chars().count()) => Ok(token.to_owned()),
        Some(_) => Err(errors::parameter("ClientRequestToken must be 32-64 characters long.")),
    }
}

/// A value, and whether it is bytes and not text.
pub(super) struct Given {
    pub(super) bytes: Zeroizing<Vec<u8>>,
    pub(super) binary: bool,
}

/// The value of a request, where there is one. No error shows any of it.
pub(super) fn value(params: &Input) -> Checked<Option<Given>> {
    let given = match (params.text("SecretString")?, params.text("SecretBinary")?) {
        (None, None) => return Ok(None),
        (Some(_), Some(_)) => {
            return Err(errors::parameter("You can't specify both a binary secret value and a string secret value."));
        }
        (Some(text), None) => Given { bytes: Zeroizing::new(text.as_bytes().to_vec()), binary: false },
        (None, Some(text)) => {
            let bytes = base64::decode(text).map_err(|_| ApiError::serialization())?;
            Given { bytes: Zeroizing::new(bytes), binary: true }
        }
    };
    let at = if given.binary { "secretBinary" } else { "secretString" };
    if given.bytes.is_empty() {
        return Err(errors::hidden_constraint(at, "Member must have length greater than or equal to 1"));
    }
    if given.bytes.len() > MOST_BYTES {
        return Err(errors::hidden_constraint(at, "Member must have length less than or equal to 65536"));
    }
    Ok(Some(given))
}

/// The secret that the request is about, whatever becomes of it.
pub(super) fn any<'a>(account: &'a Account, call: &Call<'_>) -> Checked<&'a Secret> {
    let id = required(call.params, "SecretId", 1..=2048)?;
    account.secretsmanager.find(call.region, id, call.now).ok_or_else(errors::no_such_secret)
}

/// The same, where it is not to be deleted.
pub(super) fn secret<'a>(account: &'a Account, call: &Call<'_>) -> Checked<&'a Secret> {
    let secret = any(account, call)?;
    if secret.deletion.is_some() { Err(errors::marked_for_deletion()) } else { Ok(secret) }
}

/// The same, to be changed.
pub(super) fn any_mut<'a>(account: &'a mut Account, call: &Call<'_>) -> Checked<&'a mut Secret> {
    let id = required(call.params, "SecretId", 1..=2048)?;
    account.secretsmanager.find_mut(call.region, id, call.now).ok_or_else(errors::no_such_secret)
}

/// The same, where it is neither to be deleted nor a replica.
pub(super) fn secret_mut<'a>(account: &'a mut Account, call: &Call<'_>) -> Checked<&'a mut Secret> {
    let secret = any_mut(account, call)?;
    if secret.deletion.is_some() {
        return Err(errors::marked_for_deletion());
    }
    if secret.primary.is_some() {
        return Err(on_replica());
    }
    Ok(secret)
}

pub(super) fn on_replica() -> ApiError {
    errors::parameter("Operation not permitted on a replica secret. Call must be made in primary secret's region.")
}

/// The texts of a list, each of a length.
pub(super) fn texts<'a>(params: &'a Input, name: &str, length: RangeInclusive<usize>) -> Checked<Vec<&'a str>> {
    let texts = params.texts(name)?;
    for (number, text) in (1..).zip(&texts) {
        within(text, &format!("{}.{number}.member", lower_first(name)), length.clone())?;
    }
    Ok(texts)
}

/// A text of an object.
pub(super) fn member<'a>(object: &'a Value, name: &str) -> Option<&'a str> {
    object.get(name).and_then(Value::as_str)
}
