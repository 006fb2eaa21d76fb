//! Replicas: the same secret in other Regions.
//!
//! Source: <https://docs.aws.amazon.com/secretsmanager/latest/userguide/replicate-secrets.html>

use std::collections::BTreeMap;

use gatehouse_policy::names;
use serde_json::{Value, json};

use super::state::{Replica, Secret};
use super::{errors, input, secrets};
use crate::account::Account;
use crate::error::ApiError;
use crate::protocol::json::{Answer, Call};

/// The Regions that `AddReplicaRegions` names.
pub(super) fn wanted(call: &Call<'_>) -> Result<BTreeMap<String, Replica>, ApiError> {
    let mut wanted = BTreeMap::new();
    for (number, item) in (1..).zip(call.params.list("AddReplicaRegions")?) {
        let region = input::member(item, "Region")
            .ok_or_else(|| errors::missing(&format!("addReplicaRegions.{number}.member.region")))?;
        if !names::is_region(region) {
            return Err(errors::parameter(format!("Invalid replica region: {region}.")));
        }
        if region == call.region {
            return Err(errors::parameter("Invalid replica region. The primary region can't be a replica region."));
        }
        let kms_key =
            input::member(item, "KmsKeyId").filter(|key| !key.is_empty() && *key != "alias/aws/secretsmanager");
        wanted.insert(region.to_owned(), Replica { kms_key: kms_key.map(str::to_owned) });
    }
    Ok(wanted)
}

/// Refuses Regions where another secret has the name, unless that may be overwritten.
pub(super) fn check(
    account: &Account,
    call: &Call<'_>,
    name: &str,
    wanted: &BTreeMap<String, Replica>,
) -> Result<(), ApiError> {
    if call.params.flag("ForceOverwriteReplicaSecret")? {
        return Ok(());
    }
    let ours = |secret: &Secret| secret.primary.as_deref() == Some(call.region);
    let taken = wanted
        .keys()
        .find(|region| account.secretsmanager.find(region, name, call.now).is_some_and(|secret| !ours(secret)));
    match taken {
        Some(region) => {
            Err(errors::exists(format!("Replication failed: Secret name {name} already exists in region {region}.")))
        }
        None => Ok(()),
    }
}

pub(super) fn status(secret: &Secret) -> Value {
    let shape = |(region, replica): (&String, &Replica)| {
        let mut status = json!({ "Region": region, "Status": "InSync" });
        if let (Some(key), Some(status)) = (&replica.kms_key, status.as_object_mut()) {
            status.insert("KmsKeyId".to_owned(), key.clone().into());
        }
        status
    };
    secret.replicas.iter().map(shape).collect()
}

fn answer(call: &Call<'_>, secret: &Secret) -> Value {
    json!({ "ARN": secret.arn(call.region), "ReplicationStatus": status(secret) })
}

pub(super) fn add(account: &mut Account, call: &Call<'_>) -> Answer {
    let wanted = wanted(call)?;
    if wanted.is_empty() {
        return Err(errors::missing("addReplicaRegions"));
    }
    let mut secret = input::secret_mut(account, call)?.clone();
    check(account, call, &secret.name, &wanted)?;
    secret.replicas.extend(wanted);
    let answer = answer(call, &secret);
    secrets::put_back(account, call, secret);
    Ok(answer)
}

pub(super) fn remove(account: &mut Account, call: &Call<'_>) -> Answer {
    let regions = call.params.texts("RemoveReplicaRegions")?;
    if regions.is_empty() {
        return Err(errors::missing("removeReplicaRegions"));
    }
    let mut secret = input::secret_mut(account, call)?.clone();
    for region in regions {
        if secret.replicas.remove(region).is_none() {
            return Err(errors::parameter(format!("The secret is not replicated to the region {region}.")));
        }
        account.secretsmanager.region_mut(region, call.now).remove(&secret.name);
    }
    let answer = answer(call, &secret);
    secrets::put_back(account, call, secret);
    Ok(answer)
}

/// Makes a replica a secret of its own. The call goes to the replica's Region.
pub(super) fn stop(account: &mut Account, call: &Call<'_>) -> Answer {
    let secret = input::any_mut(account, call)?;
    let Some(primary) = secret.primary.take() else {
        return Err(errors::request("The secret is not a replica."));
    };
    let (name, arn) = (secret.name.clone(), secret.arn(call.region));
    if let Some(primary) = account.secretsmanager.region_mut(&primary, call.now).get_mut(&name) {
        primary.replicas.remove(call.region);
    }
    Ok(json!({ "ARN": arn }))
}
