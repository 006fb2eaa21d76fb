//! The public does not get at the log.

use gatehouse_plan::Plan;
use gatehouse_plan::s3::bucket::PublicAccess;

use super::{subject, trail, trails};
use crate::buckets::{PARTS, Public, public};
use crate::check::{Check, Over, Practice, Severity};
use crate::finding::Finding;
use crate::fix::Fix;
use crate::scan::Scan;

/// The log is not public.
pub(super) static CT_05: Check = Check {
    id: "CT-05",
    practice: Practice::Trails,
    severity: Severity::Critical,
    title: "The log is not public",
    why: "The log names roles, users, addresses and resources: a map for whoever wants to get in. And who can write there can \
          hide behind it.",
    criterion: "Neither the policy nor an ACL of the bucket of any trail lets everybody in, or Block Public Access makes that \
                void.",
    source: "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html",
    security_hub: &["CloudTrail.6"],
    prowler: &["cloudtrail_logs_s3_bucket_is_not_publicly_accessible"],
    config_rules: &[],
    over: Over::Rest,
    run: closed,
    fix: Some(close),
};

fn closed(scan: &Scan<'_>, out: &mut Vec<Finding>) {
    let state = scan.state();
    for trail in trails(scan, &CT_05, out) {
        let subject = subject(trail);
        let bucket = state.buckets.items.iter().find(|bucket| bucket.name == trail.bucket);
        let Some(bucket) = bucket else {
            let lost = scan.lost(&state.buckets, "buckets", "s3:ListAllMyBuckets", &PARTS);
            out.push(if lost.is_empty() {
                let reason = format!("Its bucket {} is none of this account: whoever owns it must look.", trail.bucket);
                CT_05.not_applicable(subject, &reason)
            } else {
                CT_05.unanswered(subject, lost)
            });
            continue;
        };
        out.push(match public(scan, bucket) {
            Public::No => CT_05.passed(subject, format!("The public does not get at its bucket {}.", bucket.name)),
            Public::Yes { words, evidence, witness } => CT_05
                .failed(
                    subject,
                    format!("The log of {} is public: the bucket is {}, and {words}.", trail.name, bucket.name),
                )
                .with(evidence)
                .seen(witness),
            Public::Unknown(missing) => CT_05.unanswered(subject, missing),
        });
    }
}

fn close(scan: &Scan<'_>, finding: &Finding) -> Option<Fix> {
    let state = scan.state();
    let trail = trail(scan, &finding.resource)?;
    let bucket = state.buckets.items.iter().find(|bucket| bucket.name == trail.bucket)?;
    Some(Fix::Plan(Plan::bucket_public_access(&state.account, bucket, PublicAccess::ALL)))
}
