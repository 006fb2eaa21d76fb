//! Looking up whether a call of which no answer is known was carried out.

use gatehouse_plan::{Call, Policy, Role, Subject, Tag};

use crate::account::Account;
use crate::error::AwsError;

impl Account {
    /// Whether the account shows exactly what the call brings about.
    ///
    /// A role of the same name that differs from the one that the call makes is not ours: the answer is no.
    ///
    /// # Errors
    /// Where the account cannot be read.
    pub async fn shows(&self, call: &Call) -> Result<bool, AwsError> {
        match call.subject() {
            Subject::Role(name) => Ok(role_shows(call, present(self.role(name).await)?.as_ref())),
            Subject::Policy(arn) => Ok(policy_shows(call, present(self.policy(arn).await)?.as_ref())),
            Subject::NewPolicy(name) => match self.policy_named(name).await? {
                Some(arn) => Ok(policy_shows(call, present(self.policy(&arn).await)?.as_ref())),
                None => Ok(false),
            },
        }
    }
}

fn present<T>(read: Result<T, AwsError>) -> Result<Option<T>, AwsError> {
    match read {
        Ok(found) => Ok(Some(found)),
        Err(error) if error.is_absent() => Ok(None),
        Err(error) => Err(error),
    }
}

fn policy_shows(call: &Call, policy: Option<&Policy>) -> bool {
    let Some(policy) = policy else {
        return matches!(call, Call::DeletePolicy { .. } | Call::DeletePolicyVersion { .. });
    };
    match call {
        Call::CreatePolicy { name, path, description, document, tags } => {
            &policy.name == name
                && &policy.path == path
                && &policy.description == description
                && policy.versions.len() == 1
                && policy.default().is_some_and(|version| same(&version.document, document))
                && tags.iter().all(|tag| policy.tags.contains(tag))
                && policy.tags.len() == tags.len()
        }
        Call::CreatePolicyVersion { document, others, .. } => policy.count(document) > *others,
        Call::SetDefaultPolicyVersion { version, .. } => {
            policy.find(version).is_some_and(|found| found.id == policy.default_version)
        }
        Call::DeletePolicyVersion { version, others, .. } => policy.count(&version.document) <= *others,
        // Calls about roles are looked up by `role_shows`.
        _ => false,
    }
}

fn role_shows(call: &Call, role: Option<&Role>) -> bool {
    let Some(role) = role else {
        return matches!(
            call,
            Call::DeleteRole { .. }
                | Call::DeleteRolePolicy { .. }
                | Call::DetachRolePolicy { .. }
                | Call::DeleteRolePermissionsBoundary { .. }
                | Call::UntagRole { .. }
                | Call::RemoveRoleFromInstanceProfile { .. }
        );
    };
    let inline = |policy: &str| role.inline.iter().find(|inline| inline.name == policy);
    let attached = |arn: &str| role.attached.iter().any(|policy| policy.arn == arn);
    let tagged = |tag: &Tag| role.tags.contains(tag);
    let in_profile = |profile: &str| role.instance_profiles.iter().any(|name| name == profile);
    match call {
        Call::CreateRole { path, description, max_session_duration, trust, boundary, tags, .. } => {
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
        Call::DeleteRole { .. } => false,
        Call::UpdateAssumeRolePolicy { document, .. } => same(&role.trust, document),
        Call::UpdateRole { description, max_session_duration, .. } => {
            &role.description == description && role.max_session_duration == *max_session_duration
        }
        Call::PutRolePolicy { policy, document, .. } => {
            inline(policy).is_some_and(|found| same(&found.document, document))
        }
        Call::DeleteRolePolicy { policy, .. } => inline(policy).is_none(),
        Call::AttachRolePolicy { policy_arn, .. } => attached(policy_arn),
        Call::DetachRolePolicy { policy_arn, .. } => !attached(policy_arn),
        Call::PutRolePermissionsBoundary { policy_arn, .. } => role.boundary.as_ref() == Some(policy_arn),
        Call::DeleteRolePermissionsBoundary { .. } => role.boundary.is_none(),
        Call::TagRole { tags, .. } => tags.iter().all(tagged),
        Call::UntagRole { keys, .. } => !role.tags.iter().any(|tag| keys.contains(&tag.key)),
        Call::AddRoleToInstanceProfile { profile, .. } => in_profile(profile),
        Call::RemoveRoleFromInstanceProfile { profile, .. } => !in_profile(profile),
        Call::CreatePolicy { .. }
        | Call::DeletePolicy { .. }
        | Call::CreatePolicyVersion { .. }
        | Call::SetDefaultPolicyVersion { .. }
        | Call::DeletePolicyVersion { .. } => false,
    }
}

/// IAM keeps the text of policies as it was sent, but for trust policies it may reorder what is equal.
fn same(one: &str, other: &str) -> bool {
    gatehouse_plan::plan::same_document(one, other)
}
