//! Tagging, the same for everything that carries tags.

use super::paging::{self, Page};
use super::{input, quotas};
use crate::account::{Tag, Tags, key};
use crate::error::ApiError;
use crate::protocol::xml::Xml;
use crate::service::Call;

/// Adds the call's tags; one whose key is there already takes the new value and the new spelling.
pub(super) fn add(tags: &mut Tags, call: &Call<'_>, quota: &str) -> Result<(), ApiError> {
    tags.extend(input::tags(call.params)?);
    if tags.len() > quotas::TAGS {
        return Err(ApiError::quota(quota, quotas::TAGS));
    }
    Ok(())
}

/// Removes the call's tag keys; keys that are not there do no harm.
pub(super) fn remove(tags: &mut Tags, call: &Call<'_>) -> Result<(), ApiError> {
    for tag_key in input::tag_keys(call.params)? {
        tags.remove(&key(tag_key));
    }
    Ok(())
}

/// The page of tags that the call asks for, sorted by key.
pub(super) fn list(tags: &Tags, call: &Call<'_>) -> Result<Xml, ApiError> {
    let page: Page<&Tag> = paging::page(call, tags.iter().map(|(key, tag)| (key.clone(), tag)))?;
    let mut xml = Xml::default();
    write(&mut xml, page.items.iter().copied());
    page.write_end(&mut xml);
    Ok(xml)
}

/// `<Tags>`.
pub(super) fn write<'a>(xml: &mut Xml, tags: impl IntoIterator<Item = &'a Tag>) {
    xml.list("Tags", tags, |xml, tag| {
        xml.text("Key", &tag.key);
        xml.text("Value", &tag.value);
    });
}
