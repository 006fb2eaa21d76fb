//! Saving: the plan of the call that puts the new text in the place of the old one.

use gatehouse_plan::{Call, Origin, Plan, Step};

use crate::gatehouse::Gatehouse;
use crate::policies::check_text;
use crate::views::{PlanView, PolicyTarget, Problem};

impl Gatehouse {
    /// The plan that saves a text as a policy of a role, or as the default version of a managed policy. Undoing it puts
    /// the text back that stands there now.
    ///
    /// # Errors
    /// Where the text is no JSON, where there is no such role or policy, and where the role may not be changed.
    pub async fn plan_policy_change(&self, target: PolicyTarget, text: &str) -> Result<PlanView, Problem> {
        check_text(text)?;
        match target {
            PolicyTarget::Inline { role, policy } => self.plan_role_change(role, Some(policy), text).await,
            PolicyTarget::Trust { role } => self.plan_role_change(role, None, text).await,
            PolicyTarget::Managed { arn } => self.plan_managed_change(&arn, text).await,
        }
    }

    /// For an inline policy of a role, or without one for its trust policy.
    async fn plan_role_change(&self, name: String, policy: Option<String>, text: &str) -> Result<PlanView, Problem> {
        let session = self.session()?;
        let role = session.account.role(&name).await.map_err(|error| session.problem(error))?;
        if role.is_service_linked() {
            return Err(Problem::new(
                "SERVICE_LINKED",
                format!("{name} is a service-linked role: only the service that made it can change it."),
            ));
        }
        let (title, call, undo) = match policy {
            None => (
                format!("Change the trust policy of {name}"),
                Call::UpdateAssumeRolePolicy { role: name.clone(), document: text.to_owned() },
                Call::UpdateAssumeRolePolicy { role: name, document: role.trust.clone() },
            ),
            Some(policy) => {
                let call =
                    Call::PutRolePolicy { role: name.clone(), policy: policy.clone(), document: text.to_owned() };
                match role.inline.iter().find(|held| held.name == policy) {
                    Some(held) => (
                        format!("Change the policy {policy} of {name}"),
                        call,
                        Call::PutRolePolicy { role: name, policy, document: held.document.clone() },
                    ),
                    None => (
                        format!("Add the policy {policy} to {name}"),
                        call,
                        Call::DeleteRolePolicy { role: name, policy },
                    ),
                }
            }
        };
        let plan = Plan {
            title,
            account: session.key(),
            origin: Origin::Wish,
            steps: vec![Step { call, undo: Some(undo) }],
            consequences: Vec::new(),
        };
        Ok(self.keep_plan(plan, &session))
    }
}
