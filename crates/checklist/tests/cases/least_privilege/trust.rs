//! Who may assume a role, and for whom.

use gatehouse_checklist::{AccountState, DraftKind, Section};
use gatehouse_plan::Role;

use crate::common::{ACCOUNT, Case, GOOD_TRUST, Mends, With, asks_nothing, empty, fails, one, passes, role, unknown};

pub(crate) fn cases() -> Vec<Case> {
    [who(), confused_deputy()].into_iter().flatten().collect()
}

fn with(trust: String) -> AccountState {
    empty().role(Role { trust, ..role("train") })
}

fn draft(text: &str) -> AccountState {
    AccountState { account: ACCOUNT.into(), ..AccountState::of_draft(DraftKind::TrustPolicy, "t.json", text) }
}

fn of_no_account(text: &str) -> AccountState {
    AccountState::of_draft(DraftKind::TrustPolicy, "t.json", text)
}

fn who() -> Vec<Case> {
    let naming = |principal: &str, condition: &str| {
        let condition = if condition.is_empty() { String::new() } else { format!(r#", "Condition": {{{condition}}}"#) };
        one(&format!(r#""Effect": "Allow", "Principal": {principal}, "Action": "sts:AssumeRole"{condition}"#))
    };
    let other = r#"{"AWS": "arn:aws:iam::444455556666:root"}"#;
    let source = r#""StringEquals": {"aws:SourceAccount": "111122223333"}"#;
    let two = r#"{"Service": ["sagemaker.amazonaws.com", "glue.amazonaws.com"]}"#;
    let external = r#""StringEquals": {"sts:ExternalId": "gatehouse-1"}"#;
    vec![
        fails("LP-08", "another service", with(naming(two, source)), "train")
            .shows(&["glue.amazonaws.com may assume it too", "line: 4"])
            .mended(Mends::Plan),
        fails("LP-08", "everybody", with(naming(r#""*""#, "")), "train").shows(&["everybody"]).mended(Mends::Steps),
        fails("LP-08", "another account", with(naming(other, "")), "train")
            .shows(&["444455556666", "external id"])
            .mended(Mends::Steps),
        fails("LP-08", "any external id", with(naming(other, r#""StringLike": {"sts:ExternalId": "*"}"#)), "train"),
        fails(
            "LP-08",
            "all but one",
            with(one(&format!(r#""Effect": "Allow", "NotPrincipal": {other}, "Action": "sts:AssumeRole""#))),
            "train",
        ),
        fails("LP-08", "draft", draft(&naming(two, source)), "t.json").mended(Mends::Text),
        passes("LP-08", "SageMaker", empty().role(role("train")), "train"),
        passes("LP-08", "external id", with(naming(other, external)), "train"),
        passes("LP-08", "own account", with(naming(r#"{"AWS": "111122223333"}"#, "")), "train"),
        passes(
            "LP-08",
            "declared service",
            AccountState { trusted_services: vec!["glue.amazonaws.com".into()], ..with(naming(two, source)) },
            "train",
        ),
        passes(
            "LP-08",
            "declared account",
            AccountState { trusted_accounts: vec!["444455556666".into()], ..with(naming(other, "")) },
            "train",
        ),
        passes(
            "LP-08",
            "of another service alone",
            with(naming(r#"{"Service": "lambda.amazonaws.com"}"#, "")),
            "train",
        ),
        passes("LP-08", "draft", draft(GOOD_TRUST), "t.json"),
        passes("LP-08", "draft of no account", of_no_account(GOOD_TRUST), "t.json"),
        asks_nothing("LP-08", "an account, in a draft of no account", of_no_account(&naming(other, "")), "t.json"),
        passes("LP-08", "external id, in a draft of no account", of_no_account(&naming(other, external)), "t.json"),
        fails("LP-08", "everybody, in a draft of no account", of_no_account(&naming(r#""*""#, "")), "t.json"),
        unknown("LP-08", AccountState { roles: Section::default(), ..empty() }, ACCOUNT, "iam:ListRoles"),
    ]
}

fn confused_deputy() -> Vec<Case> {
    let trusting = |condition: &str, more: &str| {
        let principal = format!(r#""Principal": {{"Service": ["sagemaker.amazonaws.com"{more}]}}"#);
        one(&format!(r#""Effect": "Allow", {principal}, "Action": "sts:AssumeRole"{condition}"#))
    };
    let source =
        |value: &str| trusting(&format!(r#", "Condition": {{"ArnLike": {{"aws:SourceArn": "{value}"}}}}"#), "");
    vec![
        fails("LP-09", "no condition", with(trusting("", "")), "train").shows(&["line: 4"]).mended(Mends::Plan),
        fails(
            "LP-09",
            "another condition",
            with(trusting(r#", "Condition": {"StringEquals": {"aws:RequestedRegion": "eu-west-1"}}"#, "")),
            "train",
        )
        .mended(Mends::Plan),
        fails("LP-09", "with another service", with(trusting("", r#", "glue.amazonaws.com""#)), "train")
            .mended(Mends::Steps),
        fails("LP-09", "another account", with(source("arn:aws:sagemaker:*:444455556666:*")), "train")
            .shows(&["444455556666"]),
        fails("LP-09", "never sent", with(source("arn:aws:sagemaker:eu-west-1:111122223333:endpoint/a")), "train")
            .shows(&["never sends"]),
        fails("LP-09", "a pattern", with(source("arn:aws:sagemaker:*:*:*")), "train"),
        fails(
            "LP-09",
            "draft of no account",
            AccountState::of_draft(DraftKind::TrustPolicy, "t.json", &trusting("", "")),
            "t.json",
        )
        .mended(Mends::Steps),
        fails("LP-09", "draft", draft(&trusting("", "")), "t.json").mended(Mends::Text),
        passes("LP-09", "account", empty().role(role("train")), "train"),
        passes("LP-09", "source", with(source("arn:aws:sagemaker:*:111122223333:training-job/*")), "train"),
        passes("LP-09", "draft", draft(GOOD_TRUST), "t.json"),
        unknown("LP-09", AccountState { roles: Section::default(), ..empty() }, "111122223333", "iam:ListRoles"),
        asks_nothing(
            "LP-09",
            "of another service",
            with(trusting("", "").replace("sagemaker", "glue")),
            "111122223333",
        ),
    ]
}
