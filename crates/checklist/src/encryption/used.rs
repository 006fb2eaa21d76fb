//! Which keys are meant, and what uses them.

use gatehouse_plan::kms::key::Key;
use gatehouse_plan::sagemaker::resource::{Resource, ResourceKind};
use gatehouse_workload::workload::KeyPart;

use crate::scan::{Holder, Scan};
use crate::state::AccountState;

/// The key that a name means: an id, an ARN, an alias or an alias's ARN.
pub(super) fn key_named<'a>(state: &'a AccountState, name: &str) -> Option<&'a Key> {
    let alias = name.split_once(":alias/").map_or(name, |(_, alias)| alias).trim_start_matches("alias/");
    let is = |key: &&Key| {
        key.arn == name
            || key.id == name
            || !name.contains("key/") && key.aliases.iter().any(|held| held.strip_prefix("alias/") == Some(alias))
    };
    state.keys.items.iter().find(is)
}

/// Whether a name means a key that AWS keeps for one of its services.
pub(super) fn is_of_aws(state: &AccountState, name: &str) -> bool {
    name.contains("alias/aws/") || key_named(state, name).is_some_and(|key| key.aws_managed)
}

/// A key to write into code: the only one that the account has of its own, or a name to be filled in.
pub(super) fn key_to_name(state: &AccountState) -> String {
    let own: Vec<&Key> = state.keys.items.iter().filter(|key| !key.aws_managed && key.rotates()).collect();
    match own.as_slice() {
        [only] => only.arn.clone(),
        _ => "alias/YOUR-KEY".to_owned(),
    }
}

/// What a role does with a key.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Use {
    /// The key, as it was named.
    pub(super) key: String,
    /// The ARN of the role.
    pub(super) role: String,
    /// Who uses it: `the training job churn`.
    pub(super) who: String,
    /// It encrypts volumes; otherwise objects in S3.
    pub(super) volume: bool,
}

/// Jobs that use keys in the name of their role.
pub(super) const JOBS: [ResourceKind; 3] =
    [ResourceKind::TrainingJob, ResourceKind::TuningJob, ResourceKind::ProcessingJob];

/// What roles do with keys, as far as jobs and declared workloads tell.
pub(super) fn uses(state: &AccountState, jobs: &[&Resource]) -> Vec<Use> {
    let mut all = Vec::new();
    for job in jobs {
        let Some(role) = &job.role else { continue };
        let who = crate::things::subject_of(job).said().replacen("The ", "the ", 1);
        for (key, volume) in [(&job.volume_key, true), (&job.output_key, false)] {
            if let Some(key) = key {
                all.push(Use { key: key.clone(), role: role.clone(), who: who.clone(), volume });
            }
        }
    }
    for workload in &state.workloads {
        let name = &workload.job.role_name;
        let key = match &workload.key {
            KeyPart::None => continue,
            KeyPart::Existing(arn) => arn.to_string(),
            KeyPart::New { alias, .. } => alias.clone(),
        };
        let role = state.roles.items.iter().find(|role| &role.name == name).map(|role| role.arn.clone());
        let role = role.unwrap_or_else(|| format!("arn:{}:iam::{}:role/{name}", state.partition, state.account));
        let who = format!("the workload {name}");
        for (used, volume) in [(workload.key_use.volume, true), (workload.key_use.data, false)] {
            if used {
                all.push(Use { key: key.clone(), role: role.clone(), who: who.clone(), volume });
            }
        }
    }
    all.sort();
    all.dedup();
    all
}

/// The ARNs of the keys that what runs as a holder is known to use.
pub(super) fn keys_of(scan: &Scan<'_>, holder: &Holder<'_>) -> Vec<String> {
    let Some(role) = holder.role() else { return Vec::new() };
    let state = scan.state();
    let jobs: Vec<&Resource> = state.resources.items.iter().collect();
    let mut arns: Vec<String> = uses(state, &jobs)
        .into_iter()
        .filter(|used| used.role == role.arn)
        .filter_map(|used| {
            let known = key_named(state, &used.key).map(|key| key.arn.clone());
            known.or_else(|| used.key.contains(":key/").then_some(used.key))
        })
        .collect();
    arns.sort();
    arns.dedup();
    arns
}
