//! Saving: the plan of the call that puts the new text in the place of the old one.

use gatehouse_plan::{Call, Origin, Plan, Step};
use gatehouse_policy::document::Policy;

use crate::gatehouse::Gatehouse;
use crate::views::{PlanView, PolicyTarget, Problem};

impl Gatehouse {
    /// The plan that saves a text as a policy of a role. Undoing it puts the text back that stands there now.
    ///
    /// # Errors
    /// Where the text is no JSON, where there is no such role or policy, and where the role may not be changed.
    pub async fn plan_policy_change(&self, target: PolicyTarget, text: &str) -> Result<PlanView, Problem> {
        if let Some(fault) = Policy::parse(text).faults.first() {
            return Err(Problem::new("NO_JSON", format!("The text is no JSON: {}", fault.message))
                .then("Mend it first: the text view points at the place."));
        }
        let session = self.session()?;
        let (PolicyTarget::Inline { role: name, .. } | PolicyTarget::Trust { role: name }) = &target;
        let role = session.account.role(name).await.map_err(|error| session.problem(error))?;
        if role.is_service_linked() {
            return Err(Problem::new(
                "SERVICE_LINKED",
                format!("{name} is a service-linked role: only the service that made it can change it."),
            ));
        }
        let (title, call, undo) = match target {
            PolicyTarget::Trust { role: name } => (
                format!("Change the trust policy of {name}"),
                Call::UpdateAssumeRolePolicy { role: name.clone(), document: text.to_owned() },
                Call::UpdateAssumeRolePolicy { role: name, document: role.trust.clone() },
            ),
            PolicyTarget::Inline { role: name, policy } => {
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
