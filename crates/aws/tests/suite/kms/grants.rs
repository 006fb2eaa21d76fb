//! Grants.

use std::collections::HashMap;

use aws_sdk_kms::operation::create_grant::builders::CreateGrantFluentBuilder;
use aws_sdk_kms::types::{GrantConstraints, GrantListEntry, GrantOperation};

use super::{NOBODY, Target, constraint};

async fn key_and_role(t: &Target) -> (String, String) {
    (t.key().await, t.role("train").await.arn)
}

fn decrypt(t: &Target, key: &str, grantee: &str) -> CreateGrantFluentBuilder {
    t.kms().create_grant().key_id(key).grantee_principal(grantee).operations(GrantOperation::Decrypt)
}

async fn grants(t: &Target, key: &str) -> Vec<GrantListEntry> {
    t.kms().list_grants().key_id(key).send().await.unwrap().grants.unwrap_or_default()
}

pub async fn come_and_go(t: Target) {
    let (key, role) = key_and_role(&t).await;
    let made = decrypt(&t, &key, &role).operations(GrantOperation::GenerateDataKey).send().await.unwrap();
    let list = grants(&t, &key).await;
    assert_eq!(list.len(), 1);
    assert_eq!((list[0].grant_id(), list[0].grantee_principal()), (made.grant_id(), Some(role.as_str())));
    assert_eq!(list[0].operations(), [GrantOperation::Decrypt, GrantOperation::GenerateDataKey]);
    t.kms().revoke_grant().key_id(&key).grant_id(made.grant_id().unwrap()).send().await.unwrap();
    assert_eq!(grants(&t, &key).await, []);
}

pub async fn the_same_name_is_the_same_grant(t: Target) {
    let (key, role) = key_and_role(&t).await;
    let named = |name: &str| decrypt(&t, &key, &role).name(name).send();
    let one = named("training").await.unwrap();
    let again = named("training").await.unwrap();
    let other = named("other").await.unwrap();
    assert_eq!(one.grant_id(), again.grant_id());
    assert_ne!(one.grant_id(), other.grant_id());
    decrypt(&t, &key, &role).send().await.unwrap();
    decrypt(&t, &key, &role).send().await.unwrap();
    assert_eq!(grants(&t, &key).await.len(), 4);
}

pub async fn constraints_come_back(t: Target) {
    let (key, role) = key_and_role(&t).await;
    let pairs = HashMap::from([("purpose".to_owned(), "training".to_owned())]);
    let constraints = GrantConstraints::builder().set_encryption_context_subset(Some(pairs.clone())).build();
    decrypt(&t, &key, &role).constraints(constraints).send().await.unwrap();
    let list = grants(&t, &key).await;
    assert_eq!(list[0].constraints().unwrap().encryption_context_subset(), Some(&pairs));
    assert_eq!(list[0].constraints().unwrap().encryption_context_equals(), None);
}

pub async fn retired(t: Target) {
    let (key, role) = key_and_role(&t).await;
    let by_token = decrypt(&t, &key, &role).send().await.unwrap();
    t.kms().retire_grant().grant_token(by_token.grant_token().unwrap()).send().await.unwrap();
    let by_id = decrypt(&t, &key, &role).send().await.unwrap();
    t.kms().retire_grant().key_id(t.key_arn(&key)).grant_id(by_id.grant_id().unwrap()).send().await.unwrap();
    assert_eq!(grants(&t, &key).await, []);
}

pub async fn by_who_may_retire(t: Target) {
    let (key, role) = key_and_role(&t).await;
    let admin = t.role("admin").await.arn;
    decrypt(&t, &key, &role).send().await.unwrap();
    let made = decrypt(&t, &key, &role).retiring_principal(&admin).send().await.unwrap();
    let list = t.kms().list_retirable_grants().retiring_principal(&admin).send().await.unwrap().grants.unwrap();
    assert_eq!(list.len(), 1);
    assert_eq!(list[0].grant_id(), made.grant_id());
}

pub async fn of_missing_ones(t: Target) {
    let (key, role) = key_and_role(&t).await;
    let gone = t.kms().revoke_grant().key_id(&key).grant_id("f00d").send().await;
    t.refused(gone, "NotFoundException", "Grant ID f00d not found");
    let made = decrypt(&t, NOBODY, &role).send().await;
    t.refused(made, "NotFoundException", &format!("Key '{}' does not exist", t.key_arn(NOBODY)));
}

pub async fn operations_that_are_none(t: Target) {
    let (key, role) = key_and_role(&t).await;
    let made = t.kms().create_grant().key_id(&key).grantee_principal(&role);
    let error = made.operations("Melt".into()).send().await.unwrap_err();
    assert_eq!(aws_sdk_kms::error::ProvideErrorMetadata::code(&error), Some("ValidationException"));
    let named = decrypt(&t, &key, &role).name("a b").send().await;
    let rule = "Member must satisfy regular expression pattern: ^[a-zA-Z0-9:/_-]+$";
    t.refused(named, "ValidationException", &constraint("a b", "name", rule));
}

pub async fn principals_that_do_not_exist(t: Target) {
    let nobody = t.arn("role/nobody");
    let made = decrypt(&t, &t.key().await, &nobody).send().await;
    let words = format!("ARN does not refer to a valid principal: {nobody}");
    t.refused(made, "InvalidArnException", &words);
}
