//! Reading managed policies with their versions, and who has them.

use aws_sdk_iam::types::{PolicyScopeType, PolicyUsageType};
use gatehouse_plan::{Policy, PolicyVersion};
use tokio::task::JoinSet;

use super::read::{decode, tag};
use crate::account::Account;
use crate::error::AwsError;
use crate::watch::{Watch, time};

/// How many policies are asked about at a time. IAM throttles soon, and the SDK then waits.
const AT_A_TIME: usize = 8;

/// A customer managed policy as a list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyHeader {
    /// Its name.
    pub name: String,
    /// Its ARN.
    pub arn: String,
    /// Its path.
    pub path: String,
    /// What its maker wrote about it; empty where the caller may not read it.
    pub description: String,
    /// RFC 3339.
    pub created: String,
    /// When a version came, went or became the default, RFC 3339.
    pub updated: String,
    /// The id of the version in force.
    pub default_version: String,
    /// How many users, groups and roles have it attached.
    pub attachments: usize,
    /// How many users and roles have it as permissions boundary.
    pub boundaries: usize,
}

/// Who has a managed policy: names, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Holders {
    /// Roles that have it attached.
    pub roles: Vec<String>,
    /// Users that have it attached.
    pub users: Vec<String>,
    /// Groups that have it attached.
    pub groups: Vec<String>,
    /// Roles whose permissions boundary it is.
    pub bounded_roles: Vec<String>,
    /// Users whose permissions boundary it is.
    pub bounded_users: Vec<String>,
}

impl Account {
    /// Every customer managed policy, sorted by name.
    ///
    /// ListPolicies leaves the descriptions out, so each policy is asked for by itself, some at a time.
    ///
    /// # Errors
    /// Where AWS refuses or does not answer, or the user cancels.
    pub async fn policies(&self, watch: &Watch<'_>) -> Result<Vec<PolicyHeader>, AwsError> {
        let mut headers = Vec::new();
        let mut marker = None;
        loop {
            let request = self.iam.list_policies().scope(PolicyScopeType::Local).max_items(1000).set_marker(marker);
            let page = watch.or_cancel(request.send()).await?;
            for policy in page.policies.unwrap_or_default() {
                headers.push(header(policy)?);
            }
            watch.tell(headers.len());
            if !page.is_truncated {
                break;
            }
            marker = page.marker;
        }
        self.describe(&mut headers, watch).await?;
        headers.sort_by(|one, other| one.name.cmp(&other.name));
        Ok(headers)
    }

    async fn describe(&self, headers: &mut [PolicyHeader], watch: &Watch<'_>) -> Result<(), AwsError> {
        for some in headers.chunks_mut(AT_A_TIME) {
            let mut asking = JoinSet::new();
            for (index, header) in some.iter().enumerate() {
                let request = self.iam.get_policy().policy_arn(&header.arn);
                asking.spawn(async move { (index, request.send().await.map_err(AwsError::from)) });
            }
            while let Some(answer) = watch.or_cancel(async { Ok::<_, AwsError>(asking.join_next().await) }).await? {
                let (index, answer) = answer.map_err(|error| AwsError::nonsense(error.to_string()))?;
                let description = match answer {
                    Ok(answer) => answer.policy.and_then(|policy| policy.description).unwrap_or_default(),
                    // A caller who may not read the rest still gets the list.
                    Err(error) if error.is_denied() => return Ok(()),
                    // Deleted since it was listed: the next reading shows it.
                    Err(error) if error.is_absent() => String::new(),
                    Err(error) => return Err(error),
                };
                if let Some(header) = some.get_mut(index) {
                    header.description = description;
                }
            }
        }
        Ok(())
    }

    /// One managed policy, whose ever it is, with all its versions.
    ///
    /// # Errors
    /// Where there is none of this ARN, or AWS refuses or does not answer.
    pub async fn policy(&self, arn: &str) -> Result<Policy, AwsError> {
        let policy = self.iam.get_policy().policy_arn(arn).send().await?.policy;
        let policy = policy.ok_or_else(|| AwsError::nonsense("AWS answered GetPolicy without a policy."))?;
        let description = policy.description.clone().unwrap_or_default();
        let id = policy.policy_id.clone().unwrap_or_default();
        let tags = policy.tags.clone().unwrap_or_default();
        let header = header(policy)?;
        Ok(Policy {
            name: header.name,
            path: header.path,
            arn: header.arn,
            id,
            description,
            created: header.created,
            updated: header.updated,
            attachments: header.attachments,
            boundaries: header.boundaries,
            default_version: header.default_version,
            versions: self.versions(arn).await?,
            tags: tags.into_iter().map(tag).collect(),
        })
    }

