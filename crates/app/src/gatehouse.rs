//! The program without its window.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};

use gatehouse_aws::{Account, Caller};
use gatehouse_plan::Plan;
use gatehouse_practice::Practice;
use tokio_util::sync::CancellationToken;

use crate::checklist::Checklist;
use crate::journal::Journals;
use crate::policy_files::KnownFile;
use crate::study::{Study, key};
use crate::views::{AccountKind, Notice, Problem, StudyAccount};

/// The program without its window: at most one account is open at a time.
pub struct Gatehouse {
    pub(crate) folder: PathBuf,
    /// The practice account, once it was opened: its file is locked from then on.
    pub(crate) practice: Mutex<Option<Practice>>,
    pub(crate) session: Mutex<Option<Session>>,
    /// Plans that were shown and not yet applied.
    pub(crate) plans: Mutex<HashMap<String, Plan>>,
    /// Runs that are being carried out, each with what stops it.
    pub(crate) running: Mutex<HashMap<String, CancellationToken>>,
    /// Cancels the reading that goes on.
    pub(crate) reading: Mutex<CancellationToken>,
    /// Files that were opened or saved, by handle.
    pub(crate) files: Mutex<HashMap<String, KnownFile>>,
    /// The last run of the checklist.
    pub(crate) checklist: Mutex<Checklist>,
    /// The study mode, and the account of the lesson or scenario that was opened.
    pub(crate) study: Mutex<Study>,
    /// What was found wrong with files of the practice account.
    pub(crate) notices: Mutex<Vec<Notice>>,
}

/// An open account.
#[derive(Clone)]
pub(crate) struct Session {
    pub(crate) kind: AccountKind,
    pub(crate) account: Account,
    pub(crate) caller: Caller,
    pub(crate) profile: Option<String>,
    /// The command that renews its credentials.
    pub(crate) sign_in: Option<String>,
    pub(crate) writable: bool,
    /// Of which lesson or scenario it is the account.
    pub(crate) study: Option<StudyAccount>,
}

impl Session {
    /// What tells this account from every other, in plans and in the names of folders.
    pub(crate) fn key(&self) -> String {
        match (self.kind, &self.study) {
            (AccountKind::Practice, Some(study)) => key(study),
            (AccountKind::Practice, None) => "practice".to_owned(),
            (AccountKind::Real, _) => self.caller.account.clone(),
        }
    }

    pub(crate) fn problem(&self, error: gatehouse_aws::AwsError) -> Problem {
        Problem::from_aws(error, self.sign_in.as_deref())
    }
}

impl Gatehouse {
    /// The program, keeping its files in a folder. Nothing is read or written yet.
    #[must_use]
    pub fn new(folder: PathBuf) -> Self {
        Self {
            folder,
            practice: Mutex::default(),
            session: Mutex::default(),
            plans: Mutex::default(),
            running: Mutex::default(),
            reading: Mutex::default(),
            files: Mutex::default(),
            checklist: Mutex::default(),
            study: Mutex::default(),
            notices: Mutex::default(),
        }
    }

    pub(crate) fn session(&self) -> Result<Session, Problem> {
        lock(&self.session)
            .clone()
            .ok_or_else(|| Problem::new("NO_ACCOUNT", "No account is open.").then("Open one first."))
    }

    pub(crate) fn journals(&self, session: &Session) -> Journals {
        Journals::new(self.folder.join("journal").join(session.key()))
    }
}

/// A lock whose holder panicked holds data that is whole all the same: each change here is one assignment.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
