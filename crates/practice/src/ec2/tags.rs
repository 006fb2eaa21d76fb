//! Tags of whatever EC2 keeps.
//!
//! Source: <https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Tags.html#tag-restrictions>

use super::errors;
use super::input;
use super::state::Tags;
use crate::account::Account;
use crate::error::ApiError;
use crate::protocol::query::Params;
use crate::protocol::xml::Xml;
use crate::service::{Answer, Call};

/// How many tags a resource may have.
const MOST: usize = 50;

/// The tags of the list at this place: `Tag`, `TagSpecification.1.Tag`.
fn list(params: &Params, at: &str) -> Result<Tags, ApiError> {
    let mut tags = Tags::new();
    for number in 1..=params.ec2_count(at) {
        let key = params.get(&format!("{at}.{number}.Key")).unwrap_or_default();
        let value = params.get(&format!("{at}.{number}.Value")).unwrap_or_default();
        check(key, value)?;
        if tags.insert(key.to_owned(), value.to_owned()).is_some() {
            return Err(errors::value(format!("Duplicate tag key '{key}' specified.")));
        }
    }
    Ok(tags)
}

fn check(key: &str, value: &str) -> Result<(), ApiError> {
    if key.is_empty() || key.chars().count() > 128 {
        return Err(errors::value("Tag key exceeds the maximum length of 128 characters or is empty"));
    }
    if value.chars().count() > 256 {
        return Err(errors::value("Tag value exceeds the maximum length of 256 characters"));
    }
    if key.to_ascii_lowercase().starts_with("aws:") {
        return Err(errors::value("Tag keys starting with 'aws:' are reserved for internal use"));
    }
    Ok(())
}

/// The tags that a request gives to what it makes.
pub(super) fn specified(params: &Params, kind: &str) -> Result<Tags, ApiError> {
    let mut tags = Tags::new();
    for number in 1..=params.ec2_count("TagSpecification") {
        let at = format!("TagSpecification.{number}");
        match params.get(&format!("{at}.ResourceType")) {
            Some(given) if given == kind => tags.extend(list(params, &format!("{at}.Tag"))?),
            given => {
                let given = given.unwrap_or_default();
                return Err(errors::value(format!(
                    "'{given}' is not a valid taggable resource type for this operation."
                )));
            }
        }
    }
    within(&tags)?;
    Ok(tags)
}

fn within(tags: &Tags) -> Result<(), ApiError> {
    if tags.len() > MOST {
        return Err(errors::error("TagLimitExceeded", "More than 50 tags specified"));
    }
    Ok(())
}

pub(super) fn create(account: &mut Account, call: &Call<'_>) -> Answer {
    let new = list(call.params, "Tag")?;
    let region = account.ec2.region_mut(call.region);
    for id in resources(call)? {
        let tags = region.tags_mut(&id).ok_or_else(|| errors::no_resource(&id))?;
        tags.extend(new.clone());
        within(tags)?;
    }
    Ok(None)
}

/// A tag whose value the request gives goes only if it has that value.
pub(super) fn delete(account: &mut Account, call: &Call<'_>) -> Answer {
    let region = account.ec2.region_mut(call.region);
    for id in resources(call)? {
        let tags = region.tags_mut(&id).ok_or_else(|| errors::no_resource(&id))?;
        for number in 1..=call.params.ec2_count("Tag") {
            let key = call.params.get(&format!("Tag.{number}.Key")).unwrap_or_default();
            let value = call.params.get(&format!("Tag.{number}.Value"));
            if value.is_none_or(|value| tags.get(key).is_some_and(|present| present == value)) {
                tags.remove(key);
            }
        }
    }
    Ok(None)
}

fn resources(call: &Call<'_>) -> Result<Vec<String>, ApiError> {
    let ids = input::ids(call.params, "ResourceId");
    if ids.is_empty() {
        return Err(errors::missing("resourceIdSet"));
    }
    if call.params.ec2_count("Tag") == 0 {
        return Err(errors::missing("Tag"));
    }
    Ok(ids)
}

pub(super) fn write(xml: &mut Xml, tags: &Tags) {
    xml.items("tagSet", tags, |xml, (key, value)| {
        xml.text("key", key);
        xml.text("value", value);
    });
}
