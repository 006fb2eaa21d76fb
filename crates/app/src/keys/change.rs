//! Changes of a key, each a plan.

use gatehouse_plan::Plan;
use gatehouse_plan::kms::Place;
use gatehouse_plan::kms::call::GrantContext;
use gatehouse_plan::kms::key::{Grant, Key, KeyState};
use gatehouse_policy::Arn;

use super::create::{alias_problem, field, refuse, rotation_problem, step_name, tags};
use super::read::open;
use super::users::what_stops;
use crate::gatehouse::{Gatehouse, Session};
use crate::views::{KeyChange, PlanView, Problem};

impl Gatehouse {
    /// The plan of a change of a key, with what follows from it.
    ///
    /// # Errors
    /// Where there is no such key, AWS manages it, a field is wrong, or nothing would change.
    pub async fn plan_key_change(&self, key: &str, change: KeyChange) -> Result<PlanView, Problem> {
        let session = self.session()?;
        let key = changeable(&session, key).await?;
        let plan = plan(&session, &key, change).await?;
        if plan.steps.is_empty() {
            return Err(
                Problem::new("NO_CHANGE", format!("{} is so already.", key.name())).then("There is nothing to do.")
            );
        }
        Ok(self.keep_plan(plan, &session))
    }

    /// The plan that gives a key another policy.
    pub(crate) async fn plan_key_policy(&self, key: &str, text: &str) -> Result<PlanView, Problem> {
        let session = self.session()?;
        let key = changeable(&session, key).await?;
        let before = key.policy.as_ref().map_err(|missing| {
            Problem::new(
                "POLICY_UNREAD",
                format!("The policy that {} has now could not be read: {} lacks.", key.name(), missing.action),
            )
            .then("Without it the change could not be undone. Ask for the permission to read it.")
        })?;
        let account = session.key();
        let place = Place { account: &account, region: &session.caller.region };
        let plan = place.change_key_policy(&key, before, text);
        if plan.steps.is_empty() {
            let message = format!("{} has this very policy.", key.name());
            return Err(Problem::new("NO_CHANGE", message).then("There is nothing to save."));
        }
        Ok(self.keep_plan(plan, &session))
    }
}

async fn changeable(session: &Session, key: &str) -> Result<Key, Problem> {
    let key = open(session, key).await?;
    if key.aws_managed {
        return Err(Problem::new(
            "AWS_MANAGED",
            format!("{} is a key that AWS manages: nobody can change it.", key.name()),
        )
        .then("Create a key of your own and name it where the service asks for one."));
    }
    Ok(key)
}

