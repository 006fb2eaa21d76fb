//! Keys: making, reading, listing, and what becomes of them.

use serde_json::{Map, Value, json};

use super::material::Material;
use super::state::{Key, KeyState, Rotation, after};
use super::{errors, input, paging, policy, tags};
use crate::ACCOUNT_ID;
use crate::account::{Account, Date};
use crate::error::ApiError;
use crate::protocol::json::{Answer, Call};

/// How many keys an account may have in a Region.
///
/// Source: <https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html>
const MOST: usize = 100_000;

/// What each kind of key can be used for.
///
/// Source: <https://docs.aws.amazon.com/kms/latest/developerguide/symm-asymm-choose-key-spec.html>
const SPECS: [(&str, &[&str]); 15] = [
    ("SYMMETRIC_DEFAULT", &["ENCRYPT_DECRYPT"]),
    ("RSA_2048", &["ENCRYPT_DECRYPT", "SIGN_VERIFY"]),
    ("RSA_3072", &["ENCRYPT_DECRYPT", "SIGN_VERIFY"]),
    ("RSA_4096", &["ENCRYPT_DECRYPT", "SIGN_VERIFY"]),
    ("ECC_NIST_P256", &["SIGN_VERIFY", "KEY_AGREEMENT"]),
    ("ECC_NIST_P384", &["SIGN_VERIFY", "KEY_AGREEMENT"]),
    ("ECC_NIST_P521", &["SIGN_VERIFY", "KEY_AGREEMENT"]),
    ("ECC_SECG_P256K1", &["SIGN_VERIFY"]),
    ("HMAC_224", &["GENERATE_VERIFY_MAC"]),
    ("HMAC_256", &["GENERATE_VERIFY_MAC"]),
    ("HMAC_384", &["GENERATE_VERIFY_MAC"]),
    ("HMAC_512", &["GENERATE_VERIFY_MAC"]),
    ("ML_DSA_44", &["SIGN_VERIFY"]),
    ("ML_DSA_65", &["SIGN_VERIFY"]),
    ("ML_DSA_87", &["SIGN_VERIFY"]),
];
const USAGES: [&str; 4] = ["SIGN_VERIFY", "ENCRYPT_DECRYPT", "GENERATE_VERIFY_MAC", "KEY_AGREEMENT"];

pub(super) fn create(account: &mut Account, call: &Call<'_>) -> Answer {
    let params = call.params;
    let description = input::description(params)?;
    let multi_region = params.flag("MultiRegion")?;
    let (usage, spec) = kind(call)?;
    let tags = tags::read(params)?;
    let id = Key::new_id(multi_region);
    let policy = policy::given(account, call, &id)?.map_or_else(policy::default_policy, str::to_owned);
    let region = input::region(account, call);
    if region.keys.values().filter(|key| !key.aws_managed).count() >= MOST {
        return Err(errors::limit(format!("The limit of {MOST} keys is reached.")));
    }
    let mut key = Key {
        id,
        created: call.now,
        description: description.to_owned(),
        usage: usage.to_owned(),
        spec: spec.to_owned(),
        multi_region,
        aws_managed: false,
        state: KeyState::Enabled,
        policy,
        tags,
        rotation: Rotation::default(),
        grants: std::collections::BTreeMap::new(),
        materials: Vec::new(),
    };
    if key.is_symmetric() {
        key.materials.push(Material::generate().map_err(|_| errors::internal())?);
    }
    let answer = json!({ "KeyMetadata": metadata(call.region, &key) });
    region.keys.insert(key.id.clone(), key);
    Ok(answer)
}

/// Usage and spec of a new key, which must go together.
fn kind<'a>(call: &Call<'a>) -> Result<(&'a str, &'a str), ApiError> {
    let specs = SPECS.map(|(spec, _)| spec);
    let old = input::choice(call.params, "CustomerMasterKeySpec", &specs)?;
    let spec = input::choice(call.params, "KeySpec", &specs)?.or(old).unwrap_or("SYMMETRIC_DEFAULT");
    let usage = match input::choice(call.params, "KeyUsage", &USAGES)? {
        Some(usage) => usage,
        None if spec == "SYMMETRIC_DEFAULT" => "ENCRYPT_DECRYPT",
        None => {
            return Err(errors::validation(
                "You must specify a KeyUsage value for all KMS keys except for symmetric encryption keys.",
            ));
        }
    };
    if SPECS.iter().any(|(known, usages)| *known == spec && usages.contains(&usage)) {
        return Ok((usage, spec));
    }
    Err(errors::validation(format!("KeyUsage {usage} is not compatible with KeySpec {spec}")))
}

