//! What a check is, what it finds, and the hand that rules report with.

use super::PolicyType;
use super::resolved::Resolved;
use super::text::{self, Reach};
use crate::catalog::Action;
use crate::document::{self, Edit, Policy, Span, Statement, Text};

/// How much a finding weighs. The names are those of IAM Access Analyzer.
///
/// Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-policy-validation.html>
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// AWS refuses the policy, or a part of it can never work.
    Error,
    /// It grants more than its author can have meant, or guards less.
    SecurityWarning,
    /// It does not do what it seems to, or a good practice is left out.
    Warning,
    /// It could be said better.
    Suggestion,
}

impl Severity {
    /// As reports write it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Error => "ERROR",
            Self::SecurityWarning => "SECURITY_WARNING",
            Self::Warning => "WARNING",
            Self::Suggestion => "SUGGESTION",
        }
    }
}

/// One thing that is looked for.
#[derive(Debug, PartialEq, Eq)]
pub struct Check {
    /// Its stable name; where AWS has the check too, AWS's name.
    pub code: &'static str,
    /// How much it weighs.
    pub severity: Severity,
    /// Why it matters.
    pub why: &'static str,
    /// The page of AWS's documentation that it rests on.
    pub url: &'static str,
}

/// Something found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The check's name.
    pub code: &'static str,
    /// How much it weighs.
    pub severity: Severity,
    /// The very piece of the text.
    pub span: Span,
    /// One sentence about this very text.
    pub message: String,
    /// Why it matters.
    pub why: &'static str,
    /// The page of AWS's documentation.
    pub url: &'static str,
    /// A change that removes the finding, where one is certain.
    pub fix: Option<Fix>,
}

/// A change of the text that removes a finding and touches nothing else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// What it does, as a button says it.
    pub title: String,
    /// The change.
    pub edits: Vec<Edit>,
}

impl Fix {
    /// Puts a text (a JSON value) in place of a span.
    pub(super) fn replace(title: impl Into<String>, span: Span, json: impl Into<String>) -> Option<Self> {
        Some(Self { title: title.into(), edits: vec![Edit::replace(span, json)] })
    }

    /// A fix from edits that may not be possible.
    pub(super) fn of<E>(title: impl Into<String>, edits: Result<Vec<Edit>, E>) -> Option<Self> {
        edits.ok().map(|edits| Self { title: title.into(), edits })
    }
}

/// What rules see, and where they report.
pub(super) struct Context<'a> {
    /// The document.
    pub(super) policy: &'a Policy,
    /// What it is for.
    pub(super) kind: PolicyType,
    /// The user's wishes.
    pub(super) options: &'a super::Options,
    /// What its actions are.
    pub(super) actions: Resolved<'a>,
    pub(super) findings: Vec<Finding>,
}

impl Context<'_> {
    /// Reports a finding.
    pub(super) fn report(&mut self, check: &'static Check, span: Span, message: impl Into<String>) {
        self.report_with(check, span, message, None);
    }

    /// Reports a finding with the change that removes it.
    pub(super) fn report_with(
        &mut self,
        check: &'static Check,
        span: Span,
        message: impl Into<String>,
        fix: Option<Fix>,
    ) {
        if self.options.skip.iter().any(|code| code == check.code) {
            return;
        }
        self.findings.push(Finding {
            code: check.code,
            severity: check.severity,
            span,
            message: message.into(),
            why: check.why,
            url: check.url,
            fix,
        });
    }

    /// The action that an entry of `Action` or `NotAction` names by its own name.
    pub(super) fn action(&self, item: &Text) -> Option<&'static Action> {
        self.actions.entry(item)?.action
    }

    /// Whether, how and where a statement's actions take an action.
    pub(super) fn reaches(&self, statement: &Statement, action: &str) -> Option<(Reach, Span)> {
        // Most policies have nothing of the services that rules ask for.
        self.actions.may_take(action).then(|| text::reaches(statement, action))?
    }

    /// The span of a part of a text's value (bytes `start..end` of it), or of the whole where escapes hide the place.
    pub(super) fn part(&self, whole: &Text, start: usize, end: usize) -> Span {
        text::part(self.policy, whole, start, end)
    }
}

/// `"value"`, as JSON.
pub(super) fn quoted(value: &str) -> String {
    document::edit::quote(value)
}

macro_rules! base {
    (iam) => {
        "https://docs.aws.amazon.com/IAM/latest/UserGuide/"
    };
    (analyzer) => {
        "https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-"
    };
    (aws) => {
        "https://docs.aws.amazon.com/"
    };
}

/// The checks of a theme: name, severity, page, why.
macro_rules! checks {
    ($($name:ident $severity:ident $base:ident $page:literal $why:literal;)*) => {
        $(pub(super) static $name: $crate::lint::Check = $crate::lint::Check {
            code: stringify!($name),
            severity: $crate::lint::Severity::$severity,
            why: $why,
            url: concat!($crate::lint::check::base!($base), $page),
        };)*

        /// The checks of this theme.
        pub(super) static CHECKS: &[&$crate::lint::Check] = &[$(&$name),*];
    };
}

pub(super) use {base, checks};
