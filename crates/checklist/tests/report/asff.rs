//! Findings for Security Hub, within what its API takes.
//!
//! Source: <https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_AwsSecurityFinding.html>

use std::collections::BTreeSet;

use gatehouse_checklist::Scan;
use gatehouse_checklist::baseline::Baseline;
use gatehouse_checklist::report::{Report, asff};
use gatehouse_plan::Role;
use serde_json::Value;

use crate::common::{With, empty, one, role_with};
use crate::{EVERYTHING, account, found, report, telling};

/// What every finding must have.
///
/// Source: <https://docs.aws.amazon.com/securityhub/latest/userguide/asff-required-attributes.html>
const REQUIRED: [&str; 12] = [
    "AwsAccountId",
    "CreatedAt",
    "Description",
    "GeneratorId",
    "Id",
    "ProductArn",
    "Resources",
    "SchemaVersion",
    "Severity",
    "Title",
    "Types",
    "UpdatedAt",
];

fn holds(finding: &Value) {
    for name in REQUIRED {
        assert!(!finding[name].is_null(), "{name} is not in {finding}");
    }
    let text = |value: &Value, longest: usize| {
        let text = value.as_str().unwrap();
        assert!(!text.trim().is_empty() && text.chars().count() <= longest, "{text}");
    };
    assert_eq!(finding["SchemaVersion"], "2018-10-08");
    for (name, longest) in [
        ("Id", 512),
        ("ProductArn", 2048),
        ("GeneratorId", 512),
        ("Title", 256),
        ("Description", 1024),
        ("AwsAccountId", 12),
    ] {
        text(&finding[name], longest);
    }
    let one_of = |value: &Value, allowed: &[&str]| assert!(allowed.contains(&value.as_str().unwrap()), "{value}");
    let labels = ["INFORMATIONAL", "LOW", "MEDIUM", "HIGH", "CRITICAL"];
    one_of(&finding["Severity"]["Label"], &labels);
    one_of(&finding["FindingProviderFields"]["Severity"]["Label"], &labels);
    one_of(&finding["Compliance"]["Status"], &["PASSED", "WARNING", "FAILED", "NOT_AVAILABLE"]);
    one_of(&finding["RecordState"], &["ACTIVE", "ARCHIVED"]);
    for kind in finding["Types"].as_array().unwrap() {
        let namespace = kind.as_str().unwrap().split('/').next().unwrap();
        assert_eq!(namespace, "Software and Configuration Checks");
    }
    let resources = finding["Resources"].as_array().unwrap();
    assert!((1..=32).contains(&resources.len()));
    for resource in resources {
        text(&resource["Type"], 256);
        text(&resource["Id"], 512);
        text(&resource["Region"], 16);
    }
    text(&finding["Remediation"]["Recommendation"]["Text"], 512);
    for reason in finding["Compliance"].get("StatusReasons").map_or(&[][..], |list| list.as_array().unwrap()) {
        text(&reason["ReasonCode"], 128);
    }
    let fields = finding["ProductFields"].as_object().unwrap();
    assert!(fields.len() <= 50);
    for (name, value) in fields {
        assert!(name.chars().count() <= 128);
        text(value, 2048);
    }
    if let Some(note) = finding.get("Note") {
        text(&note["Text"], 512);
        text(&note["UpdatedBy"], 512);
        text(&note["UpdatedAt"], 64);
    }
    // The largest that the API takes.
    assert!(finding.to_string().len() <= 240 * 1024);
}

