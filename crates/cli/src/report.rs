//! `gatehouse-cli review --format html`.

use gatehouse_policy::lint::{Options, Severity};
use gatehouse_policy::report::{self, AccountFacts, AccountKind, DocumentFacts, Made, Report};
use gatehouse_policy::review::{Document, Subject, overall};

/// The page about a subject, and whether anything in it is at or above `SECURITY_WARNING`.
pub(crate) fn write(subject: &Subject, account: &[Subject], file: Option<&str>) -> (String, bool) {
    let documents: Vec<DocumentFacts> = subject.documents().iter().map(|(_, document)| facts(document)).collect();
    let overall = overall(subject, account, |index| {
        let foreign = documents.get(index).is_some_and(|facts| facts.aws_managed);
        (!foreign).then(Options::default)
    });
    let found = overall.findings.iter().any(|found| found.finding.severity <= Severity::SecurityWarning);
    let page = report::write(&Report {
        subject,
        overall: &overall,
        documents,
        left_out: Vec::new(),
        notes: Vec::new(),
        account: AccountFacts { kind: AccountKind::Unknown, alias: None },
        role: None,
        made: Made {
            at: jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
            by: format!("gatehouse-cli {}", env!("CARGO_PKG_VERSION")),
            from: file.map(str::to_owned),
        },
    });
    (page, found)
}

/// A managed policy goes by its ARN; the account part of one of AWS's own is `aws`.
fn facts(document: &Document) -> DocumentFacts {
    let mut parts = document.name.split(':');
    let policy = document.name.starts_with("arn:") && parts.next_back().is_some_and(|part| part.starts_with("policy/"));
    DocumentFacts {
        arn: policy.then(|| document.name.clone()),
        aws_managed: policy && document.name.split(':').nth(4) == Some("aws"),
    }
}
