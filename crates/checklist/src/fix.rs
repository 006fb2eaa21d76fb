//! What mends a finding.
//!
//! A policy that somebody wrote is mended by edits of its text: every byte beside them stays.

use gatehouse_plan::Plan;
use gatehouse_policy::document::edit::{self, Edit};
use gatehouse_policy::document::syntax::Value;
use gatehouse_policy::document::{Node, Statement};

use crate::document::Doc;
use crate::scan::Scan;

/// What mends a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fix {
    /// Calls, with their undoing.
    Plan(Plan),
    /// What a person does, step by step: the API offers no way to change the thing itself.
    Steps(Vec<String>),
    /// Code to use from now on.
    Code {
        /// `python`, `json`...
        language: &'static str,
        /// The code.
        text: String,
    },
    /// A draft's text as it should be.
    Text {
        /// The draft's title.
        title: String,
        /// Its text.
        text: String,
    },
}

/// The object that a statement is.
pub(crate) fn node(statement: &Statement) -> Node {
    Node { span: statement.span, value: Value::Object(statement.elements.clone()) }
}

/// Puts a line into a statement's `Condition`, which comes with it where there is none. None where the statement has a
/// line of the same operator and key already.
pub(crate) fn add_condition(
    text: &str,
    statement: &Statement,
    operator: &str,
    key: &str,
    json: &str,
) -> Option<Vec<Edit>> {
    let line = format!("{{{}: {json}}}", edit::quote(key));
    let Some(block) = statement.element("Condition") else {
        let whole = format!("{{{}: {line}}}", edit::quote(operator));
        return edit::insert_member(text, &node(statement), None, "Condition", &whole).ok();
    };
    let Value::Object(operators) = &block.value.value else { return None };
    let Some(member) = operators.iter().find(|member| member.name.eq_ignore_ascii_case(operator)) else {
        return edit::insert_member(text, &block.value, None, operator, &line).ok();
    };
    let Value::Object(keys) = &member.value.value else { return None };
    if keys.iter().any(|member| member.name.eq_ignore_ascii_case(key)) {
        return None;
    }
    edit::insert_member(text, &member.value, None, key, json).ok()
}

impl Scan<'_> {
    /// What puts another text in a policy's place.
    pub(crate) fn rewrite(&self, doc: &Doc<'_>, text: &str) -> Option<Fix> {
        crate::applied::rewrite(self.state(), &doc.source(), text)
    }

    /// The same by edits.
    pub(crate) fn mend(&self, doc: &Doc<'_>, edits: &[Edit]) -> Option<Fix> {
        self.rewrite(doc, &edit::apply(doc.text(), edits).ok()?)
    }
}