#[test]
fn every_finding_is_whole_and_says_how_it_stands() {
    let report = report();
    let batches = asff::batches(&report).unwrap();
    let findings: Vec<&Value> = batches.iter().flatten().collect();
    assert_eq!(findings.len(), report.entries.len());
    findings.iter().for_each(|finding| holds(finding));
    let of = |id: &str| *findings.iter().find(|finding| finding["Id"].as_str().unwrap().ends_with(id)).unwrap();
    let failed = of("LP-09/arn:aws:iam::111122223333:role/open");
    assert_eq!(failed["Compliance"]["Status"], "FAILED");
    assert_eq!(failed["Severity"]["Label"], "HIGH");
    assert_eq!(failed["Resources"][0]["Type"], "AwsIamRole");
    assert_eq!(failed["Resources"][0]["Id"], "arn:aws:iam::111122223333:role/open");
    assert_eq!(failed["ProductArn"], "arn:aws:securityhub:eu-west-1:111122223333:product/111122223333/default");
    assert!(
        failed["Remediation"]["Recommendation"]["Text"].as_str().unwrap().contains("Change whom the role open trusts")
    );
    let passed = of("LP-09/arn:aws:iam::111122223333:role/train");
    assert_eq!(passed["Compliance"]["Status"], "PASSED");
    assert_eq!(passed["Severity"]["Label"], "INFORMATIONAL");
    let dark = of("LP-01/arn:aws:iam::111122223333:role/dark");
    assert_eq!(dark["Compliance"]["Status"], "NOT_AVAILABLE");
    let why = dark["Compliance"]["StatusReasons"][0]["Description"].as_str().unwrap();
    assert!(why.contains("iam:GetPolicyVersion"), "{why}");
    let accepted = findings.iter().find(|finding| finding.get("Note").is_some()).unwrap();
    assert_eq!(accepted["Workflow"]["Status"], "SUPPRESSED");
    assert_eq!(accepted["Note"]["UpdatedBy"], "team-ml");
    assert_eq!(accepted["Compliance"]["RelatedRequirements"], serde_json::json!(["KMS.4"]));
}

#[test]
fn what_asks_nothing_is_archived() {
    let state = empty();
    let none = Baseline::default();
    let report = Report::of(&Scan::of(&state), found(&state), telling(&none));
    for finding in asff::batches(&report).unwrap().iter().flatten() {
        holds(finding);
        assert_eq!(finding["RecordState"], "ARCHIVED");
        assert_eq!(finding["Resources"][0]["Id"], "AWS::::Account:111122223333");
    }
}

#[test]
fn ids_are_the_same_in_every_run_and_of_one_finding_each() {
    let ids = |report: &Report| -> Vec<String> {
        let findings = asff::batches(report).unwrap().concat();
        findings.iter().map(|finding| finding["Id"].as_str().unwrap().to_owned()).collect()
    };
    let first = ids(&report());
    assert_eq!(first.iter().collect::<BTreeSet<_>>().len(), first.len());
    let state = account();
    let none = Baseline::default();
    let mut later = telling(&none);
    later.about.read_at = "2027-05-01T00:00:00Z".into();
    let mut second = ids(&Report::of(&Scan::of(&state), found(&state), later));
    let mut sorted = first.clone();
    sorted.sort_unstable();
    second.sort_unstable();
    assert_eq!(sorted, second);
}

#[test]
fn long_names_are_cut_and_still_told_apart() {
    let long = |end: &str| {
        let arn = format!("arn:aws:iam::111122223333:role/{}{end}", "ä".repeat(600));
        Role { arn, ..role_with(&"n".repeat(1200), &one(EVERYTHING)) }
    };
    let state = empty().role(long("a")).role(long("b"));
    let none = Baseline::default();
    let report = Report::of(&Scan::of(&state), found(&state), telling(&none));
    let findings = asff::batches(&report).unwrap().concat();
    findings.iter().for_each(holds);
    let ids: BTreeSet<&str> = findings.iter().map(|finding| finding["Id"].as_str().unwrap()).collect();
    assert_eq!(ids.len(), findings.len());
}

#[test]
fn a_batch_has_at_most_a_hundred() {
    let state = (0..120).fold(empty(), |state, number| state.role(role_with(&format!("r{number}"), &one(EVERYTHING))));
    let none = Baseline::default();
    let report = Report::of(&Scan::of(&state), found(&state), telling(&none));
    let sizes: Vec<usize> = asff::batches(&report).unwrap().iter().map(Vec::len).collect();
    assert_eq!(sizes.iter().sum::<usize>(), report.entries.len());
    assert_eq!(sizes[..2], [100, 100]);
    let text = asff::write(&report).unwrap();
    assert_eq!(text.lines().count(), sizes.len());
    for line in text.lines() {
        let request: Value = serde_json::from_str(line).unwrap();
        assert!((1..=100).contains(&request["Findings"].as_array().unwrap().len()));
    }
}

#[test]
fn findings_of_no_account_are_refused() {
    let state = account();
    let none = Baseline::default();
    for (account, region) in [("", "eu-west-1"), ("1234", "eu-west-1"), ("111122223333", "")] {
        let mut telling = telling(&none);
        (telling.about.account, telling.about.region) = (account.into(), region.into());
        let error = asff::write(&Report::of(&Scan::of(&state), found(&state), telling)).unwrap_err();
        assert!(error.to_string().contains("12 digits"), "{error}");
    }
}
