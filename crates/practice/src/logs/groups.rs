//! Log groups themselves.

use serde_json::{Value, json};

use super::state::Group;
use super::{errors, input};
use crate::ACCOUNT_ID;
use crate::account::Account;
use crate::pages;
use crate::protocol::json::{Answer, Call};

/// Without the `:*` that stands for its streams.
///
/// Source: <https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatchlogs.html>
pub(super) fn arn(region: &str, name: &str) -> String {
    format!("arn:aws:logs:{region}:{ACCOUNT_ID}:log-group:{name}")
}

/// Whether there is a log group of this ARN, which ends in `:*`.
pub(crate) fn exists(account: &Account, wanted: &str) -> bool {
    let Some(wanted) = wanted.strip_suffix(":*") else { return false };
    let regions = &account.logs.regions;
    regions.iter().any(|(region, groups)| groups.keys().any(|name| arn(region, name) == wanted))
}

pub(super) fn create(account: &mut Account, call: &Call<'_>) -> Answer {
    let name = input::group(call.params)?;
    let kms_key = call.params.text("kmsKeyId")?.map(str::to_owned);
    let groups = account.logs.region_mut(call.region);
    if groups.contains_key(name) {
        return Err(errors::group_exists());
    }
    groups.insert(name.to_owned(), Group { created: call.now, kms_key, filters: Default::default() });
    Ok(json!({}))
}

pub(super) fn describe(account: &Account, call: &Call<'_>) -> Answer {
    let params = call.params;
    let (limit, prefix) = (input::limit(params)?, params.text("logGroupNamePrefix")?.unwrap_or_default());
    let groups = account.logs.regions.get(call.region).into_iter().flatten();
    let groups = groups.filter(|(name, _)| name.starts_with(prefix)).map(|(name, group)| (name.clone(), (name, group)));
    let (page, next) =
        pages::page(call.operation, params.text("nextToken")?, limit, groups).ok_or_else(errors::token)?;
    let told: Vec<Value> = page.into_iter().map(|(name, group)| told(call.region, name, group)).collect();
    let mut answer = json!({ "logGroups": told });
    if let (Some(next), Some(answer)) = (next, answer.as_object_mut()) {
        answer.insert("nextToken".to_owned(), next.into());
    }
    Ok(answer)
}

fn told(region: &str, name: &str, group: &Group) -> Value {
    let arn = arn(region, name);
    let mut told = json!({
        "logGroupName": name,
        "creationTime": group.created.0.as_millisecond(),
        "metricFilterCount": group.filters.len(),
        "arn": format!("{arn}:*"),
        "logGroupArn": arn,
        "storedBytes": 0,
        "logGroupClass": "STANDARD",
    });
    if let (Some(key), Some(told)) = (&group.kms_key, told.as_object_mut()) {
        told.insert("kmsKeyId".to_owned(), key.as_str().into());
    }
    told
}
