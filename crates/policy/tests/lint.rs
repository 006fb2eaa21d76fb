// A test says what it expects by failing.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
//! Every check of the linter: a text in which it fires, at the very place, and a near one in which it does not.

#[path = "lint/access.rs"]
mod access;
#[path = "lint/conditions.rs"]
mod conditions;
#[path = "lint/kinds.rs"]
mod kinds;
#[path = "lint/names.rs"]
mod names;
#[path = "lint/organization.rs"]
mod organization;
#[path = "lint/peers.rs"]
mod peers;
#[path = "lint/principals.rs"]
mod principals;
#[path = "lint/quiet.rs"]
mod quiet;
#[path = "lint/structure.rs"]
mod structure;

use std::collections::{BTreeMap, BTreeSet};

use gatehouse_policy::document::{Policy, Span, edit};
use gatehouse_policy::lint::{Finding, Options, PolicyType, Severity, checks, lint, measure};

/// The check, the type of the policy, a text in which it fires between the marks `«` and `»`, one in which it does not.
///
/// A text that begins with `if ` is the Condition of an Allow of `s3:ListBucket`; one that begins with `{"S`, `{"E`...
/// is a statement; one that begins with `doc ` is a document as it stands.
type Case = (&'static str, &'static str, &'static str, &'static str);

fn document(text: &str) -> String {
    if let Some(document) = text.strip_prefix("doc ") {
        return document.to_owned();
    }
    let statement = match text.strip_prefix("if ") {
        Some(condition) => format!(
            r#"{{"Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::b", "Condition": {condition}}}"#
        ),
        None => text.to_owned(),
    };
    format!(r#"{{"Version": "2012-10-17", "Statement": [{statement}]}}"#)
}

/// The text without its marks, and where they stood.
fn unmark(text: &str) -> (String, Vec<Span>) {
    let (mut plain, mut starts, mut spans) = (String::new(), Vec::new(), Vec::new());
    for character in text.chars() {
        match character {
            '«' => starts.push(plain.len()),
            '»' => spans.push(Span::new(starts.pop().unwrap(), plain.len())),
            other => plain.push(other),
        }
    }
    (plain, spans)
}

fn found(text: &str, kind: PolicyType) -> Vec<Finding> {
    lint(&Policy::parse(text), kind, &Options::default())
}

fn all() -> impl Iterator<Item = &'static Case> {
    [
        structure::CASES,
        names::CASES,
        principals::CASES,
        conditions::CASES,
        access::CASES,
        organization::CASES,
        kinds::CASES,
    ]
    .into_iter()
    .flatten()
}

