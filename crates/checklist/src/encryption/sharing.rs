//! What other accounts read is encrypted under a key that they can be given.

use gatehouse_plan::Unread;
use gatehouse_plan::s3::bucket::{Bucket, BucketPart};
use gatehouse_policy::document::{Policy, PrincipalKind};
use gatehouse_policy::names;

use super::used::is_of_aws;
use crate::check::{Check, Over, Practice, Severity};
use crate::finding::{Finding, Subject, SubjectKind};
use crate::fix::Fix;
use crate::grants::{Hit, each};
use crate::scan::{Scan, unread};
use crate::state::AccountState;

/// Shared buckets have a key of the account.
pub(super) static EN_18: Check = Check {
    id: "EN-18",
    practice: Practice::Encryption,
    severity: Severity::Medium,
    title: "What other accounts read has a key of its own",
    why: "The policy of AWS's own key aws/s3 never lets another account in, so that what is encrypted under it cannot be read \
          from there; and without a key of your own the bucket policy is the only lock.",
    criterion: "Every bucket whose policy lets another account in encrypts by default under a customer managed key.",
    source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html",
    security_hub: &[],
    prowler: &[],
    config_rules: &[],
    over: Over::Rest,
    run: shared,
    fix: Some(|_, finding| {
        let name = &finding.resource.name;
        Some(Fix::Steps(vec![
            format!(
                "Choose or make a symmetric key in the Region of {name}, and let the other account's roles decrypt in its policy."
            ),
            "Make it the bucket's default encryption, with a bucket key.".to_owned(),
            "Copy the objects that are there onto themselves: those keep the key that they were written under."
                .to_owned(),
        ]))
    }),
};

/// Statements that let another account in.
fn foreign(policy: &Policy, state: &AccountState) -> Vec<Hit> {
    each(policy, |statement| {
        let principals = statement.principals.as_ref().filter(|all| !all.negated)?;
        let other = |name: &str| {
            let account = if names::is_account_id(name) { name } else { name.split(':').nth(4).unwrap_or_default() };
            names::is_account_id(account) && account != state.account
        };
        principals
            .items
            .iter()
            .find(|(kind, name)| *kind == PrincipalKind::Aws && other(&name.value))
            .map(|(_, name)| name.span)
    })
}

fn shared(scan: &Scan<'_>, out: &mut Vec<Finding>) {
    let state = scan.state();
    scan.is_read(&EN_18, &state.buckets, "buckets", "s3:ListAllMyBuckets", out);
    for bucket in &state.buckets.items {
        let subject = Subject::new(SubjectKind::Bucket, &bucket.name, &bucket.name);
        if let Some(missing) = unknown(bucket, BucketPart::Policy, state) {
            out.push(EN_18.unanswered(subject, vec![missing]));
            continue;
        }
        let hits = scan.bucket_policy(&bucket.name).map(|doc| (doc, foreign(doc.policy(), state)));
        let Some((doc, hits)) = hits.filter(|(_, hits)| !hits.is_empty()) else {
            out.push(EN_18.not_applicable(subject, "Its policy lets no other account in."));
            continue;
        };
        if let Some(missing) = unknown(bucket, BucketPart::Encryption, state) {
            out.push(EN_18.unanswered(subject, vec![missing]));
            continue;
        }
        let encryption = bucket.encryption.as_ref();
        let key = encryption.filter(|held| held.algorithm.starts_with("aws:kms")).and_then(|held| held.key.as_deref());
        out.push(match key.filter(|key| !is_of_aws(state, key)) {
            Some(_) => EN_18.passed(subject, "Other accounts read it under a key that they can be given."),
            None => {
                let how = encryption.map_or("none", |held| held.algorithm.as_str());
                let words = format!("Another account may read {}, which has no key of its own.", bucket.name);
                EN_18
                    .failed(subject, words)
                    .with(hits.iter().map(|hit| doc.evidence(hit.span)))
                    .field("SSEAlgorithm", how)
                    .field("KMSMasterKeyID", encryption.and_then(|held| held.key.as_deref()).unwrap_or("none"))
            }
        });
    }
}

/// A part that could not be read.
fn unknown(bucket: &Bucket, part: BucketPart, state: &AccountState) -> Option<Unread> {
    if bucket.has_read(part) {
        return None;
    }
    let told =
        state.buckets.unread.iter().find(|unread| unread.action == part.action() && unread.what.contains(&bucket.name));
    Some(
        told.cloned()
            .unwrap_or_else(|| unread(&format!("{} of the bucket {}", part.words(), bucket.name), part.action())),
    )
}
