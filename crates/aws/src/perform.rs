//! Carrying out one call of a plan.
//!
//! A call that changes is sent once. The SDK would send it again after a time-out, although the first may
//! have been carried out: CreateRole would then answer EntityAlreadyExists, and nobody could tell our role
//! from somebody else's. It is sent again only where AWS answered that it throttled it, because then
//! nothing was done.

use std::future::Future;

use aws_sdk_iam::config::Builder;
use aws_smithy_types::retry::RetryConfig;
use aws_types::request_id::RequestId;
use gatehouse_plan::{Call, Policy, PolicyVersion, Tag, Version};

use crate::account::Account;
use crate::error::{AwsError, ErrorKind};
use crate::settings;

/// AWS's answer to a call that it carried out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Performed {
    /// AWS's id of the request.
    pub request_id: Option<String>,
}

impl Account {
    /// Carries out one call.
    ///
    /// # Errors
    /// See [`AwsError::in_doubt`] for whether it may have been carried out all the same.
    pub async fn perform(&self, call: &Call) -> Result<Performed, AwsError> {
        let mut attempt = 0;
        loop {
            match self.send(call).await {
                Err(error) if error.kind == ErrorKind::Throttled && attempt + 1 < settings::CHANGING_ATTEMPTS => {
                    tokio::time::sleep(settings::throttled_wait(attempt)).await;
                    attempt += 1;
                }
                other => return other,
            }
        }
    }

    async fn send(&self, call: &Call) -> Result<Performed, AwsError> {
        let iam = &self.iam;
        /// Sends without retries and keeps the request id.
        macro_rules! once {
            ($request:expr) => {
                answer($request.customize().config_override(no_retries()).send()).await
            };
        }
        match call.clone() {
            Call::CreateRole { role, path, description, max_session_duration, trust, boundary, tags } => once!(
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
            Call::DeleteRole { role } => once!(iam.delete_role().role_name(role)),
            Call::UpdateAssumeRolePolicy { role, document } => {
                once!(iam.update_assume_role_policy().role_name(role).policy_document(document))
            }
            Call::UpdateRole { role, description, max_session_duration } => once!(
                iam.update_role().role_name(role).description(description).max_session_duration(max_session_duration)
            ),
            Call::PutRolePolicy { role, policy, document } => {
                once!(iam.put_role_policy().role_name(role).policy_name(policy).policy_document(document))
            }
            Call::DeleteRolePolicy { role, policy } => {
                once!(iam.delete_role_policy().role_name(role).policy_name(policy))
            }
            Call::AttachRolePolicy { role, policy_arn } => {
                once!(iam.attach_role_policy().role_name(role).policy_arn(policy_arn))
            }
            Call::DetachRolePolicy { role, policy_arn } => {
                once!(iam.detach_role_policy().role_name(role).policy_arn(policy_arn))
            }
            Call::PutRolePermissionsBoundary { role, policy_arn } => {
                once!(iam.put_role_permissions_boundary().role_name(role).permissions_boundary(policy_arn))
            }
            Call::DeleteRolePermissionsBoundary { role } => {
                once!(iam.delete_role_permissions_boundary().role_name(role))
            }
            Call::TagRole { role, tags } => {
                once!(iam.tag_role().role_name(role).set_tags(Some(sdk_tags(&tags)?)))
            }
            Call::UntagRole { role, keys } => once!(iam.untag_role().role_name(role).set_tag_keys(Some(keys))),
            Call::AddRoleToInstanceProfile { profile, role } => {
                once!(iam.add_role_to_instance_profile().instance_profile_name(profile).role_name(role))
            }
            Call::RemoveRoleFromInstanceProfile { profile, role } => {
                once!(iam.remove_role_from_instance_profile().instance_profile_name(profile).role_name(role))
            }
            Call::CreatePolicy { name, path, description, document, tags } => once!(
                iam.create_policy()
                    .policy_name(name)
                    .path(path)
                    .set_description(Some(description).filter(|text| !text.is_empty()))
                    .policy_document(document)
                    .set_tags(some(sdk_tags(&tags)?))
            ),
            Call::DeletePolicy { policy_arn } => once!(iam.delete_policy().policy_arn(policy_arn)),
            Call::CreatePolicyVersion { policy_arn, document, others: _ } => {
                once!(iam.create_policy_version().policy_arn(policy_arn).policy_document(document))
            }
            Call::SetDefaultPolicyVersion { policy_arn, version } => {
                let id = self.version_id(&policy_arn, &version, Policy::find).await?;
                once!(iam.set_default_policy_version().policy_arn(policy_arn).version_id(id))
            }
            Call::DeletePolicyVersion { policy_arn, version, others: _ } => {
                let id = self.version_id(&policy_arn, &version, Policy::find_deletable).await?;
                once!(iam.delete_policy_version().policy_arn(policy_arn).version_id(id))
            }
        }
    }

    /// The id of the version that a call is about. IAM may show a version a moment after it was written.
    async fn version_id(
        &self,
        arn: &str,
        version: &Version,
        find: impl for<'p> Fn(&'p Policy, &Version) -> Option<&'p PolicyVersion>,
    ) -> Result<String, AwsError> {
        let attempts = if version.id.is_none() { settings::LOOKING_ATTEMPTS } else { 1 };
        for attempt in 0..attempts {
            if attempt > 0 {
                tokio::time::sleep(settings::throttled_wait(attempt - 1)).await;
            }
            let policy = self.policy(arn).await.map_err(AwsError::before_sending)?;
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
}

fn no_retries() -> Builder {
    Builder::default().retry_config(RetryConfig::disabled())
}

async fn answer<T: RequestId, E: Into<AwsError>>(
    sending: impl Future<Output = Result<T, E>>,
) -> Result<Performed, AwsError> {
    let answer = sending.await.map_err(Into::into)?;
    Ok(Performed { request_id: answer.request_id().map(str::to_owned) })
}

fn some<T>(list: Vec<T>) -> Option<Vec<T>> {
    Some(list).filter(|list| !list.is_empty())
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
