//! Keys as a plan changes them: carried out, looked up, and read again.

use std::collections::BTreeMap;

use gatehouse_aws::{Account, Watch};
use gatehouse_plan::kms::call::{GrantContext, STEP_TAG};
use gatehouse_plan::kms::key::{Key, KeyState};
use gatehouse_plan::{Call, KmsCall, Outputs, Tag};

use super::Target;

/// Not shown, then carried out, then shown with the same names.
async fn does(account: &Account, call: KmsCall) -> Outputs {
    let call = Call::from(call);
    assert_eq!(account.shows(&call).await.unwrap(), None, "{}", call.words());
    let outputs = account.perform(&call).await.unwrap().outputs;
    assert_eq!(account.shows(&call).await.unwrap().as_ref(), Some(&outputs), "{}", call.words());
    outputs
}

fn create(step: &str) -> KmsCall {
    KmsCall::CreateKey {
        description: "Training data".to_owned(),
        usage: "ENCRYPT_DECRYPT".to_owned(),
        spec: "SYMMETRIC_DEFAULT".to_owned(),
        multi_region: false,
        policy: None,
        bypass_lockout_check: false,
        tags: vec![tag(STEP_TAG, step)],
    }
}

fn tag(key: &str, value: &str) -> Tag {
    Tag { key: key.to_owned(), value: value.to_owned() }
}

async fn account_and_key(t: &Target) -> (Account, String) {
    let account = t.gatehouse().await;
    let key = does(&account, create("one")).await["KeyArn"].clone();
    (account, key)
}

pub async fn a_key_is_made_and_named(t: Target) {
    let account = t.gatehouse().await;
    let first = does(&account, create("one")).await;
    let second = does(&account, create("two")).await;
    assert_ne!(first, second, "another step, another key");
    let key = t.kms().describe_key().key_id(&first["KeyArn"]).send().await.unwrap().key_metadata.unwrap();
    assert_eq!(key.description(), Some("Training data"));
}

pub async fn an_alias_comes_and_goes_and_moves(t: Target) {
    let (account, key) = account_and_key(&t).await;
    let other = does(&account, create("two")).await["KeyArn"].clone();
    let alias = || "alias/data".to_owned();
    does(&account, KmsCall::CreateAlias { alias: alias(), key: key.clone() }).await;
    does(&account, KmsCall::UpdateAlias { alias: alias(), key: other.clone() }).await;
    let described = t.kms().describe_key().key_id("alias/data").send().await.unwrap().key_metadata.unwrap();
    assert_eq!(described.arn(), Some(other.as_str()));
    does(&account, KmsCall::DeleteAlias { alias: alias() }).await;
}

pub async fn a_key_is_described(t: Target) {
    let (account, key) = account_and_key(&t).await;
    does(&account, KmsCall::UpdateKeyDescription { key: key.clone(), description: "New".to_owned() }).await;
    does(&account, KmsCall::TagKey { key: key.clone(), tags: vec![tag("a", "1"), tag("b", "")] }).await;
    does(&account, KmsCall::TagKey { key: key.clone(), tags: vec![tag("a", "2")] }).await;
    does(&account, KmsCall::UntagKey { key, tag_keys: vec!["a".to_owned(), "b".to_owned()] }).await;
}

pub async fn a_policy_is_replaced(t: Target) {
    let (account, key) = account_and_key(&t).await;
    let document = format!(
        r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Principal":{{"AWS":"{}"}},"Action":["kms:*","kms:Put*"],"Resource":"*"}}]}}"#,
        t.arn("root")
    );
    does(&account, KmsCall::PutKeyPolicy { key: key.clone(), document: document.clone(), bypass_lockout_check: false })
        .await;
    assert_eq!(account.key(&key).await.unwrap().policy, Ok(document));
}

pub async fn rotation_is_set(t: Target) {
    let (account, key) = account_and_key(&t).await;
    does(&account, KmsCall::EnableKeyRotation { key: key.clone(), days: 90 }).await;
    does(&account, KmsCall::EnableKeyRotation { key: key.clone(), days: 365 }).await;
    does(&account, KmsCall::DisableKeyRotation { key }).await;
}

pub async fn a_rotation_on_demand_is_counted(t: Target) {
    let (account, key) = account_and_key(&t).await;
    does(&account, KmsCall::RotateKeyOnDemand { key: key.clone(), earlier: 0 }).await;
    does(&account, KmsCall::RotateKeyOnDemand { key: key.clone(), earlier: 1 }).await;
    let rotation = account.key(&key).await.unwrap().rotation.unwrap().unwrap();
    assert_eq!(rotation.history.len(), 2);
    assert!(rotation.history.iter().all(|rotated| rotated.on_demand));
}

