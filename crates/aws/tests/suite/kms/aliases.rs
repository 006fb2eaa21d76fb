//! Aliases.

use super::{NOBODY, Target, constraint};

async fn name(t: &Target, alias: &str, key: &str) {
    t.kms().create_alias().alias_name(alias).target_key_id(key).send().await.unwrap();
}

/// The aliases that are not AWS's, with their keys.
async fn mine(t: &Target) -> Vec<(String, String)> {
    let list = t.kms().list_aliases().send().await.unwrap();
    let pair = |alias: &aws_sdk_kms::types::AliasListEntry| {
        (alias.alias_name().unwrap().to_owned(), alias.target_key_id().unwrap_or_default().to_owned())
    };
    list.aliases().iter().map(pair).filter(|(name, _)| !name.starts_with("alias/aws/")).collect()
}

pub async fn come_and_go(t: Target) {
    let id = t.key().await;
    name(&t, "alias/ml/data_1", &id).await;
    assert_eq!(mine(&t).await, [("alias/ml/data_1".to_owned(), id)]);
    t.kms().delete_alias().alias_name("alias/ml/data_1").send().await.unwrap();
    assert_eq!(mine(&t).await, []);
    let words = format!("Alias {} is not found.", t.alias_arn("alias/ml/data_1"));
    t.refused(t.kms().delete_alias().alias_name("alias/ml/data_1").send().await, "NotFoundException", &words);
}

pub async fn move_to_another_key(t: Target) {
    let (one, two) = (t.key().await, t.key().await);
    name(&t, "alias/data", &one).await;
    t.kms().update_alias().alias_name("alias/data").target_key_id(&two).send().await.unwrap();
    assert_eq!(mine(&t).await, [("alias/data".to_owned(), two)]);
}

pub async fn names_that_are_none(t: Target) {
    let id = t.key().await;
    let with = |alias: &str| t.kms().create_alias().alias_name(alias).target_key_id(&id).send();
    t.refused(with("data").await, "ValidationException", "Invalid identifier");
    t.refused(with("alias/a:b").await, "ValidationException", "alias/a:b contains invalid characters for an alias");
    let pattern = "Member must satisfy regular expression pattern: ^[a-zA-Z0-9:/_-]+$";
    t.refused(with("alias/a b").await, "ValidationException", &constraint("alias/a b", "aliasName", pattern));
}

pub async fn of_aws(t: Target) {
    let id = t.key().await;
    let made = t.kms().create_alias().alias_name("alias/aws/s3").target_key_id(&id).send().await;
    t.refused(made, "NotAuthorizedException", "");
}

pub async fn twice(t: Target) {
    let id = t.key().await;
    name(&t, "alias/data", &id).await;
    let again = t.kms().create_alias().alias_name("alias/data").target_key_id(&id).send().await;
    let words = format!("An alias with the name {} already exists", t.alias_arn("alias/data"));
    t.refused(again, "AlreadyExistsException", &words);
}

pub async fn of_missing_keys(t: Target) {
    let made = t.kms().create_alias().alias_name("alias/data").target_key_id(NOBODY).send().await;
    t.refused(made, "NotFoundException", &format!("Key '{}' does not exist", t.key_arn(NOBODY)));
    let id = t.key().await;
    name(&t, "alias/data", &id).await;
    let made = t.kms().create_alias().alias_name("alias/other").target_key_id("alias/data").send().await;
    t.refused(made, "ValidationException", "Aliases must refer to keys. Not aliases");
}

pub async fn of_one_key(t: Target) {
    let (one, two) = (t.key().await, t.key().await);
    name(&t, "alias/one", &one).await;
    name(&t, "alias/two", &two).await;
    let list = t.kms().list_aliases().key_id(&two).send().await.unwrap();
    assert_eq!(list.aliases().len(), 1);
    assert_eq!(list.aliases()[0].alias_arn(), Some(t.alias_arn("alias/two").as_str()));
}

pub async fn in_pages(t: Target) {
    let id = t.key().await;
    for number in 0..5 {
        name(&t, &format!("alias/a{number}"), &id).await;
    }
    let mut pages = t.kms().list_aliases().key_id(&id).limit(2).into_paginator().send();
    let mut found = Vec::new();
    while let Some(page) = pages.next().await {
        let page = page.unwrap();
        assert!(page.aliases().len() <= 2);
        found.extend(page.aliases().iter().map(|alias| alias.alias_name().unwrap().to_owned()));
    }
    assert_eq!(found, ["alias/a0", "alias/a1", "alias/a2", "alias/a3", "alias/a4"]);
}
