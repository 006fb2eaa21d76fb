//! The best-practice checklist of the open account: read, checked, mended, and remembered.

mod fix;
mod memory;
mod read;
mod report;
mod show;

pub(crate) use read::read_anew;

use gatehouse_aws::Watch;
use gatehouse_checklist::{AccountState, Finding, Scan, Subject, SubjectKind, checks};
use gatehouse_workload::workload::{KeyPart, SecretPart, Workload};

use crate::gatehouse::{Gatehouse, Session, lock};
use crate::views::{AcceptanceView, CheckFindingView, ChecklistView, FieldProblem, FindingRow, Problem, Progress};
use memory::Memory;

/// The fewest characters of a reason.
const LEAST_REASON: usize = 10;

/// What the program knows of the checklist while it runs.
#[derive(Debug, Default)]
pub(crate) struct Checklist {
    /// The last run.
    checked: Option<Checked>,
    /// A reading that was stopped.
    begun: Option<read::Begun>,
}

/// An account as it was read, with what the checks found.
#[derive(Debug, Clone)]
pub(crate) struct Checked {
    /// The account and Region.
    of: (String, String),
    state: AccountState,
    findings: Vec<Finding>,
}

impl Checklist {
    /// Forgets what was read: it was of an account that is no more.
    pub(crate) fn forget(&mut self) {
        *self = Self::default();
    }
}

impl Checked {
    fn new(of: (String, String), state: AccountState) -> Self {
        let findings = run(&state);
        Self { of, state, findings }
    }

    fn finding(&self, key: &str) -> Result<&Finding, Problem> {
        self.findings.iter().find(|finding| finding.key() == key).ok_or_else(|| {
            Problem::new("NO_FINDING", "This finding is not there any more.").then("Go back to the checklist.")
        })
    }

    /// The saved workloads that use a thing, by name.
    fn workloads_of(&self, subject: &Subject) -> Vec<String> {
        self.state
            .workloads
            .iter()
            .filter(|workload| uses(workload, subject))
            .map(|workload| workload.job.role_name.clone())
            .collect()
    }
}

/// Whether a workload uses a thing.
fn uses(workload: &Workload, subject: &Subject) -> bool {
    let job = &workload.job;
    match subject.kind {
        SubjectKind::Workload | SubjectKind::Role => subject.name == job.role_name,
        SubjectKind::Bucket => [&job.input, &job.output].into_iter().any(|place| place.bucket == subject.name),
        SubjectKind::Key => match &workload.key {
            KeyPart::None => false,
            KeyPart::Existing(arn) => arn.to_string() == subject.id,
            KeyPart::New { alias, .. } => *alias == subject.name,
        },
        SubjectKind::Secret => match &workload.secret {
            SecretPart::None => false,
            SecretPart::Existing(arn) => arn.to_string() == subject.id,
            SecretPart::New(new) => new.name == subject.name,
        },
        SubjectKind::Vpc | SubjectKind::Subnet | SubjectKind::SecurityGroup => {
            workload.placement.as_ref().is_some_and(|place| {
                place.vpc == subject.id || place.subnets.contains(&subject.id) || place.groups.contains(&subject.id)
            })
        }
        _ => false,
    }
}

/// Runs every check, on two threads where there is enough to do.
pub(crate) fn run(state: &AccountState) -> Vec<Finding> {
    let scan = Scan::of(state);
    let parts = scan.parts(std::thread::available_parallelism().map_or(1, std::num::NonZero::get));
    let looked = std::thread::scope(|scope| {
        let running: Vec<_> = parts.iter().map(|part| scope.spawn(|| part.look(checks()))).collect();
        running.into_iter().map(std::thread::ScopedJoinHandle::join).collect::<Result<Vec<_>, _>>()
    });
    match looked {
        Ok(looked) => scan.gather(checks(), looked),
        // A check that panics is a fault of the program; alone it says which.
        Err(_) => scan.run_all(),
    }
}

