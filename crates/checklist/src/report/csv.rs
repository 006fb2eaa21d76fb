//! A run as a table: a line a finding (RFC 4180).
//!
//! Spreadsheet programs take a cell that begins with `=`, `+`, `-`, `@`, a tab or a carriage return for a formula, and
//! names in an account may be written by anybody. Such a cell gets an apostrophe in front and is a text.
//!
//! Sources: <https://www.rfc-editor.org/rfc/rfc4180>, <https://owasp.org/www-community/attacks/CSV_Injection>

use super::{Report, names};
use crate::compare::Outcome;
use crate::finding::Status;

/// The columns, in order.
const COLUMNS: [&str; 20] = [
    "check",
    "practice",
    "severity",
    "status",
    "title",
    "kind",
    "name",
    "id",
    "finding",
    "evidence",
    "who could do what",
    "missing permissions",
    "fix",
    "file",
    "line",
    "accepted because",
    "accepted by",
    "accepted until",
    "account",
    "region",
];

/// The report as a table, with the columns' names in its first line. Lines end in CR LF.
#[must_use]
pub fn write(report: &Report) -> String {
    let mut text = String::new();
    line(&mut text, COLUMNS.into_iter());
    for entry in &report.entries {
        let finding = &entry.finding;
        let missing = match &finding.status {
            Status::Unanswered { missing } => {
                let mut actions: Vec<&str> = missing.iter().map(|unread| unread.action).collect();
                actions.sort_unstable();
                actions.dedup();
                actions.join(" ")
            }
            _ => String::new(),
        };
        let witnesses: Vec<&str> = finding.witnesses.iter().map(|witness| witness.words.as_str()).collect();
        let (kind, evidence) = (names::kind(finding.resource.kind), entry.details().collect::<Vec<_>>().join("\n"));
        let fix = entry.remedy.as_ref().map(super::Remedy::line).unwrap_or_default();
        let accepted = entry.accepted.as_ref();
        let until = accepted.and_then(|accepted| accepted.expires).map(|day| day.to_string()).unwrap_or_default();
        let place = entry.place.as_ref();
        let at = place.map(|place| place.start.0.to_string()).unwrap_or_default();
        let cells: [&str; 20] = [
            entry.check.id,
            entry.check.practice.title(),
            finding.severity.as_str(),
            Outcome::of(entry).as_str(),
            entry.check.title,
            &kind,
            &finding.resource.name,
            &finding.resource.id,
            &finding.words,
            &evidence,
            &witnesses.join("\n"),
            &missing,
            &fix,
            place.map(|place| place.file.as_str()).unwrap_or_default(),
            &at,
            accepted.map(|accepted| accepted.reason.as_str()).unwrap_or_default(),
            accepted.map(|accepted| accepted.owner.as_str()).unwrap_or_default(),
            &until,
            &report.about.account,
            &report.about.region,
        ];
        line(&mut text, cells.into_iter());
    }
    text
}

fn line<'a>(into: &mut String, cells: impl Iterator<Item = &'a str>) {
    for (index, cell) in cells.enumerate() {
        if index > 0 {
            into.push(',');
        }
        into.push_str(&quoted(cell));
    }
    into.push_str("\r\n");
}

/// A cell as it is written.
fn quoted(cell: &str) -> String {
    let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']);
    let harmless = if formula { format!("'{cell}") } else { cell.to_owned() };
    if harmless.contains(['"', ',', '\r', '\n']) { format!("\"{}\"", harmless.replace('"', "\"\"")) } else { harmless }
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn what_would_be_a_formula_is_a_text() {
        for cell in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1"] {
            assert_eq!(quoted(cell), format!("'{cell}"));
        }
        assert_eq!(quoted("=HYPERLINK(\"a\",\"b\")"), "\"'=HYPERLINK(\"\"a\"\",\"\"b\"\")\"");
        assert_eq!(quoted("a=b"), "a=b");
    }

    #[test]
    fn what_would_end_a_cell_is_quoted() {
        assert_eq!(quoted("a,b"), "\"a,b\"");
        assert_eq!(quoted("say \"it\""), "\"say \"\"it\"\"\"");
        assert_eq!(quoted("two\nlines"), "\"two\nlines\"");
        assert_eq!(quoted(""), "");
    }
}
