//! Keys: making, reading, listing.

use serde_json::{Value, json};

use super::state::{Key, KeyState};
use super::{input, paging, tags};
use crate::ACCOUNT_ID;
use crate::account::Account;
use crate::protocol::json::{Answer, Call};

const USAGES: [&str; 4] = ["SIGN_VERIFY", "ENCRYPT_DECRYPT", "GENERATE_VERIFY_MAC", "KEY_AGREEMENT"];

/// Source: <https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html>
fn default_policy() -> String {
    format!(
        "{{\n  \"Version\" : \"2012-10-17\",\n  \"Id\" : \"key-default-1\",\n  \"Statement\" : [ {{\n    \"Sid\" : \"Enable \
         IAM User Permissions\",\n    \"Effect\" : \"Allow\",\n    \"Principal\" : {{\n      \"AWS\" : \
         \"arn:aws:iam::{ACCOUNT_ID}:root\"\n    }},\n    \"Action\" : \"kms:*\",\n    \"Resource\" : \"*\"\n  }} ]\n}}"
    )
}

pub(super) fn create(account: &mut Account, call: &Call<'_>) -> Answer {
    let params = call.params;
    let description = params.text("Description")?.unwrap_or_default();
    input::within(description, "description", 0..=8192)?;
    let multi_region = params.flag("MultiRegion")?;
    let key = Key {
        id: Key::new_id(multi_region),
        created: call.now,
        description: description.to_owned(),
        usage: input::choice(params, "KeyUsage", &USAGES)?.unwrap_or("ENCRYPT_DECRYPT").to_owned(),
        spec: params.text("KeySpec")?.unwrap_or("SYMMETRIC_DEFAULT").to_owned(),
        multi_region,
        aws_managed: false,
        state: KeyState::Enabled,
        policy: params.text("Policy")?.map_or_else(default_policy, str::to_owned),
        tags: tags::read(params)?,
    };
    let answer = json!({ "KeyMetadata": metadata(call.region, &key) });
    input::region(account, call).keys.insert(key.id.clone(), key);
    Ok(answer)
}

pub(super) fn describe(account: &Account, call: &Call<'_>) -> Answer {
    Ok(json!({ "KeyMetadata": metadata(call.region, input::key(account, call, true)?) }))
}

pub(super) fn list(account: &Account, call: &Call<'_>) -> Answer {
    let keys = account.kms.region(call.region).map(|region| region.keys.values()).into_iter().flatten();
    let shape = |key: &Key| json!({ "KeyId": key.id, "KeyArn": key.arn(call.region) });
    paging::page(call, "Keys", (1000, 100), keys.map(|key| (key.id.clone(), shape(key))))
}

/// Source: <https://docs.aws.amazon.com/kms/latest/APIReference/API_KeyMetadata.html>
fn metadata(region: &str, key: &Key) -> Value {
    let mut metadata = json!({
        "AWSAccountId": ACCOUNT_ID,
        "KeyId": key.id,
        "Arn": key.arn(region),
        "CreationDate": key.created.0.as_second(),
        "Enabled": key.state == KeyState::Enabled,
        "Description": key.description,
        "KeyUsage": key.usage,
        "KeyState": match key.state {
            KeyState::Enabled => "Enabled",
            KeyState::Disabled => "Disabled",
            KeyState::PendingDeletion(_) => "PendingDeletion",
        },
        "Origin": "AWS_KMS",
        "KeyManager": if key.aws_managed { "AWS" } else { "CUSTOMER" },
        "KeySpec": key.spec,
        "CustomerMasterKeySpec": key.spec,
        "MultiRegion": key.multi_region,
    });
    if let (KeyState::PendingDeletion(date), Some(metadata)) = (key.state, metadata.as_object_mut()) {
        metadata.insert("DeletionDate".to_owned(), date.0.as_second().into());
    }
    metadata
}
