//! `gatehouse-cli review`.

use std::io::{BufWriter, Write};

use clap::ValueEnum;
use gatehouse_policy::document::Edit;
use gatehouse_policy::lint::Severity;
use gatehouse_policy::review::{Document, DocumentKind, Finding, Place, Subject, review_among, subjects};
use serde_json::{Value, json};

use crate::input::{self, Position};
use crate::{Ending, Failure, report};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// A role or user with its documents: a JSON object, or JSONL with one a line; `-` reads standard input
    #[arg(required_unless_present = "account", conflicts_with = "account", value_name = "SUBJECT")]
    subject: Option<String>,
    /// Every user and role, as `aws iam get-account-authorization-details` writes them
    #[arg(long, value_name = "FILE")]
    account: Option<String>,
    /// With --account: a service control policy; each one given is a level of its own
    #[arg(long, value_name = "FILE", requires = "account")]
    scp: Vec<String>,
    /// Only this role or user, by its ARN or its name
    #[arg(long, value_name = "ARN")]
    only: Option<String>,
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// A line a finding
    Text,
    /// A JSON object a subject, one a line
    Json,
    /// Of one subject: a page to be read, printed and handed on
    Html,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Ending, Failure> {
    let mut out = BufWriter::new(std::io::stdout().lock());
    let mut ending = Ending::Well;
    let subjects = read(arguments)?;
    // The subjects of a file need not be of one account; those of an account's details are.
    let account: &[Subject] = if arguments.account.is_some() { &subjects } else { &[] };
    let wanted = wanted(arguments, &subjects)?;
    if matches!(arguments.format, Format::Html) {
        let [subject] = wanted.as_slice() else {
            let found = wanted.len();
            return Err(Failure::Broken(format!("a page is about one role or user, and here are {found}: add --only")));
        };
        let file = arguments.account.as_deref().or(arguments.subject.as_deref()).filter(|file| *file != "-");
        let (page, found) = report::write(subject, account, file);
        out.write_all(page.as_bytes())?;
        out.flush()?;
        return Ok(if found { Ending::Found } else { Ending::Well });
    }
    for subject in wanted {
        let findings = review_among(subject, account);
        if findings.iter().any(|finding| finding.severity <= Severity::SecurityWarning) {
            ending = Ending::Found;
        }
        match arguments.format {
            Format::Json => writeln!(out, "{}", to_json(subject, &findings))?,
            Format::Text | Format::Html => write!(out, "{}", to_text(subject, &findings))?,
        }
    }
    out.flush()?;
    Ok(ending)
}

fn read(arguments: &Arguments) -> Result<Vec<Subject>, Failure> {
    if let Some(file) = &arguments.account {
        let broken = |error: gatehouse_policy::sets::AccountError| Failure::Broken(format!("{file}: {error}"));
        let mut found = subjects(&input::read_text(file)?).map_err(broken)?;
        let mut levels = Vec::new();
        for file in &arguments.scp {
            for document in input::read(file)? {
                if let Some(problem) = document.problem() {
                    return Err(Failure::Broken(problem));
                }
                levels.push(vec![Document { name: document.label(), policy: document.policy }]);
            }
        }
        found.iter_mut().for_each(|subject| subject.scps.clone_from(&levels));
        return Ok(found);
    }
    let file = arguments.subject.as_deref().unwrap_or("-");
    let one = |text: String| Subject::from_json(&text).map_err(|error| Failure::Broken(format!("{file}: {error}")));
    input::objects(file)?.into_iter().map(one).collect()
}

fn wanted<'a>(arguments: &Arguments, subjects: &'a [Subject]) -> Result<Vec<&'a Subject>, Failure> {
    let Some(only) = &arguments.only else { return Ok(subjects.iter().collect()) };
    let is = |subject: &&Subject| {
        let arn = subject.principal.name();
        arn == only || arn.rsplit('/').next() == Some(only)
    };
    let found: Vec<&Subject> = subjects.iter().filter(is).collect();
    if found.is_empty() { Err(Failure::Broken(format!("there is no role or user {only} here"))) } else { Ok(found) }
}

fn to_text(subject: &Subject, findings: &[Finding]) -> String {
    let documents = subject.documents();
    let mut text = String::new();
    for finding in findings {
        let Some((kind, document)) = documents.get(finding.document) else { continue };
        let Position { line, column } = input::position(document.policy.text(), finding.span.start);
        let (severity, code) = (finding.severity.as_str(), finding.code);
        text.push_str(&format!(
            "{} ({} {}):{line}:{column}: {severity} {code}: {}\n",
            subject.principal.name(),
            kind.as_str(),
            document.name,
            finding.message
        ));
        if let Some(fix) = &finding.fix {
            text.push_str(&format!("    fix: {}\n", fix.title));
        }
    }
    text
}

fn to_json(subject: &Subject, findings: &[Finding]) -> Value {
    let documents = subject.documents();
    let findings: Vec<Value> = findings
        .iter()
        .filter_map(|finding| {
            let (kind, document) = documents.get(finding.document)?;
            Some(one(&documents, *kind, document, finding))
        })
        .collect();
    json!({ "principal": subject.principal.name(), "findings": findings })
}

fn one(documents: &[(DocumentKind, &Document)], kind: DocumentKind, document: &Document, finding: &Finding) -> Value {
    let place = |offset| input::position(document.policy.text(), offset);
    let (start, end) = (place(finding.span.start), place(finding.span.end));
    let edit = |edit: &Edit| {
        let (start, end) = (place(edit.span.start), place(edit.span.end));
        json!({
            "line": start.line, "column": start.column, "endLine": end.line, "endColumn": end.column,
            "replacement": edit.replacement,
        })
    };
    let fix = finding.fix.as_ref().map(|fix| {
        let edits: Vec<Value> = fix.edits.iter().map(edit).collect();
        json!({ "title": fix.title, "edits": edits })
    });
    let grant = |place: &Place| {
        let (_, document) = documents.get(place.document)?;
        let Position { line, column } = input::position(document.policy.text(), place.span.start);
        let statement = document.policy.statements.get(place.statement);
        let sid = statement.and_then(|statement| statement.sid.as_ref()).map(|sid| sid.value.as_str());
        Some(json!({
            "document": document.name, "statement": place.statement, "sid": sid, "line": line, "column": column,
        }))
    };
    let steps: Vec<Value> = finding
        .steps
        .iter()
        .map(
            |step| json!({ "action": step.action, "grants": step.grants.iter().filter_map(grant).collect::<Vec<_>>() }),
        )
        .collect();
    json!({
        "code": finding.code,
        "severity": finding.severity.as_str(),
        "document": document.name,
        "kind": kind,
        "message": finding.message,
        "line": start.line,
        "column": start.column,
        "endLine": end.line,
        "endColumn": end.column,
        "why": finding.why,
        "url": finding.url,
        "fix": fix,
        "steps": steps,
    })
}
