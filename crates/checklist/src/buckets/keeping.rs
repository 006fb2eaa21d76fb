//! What is overwritten comes back, who read it is known, and policies alone decide.

use gatehouse_plan::Plan;
use gatehouse_plan::s3::bucket::{Bucket, BucketPart, LogTarget, OWNER_ENFORCED, Versioning};

use super::{bucket, buckets, not_read, subject};
use crate::check::{Check, Over, Practice, Severity};
use crate::finding::Finding;
use crate::fix::Fix;
use crate::scan::Scan;

/// Versions and logs are kept.
pub(super) static BK_08: Check = Check {
    id: "BK-08",
    practice: Practice::Buckets,
    severity: Severity::Medium,
    title: "Versions and access logs are kept",
    why: "Training data that somebody overwrote or poisoned comes back only if the earlier version is there; and who did it, \
          and who read it, only a log tells.",
    criterion: "Every bucket keeps earlier versions of its objects, and its requests are logged into another bucket, unless it \
                takes such logs itself.",
    source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/Versioning.html",
    security_hub: &["S3.9", "S3.14"],
    prowler: &["s3_bucket_object_versioning", "s3_bucket_server_access_logging_enabled"],
    config_rules: &["S3_BUCKET_VERSIONING_ENABLED", "S3_BUCKET_LOGGING_ENABLED"],
    over: Over::Rest,
    run: kept,
    fix: Some(keep),
};

/// ACLs are off.
pub(super) static BK_09: Check = Check {
    id: "BK-09",
    practice: Practice::Buckets,
    severity: Severity::Low,
    title: "ACLs are off",
    why: "An ACL on a single object can open it where no policy does, and nobody who reads the policy sees it.",
    criterion: "The object ownership of every bucket is BucketOwnerEnforced.",
    source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html",
    security_hub: &["S3.12"],
    prowler: &["s3_bucket_acl_prohibited"],
    config_rules: &["S3_BUCKET_ACL_PROHIBITED"],
    over: Over::Rest,
    run: no_acls,
    fix: Some(turn_acls_off),
};

fn kept(scan: &Scan<'_>, out: &mut Vec<Finding>) {
    let all = buckets(scan, &BK_08, out);
    for bucket in all {
        let subject = subject(scan, bucket);
        let takes_logs = |other: &Bucket| other.logging.as_ref().is_some_and(|target| target.bucket == bucket.name);
        let versioned = bucket.versioning == Versioning::Enabled;
        // Logging a log's own writing never ends.
        let logged = bucket.logging.is_some() || all.iter().any(takes_logs);
        let mut missing = Vec::new();
        for (part, good) in [(BucketPart::Versioning, versioned), (BucketPart::Logging, logged)] {
            if !good && !bucket.has_read(part) {
                missing.push(not_read(scan, bucket, part));
            }
        }
        let no_versions = !versioned && bucket.has_read(BucketPart::Versioning);
        let no_logs = !logged && bucket.has_read(BucketPart::Logging);
        let status = match bucket.versioning {
            Versioning::Enabled => "Enabled",
            Versioning::Suspended => "Suspended",
            Versioning::Never => "none",
        };
        let name = &bucket.name;
        out.push(match (no_versions, no_logs) {
            (true, true) => BK_08
                .failed(subject, format!("The bucket {name} keeps neither earlier versions nor a log of who reads it."))
                .field("Versioning.Status", status)
                .field("LoggingEnabled", "none"),
            (true, false) => BK_08
                .failed(subject, format!("What is overwritten or deleted in the bucket {name} is gone."))
                .field("Versioning.Status", status),
            (false, true) => {
                let words = format!("Nobody logs who reads the bucket {name}.");
                let mut finding = BK_08.failed(subject, words).field("LoggingEnabled", "none");
                finding.severity = Severity::Low;
                finding
            }
            _ if missing.is_empty() => BK_08.passed(subject, "It keeps earlier versions, and its requests are logged."),
            _ => BK_08.unanswered(subject, missing),
        });
    }
}

fn keep(scan: &Scan<'_>, finding: &Finding) -> Option<Fix> {
    let bucket = bucket(scan, &finding.resource)?;
    let account = &scan.state().account;
    let mut plan = Plan::new(format!("Keep versions and logs of {}", bucket.name), account, Vec::new());
    plan.region = Some(bucket.region.clone());
    if bucket.has_read(BucketPart::Versioning) {
        plan.then(Plan::bucket_versioning(account, bucket, true));
    }
    let all = &scan.state().buckets.items;
    let takes_logs = all.iter().any(|other| other.logging.as_ref().is_some_and(|target| target.bucket == bucket.name));
    if bucket.logging.is_none() && bucket.has_read(BucketPart::Logging) && !takes_logs {
        let Some(logs) = log_bucket(all, bucket) else { return Some(by_hand(bucket)) };
        let target = LogTarget { bucket: logs.name.clone(), prefix: format!("{}/", bucket.name) };
        plan.then(Plan::bucket_logging(account, bucket, &target));
    }
    (!plan.steps.is_empty()).then_some(Fix::Plan(plan))
}

/// The bucket of the Region into which most others are logged already.
fn log_bucket<'a>(all: &'a [Bucket], bucket: &Bucket) -> Option<&'a Bucket> {
    let logged_into = |logs: &Bucket| {
        all.iter().filter(|other| other.logging.as_ref().is_some_and(|target| target.bucket == logs.name)).count()
    };
    let fits = |logs: &&Bucket| logs.region == bucket.region && logs.name != bucket.name && logged_into(logs) > 0;
    all.iter().filter(fits).max_by_key(|logs| logged_into(logs))
}

/// What to do where no bucket takes logs yet: which one shall, only a person knows.
fn by_hand(bucket: &Bucket) -> Fix {
    let name = &bucket.name;
    let versions = if bucket.versioning == Versioning::Enabled {
        String::new()
    } else {
        format!("aws s3api put-bucket-versioning --bucket {name} --versioning-configuration Status=Enabled\n")
    };
    Fix::Code {
        language: "sh",
        text: format!(
            "# The bucket for the logs is another one, in the same Region and account; its policy lets\n\
             # logging.s3.amazonaws.com do s3:PutObject. Put its name in the place of LOGS.\n\
             {versions}aws s3api put-bucket-logging --bucket {name} --bucket-logging-status \\\n\
             \x20 '{{\"LoggingEnabled\": {{\"TargetBucket\": \"LOGS\", \"TargetPrefix\": \"{name}/\"}}}}'\n"
        ),
    }
}

fn no_acls(scan: &Scan<'_>, out: &mut Vec<Finding>) {
    for bucket in buckets(scan, &BK_09, out) {
        let subject = subject(scan, bucket);
        out.push(match bucket.ownership.as_deref() {
            _ if !bucket.has_read(BucketPart::Ownership) => {
                BK_09.unanswered(subject, vec![not_read(scan, bucket, BucketPart::Ownership)])
            }
            Some(OWNER_ENFORCED) => BK_09.passed(subject, "ACLs count for nothing."),
            other => BK_09
                .failed(subject, format!("An ACL can open single objects of the bucket {}.", bucket.name))
                .field("ObjectOwnership", other.unwrap_or("none")),
        });
    }
}

fn turn_acls_off(scan: &Scan<'_>, finding: &Finding) -> Option<Fix> {
    let bucket = bucket(scan, &finding.resource)?;
    Some(Fix::Plan(Plan::bucket_without_acls(&scan.state().account, bucket)))
}
