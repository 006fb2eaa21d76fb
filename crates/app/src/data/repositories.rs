//! Repositories of container images: reading them, and planning to change their policies.

use gatehouse_plan::Plan;
use gatehouse_plan::ecr::repository::Repository;
use gatehouse_policy::decide::{Outcome, Policies, Prepared, Principal, Request, outcome};

use super::{notices, telling, watch};
use crate::apply::now;
use crate::gatehouse::Gatehouse;
use crate::views::{PlanView, Problem, Progress, RepositoryList, RepositoryView};

/// Somebody of an account that nobody knows, whose own policies allow everything.
const STRANGER: &str = "arn:aws:iam::999988887777:user/stranger";
const EVERYTHING: &str = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}"#;

impl Gatehouse {
    /// Every repository of the Region. What could not be read is told beside the rest.
    ///
    /// # Errors
    /// Where AWS does not answer, or the reading was cancelled.
    pub async fn list_repositories(
        &self,
        progress: impl Fn(Progress) + Send + Sync,
    ) -> Result<RepositoryList, Problem> {
        let session = self.session()?;
        let found = telling("repositories", &progress);
        let read = session.account.repositories(&watch(&found, self.new_reading())).await;
        let (repositories, unread) = read.map_err(|error| session.problem(error))?;
        Ok(RepositoryList {
            repositories: repositories.into_iter().map(view).collect(),
            notices: notices(&unread),
            read_at: now(),
        })
    }

    /// One repository.
    ///
    /// # Errors
    /// Where there is none of this name, or AWS refuses or does not answer.
    pub async fn get_repository(&self, name: &str) -> Result<RepositoryView, Problem> {
        let session = self.session()?;
        session.account.repository(name).await.map(view).map_err(|error| session.problem(error))
    }

    /// The plan that puts a text in the place of a repository's policy; an empty one takes the policy away.
    pub(crate) async fn plan_repository_policy(&self, name: &str, text: &str) -> Result<PlanView, Problem> {
        let session = self.session()?;
        let repository = session.account.repository(name).await.map_err(|error| session.problem(error))?;
        if !repository.policy_read {
            let message = format!("The policy of {name} could not be read: ecr:GetRepositoryPolicy lacks.");
            return Err(Problem::new("PART_UNREADABLE", message)
                .then("Without it the change could not be undone. Ask for the permission to read it."));
        }
        let wanted = Some(text).filter(|text| !text.trim().is_empty());
        let plan = Plan::repository_policy(&session.key(), &session.caller.region, &repository, wanted);
        self.keep_change(plan, &session, name)
    }
}

fn view(repository: Repository) -> RepositoryView {
    RepositoryView {
        open_to_strangers: repository.policy.as_deref().map(|policy| is_open(policy, &repository.arn)),
        name: repository.name,
        arn: repository.arn,
        uri: repository.uri,
        created: repository.created,
        immutable: repository.immutable,
        scan_on_push: repository.scan_on_push,
        kms_key: repository.kms_key,
        policy: repository.policy,
        policy_read: repository.policy_read,
    }
}

/// Whether a stranger may pull images. Conditions on what nobody knows beforehand are taken to hold the stranger off.
fn is_open(policy: &str, arn: &str) -> bool {
    let Some(stranger) = Principal::parse(STRANGER) else { return true };
    let policies = Policies {
        identity: vec![Prepared::parse(EVERYTHING)],
        resource: vec![Prepared::parse(policy)],
        ..Policies::default()
    };
    ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
        .iter()
        .any(|action| outcome(&Request::new(stranger.clone(), action, arn), &policies) == Outcome::Allowed)
}
