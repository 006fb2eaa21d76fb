//! The calls of IAM.

use serde::{Deserialize, Serialize};

use super::policy::Version;
use crate::cli::{Line, one_line};
use crate::tag::Tag;

/// One call of IAM that changes an account.
///
/// The journal keeps calls as JSON, so a variant or a field once released keeps its name. Unlike those of other
/// services, these are kept by the operation's name alone: `CreateRole`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "call", rename_all_fields = "camelCase")]
#[allow(missing_docs, reason = "the variants and fields are those of the IAM API reference")]
pub enum IamCall {
    CreateRole {
        role: String,
        path: String,
        description: String,
        max_session_duration: i32,
        trust: String,
        boundary: Option<String>,
        tags: Vec<Tag>,
    },
    DeleteRole {
        role: String,
    },
    UpdateAssumeRolePolicy {
        role: String,
        document: String,
    },
    UpdateRole {
        role: String,
        description: String,
        max_session_duration: i32,
    },
    PutRolePolicy {
        role: String,
        policy: String,
        document: String,
    },
    DeleteRolePolicy {
        role: String,
        policy: String,
    },
    AttachRolePolicy {
        role: String,
        policy_arn: String,
    },
    DetachRolePolicy {
        role: String,
        policy_arn: String,
    },
    PutRolePermissionsBoundary {
        role: String,
        policy_arn: String,
    },
    DeleteRolePermissionsBoundary {
        role: String,
    },
    TagRole {
        role: String,
        tags: Vec<Tag>,
    },
    UntagRole {
        role: String,
        keys: Vec<String>,
    },
    AddRoleToInstanceProfile {
        profile: String,
        role: String,
    },
    RemoveRoleFromInstanceProfile {
        profile: String,
        role: String,
    },
    CreatePolicy {
        name: String,
        path: String,
        description: String,
        document: String,
        tags: Vec<Tag>,
    },
    DeletePolicy {
        policy_arn: String,
    },
    /// The new version is not the default: [`IamCall::SetDefaultPolicyVersion`] is a step of its own, so that each
    /// has its own undoing.
    CreatePolicyVersion {
        policy_arn: String,
        document: String,
        /// How many versions with the same document there are besides this one: what tells, when the call is in
        /// doubt, whether it was carried out.
        others: usize,
    },
    SetDefaultPolicyVersion {
        policy_arn: String,
        version: Version,
    },
    DeletePolicyVersion {
        policy_arn: String,
        version: Version,
        /// As in [`IamCall::CreatePolicyVersion`].
        others: usize,
    },
}

