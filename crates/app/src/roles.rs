//! Reading roles, and planning to delete one.

use gatehouse_aws::{Account, Watch};
use gatehouse_plan::{Plan, Role};
use gatehouse_policy::document::counted_size;
use gatehouse_policy::trust;
use tokio_util::sync::CancellationToken;

use crate::apply::now;
use crate::gatehouse::{Gatehouse, Session, lock};
use crate::overview::is_unused;
use crate::views::{
    Notice, NoticeLevel, PlanView, PolicyView, Problem, Progress, RoleList, RoleSummary, RoleView, TagView, UsedView,
};

impl Gatehouse {
    /// Every role of the open account.
    ///
    /// # Errors
    /// Where AWS refuses or does not answer, or the reading was cancelled.
    pub async fn list_roles(&self, progress: impl Fn(Progress) + Send + Sync) -> Result<RoleList, Problem> {
        let session = self.session()?;
        let roles = self.read_roles(&session, progress).await?;
        Ok(RoleList { roles: roles.iter().map(summary).collect(), read_at: now() })
    }

    pub(crate) async fn read_roles(
        &self,
        session: &Session,
        progress: impl Fn(Progress) + Send + Sync,
    ) -> Result<Vec<Role>, Problem> {
        let cancel = CancellationToken::new();
        *lock(&self.reading) = cancel.clone();
        let found = |found| progress(Progress { what: "roles".to_owned(), found });
        let watch = Watch { found: Some(&found), cancel };
        session.account.roles(&watch).await.map_err(|error| session.problem(error))
    }

    /// Ends the reading that goes on; its caller is told that it was cancelled.
    pub fn cancel_reading(&self) {
        lock(&self.reading).cancel();
    }

    /// One role with the text of all its policies.
    ///
    /// # Errors
    /// Where there is none of this name, or AWS refuses or does not answer.
    pub async fn get_role(&self, name: &str) -> Result<RoleView, Problem> {
        Self::role_of(&self.session()?, name).await
    }

    /// The same of the very account that a caller has at hand, whichever may be open by now.
    pub(crate) async fn role_of(session: &Session, name: &str) -> Result<RoleView, Problem> {
        let role = session.account.role(name).await.map_err(|error| session.problem(error))?;
        let mut notices = Vec::new();
        let mut permissions: Vec<PolicyView> = role
            .inline
            .iter()
            .map(|policy| PolicyView {
                name: policy.name.clone(),
                arn: None,
                aws_managed: false,
                size: Some(counted_size(&policy.document)),
                document: Some(policy.document.clone()),
            })
            .collect();
        for policy in &role.attached {
            permissions.push(managed(&session.account, &policy.name, &policy.arn, &mut notices).await);
        }
        let boundary_policy = match &role.boundary {
            Some(arn) => Some(managed(&session.account, last_part(arn), arn, &mut notices).await),
            None => None,
        };
        Ok(RoleView {
            summary: summary(&role),
            id: role.id.clone(),
            max_session_duration: role.max_session_duration,
            trust: PolicyView {
                name: "Trust policy".to_owned(),
                arn: None,
                aws_managed: false,
                size: Some(counted_size(&role.trust)),
                document: Some(role.trust.clone()),
            },
            permissions,
            boundary_policy,
            instance_profiles: role.instance_profiles,
            notices,
        })
    }

    /// The plan that deletes a role, with what follows from it.
    ///
    /// # Errors
    /// Where the role cannot be read, or is one that only its service may delete.
    pub async fn plan_role_deletion(&self, name: &str) -> Result<PlanView, Problem> {
        let session = self.session()?;
        let role = session.account.role(name).await.map_err(|error| session.problem(error))?;
        if role.is_service_linked() {
            return Err(Problem::new(
                "SERVICE_LINKED",
                format!("{name} is a service-linked role: only the service that made it can delete it."),
            )
            .then("Delete what uses it in that service; the role can be deleted there afterwards."));
        }
        Ok(self.keep_plan(Plan::delete_role(&session.key(), &role), &session))
    }
}

/// A managed policy; that it cannot be read is told beside the rest of the role.
async fn managed(account: &Account, name: &str, arn: &str, notices: &mut Vec<Notice>) -> PolicyView {
    let document = match account.managed_policy(arn).await {
        Ok(policy) => Some(policy.document),
        Err(error) => {
            notices.push(Notice {
                level: NoticeLevel::Warning,
                code: error.code.clone(),
                title: format!("The policy {name} could not be read"),
                message: error.message,
            });
            None
        }
    };
    PolicyView {
        name: name.to_owned(),
        arn: Some(arn.to_owned()),
        // The account part of an AWS managed policy's ARN is "aws".
        aws_managed: arn.split(':').nth(4) == Some("aws"),
        size: document.as_deref().map(counted_size),
        document,
    }
}

pub(crate) fn summary(role: &Role) -> RoleSummary {
    let trusted = trust::trusted(&role.trust);
    RoleSummary {
        name: role.name.clone(),
        arn: role.arn.clone(),
        path: role.path.clone(),
        description: role.description.clone(),
        created: role.created.clone(),
        last_used: role.last_used.as_ref().map(|used| UsedView { at: used.at.clone(), region: used.region.clone() }),
        for_sage_maker: trusted.iter().any(|name| name == "sagemaker.amazonaws.com"),
        trusted,
        inline_count: role.inline.len(),
        attached: role.attached.iter().map(|policy| policy.name.clone()).collect(),
        boundary: role.boundary.as_deref().map(last_part).map(str::to_owned),
        service_linked: role.is_service_linked(),
        unused: is_unused(role),
        tags: role.tags.iter().map(|tag| TagView { key: tag.key.clone(), value: tag.value.clone() }).collect(),
    }
}

fn last_part(arn: &str) -> &str {
    arn.rsplit('/').next().unwrap_or(arn)
}
