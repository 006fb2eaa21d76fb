//! Changes of the form, as changes of the text.

use gatehouse_policy::document::form::{self, FormError};

use super::{Offsets, edit_view};
use crate::gatehouse::Gatehouse;
use crate::views::{PolicyEdit, Problem, TextEditView};

impl Gatehouse {
    /// What a change of the form changes in the text: the smallest piece of it, or nothing.
    ///
    /// # Errors
    /// Where the text has no such place, or is broken.
    pub fn edit_policy(&self, text: &str, edit: &PolicyEdit) -> Result<Vec<TextEditView>, Problem> {
        let changed = changed(text, edit).map_err(|error| {
            let problem = Problem::new("FORM", format!("The form cannot do this: {error}."));
            problem.then("Change it in the text.")
        })?;
        let offsets = Offsets::of(text);
        Ok(form::difference(text, &changed).iter().map(|edit| edit_view(&offsets, edit)).collect())
    }
}

fn changed(text: &str, edit: &PolicyEdit) -> Result<String, FormError> {
    match edit {
        PolicyEdit::AddStatement { at, json } => add_statements(text, *at, json),
        PolicyEdit::RemoveStatement { statement } => form::remove_statement(text, *statement),
        PolicyEdit::DuplicateStatement { statement } => form::duplicate_statement(text, *statement),
        PolicyEdit::MoveStatement { statement, to } => form::move_statement(text, *statement, *to),
        PolicyEdit::SetSid { statement, sid } => form::set_sid(text, *statement, sid.as_deref()),
        PolicyEdit::SetEffect { statement, effect } => form::set_effect(text, *statement, effect),
        PolicyEdit::SetNegated { statement, element, negated } => {
            form::set_negated(text, *statement, element, *negated)
        }
        PolicyEdit::AddItems { statement, element, kind, values } => {
            form::add_items(text, *statement, element, kind.as_deref(), values)
        }
        PolicyEdit::SetItem { statement, element, item, value } => {
            form::set_item(text, *statement, element, *item, value)
        }
        PolicyEdit::RemoveItems { statement, element, items } => form::remove_items(text, *statement, element, items),
        PolicyEdit::AddCondition { statement, operator, key, values } => {
            form::add_condition(text, *statement, operator, key, values)
        }
        PolicyEdit::SetCondition { statement, line, operator, key, values } => {
            form::set_condition(text, *statement, *line, operator, key, values)
        }
        PolicyEdit::RemoveCondition { statement, line } => form::remove_condition(text, *statement, *line),
    }
}

/// One statement, or each of a list of them in its order.
fn add_statements(text: &str, at: Option<usize>, json: &str) -> Result<String, FormError> {
    let Ok(serde_json::Value::Array(statements)) = serde_json::from_str(json) else {
        return form::add_statement(text, at, json);
    };
    statements.iter().enumerate().try_fold(text.to_owned(), |text, (index, statement)| {
        form::add_statement(&text, at.map(|at| at + index), &statement.to_string())
    })
}