pub async fn a_grant_is_made_and_named(t: Target) {
    let (account, key) = account_and_key(&t).await;
    let grantee = t.role("train").await.arn;
    let context = GrantContext::Equals(BTreeMap::from([("purpose".to_owned(), "training".to_owned())]));
    let grant = |name: &str| KmsCall::CreateGrant {
        key: key.clone(),
        name: name.to_owned(),
        grantee: grantee.clone(),
        retiring: None,
        operations: vec!["Decrypt".to_owned()],
        context: Some(context.clone()),
    };
    let one = does(&account, grant("one")).await["GrantId"].clone();
    let two = does(&account, grant("two")).await["GrantId"].clone();
    let grants = account.key(&key).await.unwrap().grants.unwrap();
    assert!(grants.iter().all(|grant| grant.context.as_ref() == Some(&context)), "{grants:?}");
    does(&account, KmsCall::RevokeGrant { key: key.clone(), grant_id: one }).await;
    does(&account, KmsCall::RetireGrant { key, grant_id: two }).await;
}

pub async fn a_key_is_disabled_deleted_and_kept(t: Target) {
    let (account, key) = account_and_key(&t).await;
    let key = || key.clone();
    does(&account, KmsCall::DisableKey { key: key() }).await;
    does(&account, KmsCall::EnableKey { key: key() }).await;
    does(&account, KmsCall::ScheduleKeyDeletion { key: key(), days: 7 }).await;
    let held = account.key(&key()).await.unwrap();
    assert_eq!(held.state, KeyState::PendingDeletion);
    assert!(held.deletion.is_some_and(|when| when.starts_with("20")));
    does(&account, KmsCall::CancelKeyDeletion { key: key() }).await;
    assert_eq!(account.key(&key()).await.unwrap().state, KeyState::Disabled);
}

pub async fn a_key_is_read_whole(t: Target) {
    let (account, arn) = account_and_key(&t).await;
    for alias in ["alias/b", "alias/a"] {
        does(&account, KmsCall::CreateAlias { alias: alias.to_owned(), key: arn.clone() }).await;
    }
    let key: Key = account.key(&arn).await.unwrap();
    assert_eq!((key.arn.as_str(), key.state, key.aws_managed), (arn.as_str(), KeyState::Enabled, false));
    assert_eq!((key.name(), key.aliases.len(), key.description.as_str()), ("alias/a", 2, "Training data"));
    assert_eq!((key.tags, key.grants), (Ok(vec![tag(STEP_TAG, "one")]), Ok(Vec::new())));
    assert!(key.policy.unwrap().contains("kms:*"));
    assert_eq!(key.rotation.unwrap().unwrap().period, None);
    assert_eq!(account.key("alias/b").await.unwrap().arn, arn);
}

pub async fn keys_are_listed_by_name(t: Target) {
    let account = t.gatehouse().await;
    for number in 0..12 {
        let key = does(&account, create(&format!("step-{number}"))).await["KeyArn"].clone();
        let alias = KmsCall::CreateAlias { alias: format!("alias/k{:02}", 11 - number), key };
        account.perform(&alias.into()).await.unwrap();
    }
    let keys = account.keys(&Watch::default()).await.unwrap();
    let mine: Vec<&str> = keys.keys.iter().map(Key::name).filter(|name| name.starts_with("alias/k")).collect();
    assert_eq!(mine.len(), 12);
    assert!(mine.is_sorted(), "{mine:?}");
    assert_eq!((keys.closed.len(), keys.aliases), (0, Ok(())));
}

pub async fn a_text_is_encrypted_and_decrypted(t: Target) {
    let (account, key) = account_and_key(&t).await;
    let context = BTreeMap::from([("purpose".to_owned(), "training".to_owned())]);
    let sealed = account.encrypt(&key, b"text".to_vec(), context.clone()).await.unwrap();
    assert_eq!(sealed.key, key);
    let opened = account.decrypt(&sealed.base64, context).await.unwrap();
    assert_eq!((opened.bytes.as_slice(), opened.key), (b"text".as_slice(), key));
    let error = account.decrypt(&sealed.base64, BTreeMap::new()).await.err().unwrap();
    assert_eq!(error.code, "InvalidCiphertextException");
}
