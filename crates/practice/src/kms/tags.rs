//! A key's tags.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{errors, input, paging};
use crate::account::Account;
use crate::error::ApiError;
use crate::protocol::json::{Answer, Call, Input};

/// How many tags a key may have.
///
/// Source: <https://docs.aws.amazon.com/kms/latest/developerguide/tagging-keys.html>
const MOST: usize = 50;

/// The tags of a request.
pub(super) fn read(params: &Input) -> Result<BTreeMap<String, String>, ApiError> {
    let mut tags = BTreeMap::new();
    for (number, tag) in (1..).zip(params.list("Tags")?) {
        let member = |name: &str| tag.get(name).and_then(Value::as_str);
        let key = member("TagKey").ok_or_else(|| errors::missing(&format!("tags.{number}.member.tagKey")))?;
        let value = member("TagValue").ok_or_else(|| errors::missing(&format!("tags.{number}.member.tagValue")))?;
        input::within(key, &format!("tags.{number}.member.tagKey"), 1..=128)?;
        input::within(value, &format!("tags.{number}.member.tagValue"), 0..=256)?;
        if key.starts_with("aws:") {
            return Err(errors::tag("aws: prefixed tag key names are not allowed for external use."));
        }
        if tags.insert(key.to_owned(), value.to_owned()).is_some() {
            return Err(errors::tag("Duplicate tag keys"));
        }
    }
    if tags.len() > MOST {
        return Err(errors::tag("Too many tags"));
    }
    Ok(tags)
}

pub(super) fn add(account: &mut Account, call: &Call<'_>) -> Answer {
    let tags = read(call.params)?;
    let key = input::changeable_key(account, call)?;
    input::not_pending(call, key)?;
    key.tags.extend(tags);
    if key.tags.len() > MOST {
        return Err(errors::tag("Too many tags"));
    }
    Ok(json!({}))
}

pub(super) fn remove(account: &mut Account, call: &Call<'_>) -> Answer {
    let tag_keys = call.params.texts("TagKeys")?;
    let key = input::changeable_key(account, call)?;
    input::not_pending(call, key)?;
    for tag_key in tag_keys {
        key.tags.remove(tag_key);
    }
    Ok(json!({}))
}

pub(super) fn list(account: &Account, call: &Call<'_>) -> Answer {
    let key = input::key(account, call, false)?;
    let tags = key.tags.iter().map(|(key, value)| (key.clone(), json!({ "TagKey": key, "TagValue": value })));
    paging::page(call, "Tags", (50, 50), tags)
}
