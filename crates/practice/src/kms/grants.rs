//! Grants: permissions on a key beside its policy, for programs.
//!
//! Source: <https://docs.aws.amazon.com/kms/latest/developerguide/grants.html>

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::state::{Constraints, Grant, Key};
use super::{errors, input, paging};
use crate::ACCOUNT_ID;
use crate::account::Account;
use crate::error::ApiError;
use crate::protocol::json::{Answer, Call};

/// How many grants a key may have.
///
/// Source: <https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html>
const MOST: usize = 50_000;

/// Source: <https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateGrant.html>
const OPERATIONS: [&str; 17] = [
    "Decrypt",
    "Encrypt",
    "GenerateDataKey",
    "GenerateDataKeyWithoutPlaintext",
    "ReEncryptFrom",
    "ReEncryptTo",
    "Sign",
    "Verify",
    "GetPublicKey",
    "CreateGrant",
    "RetireGrant",
    "DescribeKey",
    "GenerateDataKeyPair",
    "GenerateDataKeyPairWithoutPlaintext",
    "GenerateMac",
    "VerifyMac",
    "DeriveSharedSecret",
];

pub(super) fn create(account: &mut Account, call: &Call<'_>) -> Answer {
    let params = call.params;
    let grantee = principal(account, call, "GranteePrincipal")?.ok_or_else(|| errors::missing("granteePrincipal"))?;
    let retiring = principal(account, call, "RetiringPrincipal")?;
    let name = params.text("Name")?;
    if let Some(name) = name {
        input::within(name, "name", 1..=256)?;
        input::pattern(name, "name", "^[a-zA-Z0-9:/_-]+$", |c| c.is_ascii_alphanumeric() || ":/_-".contains(c))?;
    }
    let operations = operations(call)?;
    let constraints = constraints(call)?;
    let key = input::changeable_key(account, call)?;
    input::usable(call, key)?;
    let grant = Grant {
        id: format!("{}{}", Uuid::new_v4().simple(), Uuid::new_v4().simple()),
        token: format!("{}{}", Uuid::new_v4().simple(), Uuid::new_v4().simple()),
        name: name.map(str::to_owned),
        created: call.now,
        grantee,
        retiring,
        operations,
        constraints,
    };
    // "you can retry the request with the same Name": the same grant is answered, not another one made.
    if let Some(same) = key.grants.values().find(|present| name.is_some() && present.says_the_same(&grant)) {
        return Ok(json!({ "GrantId": same.id, "GrantToken": same.token }));
    }
    if key.grants.len() >= MOST {
        return Err(errors::limit(format!("Too many grants on the key: {MOST}")));
    }
    let answer = json!({ "GrantId": grant.id, "GrantToken": grant.token });
    key.grants.insert(grant.id.clone(), grant);
    Ok(answer)
}

pub(super) fn list(account: &Account, call: &Call<'_>) -> Answer {
    let key = input::key(account, call, false)?;
    let (id, grantee) = (call.params.text("GrantId")?, call.params.text("GranteePrincipal")?);
    let grants = key
        .grants
        .values()
        .filter(|grant| id.is_none_or(|id| grant.id == id) && grantee.is_none_or(|grantee| grant.grantee == grantee));
    paging::page(call, "Grants", (100, 50), grants.map(|grant| (grant.id.clone(), shape(call, key, grant))))
}

pub(super) fn list_retirable(account: &Account, call: &Call<'_>) -> Answer {
    let retiring = input::required(call.params, "RetiringPrincipal", 1..=256)?;
    let keys = account.kms.region(call.region).map(|region| region.keys.values()).into_iter().flatten();
    let mut grants: Vec<(String, Value)> = keys
        .flat_map(|key| key.grants.values().map(move |grant| (key, grant)))
        .filter(|(_, grant)| grant.retiring.as_deref() == Some(retiring))
        .map(|(key, grant)| (grant.id.clone(), shape(call, key, grant)))
        .collect();
    grants.sort_by(|(one, _), (other, _)| one.cmp(other));
    paging::page(call, "Grants", (100, 50), grants)
}

