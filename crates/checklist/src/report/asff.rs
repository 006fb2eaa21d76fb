//! Findings for Security Hub, in the AWS Security Finding Format, as `BatchImportFindings` takes them.
//!
//! A finding's id is made of the account, the Region, the check and the thing: importing a later run updates what was
//! imported before. So every outcome is in it; what asks nothing any more is archived.
//!
//! Sources: <https://docs.aws.amazon.com/securityhub/latest/userguide/asff-required-attributes.html>,
//! <https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_AwsSecurityFinding.html>,
//! <https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_BatchImportFindings.html>

use std::collections::HashSet;

use serde_json::{Map, Value, json};

use super::{Entry, Report, at_most};
use crate::compare::Outcome;
use crate::finding::{Status, Subject, SubjectKind};

/// As many findings as one `BatchImportFindings` takes.
pub const BATCH: usize = 100;

/// The format's version, the only one that there is.
const SCHEMA: &str = "2018-10-08";

/// Longest texts, in characters: API_AwsSecurityFinding, API_Recommendation, API_Note, and the values of `ProductFields`.
const TITLE: usize = 256;
const DESCRIPTION: usize = 1024;
const RECOMMENDATION: usize = 512;
const NOTE: usize = 512;
const FIELD: usize = 2048;
const ID: usize = 512;

/// Why findings cannot be written for Security Hub.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AsffError {
    /// A finding is of an account.
    #[error("Security Hub takes findings of an account in a Region: say which account (12 digits) and which Region")]
    NoAccount,
}

/// The report in batches: each is what `Findings` of one `BatchImportFindings` is.
///
/// # Errors
/// Where it is not known which account and Region the findings are of.
pub fn batches(report: &Report) -> Result<Vec<Vec<Value>>, AsffError> {
    let about = &report.about;
    let digits = about.account.len() == 12 && about.account.bytes().all(|byte| byte.is_ascii_digit());
    if !digits || about.region.is_empty() {
        return Err(AsffError::NoAccount);
    }
    // Security Hub keeps one finding of an id: here the most pressing, which comes first.
    let mut ids = HashSet::new();
    let entries = report.entries.iter().filter(|entry| ids.insert(entry.finding.key()));
    let findings: Vec<Value> = entries.map(|entry| finding(report, entry)).collect();
    Ok(findings.chunks(BATCH).map(<[Value]>::to_vec).collect())
}

/// The same as a file: one batch a line, each a whole input of `aws securityhub batch-import-findings --cli-input-json`.
///
/// # Errors
/// Where it is not known which account and Region the findings are of.
pub fn write(report: &Report) -> Result<String, AsffError> {
    let lines = batches(report)?.into_iter().map(|batch| format!("{}\n", json!({ "Findings": batch })));
    Ok(lines.collect())
}

fn finding(report: &Report, entry: &Entry) -> Value {
    let (about, found, check) = (&report.about, &entry.finding, entry.check);
    let partition = if about.partition.is_empty() { "aws" } else { about.partition.as_str() };
    let (account, region) = (about.account.as_str(), about.region.as_str());
    let outcome = Outcome::of(entry);
    let label = if outcome == Outcome::Passed || outcome == Outcome::NotApplicable {
        "INFORMATIONAL"
    } else {
        found.severity.as_str()
    };
    let types = json!(["Software and Configuration Checks/AWS Security Best Practices"]);
    let mut value = json!({
        "SchemaVersion": SCHEMA,
        "Id": id(account, region, entry),
        "ProductArn": format!("arn:{partition}:securityhub:{region}:{account}:product/{account}/default"),
        "ProductName": "Gatehouse",
        "GeneratorId": format!("gatehouse/{}", check.id),
        "AwsAccountId": account,
        "Types": types,
        "CreatedAt": about.read_at,
        "UpdatedAt": about.read_at,
        "LastObservedAt": about.read_at,
        "Severity": { "Label": label, "Original": found.severity.as_str() },
        "FindingProviderFields": {
            "Severity": { "Label": label, "Original": found.severity.as_str() },
            "Types": types,
        },
        "Title": at_most(&format!("{} {}", check.id, check.title), TITLE),
        "Description": at_most(&format!("{} {}", found.words, check.why), DESCRIPTION),
        "Remediation": { "Recommendation": { "Text": at_most(&recommendation(entry), RECOMMENDATION), "Url": check.source } },
        "ProductFields": fields(entry),
        "Resources": [resource(&found.resource, account, partition, region)],
        "Compliance": compliance(entry),
        "RecordState": if outcome == Outcome::NotApplicable { "ARCHIVED" } else { "ACTIVE" },
    });
    if let (Some(accepted), Some(object)) = (&entry.accepted, value.as_object_mut()) {
        object.insert("Workflow".to_owned(), json!({ "Status": "SUPPRESSED" }));
        let note = json!({
            "Text": at_most(&accepted.reason, NOTE), "UpdatedBy": at_most(&accepted.owner, NOTE), "UpdatedAt": about.read_at,
        });
        object.insert("Note".to_owned(), note);
    }
    value
}

