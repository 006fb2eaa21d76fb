//! What a user may do, by its own policies and those of its groups.

use aws_sdk_iam::types::EntityType;
use gatehouse_plan::{AttachedPolicy, InlinePolicy};

use super::read::{attached, decode};
use crate::account::Account;
use crate::error::AwsError;

/// The policies of a user.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UserRights {
    /// Inline policies, those of its groups included.
    pub inline: Vec<InlinePolicy>,
    /// Managed policies likewise.
    pub attached: Vec<AttachedPolicy>,
    /// The ARN of its permissions boundary.
    pub boundary: Option<String>,
}

impl Account {
    /// What a user may do. One listing brings users and groups with all their policies.
    ///
    /// # Errors
    /// Where there is no such user, or AWS refuses or does not answer.
    pub async fn user_rights(&self, name: &str) -> Result<UserRights, AwsError> {
        let request = self.iam.get_account_authorization_details().filter(EntityType::User).filter(EntityType::Group);
        let (mut marker, mut user, mut groups) = (None, None, Vec::new());
        loop {
            let page = request.clone().set_marker(marker).send().await?;
            let found = page.user_detail_list.unwrap_or_default();
            user = user.or_else(|| found.into_iter().find(|user| user.user_name.as_deref() == Some(name)));
            groups.extend(page.group_detail_list.unwrap_or_default());
            if !page.is_truncated {
                break;
            }
            marker = page.marker;
        }
        let user = user.ok_or_else(|| AwsError::nonsense(format!("AWS listed no user {name}.")))?;
        let own = user.group_list.unwrap_or_default();
        let mut rights = UserRights {
            boundary: user.permissions_boundary.and_then(|boundary| boundary.permissions_boundary_arn),
            ..UserRights::default()
        };
        let mut inline = user.user_policy_list.unwrap_or_default();
        let mut managed = user.attached_managed_policies.unwrap_or_default();
        for group in groups {
            if group.group_name.as_ref().is_some_and(|name| own.contains(name)) {
                inline.extend(group.group_policy_list.unwrap_or_default());
                managed.extend(group.attached_managed_policies.unwrap_or_default());
            }
        }
        rights.inline = inline
            .into_iter()
            .map(|policy| InlinePolicy {
                name: policy.policy_name.unwrap_or_default(),
                document: decode(policy.policy_document.as_deref()),
            })
            .collect();
        rights.attached = managed.into_iter().filter_map(attached).collect();
        Ok(rights)
    }
}
