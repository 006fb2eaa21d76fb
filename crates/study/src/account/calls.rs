//! Calls in content.

use gatehouse_checklist::AccountState;
use gatehouse_plan::call::{Call, Outputs};
use gatehouse_policy::lint::matches;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer};
use serde_json::Value;

/// Calls that change an account, as journals keep them; made one after the other.
///
/// What AWS names only when it makes it is referred to: `{{1.KeyArn}}`, what the first call of the list named;
/// `{{key:alias/churn}}`, `{{secret:NAME}}`, `{{endpoint:s3}}`, `{{group:NAME}}`, what is there when the call is made.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Calls(#[cfg_attr(test, schemars(with = "Vec<CallSchema>"))] pub Vec<Call>);

/// A call as far as a schema tells it: its fields are those of the call of that name.
#[cfg(test)]
#[derive(schemars::JsonSchema)]
#[allow(dead_code, reason = "for the schema")]
struct CallSchema {
    /// `CreateRole`, `kms:CreateKey`.
    call: String,
}

/// A call strictly: a field that it does not have is a mistake.
impl<'de> Deserialize<'de> for Calls {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let written = Vec::<Value>::deserialize(deserializer)?;
        let read = |(at, value): (usize, &Value)| {
            let call: Call = serde_json::from_value(value.clone())
                .map_err(|error| D::Error::custom(format!("call {}: {error}", at + 1)))?;
            let kept = serde_json::to_value(&call).map_err(D::Error::custom)?;
            match strange(value, &kept) {
                None => Ok(call),
                Some(field) => {
                    let name = value.get("call").and_then(Value::as_str).unwrap_or_default();
                    Err(D::Error::custom(format!("call {}: {name} has no field \"{field}\"", at + 1)))
                }
            }
        };
        written.iter().enumerate().map(read).collect::<Result<_, _>>().map(Self)
    }
}

/// A field that is written and not kept.
fn strange(written: &Value, kept: &Value) -> Option<String> {
    match (written, kept) {
        (Value::Object(written), Value::Object(kept)) => {
            written.iter().find_map(|(name, value)| match kept.get(name) {
                Some(kept) => strange(value, kept).map(|below| format!("{name}.{below}")),
                None => Some(name.clone()),
            })
        }
        (Value::Array(written), Value::Array(kept)) => {
            written.iter().zip(kept).find_map(|(value, kept)| strange(value, kept))
        }
        _ => None,
    }
}

/// Something that a call refers to is not there.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("There is nothing that \"{0}\" could mean.")]
pub struct NotThere(pub String);

/// A call with what it refers to put in: what earlier calls of its list named, and what is in the account.
///
/// # Errors
/// A reference for which there is nothing.
pub fn ready(call: &Call, outputs: &[Outputs], state: &AccountState) -> Result<Call, NotThere> {
    let strange = || NotThere(call.action().to_owned());
    let mut value = serde_json::to_value(call).map_err(|_| strange())?;
    put_in(&mut value, outputs, state)?;
    serde_json::from_value(value).map_err(|_| strange())
}

fn put_in(value: &mut Value, outputs: &[Outputs], state: &AccountState) -> Result<(), NotThere> {
    match value {
        Value::String(text) => *text = replaced(text, outputs, state)?,
        Value::Array(items) => items.iter_mut().try_for_each(|item| put_in(item, outputs, state))?,
        Value::Object(fields) => fields.values_mut().try_for_each(|field| put_in(field, outputs, state))?,
        _ => {}
    }
    Ok(())
}

fn replaced(text: &str, outputs: &[Outputs], state: &AccountState) -> Result<String, NotThere> {
    let mut done = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("{{") {
        done.push_str(before);
        let Some((name, behind)) = after.split_once("}}").filter(|(name, _)| is_reference(name)) else {
            done.push_str("{{");
            rest = after;
            continue;
        };
        let step = name.split_once('.').and_then(|(number, name)| Some((number.parse::<usize>().ok()?, name)));
        let found = match step {
            Some((number, name)) => {
                number.checked_sub(1).and_then(|at| outputs.get(at)).and_then(|named| named.get(name)).cloned()
            }
            None => find(name, state),
        };
        done.push_str(&found.ok_or_else(|| NotThere(name.to_owned()))?);
        rest = behind;
    }
    done.push_str(rest);
    Ok(done)
}

/// Kinds of names that only the account tells.
const KINDS: [&str; 4] = ["key:", "secret:", "endpoint:", "group:"];

/// Whether this is a reference, not a JSON text that closes twice.
fn is_reference(text: &str) -> bool {
    let word = |name: &str| !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let named = KINDS.iter().any(|kind| text.strip_prefix(kind).is_some_and(|name| !name.contains(['"', '{'])));
    let step = text.split_once('.').is_some_and(|(number, name)| {
        !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()) && word(name)
    });
    named || step
}

/// What `key:alias/churn`, `secret:NAME`, `endpoint:s3` or `group:NAME` means in an account: an ARN, or an id. A key may
/// also be named by its id.
#[must_use]
pub fn find(name: &str, state: &AccountState) -> Option<String> {
    let (kind, name) = name.split_once(':')?;
    match kind {
        "key" => {
            let named =
                |key: &&gatehouse_plan::kms::key::Key| key.id == name || key.aliases.iter().any(|alias| alias == name);
            state.keys.items.iter().find(named).map(|key| key.arn.clone())
        }
        "secret" => {
            let secrets = &mut state.secrets.items.iter().map(|owned| &owned.secret);
            secrets.find(|secret| secret.name == name && secret.deleted.is_none()).map(|secret| secret.arn.clone())
        }
        "endpoint" => endpoints(state).find(|endpoint| is_of(endpoint, name)).map(|endpoint| endpoint.id.clone()),
        "group" => {
            let mut groups = state.network.iter().flat_map(|network| &network.groups);
            groups.find(|group| group.name == name).map(|group| group.id.clone())
        }
        _ => None,
    }
}

/// Endpoints that can be used, or soon can.
pub(crate) fn endpoints(state: &AccountState) -> impl Iterator<Item = &gatehouse_plan::ec2::network::Endpoint> {
    state.network.iter().flat_map(|network| &network.endpoints).filter(|endpoint| endpoint.is_there())
}

/// Whether an endpoint is this one, or of this service: `s3`, `sagemaker.api`; `*` stands for anything.
pub(crate) fn is_of(endpoint: &gatehouse_plan::ec2::network::Endpoint, name: &str) -> bool {
    let short = endpoint.service.splitn(4, '.').nth(3).unwrap_or(&endpoint.service);
    matches(name, &endpoint.id, false) || matches(name, short, false) || matches(name, &endpoint.service, false)
}
