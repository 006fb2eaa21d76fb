//! Policy documents from files, from standard input, and from the lines of JSONL.

use std::io::Read as _;
use std::path::Path;

use gatehouse_policy::document::syntax::{self, Node, Value};
use gatehouse_policy::document::{Policy, Span};

/// A document and where it was read.
pub(crate) struct Document {
    /// The file, or `-`.
    pub(crate) file: String,
    /// The name that a JSONL record gives it.
    pub(crate) name: Option<String>,
    pub(crate) policy: Policy,
    /// Line and column (from 1) of the document's first byte in the file.
    start: Position,
}

/// A place in a file: line and column, counted from 1, columns in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Position {
    pub(crate) line: usize,
    pub(crate) column: usize,
}

#[derive(Debug, thiserror::Error)]
pub(crate) enum InputError {
    #[error("{file} cannot be read: {source}")]
    File { file: String, source: std::io::Error },
    #[error("{file} is not UTF-8 text")]
    Utf8 { file: String },
}

impl Document {
    /// Where a byte of the document stands in its file.
    pub(crate) fn position(&self, offset: usize) -> Position {
        let place = position(self.policy.text(), offset);
        let column = if place.line == 1 { place.column + self.start.column - 1 } else { place.column };
        Position { line: place.line + self.start.line - 1, column }
    }

    /// Why it is no policy, if it is none.
    pub(crate) fn problem(&self) -> Option<String> {
        let at = |offset: usize, what: &str| {
            let place = self.position(offset);
            format!("{}, line {}, column {}: {what}", self.label(), place.line, place.column)
        };
        if let Some(fault) = self.policy.faults.first() {
            return Some(at(fault.span.start, &fault.message));
        }
        let listed = self.policy.elements().iter().any(|element| element.name == "Statement");
        (!listed).then(|| at(0, "this is no policy: it has no Statement"))
    }

    /// What names it in a message: `file` or `file (name)`.
    pub(crate) fn label(&self) -> String {
        match &self.name {
            Some(name) => format!("{} ({name})", self.file),
            None => self.file.clone(),
        }
    }
}

/// The whole text of a file, or of standard input for `-`.
pub(crate) fn read_text(file: &str) -> Result<String, InputError> {
    let failed = |source| InputError::File { file: file.to_owned(), source };
    let mut bytes = Vec::new();
    if file == "-" {
        std::io::stdin().read_to_end(&mut bytes).map_err(failed)?;
    } else {
        bytes = std::fs::read(Path::new(file)).map_err(failed)?;
    }
    String::from_utf8(bytes).map_err(|_| InputError::Utf8 { file: file.to_owned() })
}

/// The documents of a file: one, or one a line where the file is JSONL.
pub(crate) fn read(file: &str) -> Result<Vec<Document>, InputError> {
    let text = read_text(file)?;
    if !is_lines(file, &text) {
        return Ok(vec![document(file, &text, Position { line: 1, column: 1 })]);
    }
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    Ok(lines.map(|(index, line)| document(file, line, Position { line: index + 1, column: 1 })).collect())
}

/// The objects of a file: one, or one a line where the file is JSONL.
pub(crate) fn objects(file: &str) -> Result<Vec<String>, InputError> {
    let text = read_text(file)?;
    if !is_lines(file, &text) {
        return Ok(vec![text]);
    }
    Ok(text.lines().filter(|line| !line.trim().is_empty()).map(str::to_owned).collect())
}

/// JSONL by its name, or because its first line is a whole object and another one follows.
fn is_lines(file: &str, text: &str) -> bool {
    let by_name = [".jsonl", ".ndjson"].iter().any(|ending| file.to_ascii_lowercase().ends_with(ending));
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    let whole = |line: &str| serde_json::from_str::<serde_json::Map<String, serde_json::Value>>(line).is_ok();
    by_name || (lines.next().is_some_and(whole) && lines.next().is_some_and(whole))
}

/// A policy document, or a record that carries one as its `document` beside a `name` or an `arn`.
fn document(file: &str, text: &str, start: Position) -> Document {
    let plain = |policy| Document { file: file.to_owned(), name: None, policy, start };
    let (root, _) = syntax::parse(text);
    let Some((name, span)) = record(&root) else { return plain(Policy::parse(text)) };
    let Some(inner) = text.get(span.range()) else { return plain(Policy::parse(text)) };
    let place = position(text, span.start);
    let column = if place.line == 1 { place.column + start.column - 1 } else { place.column };
    Document {
        file: file.to_owned(),
        name,
        policy: Policy::parse(inner),
        start: Position { line: place.line + start.line - 1, column },
    }
}

fn record(root: &Node) -> Option<(Option<String>, Span)> {
    let Value::Object(members) = &root.value else { return None };
    let find = |name: &str| members.iter().find(|member| member.name == name);
    if find("Statement").is_some() {
        return None;
    }
    let document = find("document").or_else(|| find("Document")).or_else(|| find("PolicyDocument"))?;
    let text = |name| match &find(name)?.value.value {
        Value::String(text) => Some(text.clone()),
        _ => None,
    };
    let name = text("name").or_else(|| text("arn"));
    matches!(document.value.value, Value::Object(_)).then_some((name, document.value.span))
}

/// Where a byte of a text stands.
pub(crate) fn position(text: &str, offset: usize) -> Position {
    let before = text.get(..offset).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    Position { line, column }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_lead_back_into_the_file() {
        let text = "{\"name\": \"N\",\n  \"document\": {\"Statement\":\n []}}";
        let document = document("f", text, Position { line: 5, column: 1 });
        assert_eq!(document.name.as_deref(), Some("N"));
        assert_eq!(document.policy.text(), "{\"Statement\":\n []}");
        assert_eq!(document.position(0), Position { line: 6, column: 15 });
        assert_eq!(document.position(15), Position { line: 7, column: 2 });
    }

    #[test]
    fn lines_are_told_from_one_document() {
        assert!(is_lines("a.jsonl", "{}"));
        assert!(is_lines("-", "{\"a\":1}\n\n{\"b\":2}\n"));
        assert!(!is_lines("-", "{\"a\":1}"));
        assert!(!is_lines("-", "{\n\"a\":1}\n"));
    }
}