/// Stable over runs. An id that would be too long ends in a number made of all of it.
fn id(account: &str, region: &str, entry: &Entry) -> String {
    let whole = format!("gatehouse/{account}/{region}/{}/{}", entry.check.id, entry.finding.resource.id);
    if whole.chars().count() <= ID {
        return whole;
    }
    let kept: String = whole.chars().take(ID - 17).collect();
    format!("{kept}-{:016x}", fingerprint(&whole))
}

/// FNV-1a, 64 bits: the same on every machine and in every version.
///
/// Source: <https://datatracker.ietf.org/doc/html/draft-eastlake-fnv>
fn fingerprint(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

fn recommendation(entry: &Entry) -> String {
    match (&entry.remedy, Outcome::of(entry)) {
        (Some(remedy), _) => remedy.line(),
        (None, Outcome::Unanswered) => format!("Give the permissions that reading needs. {}", entry.finding.words),
        (None, _) => entry.check.criterion.to_owned(),
    }
}

fn compliance(entry: &Entry) -> Value {
    let found = &entry.finding;
    let mut value = match &found.status {
        Status::Passed => json!({ "Status": "PASSED" }),
        Status::Failed => json!({ "Status": "FAILED" }),
        Status::Unanswered { missing } => {
            let mut actions: Vec<&str> = missing.iter().map(|unread| unread.action).collect();
            actions.sort_unstable();
            actions.dedup();
            let why = format!("Missing permissions: {}.", actions.join(", "));
            json!({
                "Status": "NOT_AVAILABLE",
                "StatusReasons": [{ "ReasonCode": "GATEHOUSE_COULD_NOT_READ", "Description": at_most(&why, DESCRIPTION) }],
            })
        }
        Status::NotApplicable(reason) => json!({
            "Status": "NOT_AVAILABLE",
            "StatusReasons": [{ "ReasonCode": "GATEHOUSE_NOT_APPLICABLE", "Description": at_most(reason, DESCRIPTION) }],
        }),
    };
    if let (false, Some(object)) = (entry.check.security_hub.is_empty(), value.as_object_mut()) {
        object.insert("RelatedRequirements".to_owned(), json!(entry.check.security_hub));
    }
    value
}

/// What the format has no place for. Empty values are left out: the API refuses them.
fn fields(entry: &Entry) -> Value {
    let witnesses: Vec<&str> = entry.finding.witnesses.iter().map(|witness| witness.words.as_str()).collect();
    let evidence = entry.details().collect::<Vec<_>>().join("\n");
    let mut fields = Map::new();
    for (name, value) in [
        ("gatehouse/Check", entry.check.id),
        ("gatehouse/Practice", entry.check.practice.title()),
        ("gatehouse/Status", Outcome::of(entry).as_str()),
        ("gatehouse/Evidence", &evidence),
        ("gatehouse/WhoCouldDoWhat", &witnesses.join("\n")),
        ("gatehouse/Prowler", &entry.check.prowler.join(" ")),
    ] {
        if !value.is_empty() {
            fields.insert(name.to_owned(), json!(at_most(value, FIELD)));
        }
    }
    Value::Object(fields)
}

fn resource(subject: &Subject, account: &str, partition: &str, region: &str) -> Value {
    let id = match subject.kind {
        SubjectKind::Account => format!("AWS::::Account:{account}"),
        _ if subject.id.is_empty() => subject.name.clone(),
        // Buckets are known by their names.
        SubjectKind::Bucket if !subject.id.starts_with("arn:") => format!("arn:{partition}:s3:::{}", subject.id),
        _ => subject.id.clone(),
    };
    json!({ "Type": kind(subject.kind), "Id": at_most(&id, ID), "Partition": partition, "Region": region })
}

/// Source: <https://docs.aws.amazon.com/securityhub/latest/userguide/asff-resources.html>
fn kind(kind: SubjectKind) -> &'static str {
    use gatehouse_plan::sagemaker::resource::ResourceKind;
    match kind {
        SubjectKind::Account => "AwsAccount",
        SubjectKind::Role => "AwsIamRole",
        SubjectKind::Policy => "AwsIamPolicy",
        SubjectKind::Key => "AwsKmsKey",
        SubjectKind::Secret => "AwsSecretsManagerSecret",
        SubjectKind::Bucket => "AwsS3Bucket",
        SubjectKind::Trail => "AwsCloudTrailTrail",
        SubjectKind::Repository => "AwsEcrRepository",
        SubjectKind::Vpc => "AwsEc2Vpc",
        SubjectKind::Subnet => "AwsEc2Subnet",
        SubjectKind::SecurityGroup => "AwsEc2SecurityGroup",
        SubjectKind::SageMaker(ResourceKind::Notebook) => "AwsSageMakerNotebookInstance",
        _ => "Other",
    }
}

#[cfg(test)]
mod tests {
    use super::fingerprint;

    #[test]
    fn the_fingerprint_is_fnv_1a() {
        assert_eq!(fingerprint(""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(fingerprint("a"), 0xaf63_dc4c_8601_ec8c);
    }
}
