//! The appendix: every document as it is written, its lines numbered.

use super::html::{Html, is_unseen};
use super::{DocumentFacts, Report, code, count, findings, rights};

pub(super) fn all(html: &mut Html, report: &Report<'_>) {
    let documents = report.subject.documents();
    if documents.is_empty() {
        html.put("p", &[], "No document was read.");
    }
    let nothing = DocumentFacts::default();
    for (index, (kind, document)) in documents.iter().enumerate() {
        let facts = report.documents.get(index).unwrap_or(&nothing);
        let text = document.policy.text();
        html.put(
            "h3",
            &[("id", &format!("document-{}", index + 1))],
            &rights::capital(&findings::title(*kind, document)),
        );
        html.element("p", &[("class", "quiet")], |html| {
            if let Some(arn) = &facts.arn {
                html.put("code", &[], arn);
                html.text(". ");
            }
            if facts.aws_managed {
                html.text("Written by AWS: it was looked at together with the others, not by itself. ");
            }
            html.text(&format!("{}.", count(text.chars().count(), "character", "characters")));
            if text.contains(|character| is_unseen(character) && character != '\r') {
                html.text(" It holds characters that nobody sees; they are written out here, as ");
                html.text("\u{200b}");
                html.text(".");
            }
        });
        code::whole(html, index, text);
    }
}
