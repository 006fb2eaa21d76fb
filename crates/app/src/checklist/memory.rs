//! What the program remembers of an account's checklist: how the runs went, risks that were accepted, and notes. No finding
//! itself is kept, nor anything that was read.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::PathBuf;

use gatehouse_checklist::Finding;
use serde::{Deserialize, Serialize};

use crate::files::write_whole;
use crate::gatehouse::{Gatehouse, Session};
use crate::views::{AcceptanceView, FindingCounts, Problem, TrendPoint};

/// The version of the files that this program writes.
const VERSION: u32 = 1;

/// How many runs are remembered.
const MOST_RUNS: usize = 100;

/// What is remembered of one account and Region.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Memory {
    version: u32,
    /// The oldest first.
    pub(super) runs: Vec<TrendPoint>,
    /// The keys of what failed in the last run.
    pub(super) last: BTreeSet<String>,
    /// The same of the run before.
    pub(super) before: Option<BTreeSet<String>>,
    /// By the finding's key.
    pub(super) accepted: BTreeMap<String, AcceptanceView>,
    /// By the finding's key.
    pub(super) notes: BTreeMap<String, String>,
}

impl Memory {
    /// Adds a run.
    pub(super) fn ran(&mut self, at: &str, findings: &[Finding], counts: FindingCounts) {
        let failed = findings.iter().filter(|finding| finding.is_failed()).map(Finding::key).collect();
        let last = std::mem::replace(&mut self.last, failed);
        self.before = (!self.runs.is_empty()).then_some(last);
        self.runs.push(TrendPoint { at: at.to_owned(), counts });
        let surplus = self.runs.len().saturating_sub(MOST_RUNS);
        self.runs.drain(..surplus);
    }

    /// Why the risk of a finding was accepted, as long as that counts.
    pub(super) fn acceptance(&self, key: &str, today: &str) -> Option<&AcceptanceView> {
        self.accepted.get(key).filter(|acceptance| acceptance.expires.as_str() >= today)
    }
}

impl Gatehouse {
    /// What is remembered; nothing where there never was a run.
    pub(super) fn memory(&self, session: &Session) -> Result<Memory, Problem> {
        let path = self.memory_file(session);
        let said = path.display().to_string();
        let text = match fs::read(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Memory::default()),
            Err(error) => return Err(unusable(&said, &error.to_string())),
        };
        let memory: Memory = serde_json::from_slice(&text).map_err(|error| unusable(&said, &error.to_string()))?;
        if memory.version > VERSION {
            let message = format!("{said} is of a newer Gatehouse.");
            return Err(Problem::new("CHECKLIST_TOO_NEW", message).then("Update Gatehouse. The file is left as it is."));
        }
        Ok(memory)
    }

    /// Forgets all of it.
    pub(crate) fn forget_memory(&self, session: &Session) -> io::Result<()> {
        match fs::remove_file(self.memory_file(session)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }

    /// Wholly or not at all.
    pub(super) fn remember(&self, session: &Session, mut memory: Memory) -> Result<(), Problem> {
        memory.version = VERSION;
        let path = self.memory_file(session);
        let written =
            serde_json::to_vec_pretty(&memory).map_err(io::Error::other).and_then(|text| write_whole(&path, &text));
        written.map_err(|error| {
            unusable(&path.display().to_string(), &error.to_string()).then("See whether the disk is full.")
        })
    }

    fn memory_file(&self, session: &Session) -> PathBuf {
        self.folder.join("checklist").join(format!("{}-{}.json", session.key(), session.caller.region))
    }
}

fn unusable(what: &str, why: &str) -> Problem {
    Problem::new("CHECKLIST_FILE", format!("{what} could not be used: {why}."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_acceptance_counts_to_the_end_of_its_last_day() {
        let acceptance = |expires: &str| AcceptanceView {
            reason: "A proof of concept.".into(),
            owner: "Ana".into(),
            expires: expires.into(),
        };
        let accepted = BTreeMap::from([("LP-01 a".to_owned(), acceptance("2027-01-31"))]);
        let memory = Memory { accepted, ..Memory::default() };
        assert!(memory.acceptance("LP-01 a", "2027-01-31").is_some());
        assert!(memory.acceptance("LP-01 a", "2027-02-01").is_none());
        assert!(memory.acceptance("LP-02 a", "2027-01-31").is_none());
    }

    #[test]
    fn the_run_before_is_known_from_the_second_on() {
        let mut memory = Memory::default();
        memory.ran("2026-11-26T10:00:00Z", &[], FindingCounts::default());
        assert_eq!(memory.before, None);
        memory.ran("2026-11-27T10:00:00Z", &[], FindingCounts::default());
        assert_eq!(memory.before, Some(BTreeSet::new()));
        for _ in 0..MOST_RUNS {
            memory.ran("2026-11-28T10:00:00Z", &[], FindingCounts::default());
        }
        assert_eq!(memory.runs.len(), MOST_RUNS);
    }
}
