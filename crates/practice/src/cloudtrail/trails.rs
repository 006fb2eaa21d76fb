//! Trails themselves, and whether they log.

use serde_json::{Value, json};

use super::state::{Selectors, Trail, arn};
use super::{bucket, errors, logs};
use crate::account::Account;
use crate::error::ApiError;
use crate::protocol::json::{Answer, Call, Input};

/// How many trails a Region has at most.
///
/// Source: <https://docs.aws.amazon.com/awscloudtrail/latest/userguide/WhatIsCloudTrail-Limits.html>
const MOST: usize = 5;

/// What the request names its trail by.
pub(super) fn id(params: &Input) -> Result<&str, ApiError> {
    let id = match params.text("Name")? {
        Some(id) => Some(id),
        None => params.text("TrailName")?,
    };
    id.ok_or_else(|| errors::name("Trail name cannot be blank!"))
}

/// Source: <https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_CreateTrail.html>
fn check_name(name: &str) -> Result<(), ApiError> {
    if name.len() < 3 {
        return Err(errors::name(
            "Trail name too short. Minimum allowed length: 3 characters. Specified name length: \
                                 shorter.",
        ));
    }
    if name.len() > 128 {
        return Err(errors::name(
            "Trail name too long. Maximum allowed length: 128 characters. Specified name length: \
                                 longer.",
        ));
    }
    let edge = |c: char| c.is_ascii_alphanumeric();
    if !name.starts_with(edge) {
        return Err(errors::name("Trail name must starts with a letter or number."));
    }
    if !name.ends_with(edge) {
        return Err(errors::name("Trail name must ends with a letter or number."));
    }
    if !name.chars().all(|c| edge(c) || "._-".contains(c)) {
        return Err(errors::name(
            "Trail name or ARN can only contain uppercase letters, lowercase letters, numbers, periods (.), hyphens \
             (-), and underscores (_).",
        ));
    }
    Ok(())
}

/// The trail of a changing request, which is taken in its home Region alone.
pub(super) fn trail_mut<'a>(account: &'a mut Account, call: &Call<'_>) -> Result<&'a mut Trail, ApiError> {
    let id = id(call.params)?;
    let absent = || errors::not_found(&arn(call.region, id));
    let (home, ..) = account.cloudtrail.find(call.region, id).ok_or_else(absent)?;
    if home != call.region {
        return Err(errors::home(home));
    }
    account.cloudtrail.find_mut(call.region, id).ok_or_else(absent)
}

pub(super) fn create(account: &mut Account, call: &Call<'_>) -> Answer {
    let (params, name) = (call.params, id(call.params)?);
    check_name(name)?;
    let bucket = params.text("S3BucketName")?.unwrap_or_default();
    let mut trail = Trail {
        bucket: bucket.to_owned(),
        prefix: None,
        global_events: true,
        multi_region: false,
        validation: false,
        kms_key: None,
        log_group: None,
        started: None,
        stopped: None,
        logging: false,
        selectors: Selectors::plain(),
    };
    take(call, &mut trail)?;
    if account.cloudtrail.find(call.region, name).is_some() {
        return Err(errors::exists(name));
    }
    if account.cloudtrail.region_mut(call.region).len() >= MOST {
        return Err(errors::too_many());
    }
    bucket::check(account, &arn(call.region, name), &trail.bucket, trail.prefix.as_deref())?;
    logs::check(account, &trail)?;
    let answer = told(call.region, name, &trail, false);
    account.cloudtrail.region_mut(call.region).insert(name.to_owned(), trail);
    Ok(answer)
}

pub(super) fn update(account: &mut Account, call: &Call<'_>) -> Answer {
    let id = id(call.params)?;
    let mut trail = trail_mut(account, call)?.clone();
    take(call, &mut trail)?;
    let arn = arn(call.region, id);
    bucket::check(account, &arn, &trail.bucket, trail.prefix.as_deref())?;
    logs::check(account, &trail)?;
    let name = arn.rsplit('/').next().unwrap_or(id);
    let answer = told(call.region, name, &trail, false);
    *trail_mut(account, call)? = trail;
    Ok(answer)
}