pub(super) fn revoke(account: &mut Account, call: &Call<'_>) -> Answer {
    let id = input::required(call.params, "GrantId", 1..=128)?;
    let key = input::changeable_key(account, call)?;
    key.grants.remove(id).map(|_| json!({})).ok_or_else(|| errors::no_such_grant(id))
}

/// By the key and the grant's id, or by the grant's token alone.
pub(super) fn retire(account: &mut Account, call: &Call<'_>) -> Answer {
    if let Some(token) = call.params.text("GrantToken")? {
        let region = input::region(account, call);
        for key in region.keys.values_mut() {
            let id = key.grants.values().find(|grant| grant.token == token).map(|grant| grant.id.clone());
            if let Some(id) = id {
                key.grants.remove(&id);
                return Ok(json!({}));
            }
        }
        return Err(errors::invalid_grant_token());
    }
    revoke(account, call)
}

/// A principal that there is. KMS takes roles, users, the account, and principals of other accounts.
fn principal(account: &Account, call: &Call<'_>, parameter: &str) -> Result<Option<String>, ApiError> {
    let Some(arn) = call.params.text(parameter)? else { return Ok(None) };
    input::within(
        arn,
        if parameter == "GranteePrincipal" { "granteePrincipal" } else { "retiringPrincipal" },
        1..=256,
    )?;
    let here = format!("arn:aws:iam::{ACCOUNT_ID}:");
    let known = match arn.strip_prefix(&here) {
        Some("root") => true,
        Some(resource) if resource.starts_with("role/") => account.roles.values().any(|role| role.arn() == arn),
        Some(resource) if resource.starts_with("user/") => account.users.iter().any(|user| user.arn() == arn),
        Some(_) => false,
        None => arn.starts_with("arn:aws:iam::") || arn.starts_with("arn:aws:sts::"),
    };
    if known { Ok(Some(arn.to_owned())) } else { Err(errors::invalid_arn(arn)) }
}

fn operations(call: &Call<'_>) -> Result<Vec<String>, ApiError> {
    let operations = call.params.texts("Operations")?;
    if operations.is_empty() {
        return Err(errors::missing("operations"));
    }
    if let Some(strange) = operations.iter().find(|operation| !OPERATIONS.contains(operation)) {
        let rule = format!("Member must satisfy enum value set: [{}]", OPERATIONS.join(", "));
        return Err(errors::constraint(format!("[{strange}]"), "operations", &rule));
    }
    Ok(operations.into_iter().map(str::to_owned).collect())
}

fn constraints(call: &Call<'_>) -> Result<Constraints, ApiError> {
    let Some(given) = call.params.object("Constraints")? else { return Ok(Constraints::default()) };
    let pairs = |name: &str| given.get(name).map(input::pairs).transpose();
    Ok(Constraints { equals: pairs("EncryptionContextEquals")?, subset: pairs("EncryptionContextSubset")? })
}

fn shape(call: &Call<'_>, key: &Key, grant: &Grant) -> Value {
    let mut shape = Map::new();
    let mut put = |name: &str, value: Value| shape.insert(name.to_owned(), value);
    put("KeyId", key.arn(call.region).into());
    put("GrantId", grant.id.clone().into());
    put("Name", grant.name.clone().unwrap_or_default().into());
    put("CreationDate", grant.created.0.as_second().into());
    put("GranteePrincipal", grant.grantee.clone().into());
    if let Some(retiring) = &grant.retiring {
        put("RetiringPrincipal", retiring.clone().into());
    }
    put("IssuingAccount", format!("arn:aws:iam::{ACCOUNT_ID}:root").into());
    put("Operations", grant.operations.clone().into());
    let constraints: BTreeMap<&str, &BTreeMap<String, String>> = [
        ("EncryptionContextEquals", &grant.constraints.equals),
        ("EncryptionContextSubset", &grant.constraints.subset),
    ]
    .into_iter()
    .filter_map(|(name, pairs)| Some((name, pairs.as_ref()?)))
    .collect();
    if !constraints.is_empty() {
        put("Constraints", json!(constraints));
    }
    shape.into()
}
