//! What is wrong with a field of a form.

use gatehouse_policy::names::NameError;

/// What is wrong with one field: which, a stable code, and the rule in the user's words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    /// The field's name, as [`TrainingWish`](crate::TrainingWish) spells it in camelCase.
    pub field: &'static str,
    /// Stable.
    pub code: &'static str,
    /// What is wrong and what is right.
    pub message: String,
}

/// Collects what is wrong with the fields of a form, so that all of it is told at once.
#[derive(Default)]
pub(crate) struct Findings(pub(crate) Vec<FieldError>);

impl Findings {
    pub(crate) fn add(&mut self, field: &'static str, code: &'static str, message: impl Into<String>) {
        self.0.push(FieldError { field, code, message: message.into() });
    }

    pub(crate) fn note(&mut self, field: &'static str, result: Result<(), NameError>) {
        if let Err(NameError { code, message }) = result {
            self.0.push(FieldError { field, code, message });
        }
    }
}
