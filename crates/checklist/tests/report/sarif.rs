//! SARIF, with what its schema requires.
//!
//! Source: <https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json>

use std::collections::BTreeSet;

use gatehouse_checklist::baseline::Baseline;
use gatehouse_checklist::report::Report;
use gatehouse_checklist::report::{Place, sarif};
use gatehouse_checklist::{AccountState, DraftKind, Scan, Source};
use serde_json::Value;

use crate::common::one;
use crate::{EVERYTHING, found, report, telling};

fn log(report: &Report) -> Value {
    serde_json::from_str(&sarif::write(report)).unwrap()
}

fn list<'v>(value: &'v Value, name: &str) -> &'v [Value] {
    value.get(name).map_or(&[], |list| list.as_array().unwrap())
}

fn has_text(message: &Value) {
    assert!(!message["text"].as_str().unwrap().is_empty());
}

fn one_of(value: &Value, allowed: &[&str]) {
    assert!(allowed.contains(&value.as_str().unwrap()), "{value}");
}

const LEVELS: [&str; 4] = ["none", "note", "warning", "error"];

/// What the schema requires of every object that we write.
fn holds(log: &Value) {
    assert_eq!(log["version"], "2.1.0");
    assert!(!list(log, "runs").is_empty());
    for run in list(log, "runs") {
        let driver = &run["tool"]["driver"];
        assert!(!driver["name"].as_str().unwrap().is_empty());
        one_of(&run["columnKind"], &["utf16CodeUnits", "unicodeCodePoints"]);
        let rules: Vec<&str> = list(driver, "rules").iter().map(|rule| rule["id"].as_str().unwrap()).collect();
        assert_eq!(rules.iter().collect::<BTreeSet<_>>().len(), rules.len());
        for rule in list(driver, "rules") {
            has_text(&rule["shortDescription"]);
            assert!(rule["helpUri"].as_str().unwrap().starts_with("https://"));
            one_of(&rule["defaultConfiguration"]["level"], &LEVELS);
            let severity: f64 = rule["properties"]["security-severity"].as_str().unwrap().parse().unwrap();
            assert!((0.0..=10.0).contains(&severity));
        }
        for result in list(run, "results") {
            has_text(&result["message"]);
            one_of(&result["level"], &LEVELS);
            assert!(rules.contains(&result["ruleId"].as_str().unwrap()), "{result}");
            assert_eq!(list(result, "locations").len(), 1);
            for location in list(result, "locations") {
                let physical = &location["physicalLocation"];
                if !physical.is_null() {
                    assert!(!physical["artifactLocation"]["uri"].as_str().unwrap().is_empty());
                    for edge in ["startLine", "startColumn", "endLine", "endColumn"] {
                        assert!(physical["region"][edge].as_u64().unwrap() >= 1, "{result}");
                    }
                }
                let logical = list(location, "logicalLocations");
                assert!(!physical.is_null() || !logical.is_empty(), "{result}");
                assert!(logical.iter().all(|one| one["fullyQualifiedName"].is_string()));
            }
            for suppression in list(result, "suppressions") {
                one_of(&suppression["kind"], &["inSource", "external"]);
                one_of(&suppression["status"], &["accepted", "underReview", "rejected"]);
            }
        }
        for invocation in list(run, "invocations") {
            assert!(invocation["executionSuccessful"].is_boolean());
            for told in list(invocation, "toolExecutionNotifications") {
                has_text(&told["message"]);
                one_of(&told["level"], &LEVELS);
                assert!(rules.contains(&told["associatedRule"]["id"].as_str().unwrap()), "{told}");
            }
        }
    }
}

#[test]
fn failed_findings_are_results_and_what_is_not_known_is_none() {
    let log = log(&report());
    holds(&log);
    let run = &log["runs"][0];
    let results = list(run, "results");
    let rules: Vec<&str> = results.iter().map(|result| result["ruleId"].as_str().unwrap()).collect();
    assert_eq!(rules, ["LP-01", "LP-09", "EN-15"]);
    assert_eq!(results[1]["partialFingerprints"]["gatehouse/v1"], "LP-09 arn:aws:iam::111122223333:role/open");
    assert!(results[1]["message"]["text"].as_str().unwrap().contains("Change whom the role open trusts"));
    assert!(list(&results[0], "suppressions").is_empty());
    let suppression = &list(&results[2], "suppressions")[0];
    assert_eq!(suppression["justification"], "It signs nothing <yet>. (accepted by team-ml)");
    let told = list(&run["invocations"][0], "toolExecutionNotifications");
    assert_eq!(told.len(), 1);
    assert!(told[0]["message"]["text"].as_str().unwrap().contains("iam:GetPolicyVersion"));
}

#[test]
fn a_finding_in_a_file_stands_at_its_place() {
    let state = AccountState::of_draft(DraftKind::IdentityPolicy, "a b.json", &one(EVERYTHING));
    let none = Baseline::default();
    let report = Report::of(&Scan::of(&state), found(&state), telling(&none)).placed(|source, span| {
        assert_eq!(*source, Source::Draft("a b.json".into()));
        Some(Place { file: "policies\\a b.json".into(), start: (4, span.start - 50), end: (4, span.end - 50) })
    });
    let log = log(&report);
    holds(&log);
    let location = &log["runs"][0]["results"][0]["locations"][0]["physicalLocation"];
    assert_eq!(location["artifactLocation"]["uri"], "policies/a%20b.json");
    assert_eq!(location["region"]["startLine"], 4);
}

#[test]
fn a_run_that_found_nothing_is_a_log_without_results() {
    let state = crate::common::empty();
    let none = Baseline::default();
    let log = log(&Report::of(&Scan::of(&state), found(&state), telling(&none)));
    holds(&log);
    assert!(log["runs"][0]["results"].as_array().unwrap().is_empty());
    assert!(log["runs"][0].get("invocations").is_none());
}
