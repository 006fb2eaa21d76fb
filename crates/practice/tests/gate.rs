//! Policies are enforced: who may not is refused, in AWS's words.
//!
//! Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html>

// A test says what it expects by failing.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use std::path::Path;

use common::{Answer, TRUST, empty, iam, kms};
use gatehouse_practice::Practice;
use serde_json::{Value, json};

const CALLER: &str = "User: arn:aws:iam::111122223333:user/practice-admin is not authorized to perform:";

fn opened(folder: &Path) -> Practice {
    Practice::open(&folder.join("practice.json")).unwrap().practice
}

/// The account of a new start whose caller has these managed policies and nothing else.
fn with_policies(folder: &Path, attached: &[&str]) -> Practice {
    drop(opened(folder));
    let file = folder.join("practice.json");
    let mut state: Value = serde_json::from_str(&std::fs::read_to_string(&file).unwrap()).unwrap();
    state["users"][0]["attached"] = json!(attached);
    std::fs::write(&file, state.to_string()).unwrap();
    opened(folder)
}

#[track_caller]
fn refused(answer: &Answer, words: &str) {
    assert_eq!(answer.status, 403, "{}", answer.body);
    assert!(answer.body.contains(&format!("{CALLER} {words}")), "{}", answer.body);
}

const NEW_ROLE: [(&str, &str); 2] = [("RoleName", "made"), ("AssumeRolePolicyDocument", TRUST)];

#[test]
fn an_administrator_may_everything() {
    let folder = tempfile::tempdir().unwrap();
    let practice = opened(folder.path());
    assert_eq!(iam(&practice, "CreateRole", &NEW_ROLE).status, 200);
    assert_eq!(kms(&practice, "eu-west-1", "CreateKey", "{}").status, 200);
}

#[test]
fn what_no_policy_allows_is_refused_and_not_done() {
    let folder = tempfile::tempdir().unwrap();
    let practice = with_policies(folder.path(), &["arn:aws:iam::aws:policy/IAMReadOnlyAccess"]);
    assert_eq!(iam(&practice, "GetRole", &[("RoleName", "churn-training")]).status, 200);
    refused(
        &iam(&practice, "CreateRole", &NEW_ROLE),
        "iam:CreateRole on resource: arn:aws:iam::111122223333:role/made because no identity-based policy allows the \
         iam:CreateRole action",
    );
    assert_eq!(iam(&practice, "GetRole", &[("RoleName", "made")]).status, 404);
    let key = kms(&practice, "eu-west-1", "CreateKey", "{}");
    assert_eq!(key.error_type.as_deref(), Some("AccessDeniedException"), "{}", key.body);
    // Who am I needs no permission.
    assert_eq!(iam(&with_policies(tempfile::tempdir().unwrap().path(), &[]), "ListRoles", &[]).status, 403);
}

#[test]
fn a_policy_of_the_account_limits_by_its_conditions_and_its_denies() {
    let folder = tempfile::tempdir().unwrap();
    let practice = opened(folder.path());
    let document = json!({"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Action": "iam:*", "Resource": "*"},
        {"Effect": "Allow", "Action": "kms:*", "Resource": "*",
         "Condition": {"StringEquals": {"aws:RequestedRegion": "eu-west-1"}}},
        {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "arn:aws:iam::111122223333:role/ml/*"}
    ]});
    let made = iam(&practice, "CreatePolicy", &[("PolicyName", "Limited"), ("PolicyDocument", &document.to_string())]);
    assert_eq!(made.status, 200, "{}", made.body);
    drop(practice);
    let practice = with_policies(folder.path(), &["arn:aws:iam::111122223333:policy/Limited"]);
    assert_eq!(kms(&practice, "eu-west-1", "CreateKey", "{}").status, 200);
    assert!(kms(&practice, "us-east-1", "CreateKey", "{}").body.contains("because no identity-based policy allows"));
    refused(
        &iam(&practice, "DeleteRole", &[("RoleName", "churn-training")]),
        "iam:DeleteRole on resource: arn:aws:iam::111122223333:role/ml/churn-training with an explicit deny in an \
         identity-based policy",
    );
}