#[test]
fn each_check_fires_at_its_place_and_not_beside_it() {
    let mut wrong = Vec::new();
    for (code, kind, firing, silent) in all() {
        let kind: PolicyType = kind.parse().unwrap();
        let (text, mut wanted) = unmark(&document(firing));
        let mut spans: Vec<Span> = found(&text, kind).iter().filter(|f| f.code == *code).map(|f| f.span).collect();
        wanted.sort_unstable();
        spans.sort_unstable();
        let show = |spans: &[Span]| spans.iter().map(|span| text[span.range()].to_owned()).collect::<Vec<_>>();
        if spans != wanted || wanted.is_empty() {
            wrong.push(format!("{code}: wanted at {:?}, found at {:?}\n    {text}", show(&wanted), show(&spans)));
        }
        let quiet = document(silent);
        if let Some(finding) = found(&quiet, kind).iter().find(|f| f.code == *code) {
            wrong.push(format!(
                "{code} should be silent: {} [{}]\n    {quiet}",
                finding.message,
                &quiet[finding.span.range()]
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn each_check_has_a_case_and_a_name_of_its_own() {
    let tried: BTreeSet<&str> = all().map(|(code, ..)| *code).collect();
    let listed: Vec<&str> = checks().map(|(_, check)| check.code).collect();
    let unique: BTreeSet<&str> = listed.iter().copied().collect();
    assert_eq!(listed.len(), unique.len(), "a check is listed twice");
    let size = |code: &&&str| code.starts_with("POLICY_SIZE");
    let missing: Vec<_> = unique.iter().filter(|code| !size(code) && !tried.contains(**code)).collect();
    assert!(missing.is_empty(), "no case for {missing:?}");
    let strange: Vec<_> = tried.difference(&unique).collect();
    assert!(strange.is_empty(), "no such checks: {strange:?}");
    for (_, check) in checks() {
        assert!(check.url.starts_with("https://docs.aws.amazon.com/"), "{}", check.code);
        // The anchors of the page of AWS's checks are made of the class and the name.
        if let Some((_, anchor)) = check.url.split_once("policy-checks.html#") {
            let class = match check.severity {
                Severity::Error => "error",
                Severity::SecurityWarning => "security-warning",
                Severity::Warning => "general-warning",
                Severity::Suggestion => "suggestion",
            };
            let name = check.code.to_lowercase().replace('_', "-");
            assert_eq!(anchor, format!("access-analyzer-reference-policy-checks-{class}-{name}"));
        }
        assert!(
            check.why.ends_with('.')
                && check.code.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_')
        );
    }
}

#[test]
fn each_fix_removes_its_finding_and_brings_no_error() {
    let mut wrong = Vec::new();
    let mut fixes = 0;
    for (_, kind, firing, _) in all() {
        let kind: PolicyType = kind.parse().unwrap();
        let (text, _) = unmark(&document(firing));
        let before = found(&text, kind);
        let errors = |findings: &[Finding]| {
            let mut counts: BTreeMap<&'static str, usize> = BTreeMap::new();
            findings
                .iter()
                .filter(|f| f.severity == Severity::Error)
                .for_each(|f| *counts.entry(f.code).or_default() += 1);
            counts
        };
        let count = |findings: &[Finding], code: &str| findings.iter().filter(|f| f.code == code).count();
        for finding in &before {
            let Some(fix) = &finding.fix else { continue };
            fixes += 1;
            let Ok(mended) = edit::apply(&text, &fix.edits) else {
                wrong.push(format!("{}: the fix cannot be applied\n    {text}", finding.code));
                continue;
            };
            let after = found(&mended, kind);
            if count(&after, finding.code) >= count(&before, finding.code) {
                wrong.push(format!("{}: \"{}\" leaves it\n    {text}\n    {mended}", finding.code, fix.title));
            }
            let had = errors(&before);
            for (code, many) in errors(&after) {
                if many > had.get(code).copied().unwrap_or_default() {
                    wrong.push(format!("{}: \"{}\" brings {code}\n    {mended}", finding.code, fix.title));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(fixes > 40, "{fixes}");
}

#[test]
fn messages_are_one_sentence() {
    for (_, kind, firing, _) in all() {
        let (text, _) = unmark(&document(firing));
        for finding in found(&text, kind.parse().unwrap()) {
            let message = &finding.message;
            assert!(message.ends_with(['.', '?']) && !message.contains('\n'), "{}: {message}", finding.code);
            assert!(text.get(finding.span.range()).is_some(), "{}: {:?} in {text}", finding.code, finding.span);
        }
    }
}

#[test]
fn sizes() {
    for (kind, quota, code) in [
        ("identity", 6144, "POLICY_SIZE_EXCEEDS_IDENTITY_POLICY_QUOTA"),
        ("boundary", 6144, "POLICY_SIZE_EXCEEDS_IDENTITY_POLICY_QUOTA"),
        ("trust", 2048, "POLICY_SIZE_EXCEEDS_ROLE_TRUST_POLICY_QUOTA"),
        ("scp", 10_240, "POLICY_SIZE_EXCEEDS_SCP_QUOTA"),
        ("rcp", 5120, "POLICY_SIZE_EXCEEDS_RCP_QUOTA"),
        ("session", 2048, "POLICY_SIZE_EXCEEDS_SESSION_POLICY_QUOTA"),
        ("s3-bucket", 20_480, "POLICY_SIZE_EXCEEDS_RESOURCE_POLICY_QUOTA"),
        ("kms-key", 32_768, "POLICY_SIZE_EXCEEDS_RESOURCE_POLICY_QUOTA"),
        ("secret", 20_480, "POLICY_SIZE_EXCEEDS_RESOURCE_POLICY_QUOTA"),
        ("ecr-repository", 10_240, "POLICY_SIZE_EXCEEDS_RESOURCE_POLICY_QUOTA"),
        ("vpc-endpoint", 20_480, "POLICY_SIZE_EXCEEDS_RESOURCE_POLICY_QUOTA"),
        ("sqs-queue", 8192, "POLICY_SIZE_EXCEEDS_RESOURCE_POLICY_QUOTA"),
        ("sns-topic", 30_720, "POLICY_SIZE_EXCEEDS_RESOURCE_POLICY_QUOTA"),
        ("lambda-function", 20_480, "POLICY_SIZE_EXCEEDS_RESOURCE_POLICY_QUOTA"),
        ("efs-file-system", 20_000, "POLICY_SIZE_EXCEEDS_RESOURCE_POLICY_QUOTA"),
        ("dynamodb-table", 20_480, "POLICY_SIZE_EXCEEDS_RESOURCE_POLICY_QUOTA"),
        ("sagemaker-resource", 20_480, "POLICY_SIZE_EXCEEDS_RESOURCE_POLICY_QUOTA"),
    ] {
        let frame = r#"{"Version":"2012-10-17","Id":"","Statement":[]}"#;
        let fill = |size: usize| frame.replace("\"\"", &format!("\"{}\"", "x".repeat(size - frame.len())));
        let kind: PolicyType = kind.parse().unwrap();
        let fires = |text: &str| found(text, kind).iter().any(|finding| finding.code == code);
        assert!(!fires(&fill(quota)), "{code}");
        assert!(fires(&fill(quota + 1)), "{code}");
        // White space is not counted, but for policies on resources and of sessions.
        let spaced = fill(quota).replace(',', ",  ");
        assert_eq!(fires(&spaced), code.contains("RESOURCE") || code.contains("SESSION"), "{code}");
    }
    let options = Options { trust_policy_quota: 4096, ..Options::default() };
    let long = format!(r#"{{"Version":"2012-10-17","Id":"{}","Statement":[]}}"#, "x".repeat(3000));
    let findings = lint(&Policy::parse(&long), PolicyType::Trust, &options);
    assert!(findings.iter().all(|finding| !finding.code.starts_with("POLICY_SIZE")));
}

#[test]
fn inline_policies_of_a_role_are_counted_together() {
    let message = |length: usize, beside: usize| {
        let frame = r#"{"Version":"2012-10-17","Id":"","Statement":[]}"#;
        let text = frame.replace("\"\"", &format!("\"{}\"", "x".repeat(length - frame.len())));
        let options = Options { inline_beside: Some(beside), ..Options::default() };
        let findings = lint(&Policy::parse(&text), PolicyType::Identity, &options);
        let found = findings.into_iter().find(|finding| finding.code.starts_with("POLICY_SIZE"));
        (measure(&text, PolicyType::Identity, &options), found.map(|finding| finding.message))
    };
    assert_eq!(message(7000, 3240), ((10_240, Some(10_240)), None), "more than a managed policy may have");
    let (_, told) = message(7000, 3241);
    assert_eq!(
        told.as_deref(),
        Some("The role's inline policies together have 10241 characters, 1 more than the 10240 allowed.")
    );
    assert!(message(10_241, 0).1.unwrap().starts_with("The policy has 10241 characters"));
}

#[test]
fn what_is_skipped_is_not_told() {
    let text = document(r#"{"Effect": "Allow", "Action": "*", "Resource": "*"}"#);
    let options = Options { skip: vec!["ADMIN_ACCESS".to_owned()], ..Options::default() };
    let codes = |options: &Options| {
        lint(&Policy::parse(&text), PolicyType::Identity, options).iter().map(|f| f.code).collect::<Vec<_>>()
    };
    assert!(codes(&Options::default()).contains(&"ADMIN_ACCESS"));
    assert!(!codes(&options).contains(&"ADMIN_ACCESS"));
}

#[test]
fn types_are_guessed_and_named() {
    for (text, kind) in [
        (r#"{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}"#, "identity"),
        (
            r#"{"Effect": "Allow", "Principal": {"Service": "sagemaker.amazonaws.com"}, "Action": "sts:AssumeRole"}"#,
            "trust",
        ),
        (
            r#"{"Effect": "Allow", "Principal": {"Federated": "accounts.google.com"}, "Action": "sts:AssumeRoleWithWebIdentity"}"#,
            "trust",
        ),
        (
            r#"{"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/*"}"#,
            "s3-bucket",
        ),
        (
            r#"{"Effect": "Deny", "Principal": "*", "Action": "*", "Resource": ["arn:aws:s3:::b/*", "arn:aws:s3:::b"]}"#,
            "s3-bucket",
        ),
        (r#"{"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "kms:*", "Resource": "*"}"#, "kms-key"),
        (
            r#"{"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "secretsmanager:GetSecretValue", "Resource": "*"}"#,
            "secret",
        ),
        (
            r#"{"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "ecr:BatchGetImage"}"#,
            "ecr-repository",
        ),
        (r#"{"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}"#, "resource"),
    ] {
        assert_eq!(PolicyType::guess(&Policy::parse(&document(text))).as_str(), kind, "{text}");
    }
    for kind in PolicyType::ALL {
        assert_eq!(kind.to_string().parse::<PolicyType>(), Ok(kind));
    }
    assert!("bucket".parse::<PolicyType>().is_err());
}
