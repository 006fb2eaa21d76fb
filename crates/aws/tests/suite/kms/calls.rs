//! Keys as a plan changes them: carried out, looked up, and read again.

use gatehouse_aws::Account;
use gatehouse_plan::kms::call::STEP_TAG;
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
        tags: vec![Tag { key: STEP_TAG.to_owned(), value: step.to_owned() }],
    }
}

pub async fn a_key_is_made_and_named(t: Target) {
    let account = t.gatehouse().await;
    let first = does(&account, create("one")).await;
    let second = does(&account, create("two")).await;
    assert_ne!(first, second, "another step, another key");
    let key = t.kms().describe_key().key_id(&first["KeyArn"]).send().await.unwrap().key_metadata.unwrap();
    assert_eq!(key.description(), Some("Training data"));
}

pub async fn an_alias_comes_and_goes(t: Target) {
    let account = t.gatehouse().await;
    let key = does(&account, create("one")).await["KeyArn"].clone();
    does(&account, KmsCall::CreateAlias { alias: "alias/data".to_owned(), key: key.clone() }).await;
    let described = t.kms().describe_key().key_id("alias/data").send().await.unwrap().key_metadata.unwrap();
    assert_eq!(described.arn(), Some(key.as_str()));
    does(&account, KmsCall::DeleteAlias { alias: "alias/data".to_owned() }).await;
}
