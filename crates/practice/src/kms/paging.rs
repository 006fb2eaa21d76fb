//! Lists in pages: `Marker`, `Limit`, `Truncated`.
//!
//! As in IAM, a marker holds the key of the last item that was given.

use aws_smithy_types::base64;
use serde_json::{Value, json};

use super::{errors, input};
use crate::error::ApiError;
use crate::protocol::json::Call;

/// The page of `items` that the call asks for, as the answer with the list in it. The items come with keys in
/// ascending order. `limit` is how many a page may have at most and has where the call does not say.
pub(super) fn page(
    call: &Call<'_>,
    list: &str,
    limit: (u32, u32),
    items: impl IntoIterator<Item = (String, Value)>,
) -> Result<Value, ApiError> {
    let (most, default) = limit;
    let size = input::number(call.params, "Limit", 1..=most)?.unwrap_or(default);
    let after = call.params.text("Marker")?.map(|marker| read(call.operation, marker)).transpose()?;
    let mut rest = items.into_iter().filter(|(key, _)| after.as_ref().is_none_or(|after| key > after)).peekable();
    let (mut page, mut last) = (Vec::new(), String::new());
    while page.len() < size as usize
        && let Some((key, item)) = rest.next()
    {
        page.push(item);
        last = key;
    }
    let truncated = rest.peek().is_some();
    let mut answer = json!({ list: page, "Truncated": truncated });
    if truncated && let Some(answer) = answer.as_object_mut() {
        answer.insert("NextMarker".to_owned(), base64::encode(format!("{}\n{last}", call.operation)).into());
    }
    Ok(answer)
}

fn read(operation: &str, marker: &str) -> Result<String, ApiError> {
    base64::decode(marker)
        .ok()
        .and_then(|bytes| String::from_utf8(bytes).ok())
        .and_then(|text| text.split_once('\n').filter(|(of, _)| *of == operation).map(|(_, key)| key.to_owned()))
        .ok_or_else(errors::invalid_marker)
}
