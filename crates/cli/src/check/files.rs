//! Policies in files, as drafts, and the way back to their lines.

use std::collections::BTreeMap;

use gatehouse_checklist::report::Place;
use gatehouse_checklist::{Draft, DraftKind, Finding, Source, SubjectKind};
use gatehouse_policy::document::Span;

use super::kind::{Kind, guess, noun};
use crate::Failure;
use crate::input::{self, Document};

/// The documents, by the titles of their drafts.
pub(super) struct Files {
    documents: BTreeMap<String, (DraftKind, Document)>,
}

impl Files {
    /// Reads files. What is no policy, and what does not tell what it is for, is refused: it would seem to be in order.
    pub(super) fn read(files: &[String], kind: Option<Kind>) -> Result<Self, Failure> {
        let mut documents = BTreeMap::new();
        for file in files {
            let found = input::read(file)?;
            let several = found.len() > 1;
            for document in found {
                if let Some(problem) = document.problem() {
                    return Err(Failure::Broken(problem));
                }
                let title = title(&document, several);
                let Some(kind) = kind.map(DraftKind::from).or_else(|| guess(&document.policy)) else {
                    let kinds = "--kind identity, trust, key, bucket, endpoint or secret";
                    return Err(Failure::Broken(format!("{title} does not tell what it is for: say it with {kinds}")));
                };
                if documents.contains_key(&title) {
                    return Err(Failure::Broken(format!("{title} is given twice")));
                }
                documents.insert(title, (kind, document));
            }
        }
        Ok(Self { documents })
    }

    /// As drafts.
    pub(super) fn drafts(&self) -> Vec<Draft> {
        let draft = |(title, (kind, document)): (&String, &(DraftKind, Document))| Draft {
            kind: *kind,
            title: title.clone(),
            text: document.policy.text().to_owned(),
        };
        self.documents.iter().map(draft).collect()
    }

    /// What they are called.
    pub(super) fn names(&self) -> Vec<String> {
        self.documents.keys().cloned().collect()
    }

    /// Where a piece of a draft stands in its file.
    pub(super) fn place(&self, source: &Source, span: Span) -> Option<Place> {
        let Source::Draft(title) = source else { return None };
        let (_, document) = self.documents.get(title)?;
        let (start, end) = (document.position(span.start), document.position(span.end));
        let file = if document.file == "-" { document.file.clone() } else { plain(&document.file) };
        Some(Place { file, start: (start.line, start.column), end: (end.line, end.column) })
    }

    /// Documents that no finding is about, with what they are taken for.
    pub(super) fn unseen(&self, findings: &[Finding]) -> Vec<String> {
        let seen = |title: &str| {
            findings
                .iter()
                .any(|finding| matches!(finding.resource.kind, SubjectKind::Draft(_)) && finding.resource.id == title)
        };
        let unseen = self.documents.iter().filter(|(title, _)| !seen(title));
        unseen.map(|(title, (kind, _))| format!("{title}, taken for {}", noun(*kind))).collect()
    }
}

/// A file's path as it is written on every system: a baseline is made on one and read on another.
fn plain(file: &str) -> String {
    let file = file.replace('\\', "/");
    file.strip_prefix("./").map(str::to_owned).unwrap_or(file)
}

/// `a.json`, `all.jsonl (data)`, `all.jsonl, line 3`.
fn title(document: &Document, several: bool) -> String {
    let file = if document.file == "-" { "stdin".to_owned() } else { plain(&document.file) };
    match &document.name {
        Some(name) => format!("{file} ({name})"),
        None if several => format!("{file}, line {}", document.position(0).line),
        None => file,
    }
}
