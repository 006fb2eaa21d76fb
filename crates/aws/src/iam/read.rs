//! Reading roles and policies, page after page.

use std::collections::HashMap;

use aws_sdk_iam::types::{EntityType, RoleDetail};
use gatehouse_plan::{AttachedPolicy, InlinePolicy, LastUsed, Role, Tag};
use percent_encoding::percent_decode_str;
use tokio::task::JoinSet;

use crate::account::Account;
use crate::error::AwsError;
use crate::watch::{Watch, time};

/// How many roles are read at a time where each is read by itself: five calls and more for each, and IAM throttles.
const AT_A_TIME: usize = 4;

/// A managed policy and the text of its default version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ManagedPolicy {
    /// Its name.
    pub name: String,
    /// Its ARN.
    pub arn: String,
    /// The default version's text.
    pub document: String,
}

impl Account {
    /// Every role, whole, sorted by name.
    ///
    /// GetAccountAuthorizationDetails brings a hundred whole roles at a time but neither description nor
    /// session length; ListRoles brings those. A caller who may not use the first gets the same by
    /// reading role after role.
    ///
    /// # Errors
    /// Where AWS refuses or does not answer, or the user cancels.
    pub async fn roles(&self, watch: &Watch<'_>) -> Result<Vec<Role>, AwsError> {
        let mut roles = match self.role_details(watch).await {
            Ok(details) => {
                let mut headers = self.role_headers(watch).await?;
                details
                    .into_iter()
                    .map(|detail| {
                        let header = detail.role_name.as_ref().and_then(|name| headers.remove(name));
                        role_from_detail(detail, header)
                    })
                    .collect::<Result<Vec<_>, _>>()?
            }
            Err(error) if error.is_denied() => self.roles_one_by_one(watch).await?,
            Err(error) => return Err(error),
        };
        roles.sort_by(|one, other| one.name.cmp(&other.name));
        Ok(roles)
    }

    async fn role_details(&self, watch: &Watch<'_>) -> Result<Vec<RoleDetail>, AwsError> {
        let mut details = Vec::new();
        let mut marker = None;
        loop {
            let request = self.iam.get_account_authorization_details().filter(EntityType::Role).set_marker(marker);
            let page = watch.or_cancel(request.send()).await?;
            details.extend(page.role_detail_list.unwrap_or_default());
            watch.tell(details.len());
            if !page.is_truncated {
                return Ok(details);
            }
            marker = page.marker;
        }
    }

    async fn role_headers(&self, watch: &Watch<'_>) -> Result<HashMap<String, aws_sdk_iam::types::Role>, AwsError> {
        let mut headers = HashMap::new();
        let mut marker = None;
        loop {
            let page = watch.or_cancel(self.iam.list_roles().max_items(1000).set_marker(marker).send()).await?;
            headers.extend(page.roles.into_iter().map(|role| (role.role_name.clone(), role)));
            if !page.is_truncated {
                return Ok(headers);
            }
            marker = page.marker;
        }
    }

    async fn roles_one_by_one(&self, watch: &Watch<'_>) -> Result<Vec<Role>, AwsError> {
        let mut roles = Vec::new();
        let mut names = self.role_headers(watch).await?.into_keys();
        let mut reading = JoinSet::new();
        loop {
            while reading.len() < AT_A_TIME
                && let Some(name) = names.next()
            {
                let account = self.clone();
                reading.spawn(async move { account.role(&name).await });
            }
            let next = watch.or_cancel(async { Ok::<_, AwsError>(reading.join_next().await) }).await?;
            let Some(answer) = next else { return Ok(roles) };
            match answer.map_err(|error| AwsError::nonsense(error.to_string()))? {
                Ok(role) => roles.push(role),
                // Deleted since it was listed.
                Err(error) if error.is_absent() => {}
                Err(error) => return Err(error),
            }
            watch.tell(roles.len());
        }
    }

    /// One role, whole.
    ///
    /// # Errors
    /// Where there is none of this name, or AWS refuses or does not answer.
    pub async fn role(&self, name: &str) -> Result<Role, AwsError> {
        let answer = self.iam.get_role().role_name(name).send().await?;
        let role = answer.role.ok_or_else(|| AwsError::nonsense("AWS answered GetRole without a role."))?;
        Ok(Role {
            path: role.path,
            arn: role.arn,
            id: role.role_id,
            description: role.description.unwrap_or_default(),
            created: time(&role.create_date),
            max_session_duration: role.max_session_duration.unwrap_or(3600),
            trust: decode(role.assume_role_policy_document.as_deref()),
            inline: self.inline_policies(name).await?,
            attached: self.attached_policies(name).await?,
            boundary: role.permissions_boundary.and_then(|boundary| boundary.permissions_boundary_arn),
            tags: role.tags.unwrap_or_default().into_iter().map(tag).collect(),
            last_used: role.role_last_used.and_then(last_used),
            instance_profiles: self.instance_profiles(name).await?,
            name: role.role_name,
        })
    }