/// What the request says; the rest stays.
fn take(call: &Call<'_>, trail: &mut Trail) -> Result<(), ApiError> {
    let params = call.params;
    let flag = |name: &str, present: bool| match params.get(name) {
        None => Ok(present),
        Some(_) => params.flag(name),
    };
    if let Some(bucket) = params.text("S3BucketName")? {
        trail.bucket = bucket.to_owned();
    }
    if let Some(prefix) = params.text("S3KeyPrefix")? {
        trail.prefix = Some(prefix.to_owned()).filter(|prefix| !prefix.is_empty());
    }
    if let Some(key) = params.text("KmsKeyId")? {
        trail.kms_key = Some(key.to_owned()).filter(|key| !key.is_empty());
    }
    logs::take(params, trail)?;
    trail.global_events = flag("IncludeGlobalServiceEvents", trail.global_events)?;
    trail.multi_region = flag("IsMultiRegionTrail", trail.multi_region)?;
    trail.validation = flag("EnableLogFileValidation", trail.validation)?;
    if trail.multi_region && !trail.global_events {
        return Err(errors::combination("Multi-Region trail must include global service events."));
    }
    Ok(())
}

pub(super) fn delete(account: &mut Account, call: &Call<'_>) -> Answer {
    trail_mut(account, call)?;
    let arn = arn(call.region, id(call.params)?);
    let name = arn.rsplit('/').next().unwrap_or_default();
    account.cloudtrail.region_mut(call.region).remove(name);
    Ok(json!({}))
}

/// Those that the request names, or all: with them the shadows of trails of other Regions.
pub(super) fn describe(account: &Account, call: &Call<'_>) -> Answer {
    let named = call.params.texts("trailNameList")?;
    if !named.is_empty() {
        let found = named.into_iter().filter_map(|id| account.cloudtrail.find(call.region, id));
        let found: Vec<Value> = found.map(|(home, name, trail)| told(home, name, trail, true)).collect();
        return Ok(json!({ "trailList": found }));
    }
    let shadows = call.params.get("includeShadowTrails").is_none() || call.params.flag("includeShadowTrails")?;
    let all = account
        .cloudtrail
        .regions
        .iter()
        .flat_map(|(home, trails)| trails.iter().map(move |(name, trail)| (home.as_str(), name.as_str(), trail)));
    let here = all.filter(|(home, _, trail)| *home == call.region || (shadows && trail.multi_region));
    Ok(json!({ "trailList": here.map(|(home, name, trail)| told(home, name, trail, true)).collect::<Vec<_>>() }))
}

fn told(home: &str, name: &str, trail: &Trail, described: bool) -> Value {
    let mut told = json!({
        "Name": name,
        "TrailARN": arn(home, name),
        "S3BucketName": trail.bucket,
        "IncludeGlobalServiceEvents": trail.global_events,
        "IsMultiRegionTrail": trail.multi_region,
        "LogFileValidationEnabled": trail.validation,
        "IsOrganizationTrail": false,
    });
    if let Some(told) = told.as_object_mut() {
        told.extend(trail.prefix.as_ref().map(|prefix| ("S3KeyPrefix".to_owned(), prefix.as_str().into())));
        told.extend(trail.kms_key.as_ref().map(|key| ("KmsKeyId".to_owned(), key.as_str().into())));
        if let Some((group, role)) = &trail.log_group {
            told.insert("CloudWatchLogsLogGroupArn".to_owned(), group.as_str().into());
            told.insert("CloudWatchLogsRoleArn".to_owned(), role.as_str().into());
        }
        if described {
            told.insert("HomeRegion".to_owned(), home.into());
            told.insert("HasInsightSelectors".to_owned(), false.into());
            told.insert("HasCustomEventSelectors".to_owned(), (trail.selectors != Selectors::plain()).into());
        }
    }
    told
}

pub(super) fn status(account: &Account, call: &Call<'_>) -> Answer {
    let id = id(call.params)?;
    let found = account.cloudtrail.find(call.region, id);
    let (_, _, trail) = found.ok_or_else(|| errors::not_found(&arn(call.region, id)))?;
    let mut answer = json!({ "IsLogging": trail.logging });
    if let Some(answer) = answer.as_object_mut() {
        let at = |date: &crate::account::Date| Value::from(date.0.as_second());
        answer.extend(trail.started.as_ref().map(|date| ("StartLoggingTime".to_owned(), at(date))));
        answer.extend(trail.stopped.as_ref().map(|date| ("StopLoggingTime".to_owned(), at(date))));
    }
    Ok(answer)
}

pub(super) fn start(account: &mut Account, call: &Call<'_>) -> Answer {
    let now = call.now;
    let trail = trail_mut(account, call)?;
    trail.logging = true;
    trail.started = Some(now);
    Ok(json!({}))
}

pub(super) fn stop(account: &mut Account, call: &Call<'_>) -> Answer {
    let now = call.now;
    let trail = trail_mut(account, call)?;
    trail.logging = false;
    trail.stopped = Some(now);
    Ok(json!({}))
}
