//! The list of secrets, which never holds a value: filtered, sorted, in pages.
//!
//! Source: <https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_ListSecrets.html>

use aws_smithy_types::base64;
use serde_json::{Map, Value};

use super::state::Secret;
use super::{errors, input, secrets, versions};
use crate::account::Account;
use crate::error::ApiError;
use crate::protocol::json::{Answer, Call};

const KEYS: [&str; 7] = ["description", "name", "tag-key", "tag-value", "primary-region", "owning-service", "all"];

/// What the attribute `key` must begin with: one of the values, or none of those led by `!`.
struct Filter<'a> {
    key: &'a str,
    values: Vec<&'a str>,
}

pub(super) fn list(account: &Account, call: &Call<'_>) -> Answer {
    let params = call.params;
    let filters = filters(call)?;
    let planned = params.flag("IncludePlannedDeletion")?;
    let descending = match params.text("SortOrder")? {
        None | Some("desc") => true,
        Some("asc") => false,
        Some(order) => {
            return Err(errors::constraint(order, "sortOrder", "Member must satisfy enum value set: [asc, desc]"));
        }
    };
    let secrets = account.secretsmanager.regions.get(call.region).map(|secrets| secrets.values());
    let mut found: Vec<&Secret> = secrets
        .into_iter()
        .flatten()
        .filter(|secret| account.secretsmanager.find(call.region, &secret.name, call.now).is_some())
        .filter(|secret| planned || secret.deletion.is_none())
        .filter(|secret| filters.iter().all(|filter| filter.takes(call.region, secret)))
        .collect();
    match params.text("SortBy")? {
        None | Some("created-date") => found.sort_by_key(|secret| secret.created),
        Some("last-changed-date") => found.sort_by_key(|secret| secret.changed),
        Some("last-accessed-date") => found.sort_by_key(|secret| secret.accessed),
        // They are by name already.
        Some("name") => {}
        Some(other) => {
            let rule =
                "Member must satisfy enum value set: [created-date, last-accessed-date, last-changed-date, name]";
            return Err(errors::constraint(other, "sortBy", rule));
        }
    }
    if descending {
        found.reverse();
    }
    let entries = found.into_iter().map(|secret| {
        let mut entry = secrets::entry(call, secret);
        if !secret.versions.is_empty() {
            entry.insert("SecretVersionsToStages".to_owned(), versions::stages(secret));
        }
        (secret.name.clone(), entry.into())
    });
    page(call, "SecretList", entries)
}

fn filters<'a>(call: &Call<'a>) -> Result<Vec<Filter<'a>>, ApiError> {
    let mut filters = Vec::new();
    for (number, filter) in (1..).zip(call.params.list("Filters")?) {
        let key =
            input::member(filter, "Key").ok_or_else(|| errors::missing(&format!("filters.{number}.member.key")))?;
        if !KEYS.contains(&key) {
            let rule = format!("Member must satisfy enum value set: [{}]", KEYS.join(", "));
            return Err(errors::constraint(key, &format!("filters.{number}.member.key"), &rule));
        }
        let values = filter.get("Values").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        let values: Vec<&str> = values.iter().filter_map(Value::as_str).collect();
        if values.is_empty() {
            return Err(errors::parameter(format!("Invalid filter values for key: {key}")));
        }
        filters.push(Filter { key, values });
    }
    Ok(filters)
}

impl Filter<'_> {
    fn takes(&self, region: &str, secret: &Secret) -> bool {
        let (without, with): (Vec<&str>, Vec<&str>) = self.values.iter().partition(|value| value.starts_with('!'));
        let holds = |value: &str| self.holds(region, secret, value);
        without.iter().all(|value| !holds(value.trim_start_matches('!')))
            && (with.is_empty() || with.iter().any(|value| holds(value)))
    }

    fn holds(&self, region: &str, secret: &Secret, value: &str) -> bool {
        let description = secret.description.as_deref().unwrap_or_default();
        let primary = secret.primary.as_deref().unwrap_or(region);
        let begins = |text: &str| text.starts_with(value);
        match self.key {
            "name" => begins(&secret.name),
            "description" => description.to_lowercase().starts_with(&value.to_lowercase()),
            "tag-key" => secret.tags.keys().any(|key| begins(key)),
            "tag-value" => secret.tags.values().any(|value| begins(value)),
            "primary-region" => begins(primary),
            "all" => {
                let texts = secret.tags.iter().flat_map(|(key, value)| [key.as_str(), value.as_str()]);
                let all: Vec<String> =
                    texts.chain([&*secret.name, description, primary]).map(str::to_lowercase).collect();
                let words = value.split([' ', '/', '_', '+', '=', '.', '@', '-']).filter(|word| !word.is_empty());
                words.map(str::to_lowercase).all(|word| all.iter().any(|text| text.contains(&word)))
            }
            // No service of AWS owns a secret here.
            _ => false,
        }
    }
}

/// The page that the call asks for. A token holds the key of the last item that was given.
pub(super) fn page(call: &Call<'_>, list: &str, items: impl IntoIterator<Item = (String, Value)>) -> Answer {
    let size = input::number(call.params, "MaxResults", 1..=100)?.unwrap_or(100);
    let mut items = items.into_iter();
    if let Some(token) = call.params.text("NextToken")? {
        let after = read(call.operation, token)?;
        if !items.by_ref().any(|(key, _)| key == after) {
            return Err(errors::next_token());
        }
    }
    let mut items = items.peekable();
    let (mut page, mut last) = (Vec::new(), String::new());
    while page.len() < size as usize
        && let Some((key, item)) = items.next()
    {
        page.push(item);
        last = key;
    }
    let mut answer = Map::new();
    answer.insert(list.to_owned(), page.into());
    if items.peek().is_some() {
        answer.insert("NextToken".to_owned(), base64::encode(format!("{}\n{last}", call.operation)).into());
    }
    Ok(answer.into())
}

fn read(operation: &str, token: &str) -> Result<String, ApiError> {
    base64::decode(token)
        .ok()
        .and_then(|bytes| String::from_utf8(bytes).ok())
        .and_then(|text| text.split_once('\n').filter(|(of, _)| *of == operation).map(|(_, key)| key.to_owned()))
        .ok_or_else(errors::next_token)
}
