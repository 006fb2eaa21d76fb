//! The account that is checked: the practice account, or one behind a profile.

use std::io::{IsTerminal as _, Write as _};

use gatehouse_app::Gatehouse;
use gatehouse_app::views::{AccountChoice, Problem, Progress};
use gatehouse_checklist::AccountState;
use gatehouse_checklist::report::AboutKind;

use super::Arguments;
use crate::Failure;

/// An account as it was read.
pub(super) struct Read {
    pub(super) state: AccountState,
    pub(super) kind: AboutKind,
}

/// The account that is wished for, where one is.
pub(super) fn choice(arguments: &Arguments) -> Option<AccountChoice> {
    match &arguments.profile {
        Some(name) => Some(AccountChoice::Profile { name: name.clone(), region: arguments.region.clone() }),
        None => arguments.practice.then_some(AccountChoice::Practice),
    }
}

impl Read {
    /// Opens the account, as the window does, and reads it.
    pub(super) fn of(choice: AccountChoice, arguments: &Arguments) -> Result<Self, Failure> {
        let folder = gatehouse_app::data_folder().ok_or_else(|| {
            Failure::Broken("there is no folder for Gatehouse's files: set GATEHOUSE_DATA_DIR to one".to_owned())
        })?;
        let kind = match &choice {
            AccountChoice::Practice => AboutKind::Practice,
            AccountChoice::Profile { .. } => AboutKind::Account,
        };
        let runtime = tokio::runtime::Runtime::new()?;
        let state = runtime.block_on(async {
            let app = Gatehouse::new(folder);
            let opened = app.open_account(choice).await.map_err(failure)?;
            let meant = arguments.account.as_ref().is_none_or(|meant| *meant == opened.id);
            if !meant {
                let meant = arguments.account.as_deref().unwrap_or_default();
                return Err(Failure::Broken(format!("the account is {}, not {meant}; it was not read", opened.id)));
            }
            let progress = shown();
            let state = app.account_state(&progress).await.map_err(failure);
            progress(Progress { what: String::new(), found: 0 });
            state
        })?;
        Ok(Self { state, kind })
    }
}

/// A line that tells how far the reading is, where somebody looks on.
fn shown() -> impl Fn(Progress) + Send + Sync {
    let looked_at = std::io::stderr().is_terminal();
    move |Progress { what, found }| {
        if looked_at {
            let line = if what.is_empty() { String::new() } else { format!("reading: {found} {what}") };
            // That it cannot be told stops no reading.
            let _ = write!(std::io::stderr(), "\r\u{1b}[K{line}");
        }
    }
}

fn failure(problem: Problem) -> Failure {
    let mut text = problem.message;
    for more in problem.next_step.iter().chain(problem.command.as_ref()) {
        text.push_str("\n  ");
        text.push_str(more);
    }
    Failure::Broken(text)
}
