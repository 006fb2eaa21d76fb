//! Keys: making, reading, and what becomes of them.

use aws_sdk_kms::types::{KeyManagerType, KeySpec, KeyState, KeyUsageType, OriginType, Tag};

use super::{NOBODY, Target, constraint};

pub async fn a_new_key_is_symmetric_and_enabled(t: Target) {
    let key = t.kms().create_key().send().await.unwrap().key_metadata.unwrap();
    assert_eq!(key.arn(), Some(t.key_arn(key.key_id()).as_str()));
    assert_eq!(
        (key.key_usage(), key.key_spec()),
        (Some(&KeyUsageType::EncryptDecrypt), Some(&KeySpec::SymmetricDefault))
    );
    assert_eq!((key.enabled(), key.key_state()), (true, Some(&KeyState::Enabled)));
    assert_eq!((key.key_manager(), key.origin()), (Some(&KeyManagerType::Customer), Some(&OriginType::AwsKms)));
    assert_eq!((key.aws_account_id(), key.multi_region()), (Some(t.account), Some(false)));
    assert_eq!(key.description(), Some(""));
    let read = t.kms().describe_key().key_id(key.key_id()).send().await.unwrap().key_metadata.unwrap();
    assert_eq!(read.arn(), key.arn());
}

pub async fn a_new_key_has_what_it_was_given(t: Target) {
    let tag = Tag::builder().tag_key("Project").tag_value("fraud").build().unwrap();
    let made = t.kms().create_key().description("Signs models").key_usage(KeyUsageType::SignVerify);
    let made = made.key_spec(KeySpec::EccNistP256).multi_region(true).tags(tag.clone()).send().await.unwrap();
    let key = made.key_metadata.unwrap();
    assert!(key.key_id().starts_with("mrk-"), "{}", key.key_id());
    assert_eq!((key.description(), key.multi_region()), (Some("Signs models"), Some(true)));
    assert_eq!((key.key_usage(), key.key_spec()), (Some(&KeyUsageType::SignVerify), Some(&KeySpec::EccNistP256)));
    assert_eq!(t.kms().list_resource_tags().key_id(key.key_id()).send().await.unwrap().tags(), [tag]);
}

pub async fn specs_and_usages_go_together(t: Target) {
    let made = t.kms().create_key().key_spec(KeySpec::Rsa2048).send().await;
    let words = "You must specify a KeyUsage value for all KMS keys except for symmetric encryption keys.";
    t.refused(made, "ValidationException", words);
    let made = t.kms().create_key().key_spec(KeySpec::EccNistP256).key_usage(KeyUsageType::EncryptDecrypt).send().await;
    t.refused(made, "ValidationException", "KeyUsage ENCRYPT_DECRYPT is not compatible with KeySpec ECC_NIST_P256");
}

pub async fn a_missing_key(t: Target) {
    let words = format!("Key '{}' does not exist", t.key_arn(NOBODY));
    t.refused(t.kms().describe_key().key_id(NOBODY).send().await, "NotFoundException", &words);
    t.refused(t.kms().disable_key().key_id(t.key_arn(NOBODY)).send().await, "NotFoundException", &words);
}

pub async fn by_every_name(t: Target) {
    let id = t.key().await;
    t.kms().create_alias().alias_name("alias/data").target_key_id(&id).send().await.unwrap();
    for name in [id.clone(), t.key_arn(&id), "alias/data".to_owned(), t.alias_arn("alias/data")] {
        let key = t.kms().describe_key().key_id(&name).send().await.unwrap().key_metadata.unwrap();
        assert_eq!(key.key_id(), id, "{name}");
    }
    let words = format!("Alias {} is not found.", t.alias_arn("alias/nothing"));
    t.refused(t.kms().describe_key().key_id("alias/nothing").send().await, "NotFoundException", &words);
}

