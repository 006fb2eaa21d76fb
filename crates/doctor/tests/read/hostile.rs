//! Texts that are no single message: logs, pieces, and what nobody meant to be read.

use gatehouse_doctor::diagnose::Case;
use gatehouse_doctor::{DeniedBy, Kind, diagnose, read};
use proptest::prelude::*;

use crate::{all, lies_within};

const SESSION: &str = "arn:aws:sts::111122223333:assumed-role/churn-training/SageMaker";

fn denial(action: &str, resource: &str) -> String {
    format!(
        "User: {SESSION} is not authorized to perform: {action} on resource: {resource} because no identity-based policy allows \
         the {action} action"
    )
}

#[test]
fn the_first_root_cause_wins() {
    let log = format!(
        "12:00 INFO starting\n12:01 WARN ThrottlingException: Rate exceeded, retrying\n12:02 ERROR Access Denied\n12:03 ERROR {}\n\
         12:04 ERROR {}\n12:05 botocore ConnectTimeoutError: Connect timeout on endpoint URL: \"https://sts.amazonaws.com/\"",
        denial("kms:Decrypt", "arn:aws:kms:eu-west-1:111122223333:key/1"),
        denial("s3:GetObject", "arn:aws:s3:::churn-data/a"),
    );
    let found = read(&log);
    assert_eq!((found.kind, found.action()), (Kind::Denied, Some("kms:Decrypt")));
    assert_eq!(found.resource(), Some("arn:aws:kms:eu-west-1:111122223333:key/1"));

    let timeout_first = "ConnectTimeoutError: Connect timeout on endpoint URL: \"https://kms.eu-west-1.amazonaws.com/\"\nDuring \
                         handling of the above exception, another exception occurred:\nAccessDenied: Access Denied";
    assert_eq!(read(timeout_first).kind, Kind::Unreachable);
}

#[test]
fn what_java_calls_the_cause_is_the_cause() {
    let trace = format!(
        "java.lang.RuntimeException: Training job failed: Could not assume role\n\tat x.y.Z\nCaused by: {}\n\tat q.r.S",
        denial("iam:PassRole", "arn:aws:iam::111122223333:role/churn-training")
    );
    let found = read(&trace);
    assert_eq!((found.kind, found.action()), (Kind::Denied, Some("iam:PassRole")));
}

#[test]
fn of_events_the_failed_one_is_read() {
    let fine = r#"{"eventVersion": "1.10", "userIdentity": {"arn": "arn:aws:iam::111122223333:user/ok"}, "eventName": "ListBuckets", "awsRegion": "us-east-1"}"#;
    let bad = r#"{"eventVersion": "1.10", "userIdentity": {"arn": "arn:aws:iam::111122223333:user/bad"}, "eventSource": "kms.amazonaws.com", "eventName": "Decrypt", "awsRegion": "eu-west-3", "errorCode": "AccessDenied"}"#;
    let found = read(&format!("{{\"Records\": [{fine}, {bad}, {fine}]}}"));
    assert_eq!(found.principal.unwrap().user.as_deref(), Some("bad"));
    assert_eq!(found.action.unwrap().text, "kms:Decrypt");
    assert_eq!(found.region.unwrap().text, "eu-west-3");
}

#[test]
fn a_part_of_a_message_tells_what_it_tells() {
    let whole = denial("s3:GetObject", "\"arn:aws:s3:::churn-data/a\"");
    for cut in 0..whole.len() {
        let found = read(&whole[..cut]);
        lies_within(&whole[..cut], &found);
        if let Some(layer) = found.layer {
            assert_eq!(layer, DeniedBy::Identity);
        }
        if let Some(action) = found.action().filter(|action| action.len() > "s3:GetObjec".len()) {
            assert_eq!(action, "s3:GetObject");
        }
    }
    let tail = read(&whole["User: ".len()..]);
    assert_eq!(tail.action(), Some("s3:GetObject"));
    assert_eq!(tail.principal.unwrap().role.as_deref(), Some("churn-training"));
}