/// What a call changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject<'a> {
    /// The role of this name.
    Role(&'a str),
    /// The managed policy of this ARN.
    Policy(&'a str),
    /// A customer managed policy of this name that the call makes.
    NewPolicy(&'a str),
}

impl IamCall {
    /// The IAM action that the call needs, `iam:CreateRole`.
    #[must_use]
    pub const fn action(&self) -> &'static str {
        match self {
            Self::CreateRole { .. } => "iam:CreateRole",
            Self::DeleteRole { .. } => "iam:DeleteRole",
            Self::UpdateAssumeRolePolicy { .. } => "iam:UpdateAssumeRolePolicy",
            Self::UpdateRole { .. } => "iam:UpdateRole",
            Self::PutRolePolicy { .. } => "iam:PutRolePolicy",
            Self::DeleteRolePolicy { .. } => "iam:DeleteRolePolicy",
            Self::AttachRolePolicy { .. } => "iam:AttachRolePolicy",
            Self::DetachRolePolicy { .. } => "iam:DetachRolePolicy",
            Self::PutRolePermissionsBoundary { .. } => "iam:PutRolePermissionsBoundary",
            Self::DeleteRolePermissionsBoundary { .. } => "iam:DeleteRolePermissionsBoundary",
            Self::TagRole { .. } => "iam:TagRole",
            Self::UntagRole { .. } => "iam:UntagRole",
            Self::AddRoleToInstanceProfile { .. } => "iam:AddRoleToInstanceProfile",
            Self::RemoveRoleFromInstanceProfile { .. } => "iam:RemoveRoleFromInstanceProfile",
            Self::CreatePolicy { .. } => "iam:CreatePolicy",
            Self::DeletePolicy { .. } => "iam:DeletePolicy",
            Self::CreatePolicyVersion { .. } => "iam:CreatePolicyVersion",
            Self::SetDefaultPolicyVersion { .. } => "iam:SetDefaultPolicyVersion",
            Self::DeletePolicyVersion { .. } => "iam:DeletePolicyVersion",
        }
    }

    /// What the call does, as one sentence.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::CreateRole { role, boundary, .. } => match boundary {
                Some(arn) => {
                    format!("Create the role {role} with its trust policy and the permissions boundary {arn}.")
                }
                None => format!("Create the role {role} with its trust policy."),
            },
            Self::DeleteRole { role } => format!("Delete the role {role}."),
            Self::UpdateAssumeRolePolicy { role, .. } => format!("Replace the trust policy of the role {role}."),
            Self::UpdateRole { role, .. } => {
                format!("Set the description and the longest session of the role {role}.")
            }
            Self::PutRolePolicy { role, policy, .. } => {
                format!("Write the inline policy {policy} into the role {role}.")
            }
            Self::DeleteRolePolicy { role, policy } => {
                format!("Delete the inline policy {policy} from the role {role}.")
            }
            Self::AttachRolePolicy { role, policy_arn } => {
                format!("Attach the managed policy {} to the role {role}.", last(policy_arn))
            }
            Self::DetachRolePolicy { role, policy_arn } => {
                format!("Detach the managed policy {} from the role {role}.", last(policy_arn))
            }
            Self::PutRolePermissionsBoundary { role, policy_arn } => {
                format!("Set the permissions boundary of the role {role} to {}.", last(policy_arn))
            }
            Self::DeleteRolePermissionsBoundary { role } => {
                format!("Remove the permissions boundary from the role {role}.")
            }
            Self::TagRole { role, tags } => {
                let names: Vec<&str> = tags.iter().map(|tag| tag.key.as_str()).collect();
                format!("Tag the role {role}: {}.", names.join(", "))
            }
            Self::UntagRole { role, keys } => format!("Remove tags from the role {role}: {}.", keys.join(", ")),
            Self::AddRoleToInstanceProfile { profile, role } => {
                format!("Put the role {role} into the instance profile {profile}.")
            }
            Self::RemoveRoleFromInstanceProfile { profile, role } => {
                format!("Take the role {role} out of the instance profile {profile}.")
            }
            Self::CreatePolicy { name, .. } => format!("Create the policy {name}."),
            Self::DeletePolicy { policy_arn } => format!("Delete the policy {}.", last(policy_arn)),
            Self::CreatePolicyVersion { policy_arn, .. } => {
                format!("Write a new version of the policy {}.", last(policy_arn))
            }
            Self::SetDefaultPolicyVersion { policy_arn, version } => {
                format!("Make {} of the policy {} its default version.", said(version), last(policy_arn))
            }
            Self::DeletePolicyVersion { policy_arn, version, .. } => {
                format!("Delete {} of the policy {}.", said(version), last(policy_arn))
            }
        }
    }

    /// The same call as an AWS CLI line, without the profile that it is for.
    ///
    /// A version whose id is not known beforehand is, in this line, the newest one.
    pub(crate) fn line(&self, profile: Option<&str>) -> Line {
        let line = |command| Line::new("iam", command);
        let of_version = |command, arn: &str, version: &Version| {
            let line = line(command).option("policy-arn", arn);
            match &version.id {
                Some(id) => line.option("version-id", id),
                None => line.computed("version-id", &newest_version(arn, profile)),
            }
        };
        match self {
            Self::CreateRole { role, path, description, max_session_duration, trust, boundary, tags } => {
                line("create-role")
                    .option("role-name", role)
                    .option_unless("path", path, "/")
                    .option_unless("description", description, "")
                    .option_unless("max-session-duration", &max_session_duration.to_string(), "3600")
                    .option("assume-role-policy-document", &one_line(trust))
                    .option_if("permissions-boundary", boundary.as_deref())
                    .tags(tags)
            }
            Self::DeleteRole { role } => line("delete-role").option("role-name", role),
            Self::UpdateAssumeRolePolicy { role, document } => line("update-assume-role-policy")
                .option("role-name", role)
                .option("policy-document", &one_line(document)),
            Self::UpdateRole { role, description, max_session_duration } => line("update-role")
                .option("role-name", role)
                .option("description", description)
                .option("max-session-duration", &max_session_duration.to_string()),
            Self::PutRolePolicy { role, policy, document } => line("put-role-policy")
                .option("role-name", role)
                .option("policy-name", policy)
                .option("policy-document", &one_line(document)),
            Self::DeleteRolePolicy { role, policy } => {
                line("delete-role-policy").option("role-name", role).option("policy-name", policy)
            }
            Self::AttachRolePolicy { role, policy_arn } => {
                line("attach-role-policy").option("role-name", role).option("policy-arn", policy_arn)
            }
            Self::DetachRolePolicy { role, policy_arn } => {
                line("detach-role-policy").option("role-name", role).option("policy-arn", policy_arn)
            }
            Self::PutRolePermissionsBoundary { role, policy_arn } => line("put-role-permissions-boundary")
                .option("role-name", role)
                .option("permissions-boundary", policy_arn),
            Self::DeleteRolePermissionsBoundary { role } => {
                line("delete-role-permissions-boundary").option("role-name", role)
            }
            Self::TagRole { role, tags } => line("tag-role").option("role-name", role).tags(tags),
            Self::UntagRole { role, keys } => line("untag-role").option("role-name", role).list("tag-keys", keys),
            Self::AddRoleToInstanceProfile { profile, role } => {
                line("add-role-to-instance-profile").option("instance-profile-name", profile).option("role-name", role)
            }
            Self::RemoveRoleFromInstanceProfile { profile, role } => line("remove-role-from-instance-profile")
                .option("instance-profile-name", profile)
                .option("role-name", role),
            Self::CreatePolicy { name, path, description, document, tags } => line("create-policy")
                .option("policy-name", name)
                .option_unless("path", path, "/")
                .option_unless("description", description, "")
                .option("policy-document", &one_line(document))
                .tags(tags),
            Self::DeletePolicy { policy_arn } => line("delete-policy").option("policy-arn", policy_arn),
            Self::CreatePolicyVersion { policy_arn, document, .. } => line("create-policy-version")
                .option("policy-arn", policy_arn)
                .option("policy-document", &one_line(document)),
            Self::SetDefaultPolicyVersion { policy_arn, version } => {
                of_version("set-default-policy-version", policy_arn, version)
            }
            Self::DeletePolicyVersion { policy_arn, version, .. } => {
                of_version("delete-policy-version", policy_arn, version)
            }
        }
    }

    /// The policy text that the call writes, if it writes one, with a title for it.
    #[must_use]
    pub fn document(&self) -> Option<(String, &str)> {
        match self {
            Self::CreateRole { trust, .. } => Some(("Trust policy".to_owned(), trust)),
            Self::UpdateAssumeRolePolicy { document, .. } => Some(("Trust policy".to_owned(), document)),
            Self::PutRolePolicy { policy, document, .. } => Some((format!("Permissions policy {policy}"), document)),
            Self::CreatePolicy { name, document, .. } => Some((format!("Managed policy {name}"), document)),
            Self::CreatePolicyVersion { policy_arn, document, .. } => {
                Some((format!("Managed policy {}", last(policy_arn)), document))
            }
            _ => None,
        }
    }

    /// What the call changes.
    #[must_use]
    pub fn subject(&self) -> Subject<'_> {
        match self {
            Self::CreateRole { role, .. }
            | Self::DeleteRole { role }
            | Self::UpdateAssumeRolePolicy { role, .. }
            | Self::UpdateRole { role, .. }
            | Self::PutRolePolicy { role, .. }
            | Self::DeleteRolePolicy { role, .. }
            | Self::AttachRolePolicy { role, .. }
            | Self::DetachRolePolicy { role, .. }
            | Self::PutRolePermissionsBoundary { role, .. }
            | Self::DeleteRolePermissionsBoundary { role }
            | Self::TagRole { role, .. }
            | Self::UntagRole { role, .. }
            | Self::AddRoleToInstanceProfile { role, .. }
            | Self::RemoveRoleFromInstanceProfile { role, .. } => Subject::Role(role),
            Self::CreatePolicy { name, .. } => Subject::NewPolicy(name),
            Self::DeletePolicy { policy_arn }
            | Self::CreatePolicyVersion { policy_arn, .. }
            | Self::SetDefaultPolicyVersion { policy_arn, .. }
            | Self::DeletePolicyVersion { policy_arn, .. } => Subject::Policy(policy_arn),
        }
    }
}

