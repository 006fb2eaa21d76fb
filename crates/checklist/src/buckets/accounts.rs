//! Which other accounts get in, and what they may do there.

use gatehouse_plan::Plan;
use gatehouse_plan::s3::bucket::BucketPart;
use gatehouse_policy::lint::reaches;

use super::{bucket, buckets, doc_of, not_read, subject};
use crate::access::{LetIn, Outsider, let_in, without};
use crate::check::{Check, Over, Practice, Severity};
use crate::document::Doc;
use crate::finding::{Finding, Subject, SubjectKind};
use crate::fix::Fix;
use crate::scan::Scan;

/// Known accounts alone, and they change nothing that guards.
pub(super) static BK_07: Check = Check {
    id: "BK-07",
    practice: Practice::Buckets,
    severity: Severity::High,
    title: "Other accounts get in only where they are known",
    why: "What another account may read is guarded by that account, not by yours. And one that may change the policy or the \
          encryption takes the bucket over.",
    criterion: "The policy of every bucket lets in no account that was not declared as trusted, and lets none of them change \
                policies, ACLs or encryption.",
    source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html",
    security_hub: &["S3.6"],
    prowler: &["s3_bucket_cross_account_access"],
    config_rules: &["S3_BUCKET_BLACKLISTED_ACTIONS_PROHIBITED"],
    over: Over::Rest,
    run: known,
    fix: Some(take_out),
};

/// What only the owner should do.
///
/// Source: <https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-6>
const OWNERS: [&str; 5] = [
    "s3:DeleteBucketPolicy",
    "s3:PutBucketAcl",
    "s3:PutBucketPolicy",
    "s3:PutEncryptionConfiguration",
    "s3:PutObjectAcl",
];

fn known(scan: &Scan<'_>, out: &mut Vec<Finding>) {
    for bucket in buckets(scan, &BK_07, out) {
        let subject = subject(scan, bucket);
        if !bucket.has_read(BucketPart::Policy) {
            out.push(BK_07.unanswered(subject, vec![not_read(scan, bucket, BucketPart::Policy)]));
            continue;
        }
        out.push(match scan.bucket_policy(&bucket.name) {
            Some(doc) => judge(scan, subject, doc),
            None => BK_07.passed(subject, "It has no policy: no other account gets in."),
        });
    }
    for draft in super::drafts(scan, &BK_07, out) {
        out.push(if scan.state().account.is_empty() {
            BK_07.not_applicable(draft.subject, "For which account the draft is, is not known.")
        } else {
            judge(scan, draft.subject, draft.doc)
        });
    }
}

fn is_strange(scan: &Scan<'_>, who: &Outsider) -> bool {
    match who {
        // That is what BK-02 is about.
        Outsider::Everybody => false,
        Outsider::Account(account) => !scan.state().trusted_accounts.contains(account),
        Outsider::Canonical(_) => true,
    }
}

fn judge(scan: &Scan<'_>, subject: Subject, doc: &Doc<'_>) -> Finding {
    let all = let_in(doc.policy(), &scan.state().account);
    let strange: Vec<&LetIn> = all.iter().filter(|one| is_strange(scan, &one.who)).collect();
    if let Some(first) = strange.first() {
        let words = format!("{} lets in {}, which nobody declared as trusted.", subject.said(), first.who.words());
        return BK_07.failed(subject, words).with(strange.iter().map(|one| doc.evidence(one.span)));
    }
    let owning = all.iter().filter(|one| one.who != Outsider::Everybody).find_map(|one| {
        let statement = doc.policy().statements.get(one.statement)?;
        OWNERS.iter().find_map(|action| Some((one, *action, reaches(statement, action)?.1)))
    });
    match owning {
        Some((one, action, span)) => {
            let words =
                format!("{} lets {} do {action}, as if the bucket were its own.", subject.said(), one.who.words());
            BK_07.failed(subject, words).with([doc.evidence(span)])
        }
        None => BK_07.passed(subject, "Only accounts that are known get in, and they change nothing that guards it."),
    }
}

fn take_out(scan: &Scan<'_>, finding: &Finding) -> Option<Fix> {
    let state = scan.state();
    let doc = doc_of(scan, &finding.resource)?;
    let strange = let_in(doc.policy(), &state.account).iter().any(|one| is_strange(scan, &one.who));
    let steps = || {
        Some(Fix::Steps(vec![
            "Name in the statement the actions that the other account needs: s3:GetObject and s3:ListBucket to read."
                .to_owned(),
            "Where everybody of the organization is meant, limit the statement by aws:PrincipalOrgID.".to_owned(),
        ]))
    };
    if !strange {
        return steps();
    }
    let mut fix = match without(doc.text(), &state.account, |who| is_strange(scan, who)) {
        Some(Some(text)) => scan.rewrite(doc, &text)?,
        Some(None) if finding.resource.kind == SubjectKind::Bucket => {
            Fix::Plan(Plan::bucket_policy(&state.account, bucket(scan, &finding.resource)?, None))
        }
        _ => return steps(),
    };
    if let Fix::Plan(plan) = &mut fix {
        plan.consequences.push(
            "The accounts that are taken out get no longer in. Where one is meant to, declare it as trusted instead."
                .to_owned(),
        );
    }
    Some(fix)
}
