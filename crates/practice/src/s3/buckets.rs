//! Buckets themselves.

use super::state::{Bucket, arn};
use super::{NAMESPACE, errors, input};
use crate::account::Account;
use crate::error::ApiError;
use crate::protocol::rest::{Answer, Call, Reply};

/// The most that one page holds.
const PAGE: usize = 10_000;

pub(super) fn list(account: &Account, call: &Call<'_>) -> Answer {
    let most = match call.params.query("max-buckets") {
        None => PAGE,
        Some(text) => text
            .parse()
            .ok()
            .filter(|most| (1..=PAGE).contains(most))
            .ok_or_else(|| errors::argument("Argument max-buckets must be an integer between 1 and 10000"))?,
    };
    let after = call.params.query("continuation-token").unwrap_or_default();
    let region = call.params.query("bucket-region");
    let prefix = call.params.query("prefix").unwrap_or_default();
    // The Region is told where the request has a parameter at all.
    let tell_region = ["max-buckets", "continuation-token", "bucket-region", "prefix"]
        .iter()
        .any(|name| call.params.query(name).is_some());
    let mut found = account.s3.buckets.iter().filter(|(name, bucket)| {
        name.as_str() > after && name.starts_with(prefix) && region.is_none_or(|region| bucket.region == region)
    });
    let page: Vec<_> = found.by_ref().take(most).collect();
    let more = found.next().is_some();
    Ok(Reply::xml("ListAllMyBucketsResult", NAMESPACE, |xml| {
        xml.element("Buckets", |xml| {
            for (name, bucket) in &page {
                xml.element("Bucket", |xml| {
                    xml.text("Name", name);
                    xml.text("CreationDate", bucket.created);
                    if tell_region {
                        xml.text("BucketRegion", &bucket.region);
                    }
                    xml.text("BucketArn", arn(name));
                });
            }
        });
        xml.element("Owner", |xml| xml.text("ID", OWNER));
        xml.optional("ContinuationToken", page.last().filter(|_| more).map(|(name, _)| name));
    }))
}

/// The account's canonical user id.
const OWNER: &str = "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be";

/// The Region that the body of CreateBucket names.
pub(super) fn constraint(call: &Call<'_>) -> Result<Option<String>, ApiError> {
    let body = call.params.xml()?;
    let constraint = body.as_ref().and_then(|body| body.text("LocationConstraint"));
    Ok(constraint.filter(|constraint| !constraint.is_empty()).map(str::to_owned))
}

pub(super) fn create(account: &mut Account, call: &Call<'_>) -> Answer {
    let name = input::name(call);
    if !input::is_name(name) {
        return Err(errors::invalid_name());
    }
    match constraint(call)? {
        None if call.region != "us-east-1" => return Err(errors::location("unspecified")),
        Some(constraint) if constraint != call.region => return Err(errors::location(&constraint)),
        _ => {}
    }
    if let Some(present) = account.s3.buckets.get(name) {
        // There S3 takes the second request for the first.
        return if present.region == "us-east-1" && call.region == "us-east-1" {
            Ok(Reply::empty(200))
        } else {
            Err(errors::owned_by_you())
        };
    }
    account.s3.buckets.insert(name.to_owned(), Bucket::new(call.region, call.now));
    Ok(Reply::empty(200))
}

pub(super) fn delete(account: &mut Account, call: &Call<'_>) -> Answer {
    input::bucket(account, call)?;
    account.s3.buckets.remove(input::name(call));
    Ok(Reply::empty(204))
}

/// It is answered in every Region. The oldest one has no name there.
pub(super) fn location(account: &Account, call: &Call<'_>) -> Answer {
    let bucket = account.s3.buckets.get(input::name(call)).ok_or_else(errors::no_such_bucket)?;
    let region = if bucket.region == "us-east-1" { "" } else { &bucket.region };
    Ok(Reply::xml("LocationConstraint", NAMESPACE, |xml| xml.raw_text(region)))
}
