//! What the practice account answers to requests that it cannot serve.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test says what it expects by failing"
)]

mod common;

use common::{TRUST, empty, iam, kms, send};
use gatehouse_practice::{ACCESS_KEY_ID, Practice};

fn practice(folder: &tempfile::TempDir) -> Practice {
    Practice::open_with(&folder.path().join("practice.json"), empty()).unwrap().practice
}

fn authorization(key: &str, service: &str) -> String {
    format!(
        "AWS4-HMAC-SHA256 Credential={key}/20260101/eu-west-1/{service}/aws4_request, SignedHeaders=host, Signature=0"
    )
}

#[test]
fn an_unknown_operation_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let answer = iam(&practice(&folder), "CreateUser", &[("UserName", "ana")]);
    assert_eq!(answer.status, 501);
    assert!(answer.body.contains("<Code>NotImplemented</Code>"), "{}", answer.body);
    assert!(answer.body.contains("The practice account does not know iam:CreateUser yet"), "{}", answer.body);
    assert!(answer.body.contains(&answer.request_id));
}

#[test]
fn an_unknown_service_is_named_in_the_form_its_clients_read() {
    let folder = tempfile::tempdir().unwrap();
    let practice = practice(&folder);
    let scheduler = send(
        &practice,
        "https://scheduler.eu-west-1.amazonaws.com/",
        &[("authorization", &authorization(ACCESS_KEY_ID, "scheduler")), ("x-amz-target", "Scheduler.CreateSchedule")],
        "{}",
    );
    assert_eq!(scheduler.status, 501);
    let words = "The practice account does not know scheduler:CreateSchedule yet";
    assert!(scheduler.body.contains(words), "{}", scheduler.body);
    let unsigned = send(&practice, "https://s3.eu-west-1.amazonaws.com/bucket", &[], "");
    assert!(unsigned.body.starts_with("<Error><Code>MissingAuthenticationToken</Code>"), "{}", unsigned.body);
    let object = send(
        &practice,
        "https://data.s3.eu-west-1.amazonaws.com/object",
        &[("authorization", &authorization(ACCESS_KEY_ID, "s3"))],
        "",
    );
    assert!(object.body.contains("The practice account does not know s3:POST /data/object yet"), "{}", object.body);
}

#[test]
fn a_json_service_is_asked_and_refuses_in_json() {
    let folder = tempfile::tempdir().unwrap();
    let practice = practice(&folder);
    let made = kms(&practice, "eu-west-1", "CreateKey", "{}");
    assert_eq!(made.status, 200, "{}", made.body);
    assert!(made.body.contains("arn:aws:kms:eu-west-1:111122223333:key/"), "{}", made.body);
    let gone = kms(&practice, "eu-west-1", "DescribeKey", r#"{"KeyId":"1234abcd-12ab-34cd-56ef-1234567890ab"}"#);
    assert_eq!((gone.status, gone.error_type.as_deref()), (400, Some("NotFoundException")));
    assert!(gone.body.contains(r#""__type":"NotFoundException""#), "{}", gone.body);
    for broken in ["{", "[]", r#"{"KeyId":7}"#] {
        let refused = kms(&practice, "eu-west-1", "DescribeKey", broken);
        assert_eq!(refused.error_type.as_deref(), Some("SerializationException"), "{}", refused.body);
    }
}

#[test]
fn a_key_is_where_it_was_made() {
    let folder = tempfile::tempdir().unwrap();
    let practice = practice(&folder);
    assert_eq!(kms(&practice, "eu-west-1", "CreateKey", "{}").status, 200);
    assert_eq!(kms(&practice, "eu-west-1", "ListKeys", "{}").body.matches("KeyArn").count(), 1);
    assert_eq!(kms(&practice, "us-east-1", "ListKeys", "{}").body.matches("KeyArn").count(), 0);
}

#[test]
fn only_the_accounts_own_key_is_known() {
    let folder = tempfile::tempdir().unwrap();
    let practice = practice(&folder);
    let uri = "https://iam.amazonaws.com/";
    let stranger = send(&practice, uri, &[("authorization", &authorization("AKIAOTHER", "iam"))], "Action=ListRoles");
    assert_eq!(stranger.status, 403);
    assert!(stranger.body.contains("<Code>InvalidClientTokenId</Code>"), "{}", stranger.body);
    let nobody = send(&practice, uri, &[], "Action=ListRoles");
    assert!(nobody.body.contains("<Code>MissingAuthenticationToken</Code>"), "{}", nobody.body);
}

#[test]
fn a_service_linked_role_is_changed_by_nobody() {
    let folder = tempfile::tempdir().unwrap();
    let practice = Practice::open(&folder.path().join("practice.json")).unwrap().practice;
    let role = ("RoleName", "AWSServiceRoleForAmazonSageMakerNotebooks");
    let words = "Cannot perform the operation on the protected role \
                 &apos;AWSServiceRoleForAmazonSageMakerNotebooks&apos; - this role is only modifiable by AWS";
    let tag = [role, ("Tags.member.1.Key", "a"), ("Tags.member.1.Value", "b")];
    let policy = [role, ("PolicyArn", "arn:aws:iam::aws:policy/AdministratorAccess")];
    let boundary = [role, ("PermissionsBoundary", "arn:aws:iam::aws:policy/AdministratorAccess")];
    for (operation, params) in [
        ("DeleteRole", &[role][..]),
        ("UpdateRole", &[role, ("Description", "mine")]),
        ("UpdateAssumeRolePolicy", &[role, ("PolicyDocument", TRUST)]),
        ("PutRolePolicy", &[role, ("PolicyName", "p"), ("PolicyDocument", TRUST)]),
        ("TagRole", &tag),
        ("AttachRolePolicy", &policy),
        ("PutRolePermissionsBoundary", &boundary),
    ] {
        let answer = iam(&practice, operation, params);
        assert!(answer.body.contains("<Code>UnmodifiableEntity</Code>"), "{operation}: {}", answer.body);
        assert!(answer.body.contains(words), "{operation}: {}", answer.body);
    }
}

#[test]
fn reset_brings_the_seed_back() {
    let folder = tempfile::tempdir().unwrap();
    let practice = practice(&folder);
    assert_eq!(iam(&practice, "CreateRole", &[("RoleName", "r"), ("AssumeRolePolicyDocument", TRUST)]).status, 200);
    practice.reset().unwrap();
    assert_eq!(iam(&practice, "GetRole", &[("RoleName", "r")]).status, 404);
}

#[test]
fn changes_made_at_once_are_all_kept() {
    let folder = tempfile::tempdir().unwrap();
    let practice = practice(&folder);
    std::thread::scope(|scope| {
        for thread in 0..8 {
            let practice = practice.clone();
            scope.spawn(move || {
                for number in 0..10 {
                    let name = format!("r-{thread}-{number}");
                    let params = [("RoleName", name.as_str()), ("AssumeRolePolicyDocument", TRUST)];
                    assert_eq!(iam(&practice, "CreateRole", &params).status, 200);
                }
            });
        }
    });
    drop(practice);
    let practice = Practice::open_with(&folder.path().join("practice.json"), empty()).unwrap().practice;
    assert_eq!(iam(&practice, "ListRoles", &[]).body.matches("<RoleName>").count(), 80);
}
