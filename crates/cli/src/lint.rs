//! `gatehouse-cli lint`.

use std::io::{BufWriter, Write};

use clap::ValueEnum;
use gatehouse_policy::lint::{Finding, Options, PolicyType, Severity, lint};
use serde_json::{Value, json};

use crate::input::{self, Document};
use crate::{Ending, Failure, sarif};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Policy documents: JSON, or JSONL with one a line (bare, or as the `document` of a record); `-` reads standard
    /// input
    #[arg(required = true)]
    files: Vec<String>,
    /// What the policies are for; guessed from each document if left out
    #[arg(long = "type", value_name = "TYPE", value_parser = parse_type, help = type_help())]
    kind: Option<PolicyType>,
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// The least severity that makes the exit code 1
    #[arg(long, value_enum, default_value_t = FailOn::Error)]
    fail_on: FailOn,
    /// Codes that are not reported
    #[arg(long, value_name = "CODE", value_delimiter = ',')]
    skip: Vec<String>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// A line a finding
    Text,
    /// A JSON object a document, one a line
    Json,
    /// SARIF 2.1.0, as GitHub code scanning takes it
    Sarif,
}

#[derive(Clone, Copy, ValueEnum)]
enum FailOn {
    Error,
    Security,
    Warning,
    Suggestion,
    Never,
}

impl FailOn {
    fn includes(self, severity: Severity) -> bool {
        match self {
            Self::Error => severity <= Severity::Error,
            Self::Security => severity <= Severity::SecurityWarning,
            Self::Warning => severity <= Severity::Warning,
            Self::Suggestion => true,
            Self::Never => false,
        }
    }
}

fn parse_type(text: &str) -> Result<PolicyType, String> {
    text.parse().map_err(|error: gatehouse_policy::lint::UnknownType| error.to_string())
}

fn type_help() -> String {
    let names: Vec<String> = PolicyType::ALL.iter().map(ToString::to_string).collect();
    format!("What the policies are for; guessed from each document if left out: {}", names.join(", "))
}

/// A document with what was found in it.
pub(crate) struct Report {
    pub(crate) document: Document,
    pub(crate) findings: Vec<Finding>,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Ending, Failure> {
    let options = Options { skip: arguments.skip.clone(), ..Options::default() };
    let mut reports = Vec::new();
    for file in &arguments.files {
        for document in input::read(file)? {
            let kind = arguments.kind.unwrap_or_else(|| PolicyType::guess(&document.policy));
            let findings = lint(&document.policy, kind, &options);
            reports.push(Report { document, findings });
        }
    }
    let mut out = BufWriter::new(std::io::stdout().lock());
    match arguments.format {
        Format::Text => reports.iter().try_for_each(|report| text(&mut out, report))?,
        Format::Json => reports.iter().try_for_each(|report| writeln!(out, "{}", to_json(report)))?,
        Format::Sarif => writeln!(out, "{:#}", sarif::log(&reports))?,
    }
    out.flush()?;
    let mut findings = reports.iter().flat_map(|report| &report.findings);
    let found = findings.any(|finding| arguments.fail_on.includes(finding.severity));
    Ok(if found { Ending::Found } else { Ending::Well })
}

fn text(out: &mut impl Write, report: &Report) -> std::io::Result<()> {
    let label = report.document.label();
    for finding in &report.findings {
        let place = report.document.position(finding.span.start);
        let severity = finding.severity.as_str();
        writeln!(out, "{label}:{}:{}: {severity} {}: {}", place.line, place.column, finding.code, finding.message)?;
        if let Some(fix) = &finding.fix {
            writeln!(out, "    fix: {}", fix.title)?;
        }
    }
    Ok(())
}

fn to_json(Report { document, findings }: &Report) -> Value {
    let findings = findings.iter().map(|finding| {
        let (start, end) = (document.position(finding.span.start), document.position(finding.span.end));
        let fix = finding.fix.as_ref().map(|fix| {
            let edits = fix.edits.iter().map(|edit| {
                let (start, end) = (document.position(edit.span.start), document.position(edit.span.end));
                json!({
                    "line": start.line, "column": start.column, "endLine": end.line, "endColumn": end.column,
                    "replacement": edit.replacement,
                })
            });
            json!({ "title": fix.title, "edits": edits.collect::<Vec<_>>() })
        });
        json!({
            "code": finding.code,
            "severity": finding.severity.as_str(),
            "message": finding.message,
            "line": start.line,
            "column": start.column,
            "endLine": end.line,
            "endColumn": end.column,
            "why": finding.why,
            "url": finding.url,
            "fix": fix,
        })
    });
    json!({ "file": document.file, "name": document.name, "findings": findings.collect::<Vec<_>>() })
}
