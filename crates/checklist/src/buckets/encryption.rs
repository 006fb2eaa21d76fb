//! Objects are encrypted with the key that is meant for them.

use gatehouse_plan::Plan;
use gatehouse_plan::s3::bucket::{Bucket, BucketPart, Encryption};
use gatehouse_policy::decide::{Outcome, Policies, Principal, Request, outcome};
use gatehouse_workload::workload::KeyPart;

use super::transport::add;
use super::{bucket, buckets, not_read, subject};
use crate::access::deny;
use crate::check::{Check, Over, Practice, Severity};
use crate::finding::{Finding, Witness};
use crate::fix::Fix;
use crate::scan::Scan;
use crate::state::AccountState;

/// The default is a key of the account.
pub(super) static BK_04: Check = Check {
    id: "BK-04",
    practice: Practice::Buckets,
    severity: Severity::Medium,
    title: "Objects are encrypted with a key of the account",
    why: "With a key of its own the account says in one place who reads the data, sees in the log who did, and can shut it \
          all at once. S3's own keys open for everybody who may read the object.",
    criterion: "Every bucket encrypts new objects with a named KMS key and, unless it encrypts twice, by a bucket key.",
    source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-encryption.html",
    security_hub: &["S3.17"],
    prowler: &["s3_bucket_kms_encryption"],
    config_rules: &["S3_DEFAULT_ENCRYPTION_KMS"],
    over: Over::Rest,
    run: encrypted,
    fix: Some(encrypt),
};

/// No other key gets in.
pub(super) static BK_05: Check = Check {
    id: "BK-05",
    practice: Practice::Buckets,
    severity: Severity::Medium,
    title: "No object is written with another key",
    why: "Whoever writes may name another key, and then the default counts for nothing: data lies there that the account's \
          key does not guard, or that nobody of the account can read.",
    criterion: "Every bucket has a KMS key of its own, and its policy refuses s3:PutObject that names another way of encrypting, \
                another key, or aws:kms and no key, for which S3 takes its own. Requests that name nothing pass: the default \
                encrypts them.",
    source: "https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html",
    security_hub: &[],
    prowler: &[],
    config_rules: &[],
    over: Over::Rest,
    run: no_other_key,
    fix: Some(refuse_others),
};

const ALGORITHM: &str = "s3:x-amz-server-side-encryption";
const KEY: &str = "s3:x-amz-server-side-encryption-aws-kms-key-id";

/// The key of a bucket's default encryption, if it is one of KMS that somebody named.
fn named_key(encryption: Option<&Encryption>) -> Option<&str> {
    let encryption = encryption.filter(|encryption| encryption.algorithm.starts_with("aws:kms"))?;
    encryption.key.as_deref().filter(|key| !key.contains("alias/aws/"))
}

fn encrypted(scan: &Scan<'_>, out: &mut Vec<Finding>) {
    let state = scan.state();
    for bucket in buckets(scan, &BK_04, out) {
        let subject = subject(scan, bucket);
        let takes_logs = |other: &Bucket| other.logging.as_ref().is_some_and(|target| target.bucket == bucket.name);
        if !bucket.has_read(BucketPart::Encryption) {
            out.push(BK_04.unanswered(subject, vec![not_read(scan, bucket, BucketPart::Encryption)]));
            continue;
        }
        if state.buckets.items.iter().any(takes_logs) {
            // https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html
            let reason = "S3 writes access logs into it, and asks for its own keys there.";
            out.push(BK_04.not_applicable(subject, reason));
            continue;
        }
        let encryption = bucket.encryption.as_ref();
        let algorithm = encryption.map_or("AES256", |encryption| encryption.algorithm.as_str());
        out.push(match (named_key(encryption), encryption) {
            (Some(_), Some(encryption)) if !encryption.bucket_key && algorithm == "aws:kms" => {
                let words = format!("The bucket {} asks KMS for every single object.", bucket.name);
                let mut finding = BK_04.failed(subject, words).field("BucketKeyEnabled", "false");
                // It costs, and large trainings meet the limits of KMS; nothing is open.
                finding.severity = Severity::Low;
                finding
            }
            (Some(_), _) => BK_04.passed(subject, "New objects are encrypted with a key of its own."),
            (None, _) => BK_04
                .failed(
                    subject,
                    format!("The bucket {} encrypts its objects with keys that are not the account's.", bucket.name),
                )
                .field("SSEAlgorithm", algorithm)
                .field("KMSMasterKeyID", encryption.and_then(|encryption| encryption.key.as_deref()).unwrap_or("none")),
        });
    }
}

