//! `gatehouse-cli compare`, `minimise`, `whocan` and `rights` as a terminal and as CI see them; and that what all commands
//! write is what docs/cli.md says.

// A test says what it expects by failing.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::path::PathBuf;
use std::process::{Command, Output};

use serde_json::{Value, json};
use tempfile::TempDir;

/// A folder with files, and the program run in it.
struct Folder(TempDir);

impl Folder {
    fn with(files: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            std::fs::write(folder.path().join(name), text).unwrap();
        }
        Self(folder)
    }

    fn run(&self, arguments: &[&str]) -> Output {
        let binary = env!("CARGO_BIN_EXE_gatehouse-cli");
        Command::new(binary).args(arguments).current_dir(self.0.path()).output().unwrap()
    }

    /// The lines of the answer, and the exit code.
    fn json(&self, arguments: &[&str]) -> (Vec<Value>, i32) {
        let output = self.run(arguments);
        let lines = text(&output.stdout).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        (lines, output.status.code().unwrap())
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

const READ: &str = r#"{"Version": "2012-10-17", "Statement": [
  {"Sid": "Read", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::data/*"}]}"#;
const BOTH: &str = r#"{"Version": "2012-10-17", "Statement": [
  {"Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject"], "Resource": "arn:aws:s3:::data/*"},
  {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::data/a*"}]}"#;

#[test]
fn compare_says_what_is_gained_and_ends_accordingly() {
    let folder = Folder::with(&[("old.json", READ), ("new.json", BOTH)]);
    let (answers, code) = folder.json(&["compare", "old.json", "new.json", "--format", "json"]);
    assert_eq!((code, &answers[0]["relation"]), (1, &json!("broader")));
    assert_eq!(answers[0]["gained"][0]["actions"], json!(["s3:PutObject"]));
    // What is shown can be asked: the old version refuses it, the new one grants it.
    for (file, decision) in [("old.json", "implicitly-denied"), ("new.json", "allowed")] {
        let mut request = answers[0]["gained"][0]["request"].clone();
        let policy: Value = serde_json::from_str(if file == "old.json" { READ } else { BOTH }).unwrap();
        request["identityPolicies"] = json!([policy]);
        std::fs::write(folder.0.path().join("request.json"), request.to_string()).unwrap();
        assert_eq!(folder.json(&["decide", "request.json"]).0[0]["decision"], decision);
    }
    let (answers, code) = folder.json(&["compare", "new.json", "old.json", "--format", "json"]);
    assert_eq!((code, &answers[0]["relation"]), (0, &json!("narrower")));
    let output = folder.run(&["compare", "old.json", "new.json"]);
    assert!(text(&output.stdout).contains("Gained: s3:PutObject on arn:aws:s3:::data/"), "{output:?}");
}

#[test]
fn what_is_no_policy_is_not_compared() {
    let folder = Folder::with(&[("old.json", READ), ("broken.json", "{\"Statement\": [}"), ("other.json", "{}")]);
    for file in ["broken.json", "other.json", "missing.json"] {
        let output = folder.run(&["compare", "old.json", file]);
        assert_eq!(output.status.code(), Some(2), "{file}");
        assert!(text(&output.stderr).contains(file), "{output:?}");
    }
}

#[test]
fn minimise_writes_the_smaller_policy() {
    let line = |text: &str| serde_json::from_str::<Value>(text).unwrap().to_string();
    let lines = format!("{}\n{}\n{{\"Statement\": [\n", line(READ), line(BOTH));
    let folder = Folder::with(&[("both.json", BOTH), ("many.jsonl", &lines)]);
    let output = folder.run(&["minimise", "both.json"]);
    let smaller: Value = serde_json::from_str(&text(&output.stdout)).unwrap();
    assert_eq!(smaller["Statement"].as_array().unwrap().len(), 1);
    assert!(text(&output.stderr).contains("statement 1 adds nothing"), "{output:?}");
    let (answers, code) = folder.json(&["minimise", "many.jsonl", "--format", "json"]);
    assert_eq!(code, 1);
    assert_eq!(answers[0]["before"], answers[0]["after"]);
    assert!(answers[1]["after"].as_u64() < answers[1]["before"].as_u64());
    assert!(answers[2]["error"]["message"].is_string());
}

fn account() -> String {
    json!({"UserDetailList": [], "Policies": [], "GroupDetailList": [], "RoleDetailList": [
        {"Arn": "arn:aws:iam::111122223333:role/train", "RolePolicyList": [
            {"PolicyName": "p", "PolicyDocument": serde_json::from_str::<Value>(READ).unwrap()}]},
        {"Arn": "arn:aws:iam::111122223333:role/idle", "RolePolicyList": []}]})
    .to_string()
}

#[test]
fn whocan_asks_an_account_or_a_list() {
    let folder = Folder::with(&[("account.json", &account())]);
    let asked =
        ["whocan", "--action", "s3:GetObject", "--resource", "arn:aws:s3:::data/a", "--account", "account.json"];
    let (answers, code) = folder.json(&[&asked[..], &["--format", "json"]].concat());
    assert_eq!((code, &answers[0]["asked"]), (0, &json!(2)));
    assert_eq!(answers[0]["can"].as_array().unwrap().len(), 1);
    assert_eq!(answers[0]["can"][0]["principal"], "arn:aws:iam::111122223333:role/train");
    assert!(text(&folder.run(&asked).stdout).contains("1 of 2 principals"));
    let policy: Value = serde_json::from_str(READ).unwrap();
    let request = |name: &str| {
        json!({"action": "s3:GetObject", "resource": "arn:aws:s3:::data/a", "principals": [
            {"principal": name, "identityPolicies": [policy]}, "arn:aws:iam::111122223333:user/u"]})
        .to_string()
    };
    let lines = format!("{}\n{}\n", request("arn:aws:iam::111122223333:role/a"), request("nobody"));
    std::fs::write(folder.0.path().join("requests.jsonl"), lines).unwrap();
    let (answers, code) = folder.json(&["whocan", "requests.jsonl", "--format", "json"]);
    assert_eq!(code, 1);
    assert_eq!(answers[0]["can"][0]["principal"], "arn:aws:iam::111122223333:role/a");
    let problem = answers[1]["error"]["message"].as_str().unwrap();
    assert!(problem.contains("principals[0]") && problem.contains("principal"), "{problem}");
}

#[test]
fn rights_are_sorted_by_service_and_level() {
    let boundary =
        r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:Get*", "Resource": "*"}]}"#;
    let folder = Folder::with(&[("both.json", BOTH), ("boundary.json", boundary)]);
    let (answers, _) = folder.json(&["rights", "both.json", "--format", "json"]);
    assert_eq!(answers[0]["services"][0]["service"], "s3");
    assert_eq!(answers[0]["services"][0]["levels"]["Write"][0]["action"], "s3:PutObject");
    let (answers, _) = folder.json(&["rights", "both.json", "--boundary", "boundary.json", "--format", "json"]);
    assert_eq!(answers[0]["services"][0]["levels"].as_object().unwrap().keys().collect::<Vec<_>>(), ["Read"]);
    assert!(text(&folder.run(&["rights", "both.json"]).stdout).contains("on arn:aws:s3:::data/*"));
}

/// Whether a value is as a schema says, as far as the schemas of docs/cli.md go.
fn fits(schema: &Value, value: &Value, place: &str) {
    if let Some(kinds) = schema.get("type") {
        let kinds: Vec<&str> = match kinds {
            Value::Array(kinds) => kinds.iter().map(|kind| kind.as_str().unwrap()).collect(),
            kind => vec![kind.as_str().unwrap()],
        };
        let is = |kind: &&str| match *kind {
            "object" => value.is_object(),
            "array" => value.is_array(),
            "string" => value.is_string(),
            "boolean" => value.is_boolean(),
            "integer" => value.is_u64(),
            "null" => value.is_null(),
            other => panic!("{other}"),
        };
        assert!(kinds.iter().any(is), "{place}: {value} is not {kinds:?}");
    }
    if let Some(values) = schema.get("enum") {
        assert!(values.as_array().unwrap().contains(value), "{place}: {value} is none of {values}");
    }
    for name in schema.get("required").and_then(Value::as_array).into_iter().flatten().filter(|_| value.is_object()) {
        assert!(value.get(name.as_str().unwrap()).is_some(), "{place}: {name} is missing in {value}");
    }
    let properties = schema.get("properties").and_then(Value::as_object);
    for (name, held) in value.as_object().into_iter().flatten() {
        match properties.and_then(|properties| properties.get(name)) {
            Some(schema) => fits(schema, held, &format!("{place}.{name}")),
            None => assert_ne!(schema.get("additionalProperties"), Some(&json!(false)), "{place}: {name}"),
        }
    }
    for (at, item) in value.as_array().into_iter().flatten().enumerate() {
        if let Some(schema) = schema.get("items") {
            fits(schema, item, &format!("{place}[{at}]"));
        }
    }
}

/// The schema of this name in docs/cli.md.
fn schema(name: &str) -> Value {
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../docs/cli.md");
    let text = std::fs::read_to_string(file).unwrap();
    let (_, behind) = text.split_once(&format!("```json schema={name}\n")).expect(name);
    serde_json::from_str(behind.split_once("```").unwrap().0).expect(name)
}

#[test]
fn what_is_written_is_as_the_documentation_says() {
    let policy: Value = serde_json::from_str(READ).unwrap();
    let request = json!({
        "principal": "arn:aws:iam::111122223333:role/train", "action": "s3:PutObject", "resource": "arn:aws:s3:::data/a",
        "identityPolicies": [policy], "context": {"aws:SourceVpce": "vpce-1"}, "contextComplete": false});
    fits(&schema("decide-request"), &request, "request");
    let many = format!("{request}\n{{}}\n");
    let folder = Folder::with(&[
        ("old.json", READ),
        ("new.json", BOTH),
        (
            "wrong.json",
            r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:GetObjct", "Resource": "*"}]}"#,
        ),
        ("requests.jsonl", &many),
        ("account.json", &account()),
    ]);
    let (answers, _) = folder.json(&["decide", "--jsonl", "requests.jsonl"]);
    fits(&schema("decide-answer"), &answers[0], "decide");
    fits(&schema("error"), &answers[1], "error");
    let whocan =
        ["whocan", "--action", "s3:GetObject", "--resource", "arn:aws:s3:::data/a", "--account", "account.json"];
    let json = ["--format", "json"];
    for (name, arguments) in [
        ("lint", vec!["lint", "wrong.json"]),
        ("whocan", whocan.to_vec()),
        ("rights", vec!["rights", "new.json"]),
        ("compare", vec!["compare", "old.json", "new.json"]),
        ("minimise", vec!["minimise", "new.json"]),
    ] {
        let (answers, _) = folder.json(&[&arguments[..], &json].concat());
        fits(&schema(name), &answers[0], name);
    }
    let report: Value =
        serde_json::from_slice(&folder.run(&["check", "wrong.json", "--format", "json"]).stdout).unwrap();
    fits(&schema("check"), &report, "check");
    let mapping: Value = serde_json::from_slice(&folder.run(&["check", "--mapping", "json"]).stdout).unwrap();
    fits(&schema("check-mapping"), &mapping, "check-mapping");
}
