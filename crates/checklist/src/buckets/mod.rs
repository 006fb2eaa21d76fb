//! Bucket policies guard the data (BK).

mod accounts;
mod encryption;
mod keeping;
mod perimeter;
mod public;
mod transport;
mod workloads;

pub(crate) use public::{Public, public};

use gatehouse_plan::Unread;
use gatehouse_plan::s3::bucket::{Bucket, BucketPart};

use crate::check::Check;
use crate::document::Doc;
use crate::finding::{Finding, Source, Subject, SubjectKind};
use crate::scan::{Scan, unread};
use crate::state::DraftKind;

/// The checks of this practice.
pub static CHECKS: &[&Check] = &[
    &public::BK_01,
    &public::BK_02,
    &transport::BK_03,
    &encryption::BK_04,
    &encryption::BK_05,
    &perimeter::BK_06,
    &accounts::BK_07,
    &keeping::BK_08,
    &keeping::BK_09,
    &workloads::BK_10,
];

/// The permissions by which parts of a bucket are read: what lacks of them is told with the bucket.
pub(crate) const PARTS: [&str; 7] = [
    BucketPart::Policy.action(),
    BucketPart::PolicyStatus.action(),
    BucketPart::Encryption.action(),
    BucketPart::PublicAccess.action(),
    BucketPart::Versioning.action(),
    BucketPart::Logging.action(),
    BucketPart::Ownership.action(),
];

/// The list of buckets, reported where it was not read.
fn buckets<'a>(scan: &Scan<'a>, check: &Check, out: &mut Vec<Finding>) -> &'a [Bucket] {
    scan.is_listed(check, &scan.state().buckets, "buckets", "s3:ListAllMyBuckets", &PARTS, out);
    &scan.state().buckets.items
}

fn subject(scan: &Scan<'_>, bucket: &Bucket) -> Subject {
    let arn = format!("arn:{}:s3:::{}", partition(scan), bucket.name);
    Subject::new(SubjectKind::Bucket, &arn, &bucket.name)
}

fn partition<'a>(scan: &Scan<'a>) -> &'a str {
    if scan.state().partition.is_empty() { "aws" } else { &scan.state().partition }
}

/// The bucket that a finding is about.
fn bucket<'a>(scan: &Scan<'a>, subject: &Subject) -> Option<&'a Bucket> {
    scan.state().buckets.items.iter().find(|bucket| bucket.name == subject.name)
}

/// Why a part of a bucket is not known.
pub(crate) fn not_read(scan: &Scan<'_>, bucket: &Bucket, part: BucketPart) -> Unread {
    let what = format!("{} of the bucket {}", part.words(), bucket.name);
    let told = scan.state().buckets.unread.iter().find(|unread| unread.what == what).cloned();
    told.unwrap_or_else(|| unread(&what, part.action()))
}

/// A policy of a bucket, in the account or as a draft, with the bucket that it is for.
struct Guarded<'s, 'a> {
    subject: Subject,
    bucket: String,
    doc: &'s Doc<'a>,
}

/// The bucket itself, and everything in it.
fn arns(scan: &Scan<'_>, bucket: &str) -> Vec<String> {
    let arn = format!("arn:{}:s3:::{bucket}", partition(scan));
    vec![arn.clone(), format!("{arn}/*")]
}

/// Drafts of bucket policies. Which bucket one is for is told by the resources that it names.
fn drafts<'s, 'a>(scan: &'s Scan<'a>, check: &Check, out: &mut Vec<Finding>) -> Vec<Guarded<'s, 'a>> {
    let mut found = Vec::new();
    for doc in scan.drafts(DraftKind::BucketPolicy) {
        let Source::Draft(title) = doc.source() else { continue };
        let subject = Subject::new(SubjectKind::Draft(DraftKind::BucketPolicy), &title, &title);
        match named_bucket(doc) {
            Some(bucket) => found.push(Guarded { subject, bucket, doc }),
            None => out.push(check.not_applicable(subject, "It names no bucket.")),
        }
    }
    found
}

fn named_bucket(doc: &Doc<'_>) -> Option<String> {
    let resources = doc.policy().statements.iter().filter_map(|statement| statement.resources.as_ref());
    resources.flat_map(|resources| &resources.items).find_map(|item| {
        let name = item.value.split(":s3:::").nth(1)?.split('/').next()?;
        (!name.is_empty() && !name.contains(['*', '?', '$'])).then(|| name.to_owned())
    })
}

/// The policy that a finding is about: of a bucket, or a draft; none where the bucket has none.
fn doc_of<'s, 'a>(scan: &'s Scan<'a>, subject: &Subject) -> Option<&'s Doc<'a>> {
    match subject.kind {
        SubjectKind::Bucket => scan.bucket_policy(&subject.name),
        _ => scan.drafts(DraftKind::BucketPolicy).find(|doc| doc.source() == Source::Draft(subject.id.clone())),
    }
}
