//! Plans that write a value: a new secret, a new version, and the value of a step that lost it.

use gatehouse_plan::secret::{ACCOUNT_KEY, Replica};
use gatehouse_plan::{Plan, Tag, WantedSecret};
use gatehouse_policy::names;
use gatehouse_workload::workload::NewSecret;
use secrecy::{ExposeSecret, SecretString};
use uuid::Uuid;

use super::content::{self, wrong};
use crate::gatehouse::{Gatehouse, Session, lock};
use crate::views::{FieldProblem, PlanView, Problem, SecretContent, SecretInput};

impl Gatehouse {
    /// The plan that makes a secret. Its value waits in memory until the plan is applied, another value is given, or
    /// the account is closed.
    ///
    /// # Errors
    /// Where a field is wrong, the name is taken, or AWS draws no password.
    pub async fn plan_secret_creation(&self, input: SecretInput) -> Result<PlanView, Problem> {
        let session = self.session()?;
        let mut fields = check(&input, &session.caller.region);
        fields.extend(content::check(&input.content));
        let name = input.name.trim();
        if fields.is_empty()
            && let Some(taken) = taken(&session, name).await?
        {
            fields.push(taken);
        }
        refuse(fields)?;
        let replica = |region: &String| Replica { region: region.clone(), kms_key: None, status: None, message: None };
        let wanted = WantedSecret {
            name: name.to_owned(),
            description: input.description.clone(),
            kms_key: key(&input.kms_key),
            token: Uuid::new_v4().to_string(),
            tags: input.tags.iter().map(|tag| Tag { key: tag.key.clone(), value: tag.value.clone() }).collect(),
            replicas: input.replicas.iter().map(replica).collect(),
            value: self.keep_value(&session, content::value(&session, input.content).await?),
        };
        let plan = Plan::create_secret(&session.key(), &session.caller.region, &wanted);
        Ok(self.keep_plan(plan, &session))
    }

    /// The plan that gives a secret a new current value.
    ///
    /// # Errors
    /// Where a field is wrong, or the secret cannot be read or is not changed here.
    pub async fn plan_secret_value(&self, id: &str, content: SecretContent) -> Result<PlanView, Problem> {
        let session = self.session()?;
        refuse(content::check(&content))?;
        let secret = super::change::changeable(&session, id).await?;
        let value = self.keep_value(&session, content::value(&session, content).await?);
        let token = Uuid::new_v4().to_string();
        let plan = Plan::put_secret_value(&session.key(), &session.caller.region, &secret, &value, &token);
        Ok(self.keep_plan(plan, &session))
    }

    /// Gives a step of a run its value again, after the program ended before it was written. The run is then finished
    /// as every other.
    ///
    /// # Errors
    /// Where there is no such run or step, or the step writes no value.
    pub fn give_secret_value(&self, run_id: &str, step: usize, value: SecretString) -> Result<(), Problem> {
        let session = self.session()?;
        let (_, run) = self.journals(&session).resume(run_id)?;
        let handle = step.checked_sub(1).and_then(|index| run.steps.get(index)?.step.call.value());
        let Some(handle) = handle else {
            return Err(Problem::new("NO_VALUE_NEEDED", format!("Step {step} of this run writes no value.")));
        };
        if value.expose_secret().is_empty() {
            refuse(vec![wrong("text", "TEXT_EMPTY", "A secret needs a value.")])?;
        }
        session.account.values().keep(handle, value);
        Ok(())
    }

    /// Draws the credentials of a workload's new secret, keeps them, and gives their handle.
    pub(crate) async fn keep_credentials(&self, session: &Session, new: &NewSecret) -> Result<String, Problem> {
        Ok(self.keep_value(session, content::credentials(session, new).await?))
    }

    /// Keeps a value and gives its handle. One value waits at a time: plans that were shown and not applied are dropped
    /// with theirs.
    fn keep_value(&self, session: &Session, value: SecretString) -> String {
        let values = session.account.values();
        lock(&self.plans).retain(|_, plan| {
            let handles: Vec<&str> = plan.steps.iter().filter_map(|step| step.call.value()).collect();
            handles.iter().for_each(|handle| values.forget(handle));
            handles.is_empty()
        });
        let handle = format!("value-{}", Uuid::new_v4());
        values.keep(&handle, value);
        handle
    }
}

pub(super) fn refuse(fields: Vec<FieldProblem>) -> Result<(), Problem> {
    if fields.is_empty() {
        return Ok(());
    }
    let problem = Problem::new("FIELDS", "Some fields need a change.").then("See the messages at the fields.");
    Err(Problem { fields, ..problem })
}

fn key(text: &str) -> Option<String> {
    Some(text.trim()).filter(|key| !key.is_empty() && *key != ACCOUNT_KEY).map(str::to_owned)
}

/// Source: <https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html>
fn check(input: &SecretInput, region: &str) -> Vec<FieldProblem> {
    let mut found = Vec::new();
    let name = input.name.trim();
    let strange = name.chars().find(|c| !c.is_ascii_alphanumeric() && !"/_+=.@-!".contains(*c));
    if name.is_empty() {
        found.push(wrong("name", "NAME_EMPTY", "A secret needs a name."));
    } else if let Some(character) = strange {
        let message = format!("A name has letters, digits and /_+=.@-! and no \"{character}\".");
        found.push(wrong("name", "NAME_CHARACTER", message));
    } else if name.chars().count() > 512 {
        found.push(wrong("name", "NAME_LENGTH", "A name has at most 512 characters."));
    } else if name.rsplit_once('-').is_some_and(|(_, end)| end.len() == 6) {
        // AWS would take it, and then mistake the name for a whole ARN when it looks the secret up.
        let message =
            "A name must not end with a hyphen and six characters: AWS puts such an ending behind every name.";
        found.push(wrong("name", "NAME_SUFFIX", message));
    }
    if input.description.chars().count() > 2048 {
        found.push(wrong("description", "DESCRIPTION_LENGTH", "A description has at most 2,048 characters."));
    }
    if let Some(key) = key(&input.kms_key) {
        let named = key.starts_with("arn:") || key.starts_with("alias/") || names::is_key_id(&key);
        if !named {
            found.push(wrong("kmsKey", "KEY_NAME", "Name the key by its id, its ARN or an alias: alias/NAME."));
        }
    }
    for (index, tag) in input.tags.iter().enumerate() {
        if tag.key.is_empty() || tag.key.chars().count() > 128 || tag.key.to_ascii_lowercase().starts_with("aws:") {
            let message = "A tag's key has 1 to 128 characters and does not begin with aws:.";
            found.push(wrong(&format!("tags.{index}.key"), "TAG_KEY", message));
        }
    }
    for replica in &input.replicas {
        if replica == region || !names::is_region(replica) {
            found.push(wrong("replicas", "REPLICA_REGION", format!("{replica} is not another Region.")));
        }
    }
    found
}

async fn taken(session: &Session, name: &str) -> Result<Option<FieldProblem>, Problem> {
    match session.account.secret(name).await {
        Ok(secret) if secret.deleted.is_some() => {
            let message = "A secret of this name is to be deleted. Restore it, or choose another name.";
            Ok(Some(wrong("name", "NAME_TAKEN", message)))
        }
        Ok(_) => Ok(Some(wrong("name", "NAME_TAKEN", "There is a secret of this name already."))),
        Err(error) if error.code == "ResourceNotFoundException" => Ok(None),
        // Whoever may create secrets need not be allowed to read them; AWS tells a taken name when it comes to that.
        Err(error) if error.code.starts_with("AccessDenied") => Ok(None),
        Err(error) => Err(session.problem(error)),
    }
}
