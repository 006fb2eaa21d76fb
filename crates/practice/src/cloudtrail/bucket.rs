//! Whether CloudTrail can write to a bucket, which it tries before it takes a trail.
//!
//! Source: <https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html>

use gatehouse_policy::decide::{Outcome, Policies, Prepared, Principal, Request, outcome};

use super::errors;
use crate::ACCOUNT_ID;
use crate::account::Account;
use crate::error::ApiError;
use crate::gate::Kept;

pub(super) fn check(account: &Account, trail: &str, bucket: &str, prefix: Option<&str>) -> Result<(), ApiError> {
    if !crate::s3::exists(account, bucket) {
        return Err(errors::no_bucket(bucket));
    }
    let bucket_arn = format!("arn:aws:s3:::{bucket}");
    let prefix = prefix.map(|prefix| format!("{prefix}/")).unwrap_or_default();
    let object = format!("{bucket_arn}/{prefix}AWSLogs/{ACCOUNT_ID}/CloudTrail");
    let Some(Kept::Policy { text, .. }) = crate::s3::policy_of(account, &bucket_arn) else {
        return Err(errors::bucket_policy(bucket));
    };
    let policies = Policies { resource: vec![Prepared::parse(text)], ..Policies::default() };
    let allowed = |action: &str, resource: &str| {
        Principal::parse("cloudtrail.amazonaws.com").is_some_and(|service| {
            let request = Request::new(service, action, resource)
                .with_resource_account(ACCOUNT_ID)
                .with("aws:SourceArn", [trail])
                .with("aws:SourceAccount", [ACCOUNT_ID])
                .with("aws:SecureTransport", ["true"])
                .with("s3:x-amz-acl", ["bucket-owner-full-control"]);
            outcome(&request, &policies) == Outcome::Allowed
        })
    };
    if allowed("s3:GetBucketAcl", &bucket_arn) && allowed("s3:PutObject", &object) {
        Ok(())
    } else {
        Err(errors::bucket_policy(bucket))
    }
}
