//! Findings as SARIF 2.1.0, as GitHub code scanning takes them.
//!
//! A result is a failed finding. What could not be answered is told as a notification of the run, since every result
//! becomes an alert there; and what was accepted is a suppressed result.
//!
//! Sources: <https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>,
//! <https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning>

use serde_json::{Value, json};

use super::{Entry, Place, Remedy, Report, names};
use crate::check::{Check, Severity};
use crate::compare::Outcome;

/// What a rule or a result counts as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "they are SARIF's words")]
pub enum Level {
    Error,
    Warning,
    Note,
}

impl Level {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

/// What results are of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule<'a> {
    /// `LP-01`.
    pub id: &'a str,
    /// In a few words.
    pub short: &'a str,
    /// Why it matters; none where the few words say it.
    pub full: Option<&'a str>,
    /// A page about it.
    pub url: &'a str,
    /// What its results count as.
    pub level: Level,
    /// From 0.0 to 10.0: GitHub sorts security findings by it.
    pub security_severity: &'static str,
    /// Tags beside `security`.
    pub tags: Vec<&'a str>,
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit<'a> {
    /// The rule's id.
    pub rule: &'a str,
    /// What it counts as.
    pub level: Level,
    /// What was found.
    pub message: String,
    /// Where, in a file.
    pub place: Option<Place>,
    /// What, where it is no file: its ARN, its name and its kind.
    pub thing: Option<(String, String, String)>,
    /// By which it is known in another run.
    pub fingerprint: String,
    /// Why somebody accepts it.
    pub accepted: Option<String>,
}

/// The log of one run. A notification is what could not be answered: the rule and a text.
#[must_use]
pub fn log(version: &str, rules: &[Rule<'_>], results: &[Hit<'_>], notifications: &[(&str, String)]) -> Value {
    let mut run = json!({
        "tool": { "driver": {
            "name": "Gatehouse",
            "version": version,
            "rules": rules.iter().map(rule).collect::<Vec<_>>(),
        }},
        "columnKind": "unicodeCodePoints",
        "results": results.iter().map(result).collect::<Vec<_>>(),
    });
    if let (false, Some(run)) = (notifications.is_empty(), run.as_object_mut()) {
        let told = notifications.iter().map(
            |(rule, text)| json!({ "level": "warning", "message": { "text": text }, "associatedRule": { "id": rule } }),
        );
        let invocation = json!({ "executionSuccessful": true, "toolExecutionNotifications": told.collect::<Vec<_>>() });
        run.insert("invocations".to_owned(), json!([invocation]));
    }
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [run],
    })
}

fn rule(rule: &Rule<'_>) -> Value {
    let mut tags = vec!["security"];
    tags.extend(&rule.tags);
    let mut value = json!({
        "id": rule.id,
        "name": rule.id,
        "shortDescription": { "text": rule.short },
        "helpUri": rule.url,
        "defaultConfiguration": { "level": rule.level.as_str() },
        "properties": { "tags": tags, "security-severity": rule.security_severity },
    });
    if let (Some(full), Some(object)) = (rule.full, value.as_object_mut()) {
        object.insert("fullDescription".to_owned(), json!({ "text": full }));
        object.insert("help".to_owned(), json!({ "text": full }));
    }
    value
}

fn result(result: &Hit<'_>) -> Value {
    let mut location = serde_json::Map::new();
    if let Some(place) = &result.place {
        let physical = json!({
            "artifactLocation": { "uri": uri(&place.file) },
            "region": {
                "startLine": place.start.0, "startColumn": place.start.1,
                "endLine": place.end.0, "endColumn": place.end.1,
            },
        });
        location.insert("physicalLocation".to_owned(), physical);
    }
    if let Some((id, name, kind)) = &result.thing {
        let logical = json!([{ "name": name, "fullyQualifiedName": id, "kind": kind }]);
        location.insert("logicalLocations".to_owned(), logical);
    }
    let mut value = json!({
        "ruleId": result.rule,
        "level": result.level.as_str(),
        "message": { "text": result.message },
        "locations": [location],
        "partialFingerprints": { "gatehouse/v1": result.fingerprint },
    });
    if let (Some(why), Some(object)) = (&result.accepted, value.as_object_mut()) {
        let suppression = json!([{ "kind": "external", "status": "accepted", "justification": why }]);
        object.insert("suppressions".to_owned(), suppression);
    }
    value
}

/// A file's path as a relative URI; standard input goes by its name.
fn uri(file: &str) -> String {
    if file == "-" {
        return "stdin".to_owned();
    }
    let mut uri = String::new();
    for byte in file.replace('\\', "/").bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' | b':' => uri.push(byte.into()),
            other => uri.push_str(&format!("%{other:02X}")),
        }
    }
    uri
}

/// The report as a SARIF log, indented.
#[must_use]
pub fn write(report: &Report) -> String {
    let told = |outcome| report.of_outcome(outcome);
    let results: Vec<Hit<'_>> = told(Outcome::Failed).chain(told(Outcome::Accepted)).map(outcome).collect();
    let notifications: Vec<(&str, String)> =
        told(Outcome::Unanswered).map(|entry| (entry.check.id, entry.finding.words.clone())).collect();
    let mut checks: Vec<&Check> = report
        .entries
        .iter()
        .filter(|entry| !matches!(Outcome::of(entry), Outcome::Passed | Outcome::NotApplicable))
        .map(|entry| entry.check)
        .collect();
    checks.sort_by_key(|check| check.id);
    checks.dedup();
    let rules: Vec<Rule<'_>> = checks
        .into_iter()
        .map(|check| Rule {
            id: check.id,
            short: check.title,
            full: Some(check.why),
            url: check.source,
            level: level(check.severity),
            security_severity: match check.severity {
                Severity::Critical => "9.5",
                Severity::High => "8.0",
                Severity::Medium => "5.5",
                Severity::Low => "2.0",
            },
            tags: vec![check.practice.title()],
        })
        .collect();
    format!("{:#}\n", log(&report.made.version, &rules, &results, &notifications))
}

fn outcome(entry: &Entry) -> Hit<'_> {
    let finding = &entry.finding;
    let mut message = finding.words.clone();
    if let Some(remedy) = &entry.remedy {
        message.push_str(&format!(" What mends it: {}", Remedy::line(remedy)));
    }
    let accepted =
        entry.accepted.as_ref().map(|accepted| format!("{} (accepted by {})", accepted.reason, accepted.owner));
    let resource = &finding.resource;
    Hit {
        rule: entry.check.id,
        level: level(finding.severity),
        message,
        place: entry.place.clone(),
        thing: Some((resource.id.clone(), resource.name.clone(), names::kind(resource.kind))),
        fingerprint: finding.key(),
        accepted,
    }
}

const fn level(severity: Severity) -> Level {
    match severity {
        Severity::Critical | Severity::High => Level::Error,
        Severity::Medium => Level::Warning,
        Severity::Low => Level::Note,
    }
}
