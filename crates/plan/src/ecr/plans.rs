//! Plans that change repositories.

use super::call::EcrCall;
use super::repository::Repository;
use crate::plan::{Plan, Step};

impl Plan {
    /// The step that puts a policy in the place of a repository's present one, or takes that away; none where it is the
    /// same.
    #[must_use]
    pub fn repository_policy(account: &str, region: &str, repository: &Repository, wanted: Option<&str>) -> Self {
        let set = |document: &str| EcrCall::SetRepositoryPolicy {
            repository: repository.name.clone(),
            document: document.to_owned(),
        };
        let delete = || EcrCall::DeleteRepositoryPolicy { repository: repository.name.clone() };
        let step = match (repository.policy.as_deref(), wanted) {
            (Some(present), Some(wanted)) if present == wanted => None,
            (Some(present), Some(wanted)) => Some(Step::with_undo(set(wanted), set(present))),
            (None, Some(wanted)) => Some(Step::with_undo(set(wanted), delete())),
            (Some(present), None) => Some(Step::with_undo(delete(), set(present))),
            (None, None) => None,
        };
        let title = format!("Change the policy of {}", repository.name);
        Self::new(title, account, step.into_iter().collect()).in_region(region)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::call::Call;

    #[test]
    fn a_policy_goes_back_to_the_one_before_or_to_none() {
        let set = |document: &str| {
            Call::from(EcrCall::SetRepositoryPolicy { repository: "a/b".into(), document: document.into() })
        };
        let delete = || Call::from(EcrCall::DeleteRepositoryPolicy { repository: "a/b".into() });
        let plan = |present: Option<&str>, wanted| {
            let repository =
                Repository { name: "a/b".into(), policy: present.map(str::to_owned), ..Repository::default() };
            let plan = Plan::repository_policy("1", "eu-west-1", &repository, wanted);
            plan.steps.into_iter().map(|step| (step.call, step.undo.unwrap())).collect::<Vec<_>>()
        };
        assert_eq!(plan(None, Some("{}")), [(set("{}"), delete())]);
        assert_eq!(plan(Some("{ }"), Some("{}")), [(set("{}"), set("{ }"))]);
        assert_eq!(plan(Some("{}"), None), [(delete(), set("{}"))]);
        assert_eq!(plan(Some("{}"), Some("{}")), []);
    }
}
