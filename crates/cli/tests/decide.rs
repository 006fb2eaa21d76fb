//! `gatehouse-cli decide` as a terminal and as CI see it.

// A test says what it expects by failing.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::process::{Command, Output};

use serde_json::{Value, json};

fn decide(arguments: &[&str], input: &str) -> Output {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("request");
    std::fs::write(&file, input).unwrap();
    let binary = env!("CARGO_BIN_EXE_gatehouse-cli");
    Command::new(binary).arg("decide").args(arguments).arg(&file).output().unwrap()
}

fn request(action: &str) -> String {
    let read = json!({"Version": "2012-10-17", "Statement": [
        {"Sid": "Read", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::data/*"}]});
    let request = json!({
        "principal": "arn:aws:iam::111122223333:role/train", "action": action, "resource": "arn:aws:s3:::data/a.csv",
        "resourceAccount": "111122223333", "identityPolicies": [read],
    });
    request.to_string()
}

fn answers(output: &Output) -> Vec<Value> {
    String::from_utf8(output.stdout.clone()).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn an_answer_has_decision_layers_statements_and_a_sentence() {
    let answer = answers(&decide(&[], &request("s3:GetObject"))).remove(0);
    assert_eq!(answer["decision"], "allowed");
    assert_eq!(answer["blockedBy"], json!([]));
    assert_eq!(answer["deciding"][0]["sid"], "Read");
    assert_eq!((&answer["deciding"][0]["policy"], &answer["deciding"][0]["statement"]), (&json!(0), &json!(0)));
    assert!(answer["deciding"][0]["span"]["end"].as_u64().unwrap() > 0);
    assert!(answer["sentence"].as_str().unwrap().contains("allowed by"));
    let answer = answers(&decide(&[], &request("s3:PutObject"))).remove(0);
    assert_eq!((&answer["decision"], &answer["blockedBy"]), (&json!("implicitly-denied"), &json!(["identity"])));
}

#[test]
fn a_malformed_line_gets_an_error_and_the_run_goes_on() {
    let lines = format!("{}\n{{\"action\": 1}}\nnonsense\n{}\n", request("s3:GetObject"), request("s3:PutObject"));
    let output = decide(&["--jsonl"], &lines);
    assert_eq!(output.status.code(), Some(1));
    let answers = answers(&output);
    assert_eq!(answers.len(), 4);
    assert_eq!(answers[0]["decision"], "allowed");
    assert!(answers[1]["error"]["message"].is_string() && answers[2]["error"]["message"].is_string());
    assert_eq!(answers[3]["decision"], "implicitly-denied");
}

#[test]
fn text_is_a_sentence_and_a_line_a_layer() {
    let output = decide(&["--format", "text"], &request("s3:GetObject"));
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("identity  allowed by \"Read\""), "{text}");
}