pub(super) fn describe(account: &Account, call: &Call<'_>) -> Answer {
    Ok(json!({ "KeyMetadata": metadata(call.region, input::key(account, call, true)?) }))
}

pub(super) fn list(account: &Account, call: &Call<'_>) -> Answer {
    let keys = account.kms.region(call.region).map(|region| region.keys.values()).into_iter().flatten();
    let shape = |key: &Key| json!({ "KeyId": key.id, "KeyArn": key.arn(call.region) });
    let keys = keys.filter(|key| input::is_there(account, call, &key.id));
    paging::page(call, "Keys", (1000, 100), keys.map(|key| (key.id.clone(), shape(key))))
}

pub(super) fn update_description(account: &mut Account, call: &Call<'_>) -> Answer {
    let description = input::description(call.params)?;
    let key = input::changeable_key(account, call)?;
    input::not_pending(call, key)?;
    key.description = description.to_owned();
    Ok(json!({}))
}

pub(super) fn enable(account: &mut Account, call: &Call<'_>) -> Answer {
    set_state(account, call, KeyState::Enabled)
}

pub(super) fn disable(account: &mut Account, call: &Call<'_>) -> Answer {
    set_state(account, call, KeyState::Disabled)
}

fn set_state(account: &mut Account, call: &Call<'_>, state: KeyState) -> Answer {
    let key = input::changeable_key(account, call)?;
    input::not_pending(call, key)?;
    if state == KeyState::Enabled && key.state != state {
        // What would have been due meanwhile is due a whole period from now.
        key.rotation.since = key.rotation.period.map(|_| call.now);
    }
    key.state = state;
    Ok(json!({}))
}

pub(super) fn schedule_deletion(account: &mut Account, call: &Call<'_>) -> Answer {
    let days = input::number(call.params, "PendingWindowInDays", 7..=30)?.unwrap_or(30);
    let key = input::changeable_key(account, call)?;
    input::not_pending(call, key)?;
    let on = after(call.now, days).ok_or_else(errors::internal)?;
    key.state = KeyState::PendingDeletion(on);
    Ok(json!({
        "KeyId": key.arn(call.region),
        "DeletionDate": on.0.as_second(),
        "KeyState": "PendingDeletion",
        "PendingWindowInDays": days,
    }))
}

/// The key is then disabled.
pub(super) fn cancel_deletion(account: &mut Account, call: &Call<'_>) -> Answer {
    let key = input::changeable_key(account, call)?;
    let arn = key.arn(call.region);
    if !matches!(key.state, KeyState::PendingDeletion(_)) {
        return Err(errors::invalid_state(format!("{arn} is not pending deletion.")));
    }
    key.state = KeyState::Disabled;
    Ok(json!({ "KeyId": arn }))
}

/// Source: <https://docs.aws.amazon.com/kms/latest/APIReference/API_KeyMetadata.html>
fn metadata(region: &str, key: &Key) -> Value {
    let mut metadata = Map::new();
    let mut put = |name: &str, value: Value| metadata.insert(name.to_owned(), value);
    put("AWSAccountId", ACCOUNT_ID.into());
    put("KeyId", key.id.clone().into());
    put("Arn", key.arn(region).into());
    put("CreationDate", key.created.0.as_second().into());
    put("Enabled", (key.state == KeyState::Enabled).into());
    put("Description", key.description.clone().into());
    put("KeyUsage", key.usage.clone().into());
    put("Origin", "AWS_KMS".into());
    put("KeyManager", if key.aws_managed { "AWS" } else { "CUSTOMER" }.into());
    put("KeySpec", key.spec.clone().into());
    put("CustomerMasterKeySpec", key.spec.clone().into());
    put("MultiRegion", key.multi_region.into());
    let state = match key.state {
        KeyState::Enabled => "Enabled",
        KeyState::Disabled => "Disabled",
        KeyState::PendingDeletion(Date(on)) => {
            put("DeletionDate", on.as_second().into());
            "PendingDeletion"
        }
    };
    put("KeyState", state.into());
    if key.usage == "ENCRYPT_DECRYPT" {
        let rsa = ["RSAES_OAEP_SHA_1", "RSAES_OAEP_SHA_256"];
        let algorithms: &[&str] = if key.is_symmetric() { &["SYMMETRIC_DEFAULT"] } else { &rsa };
        put("EncryptionAlgorithms", json!(algorithms));
    }
    if key.multi_region {
        let primary = json!({ "Arn": key.arn(region), "Region": region });
        put(
            "MultiRegionConfiguration",
            json!({ "MultiRegionKeyType": "PRIMARY", "PrimaryKey": primary, "ReplicaKeys": [] }),
        );
    }
    metadata.into()
}
