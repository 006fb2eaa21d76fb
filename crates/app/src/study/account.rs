//! The practice account of a lesson or scenario: made, begun anew, opened and left.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use gatehouse_aws::{Account, Opening};
use gatehouse_plan::Outputs;
use gatehouse_practice::{ACCESS_KEY_ID, Options, Practice, SECRET_ACCESS_KEY, Seed};
use gatehouse_study::account::{Start, StartAccount, WorkloadSetting};
use gatehouse_study::{Lesson, Scenario};
use secrecy::SecretString;

use crate::accounts::{PRACTICE_REGION, session};
use crate::apply::set_up;
use crate::checklist::read_anew;
use crate::files::{make_folder, write_whole};
use crate::gatehouse::{Gatehouse, Session, lock};
use crate::views::{AccountChoice, AccountKind, AccountView, Problem, StudyAccount, StudyKind, WorkloadInput};

/// A lesson or a scenario, as far as its account goes.
pub(super) struct Exercise {
    pub(super) account: StudyAccount,
    pub(super) start: &'static Start,
    pub(super) workload: Option<&'static WorkloadSetting>,
}

impl Exercise {
    pub(super) fn lesson(id: &str) -> Result<(&'static Lesson, Self), Problem> {
        let lesson = gatehouse_study::lesson(id).ok_or_else(|| {
            Problem::new("NO_LESSON", format!("There is no lesson \"{id}\".")).then("Go back to Study.")
        })?;
        let account = StudyAccount { kind: StudyKind::Lesson, id: lesson.id.clone(), title: lesson.title.clone() };
        Ok((lesson, Self { account, start: &lesson.start, workload: lesson.workload.as_ref() }))
    }

    pub(super) fn scenario(id: &str) -> Result<(&'static Scenario, Self), Problem> {
        let scenario = gatehouse_study::scenario(id).ok_or_else(|| {
            Problem::new("NO_SCENARIO", format!("There is no scenario \"{id}\".")).then("Go back to Study.")
        })?;
        let account =
            StudyAccount { kind: StudyKind::Scenario, id: scenario.id.clone(), title: scenario.title.clone() };
        Ok((scenario, Self { account, start: &scenario.start, workload: scenario.workload.as_ref() }))
    }

    /// What tells its account from every other, in names of folders and in plans.
    pub(super) fn key(&self) -> String {
        key(&self.account)
    }

    const fn seed(&self) -> Seed {
        match self.start.account {
            StartAccount::Workshop => Seed::Workshop,
            StartAccount::Empty => Seed::Empty,
        }
    }
}

/// What tells the account of a lesson or scenario from every other.
pub(crate) fn key(account: &StudyAccount) -> String {
    let kind = match account.kind {
        StudyKind::Lesson => "lesson",
        StudyKind::Scenario => "scenario",
    };
    format!("study-{kind}-{}", account.id)
}

/// What a secret of an exercise holds: content keeps no value.
const VALUE: &str = r#"{"username": "churn_reader", "password": "practice-only"}"#;

impl Gatehouse {
    /// Opens the account of a lesson, which is made where it is not there.
    ///
    /// # Errors
    /// Where there is no such lesson, or its account cannot be made or opened. The account before stays open then.
    pub async fn start_lesson(&self, id: &str) -> Result<AccountView, Problem> {
        self.start(&Exercise::lesson(id)?.1, false).await
    }

    /// Begins a lesson anew, with a new account; its tasks are open again.
    ///
    /// # Errors
    /// As [`Gatehouse::start_lesson`].
    pub async fn reset_lesson(&self, id: &str) -> Result<AccountView, Problem> {
        let (lesson, exercise) = Exercise::lesson(id)?;
        let account = self.start(&exercise, true).await?;
        self.change_progress(|progress| progress.reset_lesson(&lesson.id))?;
        Ok(account)
    }

    /// Opens the account of a scenario, which is made where it is not there.
    ///
    /// # Errors
    /// As [`Gatehouse::start_lesson`].
    pub async fn start_scenario(&self, id: &str) -> Result<AccountView, Problem> {
        self.start(&Exercise::scenario(id)?.1, false).await
    }

    /// Breaks the account of a scenario anew.
    ///
    /// # Errors
    /// As [`Gatehouse::start_lesson`].
    pub async fn reset_scenario(&self, id: &str) -> Result<AccountView, Problem> {
        self.start(&Exercise::scenario(id)?.1, true).await
    }

    /// Leaves the account of a lesson or scenario for the learner's own practice account. It stays as it is.
    ///
    /// # Errors
    /// Where the practice account cannot be opened.
    pub async fn leave_study(&self) -> Result<AccountView, Problem> {
        let account = self.open_account(AccountChoice::Practice).await?;
        lock(&self.study).practice = None;
        Ok(account)
    }

