//! Plans that change a secret and write no value.

use gatehouse_plan::secret::{Replica, RotationRules};
use gatehouse_plan::{Plan, Secret};
use gatehouse_policy::names;
use uuid::Uuid;

use super::content::wrong;
use super::make::refuse;
use crate::gatehouse::{Gatehouse, Session};
use crate::views::{PlanView, Problem, SecretRotationInput};

impl Gatehouse {
    /// The plan that makes another version current.
    ///
    /// # Errors
    /// Where it is current already, or the secret cannot be read or is not changed here.
    pub async fn plan_secret_version(&self, id: &str, version: &str) -> Result<PlanView, Problem> {
        let session = self.session()?;
        let secret = changeable(&session, id).await?;
        let plan = Plan::restore_secret_version(&session.key(), &session.caller.region, &secret, version);
        self.unless_empty(plan, &session, "ALREADY_CURRENT", "This version is the current one already.")
    }

    /// The plan that lets a secret be deleted after 7 to 30 days. Its replicas go first.
    ///
    /// # Errors
    /// Where the days are too few or too many, or the secret cannot be read or is not changed here.
    pub async fn plan_secret_deletion(&self, id: &str, days: i64) -> Result<PlanView, Problem> {
        let session = self.session()?;
        if !(7..=30).contains(&days) {
            refuse(vec![wrong("days", "DAYS", "A deleted secret can be restored for 7 to 30 days.")])?;
        }
        let secret = changeable(&session, id).await?;
        let mut plan = Plan::delete_secret(&session.key(), &session.caller.region, &secret, days);
        if let Some(accessed) = &secret.accessed {
            let day = accessed.get(..10).unwrap_or(accessed);
            plan.consequences.push(format!("It was last read on {day}: whoever read it will fail."));
        }
        Ok(self.keep_plan(plan, &session))
    }

    /// The plan that takes a deletion back.
    ///
    /// # Errors
    /// Where the secret is not to be deleted, or cannot be read.
    pub async fn plan_secret_restore(&self, id: &str) -> Result<PlanView, Problem> {
        let session = self.session()?;
        let secret = session.account.secret(id).await.map_err(|error| session.problem(error))?;
        if secret.deleted.is_none() {
            return Err(Problem::new("NOT_DELETED", format!("{} is not to be deleted.", secret.name)));
        }
        let plan = Plan::restore_secret(&session.key(), &session.caller.region, &secret, 30);
        Ok(self.keep_plan(plan, &session))
    }

    /// The plan that sets how a secret is rotated; with no input, that it no longer is.
    ///
    /// # Errors
    /// Where a field is wrong, it is not rotated anyway, or the secret cannot be read or is not changed here.
    pub async fn plan_secret_rotation(
        &self,
        id: &str,
        input: Option<SecretRotationInput>,
    ) -> Result<PlanView, Problem> {
        let session = self.session()?;
        let token = Uuid::new_v4().to_string();
        let (account, region) = (session.key(), &session.caller.region);
        let Some(input) = input else {
            let secret = changeable(&session, id).await?;
            let plan = Plan::cancel_secret_rotation(&account, region, &secret, &token);
            return self.unless_empty(plan, &session, "NOT_ROTATED", "The secret is not rotated.");
        };
        let text = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        let rules =
            RotationRules { days: input.days, schedule: text(&input.schedule), duration: text(&input.duration) };
        let mut fields = Vec::new();
        let function = input.function.trim();
        if !function.starts_with("arn:") || !function.contains(":lambda:") {
            let message = "Name the function by its ARN: arn:aws:lambda:REGION:ACCOUNT:function:NAME.";
            fields.push(wrong("function", "FUNCTION_ARN", message));
        }
        match (rules.days, &rules.schedule) {
            (Some(days), None) if !(1..=1000).contains(&days) => {
                fields.push(wrong("days", "DAYS", "A secret is rotated every 1 to 1,000 days."));
            }
            (Some(_), Some(_)) => {
                fields.push(wrong("schedule", "SCHEDULE_TWICE", "Choose days or a schedule, not both."));
            }
            (None, Some(schedule)) if !is_schedule(schedule) => {
                let message = "Write rate(10 days), or cron(0 8 ? * 1 *) with UTC times and minutes 0.";
                fields.push(wrong("schedule", "SCHEDULE", message));
            }
            (None, None) => fields.push(wrong("days", "SCHEDULE_MISSING", "Say how often the secret is rotated.")),
            _ => {}
        }
        refuse(fields)?;
        let secret = changeable(&session, id).await?;
        let plan = Plan::rotate_secret(&account, region, &secret, function, &rules, input.immediately, &token);
        Ok(self.keep_plan(plan, &session))
    }

