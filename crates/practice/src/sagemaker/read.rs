//! Describing and listing.

use std::cmp::Reverse;

use serde_json::{Map, Value, json};

use super::kinds::{self, Kind};
use super::state::{Kept, arn};
use super::{demands, errors};
use crate::account::Account;
use crate::protocol::json::{Answer, Call};

/// The most that one page holds where nothing else is said.
const PAGE: i64 = 10;

pub(super) fn describe(account: &Account, call: &Call<'_>) -> Answer {
    let Some((_, kind)) = kinds::of_operation(call.operation) else { return Err(errors::validation("")) };
    let name = demands::name(call.params, kind)?;
    let found = account.sagemaker.find(call.region, kind, name);
    let found = found.ok_or_else(|| errors::absent(call.region, kind, name))?;
    let mut answer = head(call.region, kind, name, found);
    answer.extend(found.members.clone());
    Ok(answer.into())
}

/// The newest first.
pub(super) fn list(account: &Account, call: &Call<'_>) -> Answer {
    let Some((_, kind)) = kinds::of_operation(call.operation) else { return Err(errors::validation("")) };
    let most = call.params.number("MaxResults")?.unwrap_or(PAGE);
    if !(1..=100).contains(&most) {
        return Err(errors::validation(format!(
            "1 validation error detected: Value '{most}' at 'maxResults' failed to satisfy constraint: Member must have \
             value less than or equal to 100"
        )));
    }
    let part = call.params.text("NameContains")?.unwrap_or_default();
    let mut found: Vec<_> = account.sagemaker.of(call.region, kind).filter(|(name, _)| name.contains(part)).collect();
    found.sort_by_key(|(name, kept)| (Reverse(kept.created), (*name).clone()));
    let from = match call.params.text("NextToken")? {
        None => 0,
        Some(token) => found
            .iter()
            .position(|(name, _)| name.as_str() == token)
            .ok_or_else(|| errors::validation("Invalid NextToken"))?,
    };
    let to = from + usize::try_from(most).unwrap_or_default();
    let page = found.iter().take(to).skip(from);
    let summary = |(name, kept): &(&String, &Kept)| {
        let mut summary = head(call.region, kind, name, kept);
        let status = kind.status.map(|(member, _)| member);
        for member in kind.listed.iter().copied().chain(status) {
            summary.extend(kept.members.get(member).map(|value| (member.to_owned(), value.clone())));
        }
        Value::from(summary)
    };
    let mut answer = json!({ kind.list: page.map(summary).collect::<Vec<_>>() });
    if let (Some((next, _)), Some(answer)) = (found.get(to), answer.as_object_mut()) {
        answer.insert("NextToken".to_owned(), next.as_str().into());
    }
    Ok(answer)
}

fn head(region: &str, kind: &Kind, name: &str, kept: &Kept) -> Map<String, Value> {
    let mut head = Map::new();
    head.insert(kind.name_member(), name.into());
    head.insert(kind.arn_member(), arn(region, kind, name).into());
    head.insert("CreationTime".to_owned(), kept.created.0.as_second().into());
    head.insert("LastModifiedTime".to_owned(), kept.modified.0.as_second().into());
    head
}
