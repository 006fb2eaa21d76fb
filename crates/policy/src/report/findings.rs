//! What was found: the counts, each finding with its evidence, and the ways to more rights.

use super::html::Html;
use super::{Report, code, count, joined};
use crate::lint::Severity;
use crate::review::{Document, DocumentKind, Finding, OverallFinding, Place, Step};

const SEVERITIES: [(Severity, &str, &str, &str); 4] = [
    (Severity::Error, "Error", "Errors", "error"),
    (Severity::SecurityWarning, "Security warning", "Security warnings", "security"),
    (Severity::Warning, "Warning", "Warnings", "plain"),
    (Severity::Suggestion, "Suggestion", "Suggestions", "plain"),
];

fn word(severity: Severity) -> (&'static str, &'static str) {
    let found = SEVERITIES.iter().find(|(other, ..)| *other == severity);
    found.map_or(("", ""), |(_, one, _, class)| (*one, *class))
}

/// How many of which weight, and the worst in a sentence.
pub(super) fn summary(html: &mut Html, report: &Report<'_>) {
    let findings = &report.overall.findings;
    let Some(worst) = findings.first() else {
        html.put("p", &[("class", "lead")], "Nothing was found to be wrong with the documents that were looked at.");
        return;
    };
    let of = |severity| findings.iter().filter(|found| found.finding.severity == severity).count();
    let counts: Vec<String> = SEVERITIES
        .iter()
        .filter(|(severity, ..)| of(*severity) > 0)
        .map(|(severity, one, many, _)| count(of(*severity), &one.to_lowercase(), &many.to_lowercase()))
        .collect();
    let total = count(findings.len(), "finding", "findings");
    html.put("p", &[("class", "lead")], &format!("{total}: {}.", joined(&counts)));
    html.element("p", &[], |html| {
        html.put("strong", &[], "The worst: ");
        html.text(&worst.finding.message);
        html.text(" (");
        html.put("a", &[("href", "#finding-1")], "finding 1");
        html.text(", ");
        place(html, &report.subject.documents(), worst.finding.document, worst.finding.span.start);
        html.text(")");
    });
    html.element("table", &[("class", "counts")], |html| {
        html.put("caption", &[], "Findings by severity");
        html.element("thead", &[], |html| {
            html.element("tr", &[], |html| {
                html.put("th", &[("scope", "col")], "Severity");
                html.put("th", &[("scope", "col"), ("class", "number")], "Findings");
            });
        });
        html.element("tbody", &[], |html| {
            for (severity, _, many, class) in SEVERITIES {
                html.element("tr", &[], |html| {
                    html.element("th", &[("scope", "row")], |html| {
                        html.put("span", &[("class", &format!("severity {class}"))], many);
                    });
                    html.put("td", &[("class", "number")], &of(severity).to_string());
                });
            }
        });
    });
}

/// A link to a line of a document, `the policy Read, line 12`.
fn place(html: &mut Html, documents: &[(DocumentKind, &Document)], at: usize, offset: usize) {
    let Some((kind, document)) = documents.get(at) else { return };
    let line = code::line_of(document.policy.text(), offset);
    let target = format!("#{}", code::id_of_line(at, line));
    html.put("a", &[("href", &target)], &format!("{}, line {line}", title(*kind, document)));
}

/// `policy Read`, `trust policy`.
pub(super) fn title(kind: DocumentKind, document: &Document) -> String {
    let (kind, name) = (kind.as_str(), document.name.as_str());
    if name.eq_ignore_ascii_case(kind) {
        return kind.to_owned();
    }
    // What has no name of its own goes by its number: `policy 0`.
    let numbered = name.strip_prefix(kind).is_some_and(|rest| rest.trim().bytes().all(|byte| byte.is_ascii_digit()));
    if numbered { name.to_owned() } else { format!("{kind} {name}") }
}

/// Each finding with what it rests on.
pub(super) fn all(html: &mut Html, report: &Report<'_>) {
    let documents = report.subject.documents();
    if report.overall.findings.is_empty() {
        html.put("p", &[], "None.");
    }
    for (index, found) in report.overall.findings.iter().enumerate() {
        one(html, &documents, index + 1, found);
    }
}

fn one(html: &mut Html, documents: &[(DocumentKind, &Document)], number: usize, found: &OverallFinding) {
    let OverallFinding { finding, across } = found;
    let id = format!("finding-{number}");
    let (severity, class) = word(finding.severity);
    html.element("article", &[("class", &format!("finding {class}")), ("aria-labelledby", &id)], |html| {
        html.put("h3", &[("id", &id)], &format!("{number}. {}", finding.message));
        html.element("p", &[("class", "where")], |html| {
            html.put("span", &[("class", &format!("severity {class}"))], severity);
            html.text(" ");
            html.put("code", &[], finding.code);
            html.text(" in the ");
            place(html, documents, finding.document, finding.span.start);
            if *across {
                html.text("; shown only by several documents together");
            }
            html.text(".");
        });
        if let Some((_, document)) = documents.get(finding.document) {
            code::evidence(html, document.policy.text(), finding.span);
        }
        explained(html, finding);
    });
}

fn explained(html: &mut Html, finding: &Finding) {
    html.element("p", &[], |html| {
        html.put("strong", &[], "Why it matters: ");
        html.text(finding.why);
    });
    if let Some(fix) = &finding.fix {
        html.element("p", &[], |html| {
            html.put("strong", &[], "What mends it: ");
            html.text(&fix.title);
            html.text(".");
        });
    }
    html.element("p", &[("class", "quiet")], |html| {
        html.text("AWS on this: ");
        html.put("a", &[("href", finding.url), ("rel", "noreferrer")], finding.url);
    });
}

/// The ways to more rights, with what grants each step.
pub(super) fn ways(html: &mut Html, report: &Report<'_>) {
    let documents = report.subject.documents();
    let numbered = report.overall.findings.iter().enumerate();
    let ways: Vec<(usize, &Finding)> = numbered
        .map(|(index, found)| (index + 1, &found.finding))
        .filter(|(_, finding)| !finding.steps.is_empty())
        .collect();
    if ways.is_empty() {
        html.put("p", &[], "None that Gatehouse knows of is open to it.");
        return;
    }
    html.put("p", &[], "What whoever acts with these rights can do to get more of them.");
    html.element("ol", &[("class", "ways")], |html| {
        for (number, finding) in ways {
            html.element("li", &[], |html| {
                html.text(&finding.message);
                html.text(" (");
                html.put("a", &[("href", &format!("#finding-{number}"))], &format!("finding {number}"));
                html.text(")");
                html.element("ul", &[], |html| {
                    finding.steps.iter().for_each(|step| granted(html, &documents, step));
                });
            });
        }
    });
}

fn granted(html: &mut Html, documents: &[(DocumentKind, &Document)], step: &Step) {
    html.element("li", &[], |html| {
        html.put("code", &[], &step.action);
        for (index, Place { document, span, .. }) in step.grants.iter().enumerate() {
            html.text(if index == 0 { ", granted by the " } else { " and by the " });
            place(html, documents, *document, span.start);
        }
    });
}