    /// The plan that makes a secret's replicas be in these Regions and no others.
    ///
    /// # Errors
    /// Where they are, a Region is none, or the secret cannot be read or is not changed here.
    pub async fn plan_secret_replicas(&self, id: &str, regions: &[String]) -> Result<PlanView, Problem> {
        let session = self.session()?;
        let here = &session.caller.region;
        let strange = regions.iter().find(|region| *region == here || !names::is_region(region));
        if let Some(region) = strange {
            refuse(vec![wrong("replicas", "REPLICA_REGION", format!("{region} is not another Region."))])?;
        }
        let secret = changeable(&session, id).await?;
        let replica = |region: &String| Replica { region: region.clone(), kms_key: None, status: None, message: None };
        let wanted: Vec<Replica> = regions.iter().map(replica).collect();
        let plan = Plan::secret_replicas(&session.key(), here, &secret, &wanted);
        self.unless_empty(plan, &session, "NO_CHANGE", "The secret is replicated to these Regions already.")
    }

    /// The plan that puts a text in the place of a secret's resource policy; an empty one takes the policy away.
    pub(crate) async fn plan_secret_policy(&self, id: &str, text: &str) -> Result<PlanView, Problem> {
        let session = self.session()?;
        let secret = changeable(&session, id).await?;
        let present = session.account.secret_policy(&secret.arn).await.map_err(|error| session.problem(error))?;
        let wanted = Some(text).filter(|text| !text.trim().is_empty());
        if let Some(text) = wanted {
            let check = session.account.check_secret_policy(&secret.arn, text).await;
            match check {
                Ok(check) if !check.passed => {
                    let message = format!("AWS would refuse the policy: {}", check.errors.join(" "));
                    return Err(Problem::new("PublicPolicyException", message)
                        .then("Name principals, or add a condition that keeps strangers out."));
                }
                // A caller who may not ask is told when the policy is put.
                Ok(_) => {}
                Err(error) if error.code.starts_with("AccessDenied") => {}
                Err(error) => return Err(session.problem(error)),
            }
        }
        let plan = Plan::secret_policy(&session.key(), &session.caller.region, &secret, present.as_deref(), wanted);
        self.unless_empty(plan, &session, "NO_CHANGE", "The secret has this very policy.")
    }

    fn unless_empty(&self, plan: Plan, session: &Session, code: &str, message: &str) -> Result<PlanView, Problem> {
        if plan.steps.is_empty() {
            return Err(Problem::new(code, message).then("There is nothing to do."));
        }
        Ok(self.keep_plan(plan, session))
    }
}

/// Whether it has the form of a rate or a cron expression; AWS judges the rest.
fn is_schedule(text: &str) -> bool {
    ["rate(", "cron("].iter().any(|start| text.starts_with(start)) && text.ends_with(')')
}

/// A secret, read to be changed.
pub(super) async fn changeable(session: &Session, id: &str) -> Result<Secret, Problem> {
    let secret = session.account.secret(id).await.map_err(|error| session.problem(error))?;
    if let Some(reason) = super::unchangeable(&secret, &session.caller.region) {
        return Err(Problem::new("SECRET_NOT_OURS", reason));
    }
    if secret.deleted.is_some() {
        return Err(Problem::new("SECRET_DELETED", format!("{} is to be deleted.", secret.name))
            .then("Restore it first, then change it."));
    }
    Ok(secret)
}
