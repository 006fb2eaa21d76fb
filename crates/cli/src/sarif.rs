//! Findings of `lint` as SARIF 2.1.0.

use std::collections::BTreeMap;

use gatehouse_checklist::report::Place;
use gatehouse_checklist::report::sarif::{self, Hit, Level, Rule};
use gatehouse_policy::lint::{Check, Severity, checks};
use serde_json::Value;

use crate::lint::Report;

/// The log of one run over all documents.
pub(crate) fn log(reports: &[Report]) -> Value {
    let used: BTreeMap<&str, &Check> = {
        let codes: Vec<&str> = reports.iter().flat_map(|report| &report.findings).map(|found| found.code).collect();
        checks().filter(|(_, check)| codes.contains(&check.code)).map(|(_, check)| (check.code, check)).collect()
    };
    let rules: Vec<Rule<'_>> = used.values().map(|check| rule(check)).collect();
    let results: Vec<Hit<'_>> = reports.iter().flat_map(results).collect();
    sarif::log(env!("CARGO_PKG_VERSION"), &rules, &results, &[])
}

fn rule<'a>(check: &'a Check) -> Rule<'a> {
    Rule {
        id: check.code,
        short: check.why,
        full: None,
        url: check.url,
        level: level(check.severity),
        security_severity: match check.severity {
            Severity::Error => "7.0",
            Severity::SecurityWarning => "8.0",
            Severity::Warning => "4.0",
            Severity::Suggestion => "1.0",
        },
        tags: Vec::new(),
    }
}

const fn level(severity: Severity) -> Level {
    match severity {
        Severity::Error | Severity::SecurityWarning => Level::Error,
        Severity::Warning => Level::Warning,
        Severity::Suggestion => Level::Note,
    }
}

fn results(report: &Report) -> impl Iterator<Item = Hit<'_>> + '_ {
    let document = &report.document;
    report.findings.iter().map(move |finding| {
        let (start, end) = (document.position(finding.span.start), document.position(finding.span.end));
        let place =
            Place { file: document.file.clone(), start: (start.line, start.column), end: (end.line, end.column) };
        Hit {
            rule: finding.code,
            level: level(finding.severity),
            message: finding.message.clone(),
            place: Some(place),
            thing: None,
            // The same finding in a changed file keeps its identity: its code and the text that it points at.
            fingerprint: format!(
                "{}:{}:{}",
                finding.code,
                document.name.as_deref().unwrap_or_default(),
                document.policy.slice(finding.span)
            ),
            accepted: None,
        }
    })
}
