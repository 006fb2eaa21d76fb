//! Nothing travels unencrypted.

use gatehouse_plan::Plan;
use gatehouse_plan::s3::bucket::BucketPart;
use gatehouse_policy::decide::{Outcome, Policies, Prepared, Principal, Request, outcome};

use super::{arns, bucket, buckets, doc_of, not_read, subject};
use crate::access::{deny, with_statement};
use crate::check::{Check, Over, Practice, Severity};
use crate::finding::{Finding, SubjectKind, Witness};
use crate::fix::Fix;
use crate::scan::Scan;

/// Only TLS.
pub(super) static BK_03: Check = Check {
    id: "BK-03",
    practice: Practice::Buckets,
    severity: Severity::Medium,
    title: "Buckets take encrypted connections alone",
    why: "Over plain HTTP everybody on the way reads the data, and can put other data in its place.",
    criterion: "The policy of every bucket refuses every request for which aws:SecureTransport is false.",
    source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html",
    security_hub: &["S3.5"],
    prowler: &["s3_bucket_secure_transport_policy"],
    config_rules: &["S3_BUCKET_SSL_REQUESTS_ONLY"],
    over: Over::Rest,
    run: only_tls,
    fix: Some(refuse),
};

/// Requests that stand for all: of objects and of the bucket, reading and writing.
const REQUESTS: [(&str, bool); 5] = [
    ("s3:GetObject", true),
    ("s3:PutObject", true),
    ("s3:DeleteObject", true),
    ("s3:ListBucket", false),
    ("s3:GetBucketPolicy", false),
];

/// A request over plain HTTP that a policy does not refuse.
fn unrefused(scan: &Scan<'_>, name: &str, prepared: Option<&Prepared>) -> Option<Witness> {
    let account = if scan.state().account.is_empty() { "111111111111" } else { &scan.state().account };
    let whose = ["*".to_owned(), format!("arn:{}:iam::{account}:role/any", super::partition(scan))];
    let arns = arns(scan, name);
    let policies = Policies { resource: prepared.cloned().into_iter().collect(), ..Policies::default() };
    whose.iter().find_map(|who| {
        REQUESTS.iter().find_map(|(action, object)| {
            let resource = arns.get(usize::from(*object))?.replace('*', "any");
            let request = Request::new(Principal::parse(who)?, action, &resource)
                .with_complete_context(false)
                .with("aws:SecureTransport", ["false"]);
            let refused = outcome(&request, &policies) == Outcome::ExplicitlyDenied;
            (!refused).then(|| Witness::new("Whoever has the rights, over plain HTTP,", who, action, &resource))
        })
    })
}

fn only_tls(scan: &Scan<'_>, out: &mut Vec<Finding>) {
    for bucket in buckets(scan, &BK_03, out) {
        let subject = subject(scan, bucket);
        if !bucket.has_read(BucketPart::Policy) {
            out.push(BK_03.unanswered(subject, vec![not_read(scan, bucket, BucketPart::Policy)]));
            continue;
        }
        let doc = scan.bucket_policy(&bucket.name);
        out.push(match unrefused(scan, &bucket.name, doc.map(crate::Doc::prepared)) {
            None => BK_03.passed(subject, "Its policy refuses plain HTTP."),
            Some(seen) => {
                let policy = doc.map_or("none", |_| "no statement that refuses aws:SecureTransport false");
                BK_03
                    .failed(subject, format!("The bucket {} takes requests over plain HTTP.", bucket.name))
                    .field("Policy", policy)
                    .seen([seen])
            }
        });
    }
    for draft in super::drafts(scan, &BK_03, out) {
        out.push(match unrefused(scan, &draft.bucket, Some(draft.doc.prepared())) {
            None => BK_03.passed(draft.subject, "It refuses plain HTTP."),
            Some(seen) => {
                let words = format!("{} lets requests over plain HTTP pass.", draft.subject.said());
                let finding = BK_03.failed(draft.subject, words);
                finding.field("Policy", "no statement that refuses aws:SecureTransport false").seen([seen])
            }
        });
    }
}

fn refuse(scan: &Scan<'_>, finding: &Finding) -> Option<Fix> {
    add(scan, finding, |arns| vec![deny("TlsOnly", &["s3:*"], arns).when("Bool", "aws:SecureTransport", ["false"])])
}

/// Adds statements to the policy that a finding is about; makes the policy where the bucket has none.
pub(super) fn add(
    scan: &Scan<'_>,
    finding: &Finding,
    statements: impl Fn(Vec<String>) -> Vec<gatehouse_policy::compose::Statement>,
) -> Option<Fix> {
    let subject = &finding.resource;
    let doc = doc_of(scan, subject);
    let name = match (subject.kind, doc) {
        (SubjectKind::Bucket, _) => subject.name.clone(),
        (_, Some(doc)) => super::named_bucket(doc)?,
        _ => return None,
    };
    let mut text = doc.map(|doc| doc.text().to_owned());
    for statement in statements(arns(scan, &name)) {
        text = Some(with_statement(text.as_deref(), statement)?);
    }
    match doc {
        Some(doc) => scan.rewrite(doc, &text?),
        None => Some(Fix::Plan(Plan::bucket_policy(&scan.state().account, bucket(scan, subject)?, Some(&text?)))),
    }
}
