//! The public gets at nothing.

use gatehouse_plan::s3::bucket::{Bucket, BucketPart, PublicAccess};
use gatehouse_plan::{Plan, Unread};

use super::{bucket, buckets, not_read, subject};
use crate::access::{OBJECTS, open_to_all};
use crate::check::{Check, Over, Practice, Severity};
use crate::document::Doc;
use crate::finding::{Evidence, Finding, SubjectKind, Witness};
use crate::fix::Fix;
use crate::scan::{Scan, unread};

/// Public access is blocked.
pub(super) static BK_01: Check = Check {
    id: "BK-01",
    practice: Practice::Buckets,
    severity: Severity::Critical,
    title: "Public access is blocked",
    why: "With it, a policy or ACL that names everybody by mistake opens nothing. Without it, one careless line gives the \
          training data to the internet.",
    criterion: "All four settings of Block Public Access are on for the account, and for every bucket by its own settings or \
                by those of the account.",
    source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html",
    security_hub: &["S3.1", "S3.8"],
    prowler: &["s3_account_level_public_access_blocks", "s3_bucket_level_public_access_block"],
    config_rules: &["S3_ACCOUNT_LEVEL_PUBLIC_ACCESS_BLOCKS_PERIODIC", "S3_BUCKET_LEVEL_PUBLIC_ACCESS_PROHIBITED"],
    over: Over::Rest,
    run: blocked,
    fix: Some(block),
};

/// Nothing is public.
pub(super) static BK_02: Check = Check {
    id: "BK-02",
    practice: Practice::Buckets,
    severity: Severity::Critical,
    title: "No bucket is public",
    why: "Whoever finds the name of a public bucket copies the data and the models, or writes poisoned data into the next \
          training.",
    criterion: "Neither the policy nor an ACL of a bucket lets everybody in, or Block Public Access makes that void.",
    source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html",
    security_hub: &["S3.2", "S3.3"],
    prowler: &["s3_bucket_public_access", "s3_bucket_policy_public_write_access"],
    config_rules: &["S3_BUCKET_PUBLIC_READ_PROHIBITED", "S3_BUCKET_PUBLIC_WRITE_PROHIBITED"],
    over: Over::Rest,
    run: closed,
    fix: Some(close),
};

const NOTHING: PublicAccess =
    PublicAccess { block_acls: false, ignore_acls: false, block_policy: false, restrict_buckets: false };

/// The permission that reading the account's settings needs.
const ACCOUNT_ACTION: &str = "s3:GetAccountPublicAccessBlock";

