//! Findings across documents: what no look at a single document can tell.
//!
//! A statement that a boundary, a service control policy or a key policy makes void; one that another policy of the
//! same role grants already; rights that only come together from several policies; who gets in through a trust policy,
//! and what they can then do. That something can *not* be is said only where it is proven over all requests that there
//! can be (see [`crate::sets`]); what could not be proven is not told.
//!
//! Sources: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html>,
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html>

mod account;
mod dead;
mod escalation;
mod execution;
mod model;
mod overall;
mod redundant;
mod subject;
mod trust;

pub use account::subjects;
pub use escalation::{Ways, needed_actions};
pub use overall::{LevelRights, Overall, OverallFinding, ServiceRights, overall};
pub use subject::{Document, DocumentKind, Endpoint, OwnedPolicy, Subject, SubjectError};

use crate::document::Span;
use crate::lint::{Check, Fix, Severity};
use model::Model;

/// Something found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The document that it stands in: an index into [`Subject::documents`].
    pub document: usize,
    /// The check's name.
    pub code: &'static str,
    /// How much it weighs.
    pub severity: Severity,
    /// The very piece of the document's text.
    pub span: Span,
    /// One sentence about this very subject.
    pub message: String,
    /// Why it matters.
    pub why: &'static str,
    /// The page of AWS's documentation.
    pub url: &'static str,
    /// A change of the document that removes the finding, where one is certain.
    pub fix: Option<Fix>,
    /// Of a way to more rights: what it takes, and where each is granted.
    pub steps: Vec<Step>,
}

/// An action that a way to more rights takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// In full.
    pub action: String,
    /// The statements that grant it.
    pub grants: Vec<Place>,
}

/// A statement of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Place {
    /// An index into [`Subject::documents`].
    pub document: usize,
    /// Which of its statements, from 0.
    pub statement: usize,
    /// Where it stands.
    pub span: Span,
}

/// The checks of a theme: name, severity, page, why.
macro_rules! theme {
    ($($name:ident $severity:ident $page:literal $why:literal;)*) => {
        $(pub(super) static $name: $crate::lint::Check = $crate::lint::Check {
            code: stringify!($name),
            severity: $crate::lint::Severity::$severity,
            why: $why,
            url: concat!("https://docs.aws.amazon.com/", $page),
        };)*

        /// The checks of this theme.
        pub(super) static CHECKS: &[&$crate::lint::Check] = &[$(&$name),*];
    };
}
use theme;

/// Every check.
pub fn checks() -> impl Iterator<Item = &'static Check> {
    let themes = [dead::CHECKS, redundant::CHECKS, escalation::CHECKS, trust::CHECKS, execution::CHECKS];
    themes.into_iter().flatten().copied().chain(escalation::paths())
}

/// A review under way.
struct Review<'a> {
    model: &'a Model<'a>,
    findings: Vec<Finding>,
    /// The statements that can grant nothing.
    dead: Vec<Place>,
}

impl Review<'_> {
    fn report(&mut self, check: &'static Check, document: usize, span: Span, message: String, fix: Option<Fix>) {
        self.add(check, check.severity, (document, span), message, fix, Vec::new());
    }

    fn add(
        &mut self,
        check: &'static Check,
        severity: Severity,
        (document, span): (usize, Span),
        message: String,
        fix: Option<Fix>,
        steps: Vec<Step>,
    ) {
        let Check { code, why, url, .. } = *check;
        self.findings.push(Finding { document, code, severity, span, message, why, url, fix, steps });
    }
}

/// Looks all documents of a subject through together. The weightiest findings come first.
#[must_use]
pub fn review(subject: &Subject) -> Vec<Finding> {
    review_among(subject, &[])
}

/// Looks a subject through among the users and roles of its account: then whether a role that it can pass, or a user
/// whose key it can make, has more rights is known.
#[must_use]
pub fn review_among(subject: &Subject, account: &[Subject]) -> Vec<Finding> {
    let model = Model::of(subject);
    let mut review = Review { model: &model, findings: Vec::new(), dead: Vec::new() };
    dead::run(&mut review);
    redundant::run(&mut review);
    escalation::run(&mut review, account);
    trust::run(&mut review);
    execution::run(&mut review);
    sorted(review.findings)
}

fn sorted(mut findings: Vec<Finding>) -> Vec<Finding> {
    findings.sort_by(|a, b| {
        (a.severity, a.document, a.span.start, a.code).cmp(&(b.severity, b.document, b.span.start, b.code))
    });
    findings
}
