//! `gatehouse-cli lint` as a terminal and as CI see it.

// A test says what it expects by failing.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::io::Write as _;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

const GOOD: &str = r#"{"Version": "2012-10-17", "Statement": [{"Sid": "Read", "Effect": "Allow",
    "Action": "s3:GetObject", "Resource": "arn:aws:s3:::data/*"}]}"#;
const BAD: &str = "{\"Version\": \"2012-10-17\",\n \"Statement\": [{\"Effect\": \"Alow\", \"Action\": \"s3:GetObject\",\n  \
                   \"Resource\": \"arn:aws:s3:::data/*\"}]}";

fn lint(arguments: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_gatehouse-cli"))
        .arg("lint")
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // It may have ended without reading: then the pipe is broken, and that is as it should be.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    child.wait_with_output().unwrap()
}

fn lines(output: &Output) -> Vec<Value> {
    let text = String::from_utf8(output.stdout.clone()).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn a_finding_is_told_at_its_line_and_column_and_fails_the_run() {
    let output = lint(&["-", "--type", "identity", "--format", "json"], BAD);
    assert_eq!(output.status.code(), Some(1));
    let documents = lines(&output);
    let findings = documents[0]["findings"].as_array().unwrap();
    let found = findings.iter().find(|finding| finding["code"] == "INVALID_EFFECT").unwrap();
    assert_eq!(found["severity"], "ERROR");
    assert_eq!((&found["line"], &found["column"]), (&2.into(), &27.into()));
}

#[test]
fn a_good_policy_passes() {
    let output = lint(&["-", "--type", "identity"], GOOD);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stdout));
}

#[test]
fn what_fails_a_run_can_be_chosen() {
    assert_eq!(lint(&["-", "--fail-on", "never"], BAD).status.code(), Some(0));
    assert_eq!(lint(&["-", "--skip", "INVALID_EFFECT"], BAD).status.code(), Some(0));
}

#[test]
fn each_line_of_jsonl_is_a_document() {
    let one_line = |text: &str| text.replace('\n', " ");
    let records = format!("{}\n{{\"name\": \"Bad\", \"document\": {}}}\n", one_line(GOOD), one_line(BAD));
    let output = lint(&["-", "--type", "identity", "--format", "json"], &records);
    let documents = lines(&output);
    assert_eq!(documents.len(), 2);
    assert_eq!(documents[1]["name"], "Bad");
    assert_eq!(documents[1]["findings"][0]["line"], 2);
}

#[test]
fn sarif_names_its_rules_and_places() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("policy.json");
    std::fs::write(&file, BAD).unwrap();
    let output = lint(&[file.to_str().unwrap(), "--format", "sarif"], "");
    let log: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    let rules: Vec<&Value> =
        run["tool"]["driver"]["rules"].as_array().unwrap().iter().map(|rule| &rule["id"]).collect();
    for result in run["results"].as_array().unwrap() {
        assert!(rules.contains(&&result["ruleId"]), "{result}");
        let region = &result["locations"][0]["physicalLocation"]["region"];
        assert!(region["startLine"].as_u64().unwrap() >= 1, "{result}");
    }
    assert!(rules.iter().any(|rule| *rule == "INVALID_EFFECT"));
}

#[test]
fn what_cannot_be_read_is_told_with_its_own_exit_code() {
    let output = lint(&["no-such-file.json"], "");
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("no-such-file.json"));
    assert_eq!(lint(&["-", "--type", "nonsense"], GOOD).status.code(), Some(2));
    assert_eq!(lint(&[], "").status.code(), Some(2));
}

#[test]
fn broken_json_is_a_finding_not_a_crash() {
    for text in ["", "{", "[[[", "null", "\u{feff}{}", &"[".repeat(100_000)] {
        let output = lint(&["-", "--format", "json"], text);
        assert!(matches!(output.status.code(), Some(0 | 1)), "{text:.20}: {}", String::from_utf8_lossy(&output.stderr));
        assert_eq!(lines(&output).len(), 1);
    }
}
