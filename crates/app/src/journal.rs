//! The journals of runs, one file each, below a folder for each account.
//!
//! A journal is only ever appended to, a whole line at a time, and each line is on the disk before the
//! program goes on.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use gatehouse_plan::run::JOURNAL_VERSION;
use gatehouse_plan::{Plan, Record, Run};

use crate::files;

const ENDING: &str = "jsonl";

/// The journals of one account.
#[derive(Debug, Clone)]
pub struct Journals {
    folder: PathBuf,
}

/// An open journal: nobody else can write to it.
#[derive(Debug)]
pub struct Journal {
    file: File,
    path: PathBuf,
}

/// Why a journal cannot be opened or written.
#[derive(Debug, thiserror::Error)]
#[allow(missing_docs, reason = "the messages say it")]
pub enum JournalFault {
    #[error("The journal {} cannot be used: {source}", path.display())]
    File { path: PathBuf, source: io::Error },
    #[error("The journal {} cannot be read: {reason}", path.display())]
    Broken { path: PathBuf, reason: String },
    #[error("This run is being carried out in another window of Gatehouse.")]
    Busy,
    #[error("There is no run {0}.")]
    Unknown(String),
}

/// A journal as it was found.
pub(crate) struct Found {
    pub(crate) id: String,
    pub(crate) run: Result<Run, JournalFault>,
    /// Somebody is writing to it.
    pub(crate) busy: bool,
}

impl Journals {
    /// The journals in a folder, which need not exist yet.
    #[must_use]
    pub fn new(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// Where they are.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    fn path(&self, id: &str) -> PathBuf {
        self.folder.join(format!("{id}.{ENDING}"))
    }

    /// Begins the journal of a plan. Its first line is on the disk when this returns.
    ///
    /// # Errors
    /// Where the file cannot be made.
    pub fn begin(&self, id: &str, plan: &Plan, at: &str) -> Result<(Journal, Run), JournalFault> {
        let path = self.path(id);
        let make = || {
            files::make_folder(&self.folder)?;
            let file = files::make_file(&path)?;
            files::sync_folder(&self.folder)?;
            Ok(file)
        };
        let file = make().map_err(|source| JournalFault::File { path: path.clone(), source })?;
        let mut journal = Journal { file, path };
        journal.lock()?;
        journal.append(&Record::Plan { version: JOURNAL_VERSION, at: at.to_owned(), plan: plan.clone() })?;
        Ok((journal, Run::begin(plan.clone(), at)))
    }

    /// Opens the journal of a run to go on with it.
    ///
    /// # Errors
    /// Where it is not there, is broken, or another window writes to it.
    pub fn resume(&self, id: &str) -> Result<(Journal, Run), JournalFault> {
        // An id comes from the window; it names a file here and nothing elsewhere.
        if !id.chars().all(|character| character.is_ascii_alphanumeric() || character == '-') {
            return Err(JournalFault::Unknown(id.to_owned()));
        }
        let path = self.path(id);
        let file = match OpenOptions::new().read(true).append(true).open(&path) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Err(JournalFault::Unknown(id.to_owned())),
            Err(source) => return Err(JournalFault::File { path, source }),
        };
        let mut journal = Journal { file, path };
        journal.lock()?;
        let run = read(&journal.path)?;
        journal.cut_torn_line()?;
        Ok((journal, run))
    }

    /// Every journal, the newest first.
    pub(crate) fn list(&self) -> Result<Vec<Found>, JournalFault> {
        let fault = |source| JournalFault::File { path: self.folder.clone(), source };
        let entries = match std::fs::read_dir(&self.folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(fault(error)),
        };
        let mut found = Vec::new();
        for entry in entries {
            let path = entry.map_err(fault)?.path();
            if path.extension().is_none_or(|ending| ending != ENDING) {
                continue;
            }
            let Some(id) = path.file_stem().and_then(|stem| stem.to_str()) else { continue };
            let busy = File::open(&path).is_ok_and(|file| matches!(file.try_lock(), Err(TryLockError::WouldBlock)));
            found.push(Found { id: id.to_owned(), run: read(&path), busy });
        }
        found.sort_by(|one, other| other.id.cmp(&one.id));
        Ok(found)
    }
}

impl Journal {
    fn lock(&self) -> Result<(), JournalFault> {
        match self.file.try_lock() {
            Ok(()) => Ok(()),
            Err(TryLockError::WouldBlock) => Err(JournalFault::Busy),
            Err(TryLockError::Error(source)) => Err(JournalFault::File { path: self.path.clone(), source }),
        }
    }