impl Gatehouse {
    /// The last run of the open account since the program was started.
    ///
    /// # Errors
    /// Where no account is open, or what is remembered of it cannot be read.
    pub fn get_checklist(&self) -> Result<Option<ChecklistView>, Problem> {
        let session = self.session()?;
        let memory = self.memory(&session)?;
        let checked = self.checked(&session).ok();
        Ok(checked.map(|checked| show::checklist(&checked, &memory)))
    }

    /// Reads the account and runs every check. What was read before a stop is not read again for half an hour.
    ///
    /// # Errors
    /// Where AWS does not answer, or the reading was cancelled.
    pub async fn run_checklist(&self, progress: impl Fn(Progress) + Send + Sync) -> Result<ChecklistView, Problem> {
        let session = self.session()?;
        let mut memory = self.memory(&session)?;
        let workloads = self.whole_workloads(&session)?;
        let state = self.read_account(&session, workloads, &progress).await?;
        let checked = Checked::new((session.key(), session.caller.region.clone()), state);
        memory.ran(&checked.state.now, &checked.findings, show::total(&checked.findings, &memory));
        self.remember(&session, memory.clone())?;
        let view = show::checklist(&checked, &memory);
        lock(&self.checklist).checked = Some(checked);
        Ok(view)
    }

    /// Reads all of the open account that the checks look at, with the saved workloads. Nothing of it is remembered.
    ///
    /// # Errors
    /// Where AWS does not answer, or the reading was cancelled.
    pub async fn account_state(&self, progress: impl Fn(Progress) + Send + Sync) -> Result<AccountState, Problem> {
        let session = self.session()?;
        let workloads = self.whole_workloads(&session)?;
        self.read_account(&session, workloads, &progress).await
    }

    /// All findings of a check, those that pass too.
    ///
    /// # Errors
    /// Where the account was not checked yet.
    pub fn list_check_findings(&self, check: &str) -> Result<Vec<FindingRow>, Problem> {
        let session = self.session()?;
        let (checked, memory) = (self.checked(&session)?, self.memory(&session)?);
        let of = checked.findings.iter().filter(|finding| finding.check == check);
        Ok(of.map(|finding| show::row(finding, &checked, &memory, &show::today())).collect())
    }

    /// One finding, whole.
    ///
    /// # Errors
    /// Where the account was not checked yet, or there is no such finding.
    pub fn get_finding(&self, key: &str) -> Result<CheckFindingView, Problem> {
        let session = self.session()?;
        let checked = self.checked(&session)?;
        self.finding_view(&session, &checked, key)
    }

    /// Reads what a finding is about again, and checks it again.
    ///
    /// # Errors
    /// Where there is no such finding, or AWS does not answer.
    pub async fn recheck_finding(&self, key: &str) -> Result<CheckFindingView, Problem> {
        let session = self.session()?;
        let checked = self.checked(&session)?;
        let kind = checked.finding(key)?.resource.kind;
        let mut state = checked.state;
        for part in read::parts_of(kind) {
            read::read(&session, *part, &mut state, &Watch::default()).await.map_err(|error| session.problem(error))?;
        }
        state.workloads = self.whole_workloads(&session)?;
        let checked = Checked::new(checked.of, state);
        let view = self.finding_view(&session, &checked, key);
        lock(&self.checklist).checked = Some(checked);
        view
    }

    /// Accepts the risk of a finding.
    ///
    /// # Errors
    /// Where a field is wrong, or there is no such finding.
    pub fn accept_risk(&self, key: &str, acceptance: AcceptanceView) -> Result<CheckFindingView, Problem> {
        let session = self.session()?;
        let checked = self.checked(&session)?;
        checked.finding(key)?;
        let acceptance = AcceptanceView {
            reason: acceptance.reason.trim().to_owned(),
            owner: acceptance.owner.trim().to_owned(),
            expires: acceptance.expires,
        };
        let fields = wrong_fields(&acceptance, &show::today());
        if !fields.is_empty() {
            return Err(Problem { fields, ..Problem::new("FIELDS", "Some fields need a change.") });
        }
        let mut memory = self.memory(&session)?;
        memory.accepted.insert(key.to_owned(), acceptance);
        self.remember(&session, memory)?;
        self.finding_view(&session, &checked, key)
    }

