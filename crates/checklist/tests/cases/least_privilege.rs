//! Least privilege.

use gatehouse_checklist::{AccountState, DraftKind, Section};
use gatehouse_plan::Role;

use crate::common::{
    Case, GOOD_TRUST, Mends, With, asks_nothing, empty, fails, managed, of_aws, one, passes, refused, role,
    role_attached, role_with, unknown,
};

/// The checks of this practice that are still to be written.
pub(crate) const TO_COME: &[&str] = &[
    "LP-02", "LP-03", "LP-04", "LP-05", "LP-06", "LP-07", "LP-08", "LP-10", "LP-11", "LP-12", "LP-13", "LP-14",
    "LP-15", "LP-16", "LP-17", "LP-18", "LP-19",
];

pub(crate) fn cases() -> Vec<Case> {
    [admin(), confused_deputy()].into_iter().flatten().collect()
}

const EVERYTHING: &str = r#""Effect": "Allow", "Action": "*", "Resource": "*""#;
const READ: &str = r#""Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::data/*""#;

fn admin() -> Vec<Case> {
    let attached = "arn:aws:iam::111122223333:policy/data";
    let unreadable = || AccountState {
        roles: Section { unread: vec![refused("role other", "iam:GetRole")], ..Section::all(vec![role("train")]) },
        ..empty()
    };
    vec![
        fails("LP-01", "inline", empty().role(role_with("train", &one(EVERYTHING))), "train").shows(&[
            "line: 4",
            "iam:CreateUser",
            "The role train may do everything",
        ]),
        fails(
            "LP-01",
            "attached",
            empty()
                .policy(of_aws("AdministratorAccess", &one(EVERYTHING)))
                .role(role_attached("train", &["arn:aws:iam::aws:policy/AdministratorAccess"])),
            "train",
        )
        .shows(&["managed policy AdministratorAccess"]),
        fails("LP-01", "attached to no role", empty().policy(managed("data", &one(EVERYTHING))), "data"),
        fails(
            "LP-01",
            "draft",
            AccountState::of_draft(DraftKind::IdentityPolicy, "a.json", &one(EVERYTHING)),
            "a.json",
        ),
        passes("LP-01", "narrow", empty().role(role_with("train", &one(READ))), "train"),
        passes(
            "LP-01",
            "refused",
            empty().role(role_with("train", &one(&EVERYTHING.replace("Allow", "Deny")))),
            "train",
        ),
        passes("LP-01", "draft", AccountState::of_draft(DraftKind::IdentityPolicy, "a.json", &one(READ)), "a.json"),
        unknown("LP-01", empty().role(role_attached("train", &[attached])), "train", "iam:GetPolicyVersion"),
        unknown("LP-01", unreadable(), "111122223333", "iam:GetRole"),
        passes("LP-01", "the role beside the unreadable one", unreadable(), "train"),
        asks_nothing("LP-01", "no role", empty(), "111122223333"),
    ]
}

fn confused_deputy() -> Vec<Case> {
    let trusting = |condition: &str, more: &str| {
        let principal = format!(r#""Principal": {{"Service": ["sagemaker.amazonaws.com"{more}]}}"#);
        one(&format!(r#""Effect": "Allow", {principal}, "Action": "sts:AssumeRole"{condition}"#))
    };
    let with = |trust: String| empty().role(Role { trust, ..role("train") });
    let source =
        |value: &str| trusting(&format!(r#", "Condition": {{"ArnLike": {{"aws:SourceArn": "{value}"}}}}"#), "");
    let draft = |text: &str| AccountState::of_draft(DraftKind::TrustPolicy, "t.json", text);
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
        fails("LP-09", "draft of no account", draft(&trusting("", "")), "t.json").mended(Mends::Steps),
        fails("LP-09", "draft", AccountState { account: "111122223333".into(), ..draft(&trusting("", "")) }, "t.json")
            .mended(Mends::Text),
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
