//! Workloads by name, a file each: what was chosen, never what was made, and no secret's value.

use std::fs;
use std::io;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::apply::now;
use crate::files::write_whole;
use crate::gatehouse::{Gatehouse, Session};
use crate::views::{Choice, FieldProblem, Notice, NoticeLevel, Problem, WorkloadInput, WorkloadList, WorkloadSummary};

/// The version of the files that this program writes.
const VERSION: u32 = 1;

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Saved {
    version: u32,
    /// RFC 3339.
    saved: String,
    pub(super) workload: WorkloadInput,
}

impl Gatehouse {
    /// The saved workloads of the open account and Region. A file that cannot be understood is told and left alone.
    ///
    /// # Errors
    /// Where no account is open, or the folder cannot be read.
    pub fn list_workloads(&self) -> Result<WorkloadList, Problem> {
        let session = self.session()?;
        let mut list = WorkloadList { workloads: Vec::new(), notices: Vec::new() };
        let entries = match fs::read_dir(self.workload_folder(&session)) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(list),
            Err(error) => return Err(unreadable("The folder of the saved workloads", &error.to_string())),
        };
        for path in entries.flatten().map(|entry| entry.path()) {
            if path.extension().is_none_or(|extension| extension != "json") {
                continue;
            }
            match read(&path) {
                Ok(saved) => list.workloads.push(summary(&saved)),
                Err(problem) => list.notices.push(Notice {
                    level: NoticeLevel::Warning,
                    code: problem.code.clone(),
                    title: "A saved workload could not be read".to_owned(),
                    message: problem.message,
                }),
            }
        }
        list.workloads.sort_by(|one, other| one.name.cmp(&other.name));
        Ok(list)
    }

    /// Saves what was chosen until now, under the role's name; nothing is done in the account.
    ///
    /// # Errors
    /// Where the role's name is none, or the file cannot be written.
    pub fn save_workload(&self, input: WorkloadInput) -> Result<WorkloadSummary, Problem> {
        let session = self.session()?;
        self.save_workload_of(&session, input)
    }

    /// Forgets every saved workload of an account that is no more.
    pub(crate) fn forget_workloads(&self, session: &Session) -> io::Result<()> {
        match fs::remove_dir_all(self.workload_folder(session)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }

    /// The same for an account that need not be the open one.
    pub(crate) fn save_workload_of(&self, session: &Session, input: WorkloadInput) -> Result<WorkloadSummary, Problem> {
        // It may be half done; but it needs its name.
        gatehouse_policy::names::role(&input.role_name).map_err(|error| {
            let field =
                FieldProblem { field: "roleName".to_owned(), code: error.code.to_owned(), message: error.message };
            Problem { fields: vec![field], ..Problem::new("FIELDS", "A workload is saved under its role's name.") }
        })?;
        let saved = Saved { version: VERSION, saved: now(), workload: input };
        self.write_saved(session, &saved)
            .map_err(|error| unreadable("The workload", &error.to_string()).then("See whether the disk is full."))?;
        Ok(summary(&saved))
    }

    /// Forgets a saved workload. What it made stays in the account.
    ///
    /// # Errors
    /// Where there is none of this name, or its file cannot be removed.
    pub fn forget_workload(&self, name: &str) -> Result<(), Problem> {
        let session = self.session()?;
        let path = self.path(&session, name)?;
        fs::remove_file(path).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => none(name),
            _ => unreadable("The file of the workload", &error.to_string()),
        })
    }

    pub(super) fn read_saved(&self, session: &Session, name: &str) -> Result<Saved, Problem> {
        let path = self.path(session, name)?;
        if !path.exists() {
            return Err(none(name));
        }
        read(&path)
    }

    pub(super) fn is_saved(&self, session: &Session, name: &str) -> bool {
        self.path(session, name).is_ok_and(|path| path.exists())
    }

    fn workload_folder(&self, session: &Session) -> PathBuf {
        self.folder.join("workloads").join(format!("{}-{}", session.key(), session.caller.region))
    }

    /// A name that no role can have names no file either.
    fn path(&self, session: &Session, name: &str) -> Result<PathBuf, Problem> {
        gatehouse_policy::names::role(name).map_err(|_| none(name))?;
        Ok(self.workload_folder(session).join(format!("{name}.json")))
    }

    fn write_saved(&self, session: &Session, saved: &Saved) -> io::Result<()> {
        let path = self.workload_folder(session).join(format!("{}.json", saved.workload.role_name));
        write_whole(&path, &serde_json::to_vec_pretty(saved)?)
    }
}

fn read(path: &std::path::Path) -> Result<Saved, Problem> {
    let said = path.display().to_string();
    let text = fs::read(path).map_err(|error| unreadable(&said, &error.to_string()))?;
    let version = serde_json::from_slice::<serde_json::Value>(&text).ok();
    let version = version.and_then(|value| value.get("version")?.as_u64());
    if version.is_some_and(|version| version > u64::from(VERSION)) {
        let message = format!("{said} is of a newer Gatehouse.");
        return Err(Problem::new("WORKLOAD_TOO_NEW", message).then("Update Gatehouse. The file is left as it is."));
    }
    serde_json::from_slice(&text).map_err(|error| unreadable(&said, &error.to_string()))
}

fn none(name: &str) -> Problem {
    Problem::new("NO_WORKLOAD", format!("No workload {name} is saved for this account and Region."))
        .then("Open the list of workloads to see those that are.")
}

fn unreadable(what: &str, why: &str) -> Problem {
    Problem::new("WORKLOAD_FILE", format!("{what} could not be used: {why}."))
}

pub(super) fn summary(saved: &Saved) -> WorkloadSummary {
    let input = &saved.workload;
    let mut parts = Vec::new();
    match input.key {
        Choice::None => {}
        Choice::Existing => parts.push(format!("Key {}", input.kms_key.rsplit('/').next().unwrap_or(&input.kms_key))),
        Choice::New => parts.push(format!("Key alias/{}", input.key_alias.trim_start_matches("alias/"))),
    }
    match input.secret {
        Choice::None => {}
        Choice::Existing => {
            parts.push(format!("Secret {}", input.secret_arn.rsplit(':').next().unwrap_or(&input.secret_arn)));
        }
        Choice::New => parts.push(format!("Secret {}", input.secret_name)),
    }
    if input.vpc && !input.vpc_id.is_empty() {
        let count = input.subnets.len();
        let subnets = if count == 1 { "1 subnet".to_owned() } else { format!("{count} subnets") };
        parts.push(format!("{subnets} of {}", input.vpc_id));
    }
    WorkloadSummary {
        name: input.role_name.clone(),
        description: input.description.clone(),
        persona: input.persona,
        parts,
        saved: saved.saved.clone(),
    }
}
