//! Saving: the plan of the call that puts the new text in the place of the old one.

use gatehouse_plan::{IamCall, Plan, Role, Step};
use gatehouse_policy::document::counted_size;
use gatehouse_policy::names;

use crate::gatehouse::Gatehouse;
use crate::policies::{check_text, fields_wrong, wrong};
use crate::views::{PlanView, PolicyTarget, Problem};
use crate::workloads::{INLINE_LIMIT, TRUST_LIMIT};

impl Gatehouse {
    /// The plan that saves a text as a policy of a role or a key, or as the default version of a managed policy. Undoing it puts
    /// the text back that stands there now.
    ///
    /// # Errors
    /// Where the text is no JSON, where there is no such role or policy, and where the role may not be changed.
    pub async fn plan_policy_change(&self, target: PolicyTarget, text: &str) -> Result<PlanView, Problem> {
        if let PolicyTarget::Secret { arn } = &target
            && text.trim().is_empty()
        {
            return self.plan_secret_policy(arn, text).await;
        }
        if let PolicyTarget::Repository { name } = &target
            && text.trim().is_empty()
        {
            return self.plan_repository_policy(name, text).await;
        }
        check_text(text)?;
        match target {
            PolicyTarget::Inline { role, policy } => self.plan_role_change(role, Some(policy), text).await,
            PolicyTarget::Trust { role } => self.plan_role_change(role, None, text).await,
            PolicyTarget::Bucket { name } => self.plan_bucket_policy(&name, text).await,
            PolicyTarget::Repository { name } => self.plan_repository_policy(&name, text).await,
            PolicyTarget::Endpoint { id } => self.plan_endpoint_policy(&id, text).await,
            PolicyTarget::Managed { arn } => self.plan_managed_change(&arn, text).await,
            PolicyTarget::Key { key } => self.plan_key_policy(&key, text).await,
            PolicyTarget::Secret { arn } => self.plan_secret_policy(&arn, text).await,
        }
    }

    /// The plan that gives a role an inline policy that it does not have yet.
    ///
    /// # Errors
    /// Where the name is wrong or taken, the text is no JSON, or there is no such role.
    pub async fn plan_inline_creation(&self, role: &str, policy: &str, text: &str) -> Result<PlanView, Problem> {
        if let Err(error) = names::policy(policy) {
            return Err(fields_wrong(vec![wrong("name", error.code, error.message)]));
        }
        let session = self.session()?;
        let held = session.account.role(role).await.map_err(|error| session.problem(error))?;
        // IAM tells inline policies apart by case too; who reads them does not.
        if let Some(taken) = held.inline.iter().find(|held| held.name.eq_ignore_ascii_case(policy)) {
            let message = format!("{role} has the inline policy {} already. Choose another name.", taken.name);
            return Err(fields_wrong(vec![wrong("name", "POLICY_EXISTS", message)]));
        }
        let target = PolicyTarget::Inline { role: role.to_owned(), policy: policy.to_owned() };
        self.plan_policy_change(target, text).await
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
        let consequences = match &policy {
            Some(policy) => check_inline(&role, policy, text)?,
            None => check_trust(&name, text)?,
        };
        let (title, call, undo) = match policy {
            None => (
                format!("Change the trust policy of {name}"),
                IamCall::UpdateAssumeRolePolicy { role: name.clone(), document: text.to_owned() },
                IamCall::UpdateAssumeRolePolicy { role: name, document: role.trust.clone() },
            ),
            Some(policy) => {
                let call =
                    IamCall::PutRolePolicy { role: name.clone(), policy: policy.clone(), document: text.to_owned() };
                match role.inline.iter().find(|held| held.name == policy) {
                    Some(held) => (
                        format!("Change the policy {policy} of {name}"),
                        call,
                        IamCall::PutRolePolicy { role: name, policy, document: held.document.clone() },
                    ),
                    None => (
                        format!("Add the policy {policy} to {name}"),
                        call,
                        IamCall::DeleteRolePolicy { role: name, policy },
                    ),
                }
            }
        };
        let steps = vec![Step::with_undo(call, undo)];
        let plan = Plan { consequences, ..Plan::new(title, &session.key(), steps) };
        Ok(self.keep_plan(plan, &session))
    }
}

/// Refuses an inline policy with which the role's inline policies would be longer together than IAM takes.
fn check_inline(role: &Role, policy: &str, text: &str) -> Result<Vec<String>, Problem> {
    let others = role.inline.iter().filter(|held| held.name != policy);
    let beside: usize = others.map(|held| counted_size(&held.document)).sum();
    let own = counted_size(text);
    if own + beside <= INLINE_LIMIT {
        return Ok(Vec::new());
    }
    let message = if beside == 0 {
        format!(
            "A role's inline policies have at most {INLINE_LIMIT} characters, white space not counted; this one has {own}."
        )
    } else {
        format!(
            "A role's inline policies have at most {INLINE_LIMIT} characters together, white space not counted; with this \
             one those of {} would have {}, {beside} of them in the others.",
            role.name,
            own + beside
        )
    };
    Err(Problem::new("POLICY_SIZE", message)
        .then("Save it as a managed policy and attach that one, which counts by itself, or minimise it."))
}

/// IAM's quota for trust policies where it was raised as far as it goes, in characters.
///
/// Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html>
const RAISED_TRUST_LIMIT: usize = 4_096;

/// Refuses a trust policy that is too long for every account, and warns of one that is too long for most.
fn check_trust(role: &str, text: &str) -> Result<Vec<String>, Problem> {
    let size = counted_size(text);
    if size > RAISED_TRUST_LIMIT {
        let message = format!(
            "A trust policy has at most {TRUST_LIMIT} characters, white space not counted, and {RAISED_TRUST_LIMIT} where \
             AWS raised the quota; this one has {size}."
        );
        return Err(
            Problem::new("POLICY_SIZE", message).then("Name fewer principals, or put several into one condition.")
        );
    }
    Ok((size > TRUST_LIMIT)
        .then(|| {
            format!(
                "The trust policy of {role} would have {size} characters. IAM refuses more than {TRUST_LIMIT} unless the \
                 account's quota was raised."
            )
        })
        .into_iter()
        .collect())
}