    /// Takes the acceptance of a finding's risk back.
    ///
    /// # Errors
    /// Where there is no such finding.
    pub fn withdraw_acceptance(&self, key: &str) -> Result<CheckFindingView, Problem> {
        let session = self.session()?;
        let checked = self.checked(&session)?;
        let mut memory = self.memory(&session)?;
        memory.accepted.remove(key);
        self.remember(&session, memory)?;
        self.finding_view(&session, &checked, key)
    }

    /// Writes a note about a finding; an empty one takes it away.
    ///
    /// # Errors
    /// Where there is no such finding.
    pub fn set_finding_note(&self, key: &str, note: &str) -> Result<CheckFindingView, Problem> {
        let session = self.session()?;
        let checked = self.checked(&session)?;
        checked.finding(key)?;
        let mut memory = self.memory(&session)?;
        match note.trim() {
            "" => memory.notes.remove(key),
            note => memory.notes.insert(key.to_owned(), note.to_owned()),
        };
        self.remember(&session, memory)?;
        self.finding_view(&session, &checked, key)
    }

    /// The saved workloads in which all is chosen; the others are nothing to judge an account by.
    pub(crate) fn whole_workloads(&self, session: &Session) -> Result<Vec<Workload>, Problem> {
        let names = self.list_workloads()?.workloads.into_iter().map(|summary| summary.name);
        Ok(names.filter_map(|name| self.saved_workload(session, &name).ok()).collect())
    }

    fn finding_view(&self, session: &Session, checked: &Checked, key: &str) -> Result<CheckFindingView, Problem> {
        let memory: Memory = self.memory(session)?;
        let finding = checked.finding(key)?;
        show::finding(finding, checked, &memory)
            .ok_or_else(|| Problem::new("NO_FINDING", "There is no such check any more."))
    }

    /// The last run, of this account and Region.
    fn checked(&self, session: &Session) -> Result<Checked, Problem> {
        let of = (session.key(), session.caller.region.clone());
        let checked = lock(&self.checklist).checked.clone().filter(|checked| checked.of == of);
        checked
            .ok_or_else(|| Problem::new("NOT_CHECKED", "This account was not checked yet.").then("Check the account."))
    }
}

fn wrong_fields(acceptance: &AcceptanceView, today: &str) -> Vec<FieldProblem> {
    let mut fields = Vec::new();
    let mut wrong = |field: &str, code: &str, message: &str| {
        fields.push(FieldProblem { field: field.to_owned(), code: code.to_owned(), message: message.to_owned() });
    };
    if acceptance.reason.chars().count() < LEAST_REASON {
        wrong("reason", "REASON_SHORT", "Say why in a sentence, so that it can be judged later.");
    }
    if acceptance.owner.is_empty() {
        wrong("owner", "OWNER_MISSING", "Say who answers for it.");
    }
    match acceptance.expires.parse::<jiff::civil::Date>() {
        Err(_) => wrong("expires", "NO_DATE", "Write the date as year-month-day, 2027-01-31."),
        Ok(_) if acceptance.expires.as_str() < today => wrong("expires", "DATE_PAST", "This day is past."),
        Ok(date) => {
            let today = today.parse::<jiff::civil::Date>().unwrap_or(date);
            if date > today.saturating_add(jiff::Span::new().years(1)) {
                wrong("expires", "DATE_FAR", "A year at most, so that somebody looks at it again.");
            }
        }
    }
    fields
}
