//! A run as JSON, in a format of our own: everything that a report knows. It is read again to compare runs.
//!
//! Members are added without a new version; a version that is not known here is not read. `docs/checklist.md` describes
//! it.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{AboutKind, Counts, Entry, Remedy, Report, Score, names};
use crate::baseline::Accepted;
use crate::check::{Check, Practice};
use crate::compare::{Outcome, Run, worst};
use crate::finding::{Evidence, Status};

/// What tells the format from others.
const FORMAT: &str = "gatehouse-checks";
/// The version of the format.
const VERSION: u32 = 1;

/// A report, as it is written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Written {
    format: String,
    version: u32,
    made: WrittenMade,
    about: WrittenAbout,
    scores: Vec<WrittenScore>,
    unread: Vec<WrittenUnread>,
    checks: Vec<WrittenCheck>,
    findings: Vec<WrittenFinding>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct WrittenMade {
    at: String,
    by: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct WrittenAbout {
    /// `account`, `practice-account` or `files`.
    kind: String,
    account: String,
    partition: String,
    region: String,
    read_at: String,
    files: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct WrittenScore {
    practice: String,
    title: String,
    percent: Option<u8>,
    checks: Counts,
    findings: Counts,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct WrittenUnread {
    what: String,
    permission: String,
    code: String,
    message: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct WrittenCheck {
    id: String,
    practice: String,
    severity: String,
    title: String,
    why: String,
    criterion: String,
    source: String,
    security_hub: Vec<String>,
    prowler: Vec<String>,
    config_rules: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct WrittenFinding {
    key: String,
    check: String,
    severity: String,
    status: String,
    /// Why it asks nothing.
    reason: Option<String>,
    resource: WrittenSubject,
    /// Whether a list of the account could not be read to its end.
    #[serde(default)]
    partial: bool,
    words: String,
    evidence: Vec<WrittenEvidence>,
    witnesses: Vec<WrittenWitness>,
    missing: Vec<WrittenUnread>,
    fix: Option<Remedy>,
    accepted: Option<Accepted>,
    place: Option<WrittenPlace>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct WrittenSubject {
    kind: String,
    id: String,
    name: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase")]
enum WrittenEvidence {
    Policy { title: String, line: usize, text: String },
    Field { name: String, value: String },
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct WrittenWitness {
    who: String,
    action: String,
    resource: String,
    words: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct WrittenPlace {
    file: String,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
}

/// Why a text is no report that can be compared.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// It is no JSON, or a member is missing.
    #[error("this is no report of checks: {0}")]
    Broken(#[from] serde_json::Error),
    /// It is something else, or of another version.
    #[error("this is {format} of version {version}; this Gatehouse reads {FORMAT} of version {VERSION}")]
    Unknown {
        /// What it says that it is.
        format: String,
        /// Its version.
        version: u64,
    },
}

/// The report as one JSON object, indented.
#[must_use]
pub fn write(report: &Report) -> String {
    let written = Written::of(report);
    // Texts, numbers and lists are all that is in it: writing them cannot fail.
    let mut text = serde_json::to_string_pretty(&written).unwrap_or_default();
    text.push('\n');
    text
}

/// What a report that was written tells of its run.
///
/// # Errors
/// Where the text is no such report.
pub fn read(text: &str) -> Result<Run, ReadError> {
    let value: serde_json::Value = serde_json::from_str(text)?;
    let said = value.get("format").and_then(serde_json::Value::as_str).unwrap_or("something else");
    let version = value.get("version").and_then(serde_json::Value::as_u64).unwrap_or_default();
    if said != FORMAT || version != u64::from(VERSION) {
        return Err(ReadError::Unknown { format: said.to_owned(), version });
    }
    let written: Written = serde_json::from_value(value)?;
    let outcome = |finding: &WrittenFinding| Outcome::named(&finding.status).unwrap_or(Outcome::Unanswered);
    let partial: BTreeSet<String> =
        written.findings.iter().filter(|finding| finding.partial).map(|finding| finding.check.clone()).collect();
    Ok(Run {
        at: written.about.read_at,
        outcomes: worst(
            written
                .findings
                .iter()
                .map(|finding| ((finding.check.clone(), finding.resource.id.clone()), outcome(finding))),
        ),
        partial,
        scores: written.scores.iter().filter_map(WrittenScore::read).collect(),
    })
}

impl WrittenScore {
    fn read(&self) -> Option<Score> {
        let practice = Practice::ALL.into_iter().find(|practice| practice.code() == self.practice)?;
        Some(Score { practice, checks: self.checks, findings: self.findings })
    }
}

impl Written {
    fn of(report: &Report) -> Self {
        let about = &report.about;
        let kind = match about.kind {
            AboutKind::Account => "account",
            AboutKind::Practice => "practice-account",
            AboutKind::Files => "files",
        };
        let mut checks: Vec<&Check> = report.entries.iter().map(|entry| entry.check).collect();
        checks.sort_by_key(|check| (check.practice, check.id));
        checks.dedup();
        Self {
            format: FORMAT.to_owned(),
            version: VERSION,
            made: WrittenMade { at: report.made.at.clone(), by: report.made.by.clone() },
            about: WrittenAbout {
                kind: kind.to_owned(),
                account: about.account.clone(),
                partition: about.partition.clone(),
                region: about.region.clone(),
                read_at: about.read_at.clone(),
                files: about.files.clone(),
            },
            scores: report
                .scores
                .iter()
                .map(|score| WrittenScore {
                    practice: score.practice.code().to_owned(),
                    title: score.practice.title().to_owned(),
                    percent: score.percent(),
                    checks: score.checks,
                    findings: score.findings,
                })
                .collect(),
            unread: report.unread().into_iter().map(unread).collect(),
            checks: checks.into_iter().map(written_check).collect(),
            findings: report.entries.iter().map(finding).collect(),
        }
    }
}

fn unread(unread: &gatehouse_plan::Unread) -> WrittenUnread {
    WrittenUnread {
        what: unread.what.clone(),
        permission: unread.action.to_owned(),
        code: unread.code.clone(),
        message: unread.message.clone(),
    }
}

fn written_check(check: &Check) -> WrittenCheck {
    let list = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    WrittenCheck {
        id: check.id.to_owned(),
        practice: check.practice.code().to_owned(),
        severity: check.severity.as_str().to_owned(),
        title: check.title.to_owned(),
        why: check.why.to_owned(),
        criterion: check.criterion.to_owned(),
        source: check.source.to_owned(),
        security_hub: list(check.security_hub),
        prowler: list(check.prowler),
        config_rules: list(check.config_rules),
    }
}

fn finding(entry: &Entry) -> WrittenFinding {
    let found = &entry.finding;
    let (reason, missing) = match &found.status {
        Status::NotApplicable(reason) => (Some(reason.clone()), Vec::new()),
        Status::Unanswered { missing } => (None, missing.iter().map(unread).collect()),
        _ => (None, Vec::new()),
    };
    WrittenFinding {
        key: found.key(),
        check: found.check.to_owned(),
        severity: found.severity.as_str().to_owned(),
        status: Outcome::of(entry).as_str().to_owned(),
        reason,
        resource: WrittenSubject {
            kind: names::kind(found.resource.kind),
            id: found.resource.id.clone(),
            name: found.resource.name.clone(),
        },
        partial: entry.is_of_all(),
        words: found.words.clone(),
        evidence: found
            .evidence
            .iter()
            .map(|evidence| match evidence {
                Evidence::Policy { title, line, text, .. } => {
                    WrittenEvidence::Policy { title: title.clone(), line: *line, text: text.clone() }
                }
                Evidence::Field { name, value } => WrittenEvidence::Field { name: name.clone(), value: value.clone() },
            })
            .collect(),
        witnesses: found
            .witnesses
            .iter()
            .map(|witness| WrittenWitness {
                who: witness.who.clone(),
                action: witness.action.clone(),
                resource: witness.resource.clone(),
                words: witness.words.clone(),
            })
            .collect(),
        missing,
        fix: entry.remedy.clone(),
        accepted: entry.accepted.clone(),
        place: entry.place.as_ref().map(|place| WrittenPlace {
            file: place.file.clone(),
            line: place.start.0,
            column: place.start.1,
            end_line: place.end.0,
            end_column: place.end.1,
        }),
    }
}
