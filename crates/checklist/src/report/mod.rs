//! What leaves the machine: a run of the checks as a page to read, and as files for other programs.
//!
//! | module | what it writes |
//! |---|---|
//! | [`html`] | a page that stands alone |
//! | [`json`] | everything, in a format of our own that is read again to compare runs |
//! | [`sarif`] | SARIF 2.1.0, for code scanning |
//! | [`csv`] | a table |
//! | [`asff`] | findings for Security Hub |
//! | [`pack`] | a conformance pack for AWS Config |
//! | [`mapping`] | which check stands for which control of others |
//!
//! No secret's value is in any of them: a finding shows names, places and policies, and a plan holds no value.

pub mod asff;
pub mod csv;
pub mod html;
pub mod json;
pub mod mapping;
mod names;
pub mod pack;
mod remedy;
pub mod rules;
pub mod sarif;
mod score;

use std::collections::HashMap;
use std::collections::hash_map::Entry as Slot;

use gatehouse_plan::Unread;
use gatehouse_policy::document::Span;

pub use remedy::{Remedy, RemedyKind};
pub use score::{Counts, Score};

use crate::baseline::{Accepted, Baseline, Day};
use crate::check::{Check, check};
use crate::compare::Outcome;
use crate::finding::{Evidence, Finding, Source, Status, SubjectKind};
use crate::scan::Scan;

/// A run of the checks, to be handed on.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// What was looked at.
    pub about: About,
    /// By what the report is made.
    pub made: Made,
    /// What was found: by practice, then what failed first, then by severity, check and thing.
    pub entries: Vec<Entry>,
    /// How each practice stands.
    pub scores: Vec<Score>,
}

/// What kind of thing was looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AboutKind {
    /// An account at AWS.
    Account,
    /// The practice account: nothing in it is real.
    Practice,
    /// Policies in files.
    Files,
}

/// What was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct About {
    /// Account or files.
    pub kind: AboutKind,
    /// Twelve digits; empty where files belong to no account.
    pub account: String,
    /// `aws`, `aws-cn`, ...
    pub partition: String,
    /// The Region; may be empty for files.
    pub region: String,
    /// When it was read, RFC 3339 in UTC.
    pub read_at: String,
    /// The files.
    pub files: Vec<String>,
}

/// By what a report is made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// RFC 3339 in UTC.
    pub at: String,
    /// `Gatehouse 1.0.0`.
    pub by: String,
    /// `1.0.0`.
    pub version: String,
}

/// A finding with all that a reader asks next.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The check.
    pub check: &'static Check,
    /// What it found.
    pub finding: Finding,
    /// What mends it, in words.
    pub remedy: Option<Remedy>,
    /// Who accepts it.
    pub accepted: Option<Accepted>,
    /// The place of its first piece of a policy, where that is in a file.
    pub place: Option<Place>,
}

/// A place in a file; lines and columns count from 1, columns in characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The file, with `/` between folders.
    pub file: String,
    /// Line and column of its first character.
    pub start: (usize, usize),
    /// Line and column behind its last character.
    pub end: (usize, usize),
}

/// What of a run is told.
#[derive(Debug, Clone)]
pub struct Telling<'a> {
    /// What was looked at.
    pub about: About,
    /// By what the report is made.
    pub made: Made,
    /// Accepted risks.
    pub baseline: &'a Baseline,
    /// The day on which they are asked for.
    pub today: Day,
}

impl Report {
    /// A report of what a scan found.
    #[must_use]
    pub fn of(scan: &Scan<'_>, findings: Vec<Finding>, telling: Telling<'_>) -> Self {
        let Telling { about, made, baseline, today } = telling;
        let mut entries: Vec<Entry> = merged(findings)
            .into_iter()
            .filter_map(|finding| {
                // Findings are made by checks, so there is one of this id.
                let check = check(finding.check)?;
                let fix = finding.is_failed().then_some(check.fix).flatten();
                let remedy = fix.and_then(|fix| fix(scan, &finding)).as_ref().map(Remedy::of);
                let accepted = baseline.accepts(&finding, today).cloned();
                Some(Entry { check, finding, remedy, accepted, place: None })
            })
            .collect();
        entries.sort_by(|one, other| one.rank().cmp(&other.rank()));
        let scores = Score::of(&entries);
        Self { about, made, entries, scores }
    }

    /// The same with the places of policies in files.
    #[must_use]
    pub fn placed(mut self, place: impl Fn(&Source, Span) -> Option<Place>) -> Self {
        for entry in &mut self.entries {
            entry.place = entry.finding.evidence.iter().find_map(|evidence| match evidence {
                Evidence::Policy { source, span, .. } => place(source, *span),
                Evidence::Field { .. } => None,
            });
        }
        self
    }

    /// The entries of an outcome.
    pub fn of_outcome(&self, outcome: Outcome) -> impl Iterator<Item = &Entry> {
        self.entries.iter().filter(move |entry| Outcome::of(entry) == outcome)
    }

    /// What could not be read, each once: a permission, and what it would have shown.
    #[must_use]
    pub fn unread(&self) -> Vec<&Unread> {
        let mut all: Vec<&Unread> = self
            .entries
            .iter()
            .filter_map(|entry| match &entry.finding.status {
                Status::Unanswered { missing } => Some(missing),
                _ => None,
            })
            .flatten()
            .collect();
        all.sort_by_key(|unread| (unread.action, unread.what.as_str()));
        all.dedup_by_key(|unread| (unread.action, unread.what.as_str()));
        all
    }
}

impl Entry {
    /// By which entries are in order.
    fn rank(&self) -> impl Ord + '_ {
        (
            self.check.practice,
            Outcome::of(self).pressing(),
            self.finding.severity,
            self.check.id,
            &self.finding.resource,
        )
    }

    /// Whether it says that a list of the account could not be read to its end.
    pub(crate) fn is_of_all(&self) -> bool {
        self.finding.resource.kind == SubjectKind::Account && self.finding.is_unanswered()
    }

    /// What could do what, the page, and the fix, as lines for people.
    fn details(&self) -> impl Iterator<Item = String> + '_ {
        self.finding.evidence.iter().map(|evidence| match evidence {
            Evidence::Policy { title, line, text, .. } => format!("{title}, line {line}: {text}"),
            Evidence::Field { name, value } => format!("{name}: {value}"),
        })
    }
}

/// Findings with what a check could not answer of one thing told once: it may lack several lists of the account.
fn merged(findings: Vec<Finding>) -> Vec<Finding> {
    let mut at: HashMap<String, usize> = HashMap::new();
    let mut merged: Vec<Finding> = Vec::with_capacity(findings.len());
    for finding in findings {
        if let Status::Unanswered { missing } = &finding.status {
            match at.entry(finding.key()) {
                Slot::Occupied(slot) => {
                    if let Some(Finding { status: Status::Unanswered { missing: before }, words, .. }) =
                        merged.get_mut(*slot.get())
                    {
                        before.extend(
                            missing.iter().filter(|unread| !before.contains(unread)).cloned().collect::<Vec<_>>(),
                        );
                        if *words != finding.words {
                            words.push(' ');
                            words.push_str(&finding.words);
                        }
                        continue;
                    }
                }
                Slot::Vacant(slot) => {
                    slot.insert(merged.len());
                }
            }
        }
        merged.push(finding);
    }
    merged
}

/// A text of at most so many characters; what is cut off is shown by three dots.
fn at_most(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let kept: String = text.chars().take(most.saturating_sub(3)).collect();
    format!("{}...", kept.trim_end())
}
