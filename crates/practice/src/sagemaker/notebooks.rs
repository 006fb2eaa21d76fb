//! Notebook instances are stopped, started, and changed while they are stopped.

use serde_json::{Value, json};

use super::kinds::NOTEBOOK;
use super::state::{Kept, arn};
use super::{demands, errors};
use crate::account::Account;
use crate::error::ApiError;
use crate::protocol::json::{Answer, Call};

const STATUS: &str = "NotebookInstanceStatus";

/// What a request may change.
const CHANGEABLE: [&str; 5] =
    ["InstanceType", "InstanceMetadataServiceConfiguration", "RoleArn", "RootAccess", "VolumeSizeInGB"];

pub(super) fn start(account: &mut Account, call: &Call<'_>) -> Answer {
    move_to(account, call, &["Stopped", "Failed"], "Pending", "InService")
}

pub(super) fn stop(account: &mut Account, call: &Call<'_>) -> Answer {
    move_to(account, call, &["InService"], "Stopping", "Stopped")
}

pub(super) fn update(account: &mut Account, call: &Call<'_>) -> Answer {
    let changes: Vec<(&str, Value)> =
        CHANGEABLE.iter().filter_map(|member| Some((*member, call.params.get(member)?.clone()))).collect();
    if let Some(root) = call.params.text("RootAccess")?
        && !["Enabled", "Disabled"].contains(&root)
    {
        return Err(errors::validation(format!(
            "1 validation error detected: Value '{root}' at 'rootAccess' failed to satisfy constraint: Member must \
             satisfy enum value set: [Enabled, Disabled]"
        )));
    }
    let now = call.now;
    let notebook = notebook(account, call)?;
    in_state(call, notebook, &["Stopped", "Failed"], "Updating")?;
    notebook.members.extend(changes.into_iter().map(|(member, value)| (member.to_owned(), value)));
    notebook.modified = now;
    Ok(json!({}))
}

/// Nothing runs here, so a state that passes is passed at once.
fn move_to(account: &mut Account, call: &Call<'_>, from: &[&str], by: &str, to: &str) -> Answer {
    let now = call.now;
    let notebook = notebook(account, call)?;
    in_state(call, notebook, from, by)?;
    notebook.members.insert(STATUS.to_owned(), to.into());
    notebook.modified = now;
    Ok(json!({}))
}

fn notebook<'a>(account: &'a mut Account, call: &Call<'_>) -> Result<&'a mut Kept, ApiError> {
    let name = demands::name(call.params, &NOTEBOOK)?;
    let absent = || errors::absent(call.region, &NOTEBOOK, name);
    account.sagemaker.of_mut(call.region, &NOTEBOOK).get_mut(name).ok_or_else(absent)
}

fn in_state(call: &Call<'_>, notebook: &Kept, allowed: &[&str], to: &str) -> Result<(), ApiError> {
    let status = notebook.members.get(STATUS).and_then(Value::as_str).unwrap_or_default();
    if allowed.contains(&status) {
        return Ok(());
    }
    let name = demands::name(call.params, &NOTEBOOK)?;
    Err(errors::transition(status, &allowed.join(", "), to, &arn(call.region, &NOTEBOOK, name)))
}
