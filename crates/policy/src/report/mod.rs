//! The report of a review: one HTML page that stands alone, to be read, printed and handed on.
//!
//! It has no scripts and no remote content, and says what it could not look at.

mod code;
mod documents;
mod facts;
mod findings;
pub mod html;
mod page;
mod rights;

use crate::review::{DocumentKind, Overall, Subject};

pub use page::{PRACTICE_STYLE, STYLE, write};

/// All that a report tells.
#[derive(Debug, Clone)]
pub struct Report<'a> {
    /// A role, or a user.
    pub subject: &'a Subject,
    /// What was found out about it.
    pub overall: &'a Overall,
    /// What is known of its documents, in the order of [`Subject::documents`].
    pub documents: Vec<DocumentFacts>,
    /// Documents that could not be read.
    pub left_out: Vec<LeftOut>,
    /// What was said when something could not be read.
    pub notes: Vec<String>,
    /// Where it is.
    pub account: AccountFacts,
    /// What the account tells of a role; none where only files were read.
    pub role: Option<RoleFacts>,
    /// When and by what the report is made.
    pub made: Made,
}

/// What is known of a document beside its text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DocumentFacts {
    /// Of a managed policy.
    pub arn: Option<String>,
    /// Written by AWS: looked at together with the others, not by itself.
    pub aws_managed: bool,
}

/// A document that could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// What it is to the subject.
    pub kind: DocumentKind,
    /// Its name.
    pub name: String,
}

/// What kind of account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AccountKind {
    /// The practice account: nothing in it is real.
    Practice,
    /// An account at AWS.
    Real,
    /// Not known: the documents come from files.
    Unknown,
}

/// An account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountFacts {
    /// Practice or real.
    pub kind: AccountKind,
    /// Its alias, if it has one that is known.
    pub alias: Option<String>,
}

/// What an account tells of a role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoleFacts {
    /// Its unique id.
    pub id: String,
    /// What its maker wrote about it.
    pub description: String,
    /// RFC 3339.
    pub created: String,
    /// RFC 3339, and the Region; none: IAM saw no use.
    pub last_used: Option<(String, String)>,
    /// Keys and values.
    pub tags: Vec<(String, String)>,
    /// The ARN of its permissions boundary.
    pub boundary: Option<String>,
    /// The longest that a session lasts, in seconds.
    pub longest_session: u32,
}

/// When and by what a report is made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// RFC 3339, in UTC.
    pub at: String,
    /// `Gatehouse 1.0.0`
    pub by: String,
    /// The file that the documents come from, if they come from one.
    pub from: Option<String>,
}

/// The last part of an ARN: a role's or a user's name.
fn name_of(arn: &str) -> &str {
    arn.rsplit('/').next().unwrap_or(arn)
}

/// `1 error`, `3 errors`.
fn count(number: usize, one: &str, many: &str) -> String {
    if number == 1 { format!("1 {one}") } else { format!("{number} {many}") }
}

/// `a`, `a and b`, `a, b and c`.
fn joined(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}