/// The key that is meant for a bucket: that of a declared workload, or the only one that there is.
fn meant<'a>(state: &'a AccountState, bucket: &Bucket) -> Option<&'a str> {
    let mut of_workloads = state.workloads.iter().filter(|workload| {
        workload.key_use.data && [&workload.job.input.bucket, &workload.job.output.bucket].contains(&&bucket.name)
    });
    let key = of_workloads.find_map(|workload| match &workload.key {
        KeyPart::Existing(arn) => state.key(&arn.to_string()),
        KeyPart::New { alias, .. } => state.keys.items.iter().find(|key| key.aliases.contains(alias)),
        KeyPart::None => None,
    });
    let here = |arn: &&str| arn.split(':').nth(3) == Some(bucket.region.as_str());
    key.or_else(|| state.only_key(&bucket.region)).map(|key| key.arn.as_str()).filter(here)
}

fn encrypt(scan: &Scan<'_>, finding: &Finding) -> Option<Fix> {
    let bucket = bucket(scan, &finding.resource)?;
    let state = scan.state();
    let Some(key) = named_key(bucket.encryption.as_ref()).or_else(|| meant(state, bucket)) else {
        return Some(Fix::Steps(vec![
            format!(
                "Make a KMS key in {}, or choose one, and let those who read and write the data use it.",
                bucket.region
            ),
            format!("Set it as the default encryption of {}, with a bucket key.", bucket.name),
        ]));
    };
    let algorithm = bucket.encryption.as_ref().map_or("aws:kms", |encryption| encryption.algorithm.as_str());
    let algorithm = if algorithm == "aws:kms:dsse" { algorithm } else { "aws:kms" }.to_owned();
    let bucket_key = algorithm == "aws:kms";
    let wanted = Encryption { algorithm, key: Some(key.to_owned()), bucket_key };
    let mut plan = Plan::bucket_encryption(&state.account, bucket, &wanted);
    plan.consequences.push(
        "Whoever writes or reads objects from now on needs kms:GenerateDataKey and kms:Decrypt of the key as well."
            .to_owned(),
    );
    Some(Fix::Plan(plan))
}

/// The key's ARN; what is only an id is one of this account.
fn key_arn(scan: &Scan<'_>, bucket: &Bucket, key: &str) -> String {
    if key.starts_with("arn:") {
        return key.to_owned();
    }
    let known =
        scan.state().keys.items.iter().find(|known| known.id == key || known.aliases.iter().any(|alias| alias == key));
    let of_id = || format!("arn:{}:kms:{}:{}:key/{key}", super::partition(scan), bucket.region, scan.state().account);
    known.map_or_else(of_id, |known| known.arn.clone())
}