    async fn versions(&self, arn: &str) -> Result<Vec<PolicyVersion>, AwsError> {
        let mut pages = self.iam.list_policy_versions().policy_arn(arn).into_paginator().items().send();
        let mut versions = Vec::new();
        while let Some(listed) = pages.try_next().await? {
            let id = listed.version_id.ok_or_else(|| AwsError::nonsense("AWS listed a version without its id."))?;
            let answer = self.iam.get_policy_version().policy_arn(arn).version_id(&id).send().await?;
            let document = answer.policy_version.and_then(|version| version.document);
            versions.push(PolicyVersion {
                id,
                created: listed.create_date.as_ref().map(time).unwrap_or_default(),
                document: decode(document.as_deref()),
            });
        }
        // That the newest comes first was seen and is not documented.
        versions.sort_by_key(|version| std::cmp::Reverse(gatehouse_plan::policy::number(&version.id)));
        Ok(versions)
    }

    /// The ARN of the customer managed policy of this name. Names are unique whatever their path and case.
    ///
    /// # Errors
    /// Where AWS refuses or does not answer.
    pub async fn policy_named(&self, name: &str) -> Result<Option<String>, AwsError> {
        let mut pages = self.iam.list_policies().scope(PolicyScopeType::Local).into_paginator().items().send();
        while let Some(policy) = pages.try_next().await? {
            if policy.policy_name.as_deref().is_some_and(|other| other.eq_ignore_ascii_case(name)) {
                return Ok(policy.arn);
            }
        }
        Ok(None)
    }

    /// Who has a managed policy.
    ///
    /// # Errors
    /// Where there is none of this ARN, or AWS refuses or does not answer.
    pub async fn holders(&self, arn: &str) -> Result<Holders, AwsError> {
        let mut holders = Holders::default();
        for usage in [PolicyUsageType::PermissionsPolicy, PolicyUsageType::PermissionsBoundary] {
            let mut pages = self
                .iam
                .list_entities_for_policy()
                .policy_arn(arn)
                .policy_usage_filter(usage.clone())
                .into_paginator()
                .send();
            while let Some(page) = pages.try_next().await? {
                let roles = page.policy_roles.unwrap_or_default().into_iter().filter_map(|role| role.role_name);
                let users = page.policy_users.unwrap_or_default().into_iter().filter_map(|user| user.user_name);
                let groups = page.policy_groups.unwrap_or_default().into_iter().filter_map(|group| group.group_name);
                if usage == PolicyUsageType::PermissionsPolicy {
                    holders.roles.extend(roles);
                    holders.users.extend(users);
                    holders.groups.extend(groups);
                } else {
                    holders.bounded_roles.extend(roles);
                    holders.bounded_users.extend(users);
                }
            }
        }
        let Holders { roles, users, groups, bounded_roles, bounded_users } = &mut holders;
        for names in [roles, users, groups, bounded_roles, bounded_users] {
            names.sort();
        }
        Ok(holders)
    }
}

fn header(policy: aws_sdk_iam::types::Policy) -> Result<PolicyHeader, AwsError> {
    let missing = || AwsError::nonsense("AWS named a policy without its name or ARN.");
    let count = |count: Option<i32>| count.and_then(|count| usize::try_from(count).ok()).unwrap_or_default();
    Ok(PolicyHeader {
        name: policy.policy_name.ok_or_else(missing)?,
        arn: policy.arn.ok_or_else(missing)?,
        path: policy.path.unwrap_or_else(|| "/".to_owned()),
        description: policy.description.unwrap_or_default(),
        created: policy.create_date.as_ref().map(time).unwrap_or_default(),
        updated: policy.update_date.as_ref().map(time).unwrap_or_default(),
        default_version: policy.default_version_id.unwrap_or_else(|| "v1".to_owned()),
        attachments: count(policy.attachment_count),
        boundaries: count(policy.permissions_boundary_usage_count),
    })
}
