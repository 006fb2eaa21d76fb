//! Findings as SARIF 2.1.0, as GitHub code scanning takes them.
//!
//! Source: <https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning>

use std::collections::BTreeMap;

use gatehouse_policy::lint::{Check, Severity, checks};
use serde_json::{Value, json};

use crate::lint::Report;

/// The log of one run over all documents.
pub(crate) fn log(reports: &[Report]) -> Value {
    let used: BTreeMap<&str, &Check> = {
        let codes: Vec<&str> = reports.iter().flat_map(|report| &report.findings).map(|found| found.code).collect();
        checks().filter(|(_, check)| codes.contains(&check.code)).map(|(_, check)| (check.code, check)).collect()
    };
    let rules: Vec<Value> = used.values().map(|check| rule(check)).collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "Gatehouse",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            }},
            "columnKind": "unicodeCodePoints",
            "results": reports.iter().flat_map(results).collect::<Vec<_>>(),
        }],
    })
}

fn rule(check: &Check) -> Value {
    json!({
        "id": check.code,
        "name": check.code,
        "shortDescription": { "text": check.why },
        "helpUri": check.url,
        "defaultConfiguration": { "level": level(check.severity) },
        "properties": {
            "tags": ["security"],
            // GitHub sorts security findings by this number.
            "security-severity": match check.severity {
                Severity::Error => "7.0",
                Severity::SecurityWarning => "8.0",
                Severity::Warning => "4.0",
                Severity::Suggestion => "1.0",
            },
        },
    })
}

const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error | Severity::SecurityWarning => "error",
        Severity::Warning => "warning",
        Severity::Suggestion => "note",
    }
}

fn results(report: &Report) -> impl Iterator<Item = Value> + '_ {
    let document = &report.document;
    report.findings.iter().map(move |finding| {
        let (start, end) = (document.position(finding.span.start), document.position(finding.span.end));
        let uri = if document.file == "-" { "stdin" } else { document.file.as_str() };
        json!({
            "ruleId": finding.code,
            "level": level(finding.severity),
            "message": { "text": finding.message },
            "locations": [{ "physicalLocation": {
                "artifactLocation": { "uri": uri.replace('\\', "/") },
                "region": {
                    "startLine": start.line, "startColumn": start.column,
                    "endLine": end.line, "endColumn": end.column,
                },
            }}],
            // The same finding in a changed file keeps its identity: its code and the text that it points at.
            "partialFingerprints": {
                "gatehouse/v1": format!(
                    "{}:{}:{}",
                    finding.code,
                    document.name.as_deref().unwrap_or_default(),
                    document.policy.slice(finding.span)
                ),
            },
        })
    })
}
