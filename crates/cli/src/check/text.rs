//! What was found, a line a finding.

use gatehouse_checklist::Status;
use gatehouse_checklist::compare::Outcome;
use gatehouse_checklist::report::{Entry, RemedyKind, Report};

/// What failed and what is not known, and how many of each there are.
pub(super) fn write(report: &Report) -> String {
    let mut text = String::new();
    for entry in report.of_outcome(Outcome::Failed).chain(report.of_outcome(Outcome::Unanswered)) {
        one(&mut text, entry);
    }
    let count = |outcome| report.of_outcome(outcome).count();
    text.push_str(&format!(
        "{} failed, {} not answered, {} accepted, {} passed\n",
        count(Outcome::Failed),
        count(Outcome::Unanswered),
        count(Outcome::Accepted),
        count(Outcome::Passed),
    ));
    text
}

fn one(text: &mut String, entry: &Entry) {
    let finding = &entry.finding;
    let place = match &entry.place {
        Some(place) => format!("{}:{}:{}", place.file, place.start.0, place.start.1),
        None => finding.resource.name.clone(),
    };
    let severity = if finding.is_unanswered() { "NOT ANSWERED" } else { finding.severity.as_str() };
    text.push_str(&format!("{place}: {severity} {}: {}\n", entry.check.id, finding.words));
    for witness in &finding.witnesses {
        text.push_str(&format!("    so this goes through: {}\n", witness.words));
    }
    if let Status::Unanswered { missing } = &finding.status {
        for unread in missing {
            text.push_str(&format!("    missing: {} ({})\n", unread.action, unread.what));
        }
    }
    if let Some(remedy) = &entry.remedy {
        text.push_str(&match remedy.kind {
            RemedyKind::Steps => "    fix, by hand:\n".to_owned(),
            RemedyKind::Plan => format!("    fix: {}\n", remedy.title),
            RemedyKind::Code | RemedyKind::Text => {
                format!("    fix: {} (--format json and html have it)\n", remedy.title)
            }
        });
        for (index, step) in remedy.steps.iter().enumerate() {
            text.push_str(&format!("        {}. {step}\n", index + 1));
        }
    }
}
