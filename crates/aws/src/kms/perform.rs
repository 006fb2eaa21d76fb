//! Carrying out one call of KMS.

use std::collections::HashMap;

use aws_sdk_kms::config::Builder;
use aws_sdk_kms::types::{GrantConstraints, GrantOperation, KeySpec, KeyUsageType};
use gatehouse_plan::kms::call::GrantContext;
use gatehouse_plan::{KmsCall, Tag};

use crate::account::Account;
use crate::error::{AwsError, ErrorKind};
use crate::perform::{Performed, once, some};

/// Sends a call, once.
pub(crate) async fn send(account: &Account, call: &KmsCall) -> Result<Performed, AwsError> {
    let kms = &account.kms;
    macro_rules! answered {
        ($request:expr) => {
            once!(Builder, $request).map(|answer| Performed::by(&answer))
        };
    }
    match call.clone() {
        KmsCall::CreateKey { description, usage, spec, multi_region, policy, bypass_lockout_check, tags } => {
            let request = kms
                .create_key()
                .description(description)
                .key_usage(KeyUsageType::from(usage.as_str()))
                .key_spec(KeySpec::from(spec.as_str()))
                .multi_region(multi_region)
                .set_policy(policy)
                .bypass_policy_lockout_safety_check(bypass_lockout_check)
                .set_tags(some(sdk_tags(&tags)?));
            let answer = once!(Builder, request)?;
            let arn = answer.key_metadata().and_then(|key| key.arn());
            if arn.is_none() {
                return Err(AwsError::nonsense("AWS made a key and did not say which."));
            }
            Ok(Performed::by(&answer).naming("KeyArn", arn))
        }
        KmsCall::UpdateKeyDescription { key, description } => {
            answered!(kms.update_key_description().key_id(key).description(description))
        }
        KmsCall::PutKeyPolicy { key, document, bypass_lockout_check } => answered!(
            kms.put_key_policy()
                .key_id(key)
                .policy_name(super::POLICY_NAME)
                .policy(document)
                .bypass_policy_lockout_safety_check(bypass_lockout_check)
        ),
        KmsCall::CreateAlias { alias, key } => answered!(kms.create_alias().alias_name(alias).target_key_id(key)),
        KmsCall::UpdateAlias { alias, key } => answered!(kms.update_alias().alias_name(alias).target_key_id(key)),
        KmsCall::DeleteAlias { alias } => answered!(kms.delete_alias().alias_name(alias)),
        KmsCall::EnableKeyRotation { key, days } => {
            answered!(kms.enable_key_rotation().key_id(key).rotation_period_in_days(days))
        }
        KmsCall::DisableKeyRotation { key } => answered!(kms.disable_key_rotation().key_id(key)),
        KmsCall::RotateKeyOnDemand { key, earlier: _ } => answered!(kms.rotate_key_on_demand().key_id(key)),
        KmsCall::CreateGrant { key, name, grantee, retiring, operations, context } => {
            let operations = operations.iter().map(|operation| GrantOperation::from(operation.as_str())).collect();
            let request = kms
                .create_grant()
                .key_id(key)
                .name(name)
                .grantee_principal(grantee)
                .set_retiring_principal(retiring)
                .set_operations(Some(operations))
                .set_constraints(context.map(constraints));
            let answer = once!(Builder, request)?;
            let id = answer.grant_id();
            if id.is_none() {
                return Err(AwsError::nonsense("AWS made a grant and did not say which."));
            }
            Ok(Performed::by(&answer).naming("GrantId", id))
        }
        KmsCall::RevokeGrant { key, grant_id } => answered!(kms.revoke_grant().key_id(key).grant_id(grant_id)),
        KmsCall::RetireGrant { key, grant_id } => answered!(kms.retire_grant().key_id(key).grant_id(grant_id)),
        KmsCall::EnableKey { key } => answered!(kms.enable_key().key_id(key)),
        KmsCall::DisableKey { key } => answered!(kms.disable_key().key_id(key)),
        KmsCall::ScheduleKeyDeletion { key, days } => {
            answered!(kms.schedule_key_deletion().key_id(key).pending_window_in_days(days))
        }
        KmsCall::CancelKeyDeletion { key } => answered!(kms.cancel_key_deletion().key_id(key)),
        KmsCall::TagKey { key, tags } => {
            answered!(kms.tag_resource().key_id(key).set_tags(Some(sdk_tags(&tags)?)))
        }
        KmsCall::UntagKey { key, tag_keys } => {
            answered!(kms.untag_resource().key_id(key).set_tag_keys(Some(tag_keys)))
        }
    }
}

fn constraints(context: GrantContext) -> GrantConstraints {
    let pairs = |pairs: std::collections::BTreeMap<String, String>| pairs.into_iter().collect::<HashMap<_, _>>();
    let builder = GrantConstraints::builder();
    match context {
        GrantContext::Equals(equal) => builder.set_encryption_context_equals(Some(pairs(equal))),
        GrantContext::Subset(subset) => builder.set_encryption_context_subset(Some(pairs(subset))),
    }
    .build()
}

fn sdk_tags(tags: &[Tag]) -> Result<Vec<aws_sdk_kms::types::Tag>, AwsError> {
    tags.iter()
        .map(|tag| {
            aws_sdk_kms::types::Tag::builder()
                .tag_key(&tag.key)
                .tag_value(&tag.value)
                .build()
                .map_err(|error| AwsError::ours(ErrorKind::NotSent, "REQUEST_NOT_BUILT", error.to_string()))
        })
        .collect()
}
