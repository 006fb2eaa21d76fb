//! `gatehouse-cli check` as a terminal and as CI see it.

// A test says what it expects by failing.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::io::Write as _;
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// Everything to everything, on line 4.
const ALL: &str = "{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": [\n    {\"Effect\": \"Allow\", \"Action\": \"*\", \
                   \"Resource\": \"*\"}\n  ]\n}\n";
const READ: &str = r#"{"Version": "2012-10-17", "Statement": [
  {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::data/*"}]}"#;
/// Whoever SageMaker works for may use the role.
const TRUST: &str = r#"{"Version": "2012-10-17", "Statement": [
  {"Effect": "Allow", "Principal": {"Service": "sagemaker.amazonaws.com"}, "Action": "sts:AssumeRole"}]}"#;

struct Folder(TempDir);

impl Folder {
    fn with(files: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        Self(folder)
    }

    /// The answer of `check` with these arguments; only the checks that these tests know.
    fn check(&self, arguments: &[&str]) -> Output {
        self.run(&[&["check", "--check", "LP-01,LP-09"], arguments].concat(), "")
    }

    fn run(&self, arguments: &[&str], input: &str) -> Output {
        let mut child = Command::new(env!("CARGO_BIN_EXE_gatehouse-cli"))
            .args(arguments)
            .current_dir(self.0.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // It may have ended without reading: then the pipe is broken, and that is as it should be.
        let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
        child.wait_with_output().unwrap()
    }

    fn read(&self, file: &str) -> String {
        std::fs::read_to_string(self.0.path().join(file)).unwrap()
    }
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn json(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error}: {output:?}"))
}

fn finding<'v>(report: &'v Value, key: &str) -> &'v Value {
    let findings = report["findings"].as_array().unwrap();
    findings.iter().find(|finding| finding["key"] == key).unwrap_or_else(|| panic!("no {key} in {report:#}"))
}

#[test]
fn a_failed_check_is_told_at_its_line_and_fails_the_run() {
    let folder = Folder::with(&[("policies/all.json", ALL), ("read.json", READ)]);
    let output = folder.check(&["policies/all.json", "read.json"]);
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    let text = out(&output);
    assert!(text.contains("policies/all.json:4:35: HIGH LP-01: "), "{text}");
    assert!(text.contains("so this goes through: Whoever has policies/all.json may do iam:CreateUser"), "{text}");
    assert!(text.ends_with("1 failed, 0 not answered, 0 accepted, 1 passed\n"), "{text}");
    let folder = Folder::with(&[("t.json", TRUST), ("read.json", READ)]);
    let by_hand = out(&folder.check(&["t.json"]));
    assert!(by_hand.contains("    fix, by hand:\n        1. Give SageMaker"), "{by_hand}");
    let written = out(&folder.check(&["t.json", "--account", "111122223333"]));
    assert!(written.contains("    fix: t.json as it should be (--format json and html have it)\n"), "{written}");
    let output = folder.check(&["read.json"]);
    assert_eq!(
        (output.status.code(), out(&output).as_str()),
        (Some(0), "0 failed, 0 not answered, 0 accepted, 1 passed\n")
    );
}

#[test]
fn what_a_policy_is_for_is_guessed_where_it_tells() {
    let kinds = [
        ("identity", "draft-identity-policy", READ),
        ("trust", "draft-trust-policy", TRUST),
        (
            "key",
            "draft-key-policy",
            r#"{"Statement": [{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:root"},
               "Action": "kms:*", "Resource": "*"}]}"#,
        ),
        (
            "bucket",
            "draft-bucket-policy",
            r#"{"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/*"}]}"#,
        ),
        (
            "secret",
            "draft-secret-policy",
            r#"{"Statement": [{"Effect": "Allow", "Principal": {"AWS": "111122223333"},
               "Action": "secretsmanager:GetSecretValue", "Resource": "*"}]}"#,
        ),
        (
            "endpoint",
            "draft-endpoint-policy",
            r#"{"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}]}"#,
        ),
    ];
    for (kind, named, text) in kinds {
        let folder = Folder::with(&[("a.json", text)]);
        // The guess is seen in what the checks take the file for, or in that none looks at such a policy.
        let guessed = folder.run(&["check", "a.json", "--format", "json"], "");
        let said = folder.run(&["check", "a.json", "--format", "json", "--kind", kind], "");
        let findings = |output: &Output| json(output)["findings"].clone();
        assert_eq!(findings(&guessed), findings(&said), "{kind}");
        let others = findings(&guessed);
        for finding in others.as_array().unwrap() {
            assert_eq!(finding["resource"]["kind"], named, "{finding}");
        }
        assert!(!others.as_array().unwrap().is_empty() || err(&guessed).contains("a.json, taken for "), "{guessed:?}");
    }
}

#[test]
fn what_does_not_tell_what_it_is_for_is_asked_for() {
    let queue =
        r#"{"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "sqs:SendMessage", "Resource": "*"}]}"#;
    let folder = Folder::with(&[("a.json", queue)]);
    let output = folder.check(&["a.json"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).contains("--kind identity, trust, key, bucket, endpoint or secret"), "{output:?}");
    assert_ne!(folder.check(&["a.json", "--kind", "endpoint"]).status.code(), Some(2));
}

#[test]
fn what_is_no_policy_is_refused_and_never_in_order() {
    let secret = "{\"password\": \"hunter2-hunter2\"";
    let folder = Folder::with(&[
        ("broken.json", "{\"Statement\": [}"),
        ("other.json", "{}"),
        ("secret.json", secret),
        ("good.json", READ),
    ]);
    for file in ["broken.json", "other.json", "secret.json", "missing.json"] {
        let output = folder.check(&["good.json", file]);
        assert_eq!(output.status.code(), Some(2), "{file}");
        assert!(err(&output).contains(file), "{output:?}");
        assert!(out(&output).is_empty(), "{output:?}");
        assert!(!err(&output).contains("hunter2"), "{output:?}");
    }
    for wrong in [
        vec!["good.json", "good.json"],
        vec!["good.json", "./good.json"],
        vec!["good.json", "--check", "LP-99"],
        vec!["good.json", "--account", "1234"],
        vec!["good.json", "--severity", "nonsense"],
        vec!["good.json", "--region", "Mars"],
        vec!["good.json", "--conformance-pack"],
        vec![],
    ] {
        assert_eq!(folder.check(&wrong).status.code(), Some(2), "{wrong:?}");
    }
}

#[test]
fn each_line_of_jsonl_is_a_policy_with_its_own_name_and_place() {
    let line = |text: &str| text.replace('\n', " ");
    let records = format!("{{\"name\": \"Data\", \"document\": {}}}\n\n{}\n", line(READ), line(ALL));
    let folder = Folder::with(&[]);
    let output = folder.run(&["check", "-", "--check", "LP-01", "--format", "json"], &records);
    assert_eq!(output.status.code(), Some(1));
    let report = json(&output);
    assert_eq!(finding(&report, "LP-01 stdin (Data)")["status"], "passed");
    let failed = finding(&report, "LP-01 stdin, line 3");
    assert_eq!((&failed["status"], &failed["place"]["line"]), (&"failed".into(), &3.into()));
}

#[test]
fn the_report_as_json_is_as_the_documentation_says() {
    let folder = Folder::with(&[("t.json", TRUST)]);
    let output = folder.check(&["t.json", "--format", "json", "--account", "111122223333", "--region", "eu-west-1"]);
    let report = json(&output);
    assert_eq!((&report["format"], &report["version"]), (&"gatehouse-checks".into(), &1.into()));
    let failed = finding(&report, "LP-09 t.json");
    assert_eq!(failed["fix"]["kind"], "text");
    let mended: Value = serde_json::from_str(failed["fix"]["code"].as_str().unwrap()).unwrap();
    assert_eq!(mended["Statement"][0]["Condition"]["StringEquals"]["aws:SourceAccount"], "111122223333");
    assert_eq!(report["about"]["account"], "111122223333");
    assert_eq!(report["checks"][0]["id"], "LP-09");
    // What the fix writes passes.
    let folder = Folder::with(&[("t.json", failed["fix"]["code"].as_str().unwrap())]);
    assert_eq!(folder.check(&["t.json", "--account", "111122223333"]).status.code(), Some(0));
}

#[test]
fn sarif_points_into_the_file() {
    let folder = Folder::with(&[("all.json", ALL)]);
    let log = json(&folder.check(&["all.json", "--format", "sarif"]));
    let result = &log["runs"][0]["results"][0];
    assert_eq!(result["ruleId"], "LP-01");
    let physical = &result["locations"][0]["physicalLocation"];
    assert_eq!(physical["artifactLocation"]["uri"], "all.json");
    assert_eq!((&physical["region"]["startLine"], &physical["region"]["startColumn"]), (&4.into(), &35.into()));
    assert_eq!((&physical["region"]["endLine"], &physical["region"]["endColumn"]), (&4.into(), &38.into()));
}

#[test]
fn tables_and_pages_hold_the_findings() {
    let folder = Folder::with(&[("=all.json", ALL)]);
    let table = out(&folder.check(&["=all.json", "--format", "csv"]));
    assert!(table.starts_with("check,practice,severity,status,"), "{table}");
    assert!(table.contains(",'=all.json,'=all.json,"), "{table}");
    let page = out(&folder.check(&["=all.json", "--format", "html"]));
    assert!(page.starts_with("<!DOCTYPE html>") && page.contains("LP-01"), "{page}");
}

#[test]
fn findings_for_security_hub_need_an_account() {
    let folder = Folder::with(&[("all.json", ALL)]);
    let output = folder.check(&["all.json", "--format", "asff"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).contains("--account NUMBER --region REGION"), "{output:?}");
    let china = ["all.json", "--format", "asff", "--account", "111122223333", "--region", "cn-north-1"];
    let request = json(&folder.check(&china));
    let found = &request["Findings"][0];
    assert_eq!(found["ProductArn"], "arn:aws-cn:securityhub:cn-north-1:111122223333:product/111122223333/default");
    assert_eq!(found["Resources"][0]["Id"], "all.json");
}

#[test]
fn a_baseline_lets_pass_what_is_accepted_and_nothing_else() {
    let folder = Folder::with(&[("old.json", ALL), ("new.json", READ)]);
    let write =
        ["--write-baseline", "risks.json", "--reason", "Sandbox", "--owner", "team-ml", "--expires", "2999-01-31"];
    let output = folder.check(&[&["old.json", "new.json"], &write[..]].concat());
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    assert!(out(&output).ends_with("0 failed, 0 not answered, 1 accepted, 1 passed\n"), "{output:?}");
    let baseline = folder.read("risks.json");
    assert!(
        baseline.contains(r#"{"key":"LP-01 old.json","reason":"Sandbox","owner":"team-ml","expires":"2999-01-31"}"#)
    );
    let given = ["--baseline", "risks.json"];
    assert_eq!(folder.check(&[&["old.json", "new.json"], &given[..]].concat()).status.code(), Some(0));
    // Something else fails.
    let folder = Folder::with(&[("old.json", ALL), ("new.json", ALL), ("risks.json", &baseline)]);
    let output = folder.check(&[&["old.json", "new.json"], &given[..]].concat());
    assert_eq!(output.status.code(), Some(1));
    assert!(
        out(&output).contains("new.json:4:35: HIGH LP-01") && !out(&output).contains("old.json:4:35"),
        "{output:?}"
    );
    // What is accepted keeps its reason when more is accepted.
    let more = ["--write-baseline", "risks.json", "--reason", "Later", "--owner", "somebody"];
    assert_eq!(folder.check(&[&["old.json", "new.json"], &more[..]].concat()).status.code(), Some(0));
    let renewed = folder.read("risks.json");
    assert!(renewed.contains("\"Sandbox\"") && renewed.contains("\"Later\""), "{renewed}");
    // And a run over other files takes nothing out.
    assert_eq!(folder.check(&[&["new.json"], &more[..]].concat()).status.code(), Some(0));
    assert_eq!(folder.read("risks.json"), renewed);
}

#[test]
fn what_expired_or_is_mended_is_told() {
    let entry =
        |key: &str, day: &str| format!(r#"{{"key": "{key}", "reason": "r", "owner": "ml", "expires": "{day}"}}"#);
    let accepted = [entry("LP-01 all.json", "2020-01-31"), entry("LP-01 read.json", "2999-01-31")].join(", ");
    let baseline = format!("{{\"version\": 1, \"accepted\": [{accepted}]}}");
    let folder = Folder::with(&[("all.json", ALL), ("read.json", READ), ("risks.json", &baseline)]);
    let output = folder.check(&["all.json", "read.json", "--baseline", "risks.json"]);
    assert_eq!(output.status.code(), Some(1));
    let told = err(&output);
    assert!(told.contains("LP-01 all.json was accepted by ml until 2020-01-31 and counts again"), "{told}");
    assert!(told.contains("LP-01 read.json does not fail any more; its entry can go"), "{told}");
}

#[test]
fn a_mistake_in_a_baseline_is_told_with_its_line_and_nothing_is_written_over() {
    let broken =
        "{\n  \"version\": 1,\n  \"accepted\": [\n    {\"key\": \"LP-01 a.json\", \"reason\": \"r\"}\n  ]\n}\n";
    let folder = Folder::with(&[("a.json", ALL), ("risks.json", broken)]);
    let output = folder.check(&["a.json", "--baseline", "risks.json"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).contains("risks.json, line 4, column 5: \"owner\" is missing"), "{output:?}");
    let write = ["a.json", "--write-baseline", "risks.json", "--reason", "r", "--owner", "o"];
    assert_eq!(folder.check(&write).status.code(), Some(2));
    assert_eq!(folder.read("risks.json"), broken);
    for without in [&write[..3], &["a.json", "--reason", "r"][..], &["a.json", "--write-baseline", "r", "--owner", "o"]]
    {
        assert_eq!(folder.check(without).status.code(), Some(2), "{without:?}");
    }
    let late = [&write[..], &["--expires", "2026-02-30"]].concat();
    assert!(err(&folder.check(&late)).contains("write it like 2027-01-31"));
}

#[test]
fn what_no_check_answers_for_is_told_and_fails_a_strict_run() {
    let folder = Folder::with(&[("t.json", TRUST)]);
    let only = ["check", "t.json", "--check", "LP-01"];
    let output = folder.run(&only, "");
    assert_eq!(output.status.code(), Some(0));
    assert!(
        err(&output).contains("t.json, taken for a role's trust policy: no check that runs here answers for it"),
        "{output:?}"
    );
    assert_eq!(folder.run(&[&only[..], &["--strict"]].concat(), "").status.code(), Some(3));
    // What failed weighs more than what is not known.
    let both = ["check", "t.json", "--check", "lp-09", "--strict"];
    assert_eq!(folder.run(&both, "").status.code(), Some(1));
}

#[test]
fn what_weighs_less_can_be_left_out() {
    let folder = Folder::with(&[("all.json", ALL)]);
    assert_eq!(folder.check(&["all.json", "--severity", "critical"]).status.code(), Some(0));
    assert_eq!(folder.check(&["all.json", "--severity", "high"]).status.code(), Some(1));
}

#[test]
fn the_pack_and_the_mapping_need_no_files() {
    let folder = Folder::with(&[]);
    let pack = folder.run(&["check", "--conformance-pack"], "");
    assert_eq!(pack.status.code(), Some(0));
    assert!(out(&pack).contains("        SourceIdentifier: CMK_BACKING_KEY_ROTATION_ENABLED\n"), "{pack:?}");
    assert_eq!(out(&pack), out(&folder.run(&["check", "--conformance-pack"], "")));
    let table = out(&folder.run(&["check", "--mapping", "markdown"], ""));
    assert!(table.contains("| EN-15 | medium | Keys rotate | KMS.4 |"), "{table}");
    let mapping = json(&folder.run(&["check", "--mapping", "json", "--check", "EN-15"], ""));
    assert_eq!(mapping["checks"].as_array().unwrap().len(), 1);
}

/// `check` of an account, with files of its own.
fn account(folder: &Folder, arguments: &[&str]) -> Output {
    let path = |name: &str| folder.0.path().join(name);
    std::fs::create_dir_all(path("data")).unwrap();
    Command::new(env!("CARGO_BIN_EXE_gatehouse-cli"))
        .args([&["check"], arguments].concat())
        .current_dir(folder.0.path())
        .env("GATEHOUSE_DATA_DIR", path("data"))
        .env("AWS_CONFIG_FILE", path("config"))
        .env("AWS_SHARED_CREDENTIALS_FILE", path("credentials"))
        .env("AWS_EC2_METADATA_DISABLED", "true")
        .output()
        .unwrap()
}

#[test]
fn the_practice_account_is_checked_as_a_whole() {
    let folder = Folder::with(&[]);
    let only = ["--practice", "--check", "LP-01,EN-15,VP-13"];
    let output = account(&folder, &[&only[..], &["--format", "json"]].concat());
    assert_eq!(output.status.code(), Some(1), "{}", err(&output));
    let report = json(&output);
    assert_eq!(
        (&report["about"]["kind"], &report["about"]["account"]),
        (&"practice-account".into(), &"111122223333".into())
    );
    let failed = |check: &str, name: &str| {
        report["findings"].as_array().unwrap().iter().any(|finding| {
            finding["check"] == check && finding["resource"]["name"] == name && finding["status"] == "failed"
        })
    };
    assert!(failed("LP-01", "recommender-poc"), "{report:#}");
    let words = "leaves refused traffic out";
    assert!(report["findings"].as_array().unwrap().iter().any(|one| one["words"].as_str().unwrap().contains(words)));
    // What is accepted fails no run.
    let accept = ["--write-baseline", "risks.json", "--reason", "A practice account", "--owner", "team-ml"];
    account(&folder, &[&only[..], &accept].concat());
    assert_eq!(account(&folder, &[&only[..], &["--baseline", "risks.json"]].concat()).status.code(), Some(0));
}

#[test]
fn another_account_than_the_one_meant_is_not_read() {
    let folder = Folder::with(&[]);
    let output = account(&folder, &["--practice", "--account", "444455556666"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).contains("the account is 111122223333, not 444455556666"), "{}", err(&output));
}

#[test]
fn a_profile_must_be_there_and_lead_somewhere() {
    let folder = Folder::with(&[(
        "config",
        "[profile nowhere]\nregion = eu-west-1\nendpoint_url = http://127.0.0.1:9\naws_access_key_id = AKIAEXAMPLE\n\
         aws_secret_access_key = none\n",
    )]);
    let output = account(&folder, &["--profile", "other"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).contains("There is no profile \"other\""), "{}", err(&output));
    let output = account(&folder, &["--profile", "nowhere"]);
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    // A file, or an account.
    assert_eq!(account(&folder, &["--profile", "nowhere", "config"]).status.code(), Some(2));
}