fn no_other_key(scan: &Scan<'_>, out: &mut Vec<Finding>) {
    for bucket in buckets(scan, &BK_05, out) {
        let subject = subject(scan, bucket);
        let mut missing = Vec::new();
        for part in [BucketPart::Encryption, BucketPart::Policy] {
            if !bucket.has_read(part) {
                missing.push(not_read(scan, bucket, part));
            }
        }
        if !missing.is_empty() {
            out.push(BK_05.unanswered(subject, missing));
            continue;
        }
        let (Some(key), Some(encryption)) = (named_key(bucket.encryption.as_ref()), &bucket.encryption) else {
            let words = format!("The bucket {} takes objects with any key: none was named for it.", bucket.name);
            out.push(BK_05.failed(subject, words).field("KMSMasterKeyID", "none"));
            continue;
        };
        let key = key_arn(scan, bucket, key);
        let doc = scan.bucket_policy(&bucket.name);
        let policies =
            Policies { resource: doc.map(|doc| doc.prepared().clone()).into_iter().collect(), ..Policies::default() };
        let who = format!("arn:{}:iam::{}:role/any", super::partition(scan), scan.state().account);
        let object = format!("arn:{}:s3:::{}/any", super::partition(scan), bucket.name);
        let refused = |algorithm: Option<&str>, key: Option<&str>| {
            let Some(principal) = Principal::parse(&who) else { return false };
            let request = Request::new(principal, "s3:PutObject", &object)
                .with_complete_context(false)
                .with("aws:SecureTransport", ["true"])
                .with(ALGORITHM, algorithm)
                .with(KEY, key);
            outcome(&request, &policies) == Outcome::ExplicitlyDenied
        };
        let other = key.replace(key.rsplit('/').next().unwrap_or_default(), "00000000-0000-0000-0000-000000000000");
        let seen = |how: &str| Witness::new(&format!("Whoever may write, {how},"), &who, "s3:PutObject", &object);
        out.push(if !refused(Some("AES256"), None) {
            BK_05
                .failed(
                    subject,
                    format!("The bucket {} takes objects that are not encrypted with its key.", bucket.name),
                )
                .field("KMSMasterKeyID", &key)
                .seen([seen("with keys of S3")])
        } else if !refused(Some(&encryption.algorithm), Some(&other)) {
            BK_05
                .failed(subject, format!("The bucket {} takes objects that are encrypted with any key.", bucket.name))
                .field("KMSMasterKeyID", &key)
                .seen([seen("with another key")])
        } else if !refused(Some(&encryption.algorithm), None) {
            BK_05
                .failed(
                    subject,
                    format!(
                        "The bucket {} takes objects for which KMS is named and no key: S3 encrypts them with its own, \
                         aws/s3.",
                        bucket.name
                    ),
                )
                .field("KMSMasterKeyID", &key)
                .seen([seen("with KMS and no key named")])
        } else if refused(Some(&encryption.algorithm), Some(&key)) {
            BK_05
                .failed(
                    subject,
                    format!(
                        "The policy of the bucket {} refuses its own key too: nothing can be written.",
                        bucket.name
                    ),
                )
                .field("KMSMasterKeyID", &key)
        } else if refused(None, None) {
            BK_05.passed(
                subject,
                "Only its key gets in; who names none is refused, though the default would encrypt it.",
            )
        } else {
            BK_05.passed(subject, "Only its key gets in.")
        });
    }
}

fn refuse_others(scan: &Scan<'_>, finding: &Finding) -> Option<Fix> {
    let bucket = bucket(scan, &finding.resource)?;
    let Some(encryption) = &bucket.encryption else { return name_one_first(bucket) };
    let Some(key) = named_key(Some(encryption)).map(|key| key_arn(scan, bucket, key)) else {
        return name_one_first(bucket);
    };
    if finding.witnesses.is_empty() {
        return Some(Fix::Steps(vec![format!(
            "Change the statement that refuses s3:PutObject, so that it names the key {key}."
        )]));
    }
    // A negated condition is true where there is no key, too. `Null` lets requests pass that name no encryption at all: the
    // default encrypts those.
    let mut fix = add(scan, finding, |arns| {
        let objects = arns.last().cloned().into_iter().collect();
        vec![deny("NoOtherKey", &["s3:PutObject"], objects).when("ArnNotEquals", KEY, [key.as_str()]).when(
            "Null",
            ALGORITHM,
            ["false"],
        )]
    });
    if let Some(Fix::Plan(plan)) = &mut fix {
        plan.consequences.push(
            "Whoever names aws:kms when writing must name the key as well. SageMaker does where a job has a key for its \
             output; where it has none, it is refused."
                .to_owned(),
        );
    }
    fix
}

fn name_one_first(bucket: &Bucket) -> Option<Fix> {
    Some(Fix::Steps(vec![
        format!("Name a KMS key as the default encryption of {} first: BK-04.", bucket.name),
        "Then refuse every other one: this check writes the statements.".to_owned(),
    ]))
}