/// The four settings with their names in the API.
fn settings(blocked: PublicAccess) -> [(&'static str, bool); 4] {
    [
        ("BlockPublicAcls", blocked.block_acls),
        ("IgnorePublicAcls", blocked.ignore_acls),
        ("BlockPublicPolicy", blocked.block_policy),
        ("RestrictPublicBuckets", blocked.restrict_buckets),
    ]
}

fn off(finding: Finding, blocked: PublicAccess) -> Finding {
    let off = settings(blocked).into_iter().filter(|(_, on)| !on);
    off.fold(finding, |finding, (name, _)| finding.field(name, "false"))
}

/// The strictest of both holds.
const fn both(one: PublicAccess, other: PublicAccess) -> PublicAccess {
    PublicAccess {
        block_acls: one.block_acls || other.block_acls,
        ignore_acls: one.ignore_acls || other.ignore_acls,
        block_policy: one.block_policy || other.block_policy,
        restrict_buckets: one.restrict_buckets || other.restrict_buckets,
    }
}

fn no_account() -> Unread {
    unread("Block Public Access settings of the account", ACCOUNT_ACTION)
}

/// What is blocked for a bucket for certain, and what of it could not be read.
fn effective(scan: &Scan<'_>, bucket: &Bucket) -> (PublicAccess, Vec<Unread>) {
    let mut missing = Vec::new();
    let account = scan.state().account_public_access;
    if account.is_none() {
        missing.push(no_account());
    }
    if !bucket.has_read(BucketPart::PublicAccess) {
        missing.push(not_read(scan, bucket, BucketPart::PublicAccess));
    }
    (both(account.flatten().unwrap_or(NOTHING), bucket.public_access.unwrap_or(NOTHING)), missing)
}

fn blocked(scan: &Scan<'_>, out: &mut Vec<Finding>) {
    let state = scan.state();
    let lost = scan.lost(&state.buckets, "buckets", "s3:ListAllMyBuckets", &super::PARTS);
    let account = scan.account_subject();
    match state.account_public_access {
        _ if state.draft => {}
        Some(Some(PublicAccess::ALL)) if lost.is_empty() => {
            out.push(BK_01.passed(account, "Nothing of the account can be made public."));
        }
        Some(Some(PublicAccess::ALL)) => out.push(BK_01.unanswered(account, lost)),
        Some(some) => {
            let words = "The account does not block public access: each bucket must do so itself.";
            let mut finding = off(BK_01.failed(account, words), some.unwrap_or(NOTHING));
            // As Security Hub weighs it: the buckets are told by themselves.
            finding.severity = Severity::Medium;
            out.push(finding);
        }
        None => out.push(BK_01.unanswered(account, lost.into_iter().chain([no_account()]).collect())),
    }
    for bucket in &state.buckets.items {
        let (blocked, missing) = effective(scan, bucket);
        let subject = subject(scan, bucket);
        out.push(if blocked == PublicAccess::ALL {
            BK_01.passed(subject, "Public access is blocked.")
        } else if missing.is_empty() {
            let words = format!("Nothing keeps the bucket {} from being made public.", bucket.name);
            off(BK_01.failed(subject, words), blocked)
        } else {
            BK_01.unanswered(subject, missing)
        });
    }
}

fn block(scan: &Scan<'_>, finding: &Finding) -> Option<Fix> {
    let state = scan.state();
    if finding.resource.kind == SubjectKind::Account {
        let present = state.account_public_access?;
        let plan = Plan::account_public_access(&state.account, &state.account, present, PublicAccess::ALL);
        return Some(Fix::Plan(plan));
    }
    let bucket = bucket(scan, &finding.resource)?;
    Some(Fix::Plan(Plan::bucket_public_access(&state.account, bucket, PublicAccess::ALL)))
}

/// Whether the public gets at a bucket.
pub(crate) enum Public {
    /// It does not.
    No,
    /// It does.
    Yes {
        /// By what, behind the bucket's name.
        words: &'static str,
        evidence: Vec<Evidence>,
        witness: Option<Witness>,
    },
    /// Something that decides could not be read.
    Unknown(Vec<Unread>),
}

/// Whether the public gets at a bucket, by its policy or by an ACL.
pub(crate) fn public(scan: &Scan<'_>, bucket: &Bucket) -> Public {
    let (blocked, missing) = effective(scan, bucket);
    let by_policy = if blocked.restrict_buckets { Public::No } else { policy(scan, bucket, &missing) };
    let by_acl = if blocked.ignore_acls { Public::No } else { acl(scan, bucket, &missing) };
    match (by_policy, by_acl) {
        (yes @ Public::Yes { .. }, _) | (_, yes @ Public::Yes { .. }) => yes,
        (Public::Unknown(mut one), Public::Unknown(other)) => {
            one.extend(other.into_iter().filter(|more| !missing.contains(more)));
            Public::Unknown(one)
        }
        (unknown @ Public::Unknown(_), _) | (_, unknown @ Public::Unknown(_)) => unknown,
        _ => Public::No,
    }
}

fn policy(scan: &Scan<'_>, bucket: &Bucket, missing: &[Unread]) -> Public {
    let doc = scan.bucket_policy(&bucket.name);
    let told = bucket.public_policy.filter(|_| bucket.has_read(BucketPart::PolicyStatus));
    let ours = doc.map(|doc| by_doc(doc));
    let yes = match (told, ours) {
        (Some(false), _) => return Public::No,
        (_, Some(yes @ Public::Yes { .. })) => yes,
        (Some(true), _) => {
            let evidence = vec![Evidence::Field { name: "PolicyStatus.IsPublic".to_owned(), value: "true".to_owned() }];
            Public::Yes { words: "its policy lets everybody in", evidence, witness: None }
        }
        // S3 says it of a policy alone.
        (None, None) if !bucket.has_read(BucketPart::Policy) && !bucket.has_read(BucketPart::PolicyStatus) => {
            return Public::Unknown(vec![not_read(scan, bucket, BucketPart::Policy)]);
        }
        _ => return Public::No,
    };
    if missing.is_empty() { yes } else { Public::Unknown(missing.to_vec()) }
}

fn by_doc(doc: &Doc<'_>) -> Public {
    let open = open_to_all(doc.policy(), doc.prepared(), &OBJECTS);
    if open.is_empty() {
        return Public::No;
    }
    let evidence = open.iter().map(|one| doc.evidence(one.span)).collect();
    let witness = open.into_iter().find_map(|one| one.witness);
    Public::Yes { words: "its policy lets everybody in", evidence, witness }
}

fn acl(scan: &Scan<'_>, bucket: &Bucket, missing: &[Unread]) -> Public {
    if bucket.has_no_acls() {
        return Public::No;
    }
    if !bucket.has_read(BucketPart::Acl) {
        let mut missing = missing.to_vec();
        missing.push(not_read(scan, bucket, BucketPart::Acl));
        return Public::Unknown(missing);
    }
    if bucket.public_acl.is_empty() {
        return Public::No;
    }
    if !missing.is_empty() {
        return Public::Unknown(missing.to_vec());
    }
    let evidence =
        vec![Evidence::Field { name: "Grants of everybody".to_owned(), value: bucket.public_acl.join(", ") }];
    Public::Yes { words: "its ACL lets everybody in", evidence, witness: None }
}

fn closed(scan: &Scan<'_>, out: &mut Vec<Finding>) {
    for bucket in buckets(scan, &BK_02, out) {
        let subject = subject(scan, bucket);
        out.push(match public(scan, bucket) {
            Public::No => BK_02.passed(subject, "The public gets at nothing."),
            Public::Yes { words, evidence, witness } => BK_02
                .failed(subject, format!("The bucket {} is public: {words}.", bucket.name))
                .with(evidence)
                .seen(witness),
            Public::Unknown(missing) => BK_02.unanswered(subject, missing),
        });
    }
    for draft in super::drafts(scan, &BK_02, out) {
        out.push(match by_doc(draft.doc) {
            Public::Yes { evidence, witness, .. } => {
                let words = format!("{} lets everybody in.", draft.subject.said());
                BK_02.failed(draft.subject, words).with(evidence).seen(witness)
            }
            _ => BK_02.passed(draft.subject, "It lets no stranger in."),
        });
    }
}

fn close(scan: &Scan<'_>, finding: &Finding) -> Option<Fix> {
    let state = scan.state();
    if let Some(bucket) = bucket(scan, &finding.resource).filter(|_| finding.resource.kind == SubjectKind::Bucket) {
        return Some(Fix::Plan(Plan::bucket_public_access(&state.account, bucket, PublicAccess::ALL)));
    }
    Some(Fix::Steps(vec![
        "Name the accounts or roles that are meant in the statement's Principal, or limit it by aws:PrincipalAccount, \
         aws:PrincipalOrgID or aws:SourceVpce."
            .to_owned(),
    ]))
}
