//! `gatehouse-cli review` as a terminal and as CI see it.

// A test says what it expects by failing.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::process::{Command, Output};

use serde_json::Value;

const SUBJECT: &str = "{\"principal\": \"arn:aws:iam::111122223333:role/train\", \"identityPolicies\": [\n\
    {\"name\": \"Pass\", \"document\": {\"Statement\": [\n  \
    {\"Sid\": \"P\", \"Effect\": \"Allow\", \"Action\": [\"iam:PassRole\"], \"Resource\": \"*\"}]}},\n\
    {\"Statement\": [{\"Effect\": \"Allow\", \"Action\": [\"ec2:RunInstances\", \"s3:GetObject\"], \"Resource\": \"*\"}]}],\n\
    \"permissionsBoundaries\": [{\"name\": \"B\", \"document\": {\"Statement\": [\n\
    {\"Effect\": \"Allow\", \"Action\": [\"ec2:*\", \"iam:*\"], \"Resource\": \"*\"}]}}]}";

fn review(arguments: &[&str], input: &str) -> Output {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("subject.json");
    std::fs::write(&file, input).unwrap();
    Command::new(env!("CARGO_BIN_EXE_gatehouse-cli")).arg("review").args(arguments).arg(&file).output().unwrap()
}

fn json(output: &Output) -> Vec<Value> {
    String::from_utf8_lossy(&output.stdout).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn findings_as_json() {
    let output = review(&["--format", "json"], SUBJECT);
    assert_eq!(output.status.code(), Some(1));
    let answers = json(&output);
    assert_eq!((answers.len(), answers[0]["principal"].as_str().unwrap()), (1, "arn:aws:iam::111122223333:role/train"));
    let findings = answers[0]["findings"].as_array().unwrap();
    let codes: Vec<&str> = findings.iter().map(|finding| finding["code"].as_str().unwrap()).collect();
    assert_eq!(codes, ["PRIVILEGE_ESCALATION_EC2_INSTANCE", "GRANT_DEAD_BY_BOUNDARY"]);
    let way = &findings[0];
    assert_eq!((way["document"].as_str(), way["kind"].as_str()), (Some("Pass"), Some("identityPolicy")));
    // Within the document's own text.
    assert_eq!((way["line"].as_u64(), way["column"].as_u64()), (Some(2), Some(46)));
    assert_eq!(way["steps"][0]["grants"][0]["sid"], "P");
    assert_eq!(way["steps"][1]["grants"][0]["document"], "policy 1");
    assert_eq!(findings[1]["fix"]["title"], "Remove \"s3:GetObject\"");
    assert!(findings[1]["url"].as_str().unwrap().starts_with("https://docs.aws.amazon.com/"));
}

#[test]
fn findings_as_text() {
    let output = review(&[], SUBJECT);
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(output.status.code(), Some(1));
    assert!(
        text.starts_with(
            "arn:aws:iam::111122223333:role/train (policy Pass):2:46: SECURITY_WARNING PRIVILEGE_ESCALATION_"
        ),
        "{text}"
    );
    assert!(text.contains("    fix: Remove \"s3:GetObject\""), "{text}");
}

#[test]
fn only_what_weighs_enough_makes_the_exit_code() {
    let subject = r#"{"principal": "arn:aws:iam::111122223333:role/train", "identityPolicies": [{"Statement":
        [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}]}], "sessionPolicy": {"Statement": []}}"#;
    let output = review(&["--format", "json"], subject);
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(json(&output)[0]["findings"][0]["code"], "GRANT_DEAD_BY_SESSION_POLICY");
    let output = review(&[], r#"{"principal": "sagemaker.amazonaws.com"}"#);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("`principal`"));
}

#[test]
fn every_role_and_user_of_an_account() {
    let details = r#"{
        "UserDetailList": [{"Arn": "arn:aws:iam::111122223333:user/ada", "UserPolicyList": [{"PolicyName": "all",
            "PolicyDocument": {"Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}}]}],
        "RoleDetailList": [{"Arn": "arn:aws:iam::111122223333:role/partner", "AssumeRolePolicyDocument":
            {"Statement": [{"Effect": "Allow", "Principal": {"AWS": "999999999999"}, "Action": "sts:AssumeRole"}]},
            "RolePolicyList": [{"PolicyName": "read", "PolicyDocument": {"Statement": [
                {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}]}}]}]}"#;
    let output = review(&["--format", "json", "--account"], details);
    assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stderr));
    let answers = json(&output);
    let codes: Vec<&str> = answers.iter().map(|answer| answer["findings"][0]["code"].as_str().unwrap()).collect();
    assert_eq!(codes, ["ADMINISTRATOR", "TRUST_FOREIGN_ACCOUNT"]);
}

#[test]
fn a_page_to_be_handed_on() {
    let output = review(&["--format", "html"], SUBJECT);
    assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stderr));
    let page = String::from_utf8(output.stdout).unwrap();
    assert!(page.starts_with("<!DOCTYPE html>") && page.ends_with("</html>\n"), "{page}");
    assert!(page.contains("<title>Review of the role train in account 111122223333</title>"));
    assert!(page.contains("Not known: the documents come from files"));
    assert!(page.contains(&format!("gatehouse-cli {}", env!("CARGO_PKG_VERSION"))) && page.contains("subject.json"));
    assert!(page.contains("PRIVILEGE_ESCALATION_EC2_INSTANCE") && page.contains("GRANT_DEAD_BY_BOUNDARY"));
    // What one document shows by itself is told too, and only what the documents tell.
    assert!(page.contains("PASS_ROLE_WITH_STAR_IN_RESOURCE"));
    for unknown in ["Description", "Last used", "Tags", "practice account"] {
        assert!(!page.contains(unknown), "{unknown}");
    }
    let quiet = r#"{"principal": "arn:aws:iam::111122223333:user/ada"}"#;
    let output = review(&["--format", "html"], quiet);
    assert_eq!(output.status.code(), Some(0));
    assert!(String::from_utf8_lossy(&output.stdout).contains("Nothing was found to be wrong"));
}

#[test]
fn a_page_is_about_one() {
    let lines = format!(
        "{}\n{}\n",
        r#"{"principal": "arn:aws:iam::111122223333:role/ml/train"}"#,
        r#"{"principal": "arn:aws:iam::111122223333:user/ada"}"#
    );
    let output = review(&["--format", "html"], &lines);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("here are 2: add --only"));
    for only in ["train", "arn:aws:iam::111122223333:role/ml/train"] {
        let output = review(&["--format", "html", "--only", only], &lines);
        assert!(String::from_utf8_lossy(&output.stdout).contains("Review of the role train"), "{only}");
    }
    let output = review(&["--format", "json", "--only", "ada"], &lines);
    assert_eq!(json(&output).len(), 1);
    let output = review(&["--only", "bob"], &lines);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("no role or user bob"));
}