    async fn start(&self, exercise: &Exercise, anew: bool) -> Result<AccountView, Problem> {
        let folder = self.folder.join("study").join(exercise.key());
        let begun = folder.join("begun");
        // A file can be open once.
        let held = lock(&self.study).practice.clone();
        let practice = match held {
            Some((account, practice)) if account == exercise.account => practice,
            _ => opened(&folder.join("practice.json"), exercise.seed())?,
        };
        let opened = practice_session(&practice, &exercise.account).await?;
        if anew || !begun.exists() {
            let fault = |error: &dyn std::fmt::Display| {
                Problem::new(
                    "STUDY_ACCOUNT",
                    format!("The account of \"{}\" could not be made: {error}.", exercise.account.title),
                )
                .then("See whether the disk is full, and start it again.")
            };
            // Until it is whole it counts as not begun.
            match fs::remove_file(&begun) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(fault(&error)),
                _ => {}
            }
            practice.reset().map_err(|error| fault(&error))?;
            self.forget(&opened)?;
            prepare(&opened, exercise.start).await?;
            if let Some(workload) = exercise.workload {
                self.save_setting(&opened, workload).await?;
            }
            write_whole(&begun, b"").map_err(|error| fault(&error))?;
        }
        lock(&self.plans).clear();
        lock(&self.study).practice = Some((exercise.account.clone(), practice));
        *lock(&self.session) = Some(opened);
        self.current_account().ok_or_else(|| Problem::new("NO_ACCOUNT", "No account is open."))
    }

    /// What was remembered of an account that is no more: runs, saved workloads, findings.
    fn forget(&self, session: &Session) -> Result<(), Problem> {
        let journal = match fs::remove_dir_all(self.journals(session).folder()) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
            other => other,
        };
        lock(&self.checklist).forget();
        journal.and_then(|()| self.forget_workloads(session)).and_then(|()| self.forget_memory(session)).map_err(
            |error| {
                Problem::new(
                    "STUDY_ACCOUNT",
                    format!("What was kept of the account before cannot be removed: {error}."),
                )
            },
        )
    }

    /// Saves the workload of an exercise in its account, as the learner would have.
    async fn save_setting(&self, session: &Session, setting: &WorkloadSetting) -> Result<(), Problem> {
        let state = read_anew(session, Vec::new()).await?;
        let input: WorkloadInput =
            serde_json::to_value(setting.resolved(&state)).and_then(serde_json::from_value).map_err(|error| {
                Problem::new("STUDY_CONTENT", format!("The lesson's workload cannot be used: {error}."))
            })?;
        self.save_workload_of(session, input).map(|_| ())
    }
}

fn opened(path: &Path, seed: Seed) -> Result<Practice, Problem> {
    let folder: PathBuf = path.parent().map(Path::to_owned).unwrap_or_default();
    make_folder(&folder)
        .map_err(|error| Problem::new("STUDY_ACCOUNT", format!("{} cannot be made: {error}.", folder.display())))?;
    let options = Options { seed, ..Options::default() };
    let opened = Practice::open_with(path, options).map_err(|error| {
        Problem::new(error.code(), error.to_string()).then("Nothing was changed. Mend what the message names.")
    })?;
    Ok(opened.practice)
}

async fn practice_session(practice: &Practice, study: &StudyAccount) -> Result<Session, Problem> {
    let opening = Opening::InProcess {
        http: practice.http_client(),
        access_key_id: ACCESS_KEY_ID.to_owned(),
        secret_access_key: SECRET_ACCESS_KEY.to_owned(),
        region: PRACTICE_REGION.to_owned(),
    };
    let session = session(AccountKind::Practice, opening, None, None).await?;
    Ok(Session { study: Some(study.clone()), ..session })
}

/// Makes the calls that an account begins with.
async fn prepare(session: &Session, start: &Start) -> Result<(), Problem> {
    made(session, &start.calls.0).await
}

/// Makes calls one after the other, each with what it refers to put in.
pub(super) async fn made(session: &Session, calls: &[gatehouse_plan::Call]) -> Result<(), Problem> {
    let account: &Account = &session.account;
    let mut outputs: Vec<Outputs> = Vec::new();
    let mut state = Arc::new(gatehouse_checklist::AccountState::default());
    for call in calls {
        let said = serde_json::to_string(call).unwrap_or_default();
        // What is in the account is looked at only where the call refers to it.
        if ["{{key:", "{{secret:", "{{endpoint:", "{{group:"].iter().any(|kind| said.contains(kind)) {
            state = Arc::new(read_anew(session, Vec::new()).await?);
        }
        let ready = gatehouse_study::account::ready(call, &outputs, &state)
            .map_err(|error| Problem::new("STUDY_CONTENT", error.to_string()))?;
        if let Some(handle) = ready.value() {
            account.values().keep(handle, SecretString::from(VALUE));
        }
        outputs.push(set_up(account, &ready).await.map_err(|error| session.problem(error))?);
    }
    Ok(())
}

/// An account as an exercise begins, in a folder that goes with the answer.
pub(super) async fn scratch(folder: &Path, exercise: &Exercise) -> Result<(Session, Scratch), Problem> {
    let scratch = Scratch(folder.join("study").join(format!("scratch-{}", uuid::Uuid::new_v4())));
    let practice = opened(&scratch.0.join("practice.json"), exercise.seed())?;
    let session = practice_session(&practice, &exercise.account).await?;
    prepare(&session, exercise.start).await?;
    Ok((session, scratch))
}

/// A folder that is removed when nobody needs it any more.
pub(super) struct Scratch(PathBuf);

impl Drop for Scratch {
    fn drop(&mut self) {
        if let Err(error) = fs::remove_dir_all(&self.0) {
            tracing::warn!(folder = %self.0.display(), %error, "could not be removed");
        }
    }
}
