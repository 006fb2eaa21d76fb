//! Every managed policy that an account has or uses, with its text, in few calls.

use aws_sdk_iam::types::{EntityType, ManagedPolicyDetail};
use gatehouse_plan::{Policy, PolicyVersion};

use super::read::decode;
use crate::account::Account;
use crate::error::AwsError;
use crate::watch::{Watch, time};

impl Account {
    /// The managed policies of the account, and those of AWS that it uses, with their versions, by ARN. Their tags are
    /// not told.
    ///
    /// Source: <https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountAuthorizationDetails.html>
    ///
    /// # Errors
    /// Where AWS refuses or does not answer, or the user cancels.
    pub async fn policies_with_text(&self, watch: &Watch<'_>) -> Result<Vec<Policy>, AwsError> {
        let mut policies = Vec::new();
        let mut marker = None;
        loop {
            let request = self
                .iam
                .get_account_authorization_details()
                .filter(EntityType::LocalManagedPolicy)
                .filter(EntityType::AwsManagedPolicy)
                .set_marker(marker);
            let page = watch.or_cancel(request.send()).await?;
            for detail in page.policies.unwrap_or_default() {
                policies.push(policy(detail)?);
            }
            watch.tell(policies.len());
            if !page.is_truncated {
                break;
            }
            marker = page.marker;
        }
        policies.sort_by(|one: &Policy, other| one.arn.cmp(&other.arn));
        Ok(policies)
    }
}

fn policy(detail: ManagedPolicyDetail) -> Result<Policy, AwsError> {
    let missing = || AwsError::nonsense("AWS listed a policy without its name, ARN or default version.");
    let count = |number: Option<i32>| number.and_then(|number| usize::try_from(number).ok()).unwrap_or_default();
    let versions = detail.policy_version_list.unwrap_or_default().into_iter().map(|version| PolicyVersion {
        id: version.version_id.unwrap_or_default(),
        created: version.create_date.as_ref().map(time).unwrap_or_default(),
        document: decode(version.document.as_deref()),
    });
    let arn = detail.arn.ok_or_else(missing)?;
    // The ARN ends with the name; not every stand-in for AWS tells it once more.
    let name = detail.policy_name.or_else(|| arn.rsplit('/').next().map(str::to_owned)).ok_or_else(missing)?;
    Ok(Policy {
        name,
        path: detail.path.unwrap_or_else(|| "/".to_owned()),
        arn,
        id: detail.policy_id.unwrap_or_default(),
        description: detail.description.unwrap_or_default(),
        created: detail.create_date.as_ref().map(time).unwrap_or_default(),
        updated: detail.update_date.as_ref().map(time).unwrap_or_default(),
        attachments: count(detail.attachment_count),
        boundaries: count(detail.permissions_boundary_usage_count),
        default_version: detail.default_version_id.ok_or_else(missing)?,
        versions: versions.collect(),
        tags: Vec::new(),
    })
}