fn last(arn: &str) -> &str {
    arn.rsplit('/').next().unwrap_or(arn)
}

/// A version in words. One without an id is one that the plan itself writes.
fn said(version: &Version) -> &str {
    version.id.as_deref().unwrap_or("the new version")
}

/// The command whose output is the id of a policy's newest version.
fn newest_version(arn: &str, profile: Option<&str>) -> String {
    Line::new("iam", "list-policy-versions")
        .option("policy-arn", arn)
        .option("query", "sort_by(Versions, &CreateDate)[-1].VersionId")
        .option("output", "text")
        .option_if("profile", profile)
        .finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::call::Call;

    #[test]
    fn a_cli_line_survives_the_shell() {
        let call = IamCall::TagRole {
            role: "train".into(),
            tags: vec![
                Tag { key: "Owner".into(), value: "Ana's team".into() },
                Tag { key: "Empty".into(), value: String::new() },
            ],
        };
        assert_eq!(
            Call::from(call).cli(),
            r#"aws iam tag-role --role-name train --tags '[{"Key":"Owner","Value":"Ana'\''s team"},{"Key":"Empty","Value":""}]'"#
        );
    }

    #[test]
    fn defaults_are_left_out_of_the_cli_line() {
        let call = IamCall::CreateRole {
            role: "train".into(),
            path: "/".into(),
            description: String::new(),
            max_session_duration: 3600,
            trust: "{ \"Version\": \"2012-10-17\" }".into(),
            boundary: None,
            tags: Vec::new(),
        };
        assert_eq!(
            Call::from(call).cli(),
            r#"aws iam create-role --role-name train --assume-role-policy-document '{"Version":"2012-10-17"}'"#
        );
    }

    #[test]
    fn a_version_without_an_id_is_the_newest_one_in_the_cli_line() {
        let arn = "arn:aws:iam::111122223333:policy/data";
        let set = |id: Option<&str>| IamCall::SetDefaultPolicyVersion {
            policy_arn: arn.into(),
            version: Version { id: id.map(str::to_owned), document: "{}".into() },
        };
        assert_eq!(
            Call::from(set(Some("v3"))).cli_for("prod"),
            format!("aws iam set-default-policy-version --policy-arn {arn} --version-id v3 --profile prod")
        );
        assert_eq!(
            Call::from(set(None)).cli_for("prod"),
            format!(
                "aws iam set-default-policy-version --policy-arn {arn} --version-id \"$(aws iam list-policy-versions \
                 --policy-arn {arn} --query 'sort_by(Versions, &CreateDate)[-1].VersionId' --output text --profile \
                 prod)\" --profile prod"
            )
        );
    }

    #[test]
    fn calls_keep_their_form_in_journals() {
        let call = IamCall::DeletePolicyVersion {
            policy_arn: "arn".into(),
            version: Version { id: Some("v1".into()), document: "{}".into() },
            others: 0,
        };
        let json =
            r#"{"call":"DeletePolicyVersion","policyArn":"arn","version":{"id":"v1","document":"{}"},"others":0}"#;
        assert_eq!(serde_json::to_string(&call).unwrap(), json);
        assert_eq!(serde_json::from_str::<IamCall>(json).unwrap(), call);
    }
}
