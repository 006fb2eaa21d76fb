//! Policy documents as their authors wrote them.
//!
//! A [`Policy`] keeps its text to the byte. What the text says is a *view* of it: elements with their spans,
//! read leniently, so that a document that is being edited can be looked at too. Parsing never fails.

pub mod edit;
pub mod form;
pub mod syntax;
mod view;

pub use edit::{Edit, EditError};
pub use syntax::{Fault, Node, Span};
pub use view::{
    Base, Condition, Element, Operator, Policy, PrincipalKind, Principals, SetOperator, Statement, Text, Values,
};

/// Characters of a policy as IAM counts them against its quotas: white space is not counted.
///
/// Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html>
#[must_use]
pub fn counted_size(text: &str) -> usize {
    if text.is_ascii() {
        return text.bytes().filter(|byte| !matches!(byte, b' ' | b'\t'..=b'\r')).count();
    }
    text.chars().filter(|character| !character.is_whitespace()).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_is_not_counted() {
        assert_eq!(counted_size("{ \"a\":\n\t1 }"), 7);
    }
}