#[test]
fn who_asked_is_taken_apart() {
    let found = read(&denial("s3:GetObject", "\"arn:aws:s3:::churn-data/a\"")).principal.unwrap();
    assert_eq!(found.account.as_deref(), Some("111122223333"));
    assert_eq!((found.role.as_deref(), found.session.as_deref()), (Some("churn-training"), Some("SageMaker")));
    let user = read("User: arn:aws:iam::111122223333:user/ml/ana is not authorized to perform: s3:ListBucket")
        .principal
        .unwrap();
    assert_eq!(user.user.as_deref(), Some("ana"));
    let blotted =
        read("User: arn:aws:iam::************:user/ana is not authorized to perform: s3:ListBucket").principal.unwrap();
    assert_eq!((blotted.account, blotted.user.as_deref()), (None, Some("ana")));
}

#[test]
fn what_only_aws_can_open_is_kept() {
    let found = read(
        "You are not authorized to perform this operation. Encoded authorization failure message: aB3-_x9.\nGo to \
         https://console.aws.amazon.com/iam/home#/authorization-details/abc123def456",
    );
    assert_eq!(found.encoded.unwrap().text, "aB3-_x9");
    assert_eq!(found.authorization_id.unwrap().text, "abc123def456");
}

#[test]
fn a_large_text_is_read_as_far_as_it_goes() {
    let noise =
        "2026-11-27T04:00:00Z INFO arn:aws:s3:::x secret kms key \"subnet\" request id image role ".repeat(14_000);
    let message = denial("kms:Decrypt", "arn:aws:kms:eu-west-1:111122223333:key/1");
    let found = read(&format!("{message}\n{noise}"));
    assert_eq!((found.cut, found.action()), (true, Some("kms:Decrypt")), "{found:?}");
    let found = read(&format!("{}\n{message}", &noise[..500_000]));
    assert_eq!(found.action(), Some("kms:Decrypt"));
}

#[test]
fn no_text_takes_long() {
    let parts = [
        "a",
        "\"",
        "\\",
        "\u{1b}[",
        "arn:",
        "not authorized to perform ",
        "is not authorized to perform: s3:GetObject on resource: arn:aws:s3:::x because no ",
        "an error occurred (",
        "role 'arn:aws:iam::1:role/x' ",
        "ml.m5.large ",
        "s3://a ",
        "caused by: access denied ",
        "kms key ",
        "request id ",
        "permission a:b ",
    ];
    for part in parts {
        let text = part.repeat((1 << 18) / part.len());
        let started = std::time::Instant::now();
        lies_within(&text, &read(&text));
        // A second where nothing is optimised is a blink where it is.
        assert!(started.elapsed().as_secs() < 10, "{part}: {:?}", started.elapsed());
    }
}

#[test]
fn what_is_not_known_is_said_to_be_so() {
    for text in [
        "The kernel appears to have died. It will restart automatically.",
        "ValueError: could not convert string to float: 'n/a'",
        "AlgorithmError: framework error: RuntimeError: CUDA out of memory",
        "Job finished successfully in eu-west-1",
    ] {
        let found = read(text);
        assert!(!found.is_recognised(), "{text}: {found:?}");
    }
    let found =
        read("Something odd happened to arn:aws:iam::111122223333:role/x in eu-west-1, request id 12345678-90ab");
    assert!(!found.is_recognised());
    assert_eq!(found.role.unwrap().text, "arn:aws:iam::111122223333:role/x");
    assert_eq!(found.request_id.unwrap().text, "12345678-90ab");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// Whatever is pasted: it is read, and what was read stands in it.
    #[test]
    fn any_text_is_read(text in ".{0,300}") {
        lies_within(&text, &read(&text));
    }

    /// Wordings cut, joined and mixed up.
    #[test]
    fn any_mixture_of_wordings_is_read(picks in proptest::collection::vec((0_usize..500, 0.0_f64..1.0, "[ \n\t\"'\\\\{}<>:.ä\u{1b}]{0,4}"), 1..5)) {
        let rows = all();
        let mut text = String::new();
        for (pick, part, glue) in picks {
            let whole = &rows[pick % rows.len()].text;
            let mut cut = (whole.len() as f64 * part) as usize;
            while !whole.is_char_boundary(cut) { cut -= 1; }
            text.push_str(if pick % 2 == 0 { &whole[..cut] } else { &whole[cut..] });
            text.push_str(&glue);
        }
        let complaint = read(&text);
        lies_within(&text, &complaint);
        let state = crate::common::account();
        let found = diagnose(&Case { complaint: &complaint, state: Some(&state), chains: &[], answers: &[] });
        prop_assert!(!found.cause.is_empty() && !found.title.is_empty());
    }
}