    async fn inline_policies(&self, role: &str) -> Result<Vec<InlinePolicy>, AwsError> {
        let mut pages = self.iam.list_role_policies().role_name(role).into_paginator().items().send();
        let mut policies = Vec::new();
        while let Some(name) = pages.try_next().await? {
            let policy = self.iam.get_role_policy().role_name(role).policy_name(&name).send().await?;
            policies.push(InlinePolicy { name, document: decode(Some(&policy.policy_document)) });
        }
        Ok(policies)
    }

    async fn attached_policies(&self, role: &str) -> Result<Vec<AttachedPolicy>, AwsError> {
        let mut pages = self.iam.list_attached_role_policies().role_name(role).into_paginator().items().send();
        let mut policies = Vec::new();
        while let Some(policy) = pages.try_next().await? {
            policies.extend(attached(policy));
        }
        Ok(policies)
    }

    async fn instance_profiles(&self, role: &str) -> Result<Vec<String>, AwsError> {
        let mut pages = self.iam.list_instance_profiles_for_role().role_name(role).into_paginator().items().send();
        let mut names = Vec::new();
        while let Some(profile) = pages.try_next().await? {
            names.push(profile.instance_profile_name);
        }
        Ok(names)
    }

    /// The text of a managed policy's default version.
    ///
    /// # Errors
    /// Where there is no such policy, or AWS refuses or does not answer.
    pub async fn managed_policy(&self, arn: &str) -> Result<ManagedPolicy, AwsError> {
        let policy = self.iam.get_policy().policy_arn(arn).send().await?.policy;
        let policy = policy.ok_or_else(|| AwsError::nonsense("AWS answered GetPolicy without a policy."))?;
        let version = policy.default_version_id.unwrap_or_else(|| "v1".to_owned());
        let answer = self.iam.get_policy_version().policy_arn(arn).version_id(version).send().await?;
        let document = answer.policy_version.and_then(|version| version.document);
        Ok(ManagedPolicy {
            name: policy.policy_name.unwrap_or_default(),
            arn: arn.to_owned(),
            document: decode(document.as_deref()),
        })
    }
}

fn role_from_detail(detail: RoleDetail, header: Option<aws_sdk_iam::types::Role>) -> Result<Role, AwsError> {
    let missing = || AwsError::nonsense("AWS listed a role without its name, ARN or id.");
    let (description, max_session_duration) = header
        .map(|role| (role.description.unwrap_or_default(), role.max_session_duration.unwrap_or(3600)))
        .unwrap_or((String::new(), 3600));
    Ok(Role {
        name: detail.role_name.ok_or_else(missing)?,
        path: detail.path.unwrap_or_else(|| "/".to_owned()),
        arn: detail.arn.ok_or_else(missing)?,
        id: detail.role_id.ok_or_else(missing)?,
        description,
        created: detail.create_date.as_ref().map(time).unwrap_or_default(),
        max_session_duration,
        trust: decode(detail.assume_role_policy_document.as_deref()),
        inline: detail
            .role_policy_list
            .unwrap_or_default()
            .into_iter()
            .map(|policy| InlinePolicy {
                name: policy.policy_name.unwrap_or_default(),
                document: decode(policy.policy_document.as_deref()),
            })
            .collect(),
        attached: detail.attached_managed_policies.unwrap_or_default().into_iter().filter_map(attached).collect(),
        boundary: detail.permissions_boundary.and_then(|boundary| boundary.permissions_boundary_arn),
        tags: detail.tags.unwrap_or_default().into_iter().map(tag).collect(),
        last_used: detail.role_last_used.and_then(last_used),
        instance_profiles: detail
            .instance_profile_list
            .unwrap_or_default()
            .into_iter()
            .map(|profile| profile.instance_profile_name)
            .collect(),
    })
}

pub(super) fn attached(policy: aws_sdk_iam::types::AttachedPolicy) -> Option<AttachedPolicy> {
    Some(AttachedPolicy { name: policy.policy_name?, arn: policy.policy_arn? })
}

pub(super) fn tag(tag: aws_sdk_iam::types::Tag) -> Tag {
    Tag { key: tag.key, value: tag.value }
}

fn last_used(used: aws_sdk_iam::types::RoleLastUsed) -> Option<LastUsed> {
    Some(LastUsed { at: time(&used.last_used_date?), region: used.region.unwrap_or_default() })
}

/// IAM sends policy documents percent-encoded (RFC 3986).
pub(super) fn decode(document: Option<&str>) -> String {
    percent_decode_str(document.unwrap_or_default()).decode_utf8_lossy().into_owned()
}