async fn plan(session: &Session, key: &Key, change: KeyChange) -> Result<Plan, Problem> {
    let account = session.key();
    let here = Place { account: &account, region: &session.caller.region };
    Ok(match change {
        KeyChange::Rotation { days } => {
            refuse(days.and_then(rotation_problem).into_iter().collect())?;
            let before = rotation(key)?.period;
            here.set_rotation(key, before, days)
        }
        KeyChange::RotateNow => {
            let earlier = rotation(key)?.history.iter().filter(|rotated| rotated.on_demand).count();
            here.rotate_now(key, earlier)
        }
        KeyChange::Enable => {
            not_pending(key)?;
            here.enable_key(key)
        }
        KeyChange::Disable => {
            not_pending(key)?;
            here.disable_key(key, what_stops(session, key).await)
        }
        KeyChange::Delete { days } => {
            not_pending(key)?;
            if !(7..=30).contains(&days) {
                let message = "KMS waits 7 to 30 days before it deletes a key.".to_owned();
                refuse(vec![field("days", "WAITING_PERIOD", message)])?;
            }
            here.delete_key(key, days, what_stops(session, key).await)
        }
        KeyChange::CancelDeletion => {
            if key.state != KeyState::PendingDeletion {
                return Err(Problem::new("NOT_PENDING", format!("{} does not wait to be deleted.", key.name())));
            }
            here.cancel_deletion(key, days_left(key))
        }
        KeyChange::AddAlias { alias } => {
            refuse(alias_problem(&alias).into_iter().collect())?;
            here.add_alias(key, &format!("alias/{alias}"))
        }
        KeyChange::DeleteAlias { alias } => {
            if !key.aliases.contains(&alias) {
                return Err(Problem::new("NO_ALIAS", format!("{} has no alias {alias}.", key.name()))
                    .then("Open the key again to see those that it has now."));
            }
            here.delete_alias(key, &alias)
        }
        KeyChange::Describe { description, tags: after } => {
            let before = key.tags.as_ref().map_err(|missing| lacks("tags", &missing.action))?;
            here.describe_key(key, &description, before, &tags(after))
        }
        KeyChange::AddGrant { grantee, retiring, operations, context, context_exact } => {
            let mut fields = Vec::new();
            let principal = |text: &str| text.parse::<Arn>().is_ok_and(|arn| matches!(&*arn.service, "iam" | "sts"));
            let shape = "Write the ARN of a role, a user or an account.".to_owned();
            if !principal(&grantee) {
                fields.push(field("grantee", "PRINCIPAL_ARN", shape.clone()));
            }
            if !retiring.is_empty() && !principal(&retiring) {
                fields.push(field("retiring", "PRINCIPAL_ARN", shape));
            }
            if operations.is_empty() {
                let message = "Choose at least one thing that the grantee may do.".to_owned();
                fields.push(field("operations", "OPERATIONS_MISSING", message));
            }
            refuse(fields)?;
            let pairs: std::collections::BTreeMap<String, String> = context.into_iter().collect();
            let context = match context_exact {
                _ if pairs.is_empty() => None,
                true => Some(GrantContext::Equals(pairs)),
                false => Some(GrantContext::Subset(pairs)),
            };
            let grant = Grant {
                id: String::new(),
                name: String::new(),
                created: String::new(),
                grantee,
                retiring: (!retiring.is_empty()).then_some(retiring),
                operations,
                context,
            };
            here.create_grant(key, &grant, &step_name())
        }
        KeyChange::RemoveGrant { grant_id, retire } => {
            let grants = key.grants.as_ref().map_err(|missing| lacks("grants", &missing.action))?;
            let Some(grant) = grants.iter().find(|grant| grant.id == grant_id) else {
                return Err(Problem::new("NO_GRANT", format!("{} has no grant {grant_id}.", key.name()))
                    .then("Open the key again to see those that it has now."));
            };
            here.remove_grant(key, grant, retire, &step_name())
        }
    })
}

fn lacks(what: &str, action: &str) -> Problem {
    Problem::new("PART_UNREADABLE", format!("The {what} of the key could not be read: {action} lacks."))
        .then("Without them the change could not be undone. Ask for the permission to read them.")
}

fn rotation(key: &Key) -> Result<&gatehouse_plan::kms::key::Rotation, Problem> {
    let rotation = key.rotation.as_ref().map_err(|missing| lacks("rotation", &missing.action))?;
    rotation.as_ref().ok_or_else(|| {
        Problem::new("ROTATION_UNSUPPORTED", format!("{} cannot rotate by itself.", key.name()))
            .then("Only symmetric keys that encrypt and decrypt, with material of KMS, do. Make a new key instead.")
    })
}

fn not_pending(key: &Key) -> Result<(), Problem> {
    if key.state == KeyState::PendingDeletion {
        return Err(Problem::new("PENDING_DELETION", format!("{} waits to be deleted.", key.name()))
            .then("Cancel the deletion first."));
    }
    Ok(())
}

/// How many days are left until the key is deleted, rounded up.
fn days_left(key: &Key) -> i32 {
    let deletion = key.deletion.as_deref().and_then(|when| when.parse::<jiff::Timestamp>().ok());
    let left = deletion.map_or(0, |when| when.as_second() - jiff::Timestamp::now().as_second());
    i32::try_from((left.max(0) + 86_399) / 86_400).unwrap_or(30)
}