pub async fn in_pages(t: Target) {
    let mut made = Vec::new();
    for _ in 0..5 {
        made.push(t.key().await);
    }
    let (mut found, mut sizes) = (Vec::new(), Vec::new());
    let mut pages = t.kms().list_keys().limit(2).into_paginator().send();
    while let Some(page) = pages.next().await {
        let page = page.unwrap();
        sizes.push(page.keys().len());
        found.extend(page.keys().iter().map(|key| key.key_id().unwrap().to_owned()));
    }
    made.sort();
    found.sort();
    assert_eq!((found, sizes), (made, vec![2, 2, 1]));
    let words = constraint("1001", "limit", "Member must have value less than or equal to 1000");
    t.refused(t.kms().list_keys().limit(1001).send().await, "ValidationException", &words);
    t.refused(t.kms().list_keys().marker("x").send().await, "InvalidMarkerException", "Could not deserialize marker");
}

pub async fn descriptions_change(t: Target) {
    let id = t.key().await;
    t.kms().update_key_description().key_id(&id).description("new").send().await.unwrap();
    let key = t.kms().describe_key().key_id(&id).send().await.unwrap().key_metadata.unwrap();
    assert_eq!(key.description(), Some("new"));
}

pub async fn disabled_and_enabled(t: Target) {
    let id = t.key().await;
    let state = async || t.kms().describe_key().key_id(&id).send().await.unwrap().key_metadata.unwrap();
    t.kms().disable_key().key_id(&id).send().await.unwrap();
    t.kms().disable_key().key_id(&id).send().await.unwrap();
    let key = state().await;
    assert_eq!((key.enabled(), key.key_state()), (false, Some(&KeyState::Disabled)));
    t.kms().enable_key().key_id(&id).send().await.unwrap();
    assert_eq!(state().await.key_state(), Some(&KeyState::Enabled));
}

pub async fn deletion_waits_and_can_be_cancelled(t: Target) {
    let id = t.key().await;
    t.kms().schedule_key_deletion().key_id(&id).pending_window_in_days(7).send().await.unwrap();
    let key = t.kms().describe_key().key_id(&id).send().await.unwrap().key_metadata.unwrap();
    assert_eq!((key.enabled(), key.key_state()), (false, Some(&KeyState::PendingDeletion)));
    let left = key.deletion_date().unwrap().secs() - key.creation_date().unwrap().secs();
    assert!((7 * 86_400 - 60..=7 * 86_400 + 60).contains(&left), "{left}");
    t.kms().cancel_key_deletion().key_id(&id).send().await.unwrap();
    let key = t.kms().describe_key().key_id(&id).send().await.unwrap().key_metadata.unwrap();
    assert_eq!((key.key_state(), key.deletion_date()), (Some(&KeyState::Disabled), None));
    let again = t.kms().cancel_key_deletion().key_id(&id).send().await;
    t.refused(again, "KMSInvalidStateException", &format!("{} is not pending deletion.", t.key_arn(&id)));
}

pub async fn waiting_periods_have_bounds(t: Target) {
    let id = t.key().await;
    for (days, rule) in [(6, "greater than or equal to 7"), (31, "less than or equal to 30")] {
        let words = constraint(&days.to_string(), "pendingWindowInDays", &format!("Member must have value {rule}"));
        let asked = t.kms().schedule_key_deletion().key_id(&id).pending_window_in_days(days).send().await;
        t.refused(asked, "ValidationException", &words);
    }
}

pub async fn a_key_that_waits_is_not_changed(t: Target) {
    let id = t.key().await;
    t.kms().schedule_key_deletion().key_id(&id).send().await.unwrap();
    let words = format!("{} is pending deletion.", t.key_arn(&id));
    let code = "KMSInvalidStateException";
    t.refused(t.kms().enable_key().key_id(&id).send().await, code, &words);
    t.refused(t.kms().update_key_description().key_id(&id).description("x").send().await, code, &words);
    t.refused(t.kms().schedule_key_deletion().key_id(&id).send().await, code, &words);
    t.refused(t.kms().create_alias().alias_name("alias/x").target_key_id(&id).send().await, code, &words);
    t.refused(t.kms().enable_key_rotation().key_id(&id).send().await, code, &words);
}
