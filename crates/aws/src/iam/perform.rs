//! Carrying out one call of IAM.

use aws_sdk_iam::config::Builder;
use gatehouse_plan::{IamCall, Policy, PolicyVersion, Tag, Version};

use crate::account::Account;
use crate::error::{AwsError, ErrorKind};
use crate::perform::{Performed, once, some};
use crate::settings;

/// Sends a call, once.
pub(crate) async fn send(account: &Account, call: &IamCall) -> Result<Performed, AwsError> {
    let iam = &account.iam;
    macro_rules! answered {
        ($request:expr) => {
            once!(Builder, $request).map(|answer| Performed::by(&answer))
        };
    }
    match call.clone() {
        IamCall::CreateRole { role, path, description, max_session_duration, trust, boundary, tags } => answered!(
            iam.create_role()
                .role_name(role)
                .path(path)
                // IAM takes an empty description, but then shows one where there should be none.
                .set_description(Some(description).filter(|text| !text.is_empty()))
                .max_session_duration(max_session_duration)
                .assume_role_policy_document(trust)
                .set_permissions_boundary(boundary)
                .set_tags(some(sdk_tags(&tags)?))
        ),
        IamCall::DeleteRole { role } => answered!(iam.delete_role().role_name(role)),
        IamCall::UpdateAssumeRolePolicy { role, document } => {
            answered!(iam.update_assume_role_policy().role_name(role).policy_document(document))
        }
        IamCall::UpdateRole { role, description, max_session_duration } => answered!(
            iam.update_role().role_name(role).description(description).max_session_duration(max_session_duration)
        ),
        IamCall::PutRolePolicy { role, policy, document } => {
            answered!(iam.put_role_policy().role_name(role).policy_name(policy).policy_document(document))
        }
        IamCall::DeleteRolePolicy { role, policy } => {
            answered!(iam.delete_role_policy().role_name(role).policy_name(policy))
        }
        IamCall::AttachRolePolicy { role, policy_arn } => {
            answered!(iam.attach_role_policy().role_name(role).policy_arn(policy_arn))
        }
        IamCall::DetachRolePolicy { role, policy_arn } => {
            answered!(iam.detach_role_policy().role_name(role).policy_arn(policy_arn))
        }
        IamCall::PutRolePermissionsBoundary { role, policy_arn } => {
            answered!(iam.put_role_permissions_boundary().role_name(role).permissions_boundary(policy_arn))
        }
        IamCall::DeleteRolePermissionsBoundary { role } => {
            answered!(iam.delete_role_permissions_boundary().role_name(role))
        }
        IamCall::TagRole { role, tags } => {
            answered!(iam.tag_role().role_name(role).set_tags(Some(sdk_tags(&tags)?)))
        }
        IamCall::UntagRole { role, keys } => answered!(iam.untag_role().role_name(role).set_tag_keys(Some(keys))),
        IamCall::AddRoleToInstanceProfile { profile, role } => {
            answered!(iam.add_role_to_instance_profile().instance_profile_name(profile).role_name(role))
        }
        IamCall::RemoveRoleFromInstanceProfile { profile, role } => {
            answered!(iam.remove_role_from_instance_profile().instance_profile_name(profile).role_name(role))
        }
        IamCall::CreatePolicy { name, path, description, document, tags } => answered!(
            iam.create_policy()
                .policy_name(name)
                .path(path)
                .set_description(Some(description).filter(|text| !text.is_empty()))
                .policy_document(document)
                .set_tags(some(sdk_tags(&tags)?))
        ),
        IamCall::DeletePolicy { policy_arn } => answered!(iam.delete_policy().policy_arn(policy_arn)),
        IamCall::CreatePolicyVersion { policy_arn, document, others: _ } => {
            answered!(iam.create_policy_version().policy_arn(policy_arn).policy_document(document))
        }
        IamCall::SetDefaultPolicyVersion { policy_arn, version } => {
            let id = version_id(account, &policy_arn, &version, Policy::find).await?;
            answered!(iam.set_default_policy_version().policy_arn(policy_arn).version_id(id))
        }
        IamCall::DeletePolicyVersion { policy_arn, version, others: _ } => {
            let id = version_id(account, &policy_arn, &version, Policy::find_deletable).await?;
            answered!(iam.delete_policy_version().policy_arn(policy_arn).version_id(id))
        }
    }
}

/// The id of the version that a call is about. IAM may show a version a moment after it was written.
async fn version_id(
    account: &Account,
    arn: &str,
    version: &Version,
    find: impl for<'p> Fn(&'p Policy, &Version) -> Option<&'p PolicyVersion>,
) -> Result<String, AwsError> {
    let attempts = if version.id.is_none() { settings::LOOKING_ATTEMPTS } else { 1 };
    for attempt in 0..attempts {
        if attempt > 0 {
            tokio::time::sleep(settings::throttled_wait(attempt - 1)).await;
        }
        let policy = account.policy(arn).await.map_err(AwsError::before_sending)?;
        if let Some(found) = find(&policy, version) {
            return Ok(found.id.clone());
        }
    }
    Err(AwsError::ours(
        ErrorKind::NotSent,
        "VERSION_GONE",
        format!(
            "The policy {arn} has no version with the document that this step is about: it was deleted since. \
             Open the policy to see the versions that it has now."
        ),
    ))
}

fn sdk_tags(tags: &[Tag]) -> Result<Vec<aws_sdk_iam::types::Tag>, AwsError> {
    tags.iter()
        .map(|tag| {
            aws_sdk_iam::types::Tag::builder()
                .key(&tag.key)
                .value(&tag.value)
                .build()
                .map_err(|error| AwsError::ours(ErrorKind::NotSent, "REQUEST_NOT_BUILT", error.to_string()))
        })
        .collect()
}
