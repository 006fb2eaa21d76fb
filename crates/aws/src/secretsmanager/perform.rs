//! Carrying out one call of Secrets Manager.
//!
//! A value is taken out of [`super::Values`] when its call is sent, and wiped there once AWS has it. It is in no error:
//! should AWS ever repeat it in a message, it is struck out.

use aws_sdk_secretsmanager::config::Builder;
use aws_sdk_secretsmanager::types::{ReplicaRegionType, RotationRulesType};
use gatehouse_plan::secret::{ACCOUNT_KEY, Replica, RotationRules};
use gatehouse_plan::{SecretsCall, Tag};
use secrecy::{ExposeSecret, SecretString};

use crate::account::Account;
use crate::error::{AwsError, ErrorKind};
use crate::perform::{Performed, once, some};

/// Sends a call, once.
pub(crate) async fn send(account: &Account, call: &SecretsCall) -> Result<Performed, AwsError> {
    let Some(handle) = call.value() else { return send_with(account, call, None).await };
    let value = account.values.get(handle).ok_or_else(value_gone)?;
    match send_with(account, call, Some(&value)).await {
        Ok(performed) => {
            account.values.forget(handle);
            Ok(performed)
        }
        Err(error) => Err(without(error, &value)),
    }
}

fn value_gone() -> AwsError {
    AwsError::ours(
        ErrorKind::NotSent,
        "VALUE_GONE",
        "The value of this step was kept in memory alone, and it is there no more. It must be given again.",
    )
}

fn without(error: AwsError, value: &SecretString) -> AwsError {
    let value = value.expose_secret();
    if value.is_empty() || !error.message.contains(value) {
        return error;
    }
    AwsError { message: error.message.replace(value, "(the value)"), ..error }
}

async fn send_with(account: &Account, call: &SecretsCall, value: Option<&SecretString>) -> Result<Performed, AwsError> {
    let client = &account.secretsmanager;
    let text = || value.map(|value| value.expose_secret().to_owned());
    macro_rules! answered {
        ($request:expr) => {
            once!(Builder, $request).map(|answer| Performed::by(&answer))
        };
    }
    match call.clone() {
        SecretsCall::CreateSecret { name, description, kms_key, value: _, token, tags, replicas } => {
            let request = client
                .create_secret()
                .name(name)
                .set_description(Some(description).filter(|description| !description.is_empty()))
                .set_kms_key_id(kms_key)
                .client_request_token(token)
                .set_tags(some(sdk_tags(&tags)))
                .set_add_replica_regions(some(sdk_replicas(&replicas)))
                .set_secret_string(text());
            let answer = once!(Builder, request)?;
            let arn = answer.arn();
            if arn.is_none() {
                return Err(AwsError::nonsense("AWS made a secret and did not say which."));
            }
            Ok(Performed::by(&answer).naming("SecretArn", arn))
        }
        SecretsCall::PutSecretValue { secret, value: _, token } => {
            answered!(client.put_secret_value().secret_id(secret).client_request_token(token).set_secret_string(text()))
        }
        SecretsCall::UpdateSecret { secret, description, kms_key } => answered!(
            client
                .update_secret()
                .secret_id(secret)
                .description(description)
                .kms_key_id(kms_key.unwrap_or_else(|| ACCOUNT_KEY.to_owned()))
        ),
        SecretsCall::UpdateSecretVersionStage { secret, stage, from, to } => answered!(
            client
                .update_secret_version_stage()
                .secret_id(secret)
                .version_stage(stage)
                .set_remove_from_version_id(from)
                .set_move_to_version_id(to)
        ),
        SecretsCall::DeleteSecret { secret, days } => {
            answered!(client.delete_secret().secret_id(secret).recovery_window_in_days(days))
        }
        SecretsCall::RestoreSecret { secret } => answered!(client.restore_secret().secret_id(secret)),
        SecretsCall::RotateSecret { secret, function, rules, immediately, token } => answered!(
            client
                .rotate_secret()
                .secret_id(secret)
                .rotation_lambda_arn(function)
                .set_rotation_rules((rules != RotationRules::default()).then(|| sdk_rules(&rules)))
                .rotate_immediately(immediately)
                .client_request_token(token)
        ),
        SecretsCall::CancelRotateSecret { secret } => answered!(client.cancel_rotate_secret().secret_id(secret)),
        SecretsCall::PutResourcePolicy { secret, document, block_public } => answered!(
            client.put_resource_policy().secret_id(secret).resource_policy(document).block_public_policy(block_public)
        ),
        SecretsCall::DeleteResourcePolicy { secret } => answered!(client.delete_resource_policy().secret_id(secret)),
        SecretsCall::ReplicateSecretToRegions { secret, replicas } => answered!(
            client
                .replicate_secret_to_regions()
                .secret_id(secret)
                .set_add_replica_regions(Some(sdk_replicas(&replicas)))
        ),
        SecretsCall::RemoveRegionsFromReplication { secret, regions } => answered!(
            client.remove_regions_from_replication().secret_id(secret).set_remove_replica_regions(Some(regions))
        ),
        SecretsCall::StopReplicationToReplica { secret } => {
            answered!(client.stop_replication_to_replica().secret_id(secret))
        }
        SecretsCall::TagSecret { secret, tags } => {
            answered!(client.tag_resource().secret_id(secret).set_tags(Some(sdk_tags(&tags))))
        }
        SecretsCall::UntagSecret { secret, tag_keys } => {
            answered!(client.untag_resource().secret_id(secret).set_tag_keys(Some(tag_keys)))
        }
    }
}

fn sdk_tags(tags: &[Tag]) -> Vec<aws_sdk_secretsmanager::types::Tag> {
    let tag = |tag: &Tag| aws_sdk_secretsmanager::types::Tag::builder().key(&tag.key).value(&tag.value).build();
    tags.iter().map(tag).collect()
}

fn sdk_replicas(replicas: &[Replica]) -> Vec<ReplicaRegionType> {
    let replica = |replica: &Replica| {
        ReplicaRegionType::builder().region(&replica.region).set_kms_key_id(replica.kms_key.clone()).build()
    };
    replicas.iter().map(replica).collect()
}

fn sdk_rules(rules: &RotationRules) -> RotationRulesType {
    RotationRulesType::builder()
        .set_automatically_after_days(rules.days)
        .set_schedule_expression(rules.schedule.clone())
        .set_duration(rules.duration.clone())
        .build()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_struck_out_of_an_error() {
        let value = SecretString::from("hunter2".to_owned());
        let error = |message: &str| AwsError::ours(ErrorKind::Refused, "ValidationException", message);
        let struck = without(error("Value 'hunter2' at 'secretString' is wrong"), &value);
        assert_eq!(struck.message, "Value '(the value)' at 'secretString' is wrong");
        assert_eq!(without(error("No."), &value).message, "No.");
    }
}