#[test]
fn a_key_policy_decides_over_its_key() {
    let folder = tempfile::tempdir().unwrap();
    let practice = opened(folder.path());
    let other = "arn:aws:iam::111122223333:role/ml/churn-training";
    for (policy, words) in [
        (
            json!([{"Effect": "Allow", "Principal": {"AWS": other}, "Action": "kms:*", "Resource": "*"}]),
            "because no resource-based policy allows the kms:DescribeKey action",
        ),
        (
            json!([
                {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:root"}, "Action": "kms:*",
                 "Resource": "*"},
                {"Effect": "Deny", "Principal": "*", "Action": "kms:DescribeKey", "Resource": "*"}
            ]),
            "with an explicit deny in a resource-based policy",
        ),
    ] {
        let policy = json!({"Version": "2012-10-17", "Statement": policy}).to_string();
        let wish = json!({"Policy": policy, "BypassPolicyLockoutSafetyCheck": true});
        let made = kms(&practice, "eu-west-1", "CreateKey", &wish.to_string());
        let made: Value = serde_json::from_str(&made.body).unwrap();
        let (id, arn) = (&made["KeyMetadata"]["KeyId"], made["KeyMetadata"]["Arn"].as_str().unwrap());
        let answer = kms(&practice, "eu-west-1", "DescribeKey", &json!({"KeyId": id}).to_string());
        assert_eq!(answer.error_type.as_deref(), Some("AccessDeniedException"), "{}", answer.body);
        assert!(
            answer.body.contains(&format!("{CALLER} kms:DescribeKey on resource: {arn} {words}")),
            "{}",
            answer.body
        );
    }
}

#[test]
fn a_grant_lets_in_whom_no_policy_does() {
    let folder = tempfile::tempdir().unwrap();
    let practice = opened(folder.path());
    let root = json!({"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:root"}, "Action": "kms:*", "Resource": "*"}
    ]});
    let made = kms(&practice, "eu-west-1", "CreateKey", &json!({"Policy": root.to_string()}).to_string());
    let made: Value = serde_json::from_str(&made.body).unwrap();
    let id = made["KeyMetadata"]["KeyId"].as_str().unwrap().to_owned();
    let grant = json!({"KeyId": id, "GranteePrincipal": "arn:aws:iam::111122223333:user/practice-admin",
        "Operations": ["Encrypt"], "Constraints": {"EncryptionContextSubset": {"team": "churn"}}});
    let granted = kms(&practice, "eu-west-1", "CreateGrant", &grant.to_string());
    assert_eq!(granted.status, 200, "{}", granted.body);
    drop(practice);
    let practice = with_policies(folder.path(), &[]);
    let encrypt = |context: Value| {
        let wish = json!({"KeyId": id, "Plaintext": "aGVsbG8=", "EncryptionContext": context});
        kms(&practice, "eu-west-1", "Encrypt", &wish.to_string())
    };
    assert_eq!(encrypt(json!({"team": "churn"})).status, 200);
    assert_eq!(encrypt(json!({"team": "fraud"})).error_type.as_deref(), Some("AccessDeniedException"));
    let described = kms(&practice, "eu-west-1", "DescribeKey", &json!({"KeyId": id}).to_string());
    assert_eq!(described.error_type.as_deref(), Some("AccessDeniedException"));
}

#[test]
fn an_account_without_users_is_worked_by_its_root() {
    let folder = tempfile::tempdir().unwrap();
    let practice = Practice::open_with(&folder.path().join("practice.json"), empty()).unwrap().practice;
    assert_eq!(iam(&practice, "CreateRole", &NEW_ROLE).status, 200);
    assert_eq!(kms(&practice, "eu-west-1", "CreateKey", "{}").status, 200);
}
