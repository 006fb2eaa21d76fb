//! Looking up whether a call of IAM was carried out.

use gatehouse_plan::{IamCall, Policy, Role, Subject, Tag};

use crate::account::Account;
use crate::error::AwsError;
use crate::perform::present;

/// Whether the account shows exactly what the call brings about.
///
/// A role of the same name that differs from the one that the call makes is not ours: the answer is no.
pub(crate) async fn shows(account: &Account, call: &IamCall) -> Result<bool, AwsError> {
    match call.subject() {
        Subject::Role(name) => Ok(role_shows(call, present(account.role(name).await)?.as_ref())),
        Subject::Policy(arn) => Ok(policy_shows(call, present(account.policy(arn).await)?.as_ref())),
        Subject::NewPolicy(name) => match account.policy_named(name).await? {
            Some(arn) => Ok(policy_shows(call, present(account.policy(&arn).await)?.as_ref())),
            None => Ok(false),
        },
    }
}

fn policy_shows(call: &IamCall, policy: Option<&Policy>) -> bool {
    let Some(policy) = policy else {
        return matches!(call, IamCall::DeletePolicy { .. } | IamCall::DeletePolicyVersion { .. });
    };
    match call {
        IamCall::CreatePolicy { name, path, description, document, tags } => {
            &policy.name == name
                && &policy.path == path
                && &policy.description == description
                && policy.versions.len() == 1
                && policy.default().is_some_and(|version| same(&version.document, document))
                && tags.iter().all(|tag| policy.tags.contains(tag))
                && policy.tags.len() == tags.len()
        }
        IamCall::CreatePolicyVersion { document, others, .. } => policy.count(document) > *others,
        IamCall::SetDefaultPolicyVersion { version, .. } => {
            policy.find(version).is_some_and(|found| found.id == policy.default_version)
        }
        IamCall::DeletePolicyVersion { version, others, .. } => policy.count(&version.document) <= *others,
        // Calls about roles are looked up by `role_shows`.
        _ => false,
    }
}

fn role_shows(call: &IamCall, role: Option<&Role>) -> bool {
    let Some(role) = role else {
        return matches!(
            call,
            IamCall::DeleteRole { .. }
                | IamCall::DeleteRolePolicy { .. }
                | IamCall::DetachRolePolicy { .. }
                | IamCall::DeleteRolePermissionsBoundary { .. }
                | IamCall::UntagRole { .. }
                | IamCall::RemoveRoleFromInstanceProfile { .. }
        );
    };
    let inline = |policy: &str| role.inline.iter().find(|inline| inline.name == policy);
    let attached = |arn: &str| role.attached.iter().any(|policy| policy.arn == arn);
    let tagged = |tag: &Tag| role.tags.contains(tag);
    let in_profile = |profile: &str| role.instance_profiles.iter().any(|name| name == profile);
    match call {
        IamCall::CreateRole { path, description, max_session_duration, trust, boundary, tags, .. } => {
            &role.path == path
                && &role.description == description
                && role.max_session_duration == *max_session_duration
                && same(&role.trust, trust)
                && &role.boundary == boundary
                && tags.iter().all(tagged)
                && role.tags.len() == tags.len()
                && role.inline.is_empty()
                && role.attached.is_empty()
        }
        IamCall::DeleteRole { .. } => false,
        IamCall::UpdateAssumeRolePolicy { document, .. } => same(&role.trust, document),
        IamCall::UpdateRole { description, max_session_duration, .. } => {
            &role.description == description && role.max_session_duration == *max_session_duration
        }
        IamCall::PutRolePolicy { policy, document, .. } => {
            inline(policy).is_some_and(|found| same(&found.document, document))
        }
        IamCall::DeleteRolePolicy { policy, .. } => inline(policy).is_none(),
        IamCall::AttachRolePolicy { policy_arn, .. } => attached(policy_arn),
        IamCall::DetachRolePolicy { policy_arn, .. } => !attached(policy_arn),
        IamCall::PutRolePermissionsBoundary { policy_arn, .. } => role.boundary.as_ref() == Some(policy_arn),
        IamCall::DeleteRolePermissionsBoundary { .. } => role.boundary.is_none(),
        IamCall::TagRole { tags, .. } => tags.iter().all(tagged),
        IamCall::UntagRole { keys, .. } => !role.tags.iter().any(|tag| keys.contains(&tag.key)),
        IamCall::AddRoleToInstanceProfile { profile, .. } => in_profile(profile),
        IamCall::RemoveRoleFromInstanceProfile { profile, .. } => !in_profile(profile),
        IamCall::CreatePolicy { .. }
        | IamCall::DeletePolicy { .. }
        | IamCall::CreatePolicyVersion { .. }
        | IamCall::SetDefaultPolicyVersion { .. }
        | IamCall::DeletePolicyVersion { .. } => false,
    }
}

/// IAM keeps the text of policies as it was sent, but for trust policies it may reorder what is equal.
fn same(one: &str, other: &str) -> bool {
    gatehouse_plan::plan::same_document(one, other)
}
