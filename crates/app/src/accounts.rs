//! Choosing and opening an account, and unlocking it for writing.

use gatehouse_aws::profiles::{self, ProfileEntry, Source};
use gatehouse_aws::{Account, Opening};
use gatehouse_practice::{ACCESS_KEY_ID, Practice, SECRET_ACCESS_KEY};

use crate::gatehouse::{Gatehouse, Session, lock};
use crate::views::{
    AccountChoice, AccountKind, AccountList, AccountView, Notice, NoticeLevel, Problem, ProfileSource, ProfileView,
};

/// The practice account's Region when none is chosen.
pub(crate) const PRACTICE_REGION: &str = "eu-west-1";

/// The Regions that a person can choose from; any other can be named by a profile.
///
/// Source: <https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html>
const REGIONS: &str = include_str!("../data/regions.txt");

impl Gatehouse {
    /// The accounts that can be opened, and what is wrong with the files that name them.
    pub async fn list_accounts(&self) -> AccountList {
        let found = profiles::read().await;
        let notices = found.faults.into_iter().map(|(file, reason)| Notice {
            level: NoticeLevel::Error,
            code: "PROFILES_FILE".to_owned(),
            title: "A file of AWS profiles cannot be read".to_owned(),
            message: format!(
                "{}: {reason}. Profiles of this file are not listed, and the AWS SDK refuses to open any profile until \
                 the file is mended.",
                file.display()
            ),
        });
        AccountList {
            profiles: found.entries.into_iter().map(profile_view).collect(),
            regions: REGIONS.lines().filter(|line| !line.starts_with('#')).map(str::to_owned).collect(),
            files: found.files.iter().map(|file| file.display().to_string()).collect(),
            notices: notices.collect(),
        }
    }

    /// Opens an account in place of the one that is open. A real account opens read-only.
    ///
    /// # Errors
    /// Where its files, its credentials or the network do not let it. The account before stays open then.
    pub async fn open_account(&self, choice: AccountChoice) -> Result<AccountView, Problem> {
        let session = match choice {
            AccountChoice::Practice => self.open_practice().await?,
            AccountChoice::Profile { name, region } => open_profile(name, region).await?,
        };
        lock(&self.plans).clear();
        *lock(&self.session) = Some(session);
        self.current_account().ok_or_else(|| Problem::new("NO_ACCOUNT", "No account is open."))
    }

    async fn open_practice(&self) -> Result<Session, Problem> {
        let practice = self.practice()?;
        let opening = Opening::InProcess {
            http: practice.http_client(),
            access_key_id: ACCESS_KEY_ID.to_owned(),
            secret_access_key: SECRET_ACCESS_KEY.to_owned(),
            region: PRACTICE_REGION.to_owned(),
        };
        session(AccountKind::Practice, opening, None, None).await
    }

    fn practice(&self) -> Result<Practice, Problem> {
        let mut practice = lock(&self.practice);
        if let Some(practice) = &*practice {
            return Ok(practice.clone());
        }
        let opened = Practice::open(&self.folder.join("practice.json")).map_err(|error| {
            Problem::new(error.code(), error.to_string())
                .then("Nothing was changed. Mend what the message names, or open another account.")
        })?;
        if let Some(notice) = opened.notice {
            lock(&self.notices).push(Notice {
                level: NoticeLevel::Warning,
                code: "PRACTICE_STATE_BROKEN".to_owned(),
                title: "The practice account was started over".to_owned(),
                message: notice.to_string(),
            });
        }
        *practice = Some(opened.practice.clone());
        Ok(opened.practice)
    }

    /// The account that is open.
    pub fn current_account(&self) -> Option<AccountView> {
        let session = lock(&self.session);
        let session = session.as_ref()?;
        let caller = &session.caller;
        Some(AccountView {
            kind: session.kind,
            id: caller.account.clone(),
            alias: caller.alias.clone(),
            caller_arn: caller.arn.clone(),
            profile: session.profile.clone(),
            region: caller.region.clone(),
            partition: caller.partition.to_string(),
            writable: session.writable,
            study: session.study.clone(),
            notices: Vec::new(),
        })
    }

    /// Unlocks the open account for writing, for as long as it stays open, if its alias or id was typed.
    ///
    /// # Errors
    /// Where something else was typed.
    pub fn unlock_account(&self, typed: &str) -> Result<AccountView, Problem> {
        let session = self.session()?;
        let typed = typed.trim();
        if typed != session.caller.account && Some(typed) != session.caller.alias.as_deref() {
            let names = match &session.caller.alias {
                Some(alias) => format!("\"{alias}\" or {}", session.caller.account),
                None => session.caller.account.clone(),
            };
            return Err(Problem::new("UNLOCK_MISMATCH", format!("That is not this account. Type {names}.")));
        }
        self.set_writable(true)
    }

    /// Makes a real account read-only again.
    ///
    /// # Errors
    /// Where no account is open.
    pub fn lock_account(&self) -> Result<AccountView, Problem> {
        let practice = self.session()?.kind == AccountKind::Practice;
        self.set_writable(practice)
    }

    fn set_writable(&self, writable: bool) -> Result<AccountView, Problem> {
        if let Some(session) = lock(&self.session).as_mut() {
            session.writable = writable;
        }
        self.current_account().ok_or_else(|| Problem::new("NO_ACCOUNT", "No account is open."))
    }

    /// What was found wrong with the program's own files since it began.
    pub fn startup_notices(&self) -> Vec<Notice> {
        let mut notices = lock(&self.notices).clone();
        notices.extend(self.journal_notices());
        notices
    }
}

async fn open_profile(name: String, region: Option<String>) -> Result<Session, Problem> {
    let entry = profiles::read().await.entries.into_iter().find(|entry| entry.name == name);
    let Some(entry) = entry else {
        return Err(Problem::new("NO_PROFILE", format!("There is no profile \"{name}\" in the AWS config files."))
            .then("Add it with the AWS CLI.")
            .run("aws configure sso"));
    };
    let opening = Opening::Profile { name: name.clone(), region };
    session(AccountKind::Real, opening, Some(name), entry.sign_in).await
}

pub(crate) async fn session(
    kind: AccountKind,
    opening: Opening,
    profile: Option<String>,
    sign_in: Option<String>,
) -> Result<Session, Problem> {
    let problem = |error| Problem::from_aws(error, sign_in.as_deref());
    let account = Account::open(opening).await.map_err(problem)?;
    let caller = account.caller().await.map_err(problem)?;
    Ok(Session { kind, account, caller, profile, sign_in, writable: kind == AccountKind::Practice, study: None })
}

fn profile_view(entry: ProfileEntry) -> ProfileView {
    let source = match entry.source {
        Source::Sso => ProfileSource::Sso,
        Source::Login => ProfileSource::Login,
        Source::AssumeRole => ProfileSource::AssumeRole,
        Source::WebIdentity => ProfileSource::WebIdentity,
        Source::Process => ProfileSource::Process,
        Source::Keys => ProfileSource::Keys,
        Source::Elsewhere => ProfileSource::Elsewhere,
    };
    ProfileView { name: entry.name, region: entry.region, source, account_id: entry.account, role: entry.role }
}