    /// Appends a record; it is on the disk when this returns.
    ///
    /// # Errors
    /// Where the disk refuses.
    pub fn append(&mut self, record: &Record) -> Result<(), JournalFault> {
        let line = record.to_line() + "\n";
        let write = |file: &mut File| {
            file.write_all(line.as_bytes())?;
            file.sync_data()
        };
        write(&mut self.file).map_err(|source| JournalFault::File { path: self.path.clone(), source })
    }

    /// A line that a crash cut off is taken away, so that the next record begins on a line of its own.
    fn cut_torn_line(&mut self) -> Result<(), JournalFault> {
        let fault = |source| JournalFault::File { path: self.path.clone(), source };
        let bytes = std::fs::read(&self.path).map_err(fault)?;
        let whole = bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
        if whole < bytes.len() {
            self.file.set_len(whole as u64).map_err(fault)?;
        }
        Ok(())
    }
}

/// The lock ends here and not with the last copy of the file's descriptor: a program that is started at this moment
/// holds one for an instant.
impl Drop for Journal {
    fn drop(&mut self) {
        // Where this fails, closing the file ends the lock.
        let _ = self.file.unlock();
    }
}

fn read(path: &Path) -> Result<Run, JournalFault> {
    let text = std::fs::read_to_string(path).map_err(|source| JournalFault::File { path: path.to_owned(), source })?;
    Record::parse_lines(&text)
        .and_then(|records| Run::replay(&records))
        .map_err(|error| JournalFault::Broken { path: path.to_owned(), reason: error.to_string() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use gatehouse_plan::{IamCall, Outputs, RunStatus, plan::Step};

    fn plan() -> Plan {
        let call = IamCall::DeleteRole { role: "train".into() };
        Plan::new("Delete".into(), "111122223333", vec![Step::without_undo(call)])
    }

    fn journals() -> (tempfile::TempDir, Journals) {
        let folder = tempfile::tempdir().unwrap();
        let journals = Journals::new(folder.path().join("practice"));
        (folder, journals)
    }

    #[test]
    fn a_journal_is_begun_appended_to_and_found_again() {
        let (_folder, journals) = journals();
        assert_eq!(journals.list().unwrap().len(), 0);
        let (mut journal, _) = journals.begin("one", &plan(), "t0").unwrap();
        assert!(matches!(journals.resume("one"), Err(JournalFault::Busy)));
        assert!(journals.list().unwrap()[0].busy);
        journal.append(&Record::Done { step: 0, at: "t1".into(), request_id: None, outputs: Outputs::new() }).unwrap();
        drop(journal);
        let (_, run) = journals.resume("one").unwrap();
        assert_eq!(run.status(), RunStatus::Complete);
    }

    #[test]
    fn the_lock_ends_with_the_journal_though_a_copy_of_the_descriptor_lives_on() {
        let (_folder, journals) = journals();
        let (journal, _) = journals.begin("one", &plan(), "t0").unwrap();
        let copy = journal.file.try_clone().unwrap();
        drop(journal);
        assert!(!journals.list().unwrap()[0].busy);
        journals.resume("one").unwrap();
        drop(copy);
    }

    #[test]
    fn a_torn_line_is_cut_before_the_next_record() {
        let (_folder, journals) = journals();
        drop(journals.begin("one", &plan(), "t0").unwrap());
        let path = journals.path("one");
        let torn = std::fs::read_to_string(&path).unwrap() + "{\"record\":\"sta";
        std::fs::write(&path, torn).unwrap();
        let (mut journal, _) = journals.resume("one").unwrap();
        journal.append(&Record::Done { step: 0, at: "t1".into(), request_id: None, outputs: Outputs::new() }).unwrap();
        drop(journal);
        assert_eq!(journals.resume("one").unwrap().1.status(), RunStatus::Complete);
    }

    #[test]
    fn a_broken_journal_is_told_and_left_as_it_is() {
        let (_folder, journals) = journals();
        drop(journals.begin("one", &plan(), "t0").unwrap());
        std::fs::write(journals.path("one"), "nonsense\n").unwrap();
        assert!(matches!(journals.resume("one"), Err(JournalFault::Broken { .. })));
        assert!(matches!(journals.list().unwrap()[0].run, Err(JournalFault::Broken { .. })));
        assert_eq!(std::fs::read_to_string(journals.path("one")).unwrap(), "nonsense\n");
    }

    #[test]
    fn an_id_is_no_path() {
        let (_folder, journals) = journals();
        assert!(matches!(journals.resume("../../etc/passwd"), Err(JournalFault::Unknown(_))));
        assert!(matches!(journals.resume("none"), Err(JournalFault::Unknown(_))));
    }
}
