//! What is wrong, unsafe or needless in a policy, each with its place in the text and, where one is certain, the
//! change that mends it.
//!
//! The names of the checks that IAM Access Analyzer has too are AWS's own; the sentences are ours. Source of their
//! names: <https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html>
//!
//! All 160 of that page are here. `tests/lint/peers.rs` holds which of the others cover what further linters look for,
//! `tests/corpus.rs` what stays of errors in the policies that AWS itself wrote.

mod actions;
mod antipatterns;
mod check;
mod conditions;
mod dynamodb;
mod escalation;
mod kind;
mod organization;
mod passrole;
mod principals;
mod redundancy;
mod regions;
mod resolved;
mod resources;
mod sagemaker;
mod size;
mod structure;
mod supported;
mod text;
mod trust;
mod values;
mod variables;

pub use check::{Check, Finding, Fix, Severity};
pub use kind::{PolicyType, ResourceKind, UnknownType};
pub use size::measure;
pub use text::{Reach, covers, has_key, is_pattern, matches, overlap, reaches};

use crate::document::Policy;
use check::Context;
use resolved::Resolved;

/// What the user wishes of the linter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// Codes that are not reported.
    pub skip: Vec<String>,
    /// The account's quota for the length of a role's trust policy. AWS raises it up to 4,096 on request.
    pub trust_policy_quota: usize,
    /// Of an identity policy that is a role's inline policy: the characters of the role's other ones, which share its
    /// quota. None: it is, or may become, a managed policy.
    pub inline_beside: Option<usize>,
}

impl Default for Options {
    fn default() -> Self {
        Self { skip: Vec::new(), trust_policy_quota: 2048, inline_beside: None }
    }
}

type Rule = fn(&mut Context<'_>);

/// The themes: their rules and the checks that these report.
const THEMES: &[(&str, Rule, &[&Check])] = &[
    ("structure", structure::run, structure::CHECKS),
    ("size", size::run, size::CHECKS),
    ("principals", principals::run, principals::CHECKS),
    ("actions", actions::run, actions::CHECKS),
    ("resources", resources::run, resources::CHECKS),
    ("conditions", conditions::run, conditions::CHECKS),
    ("keys of some services", supported::run, supported::CHECKS),
    ("condition values", values::run, values::CHECKS),
    ("variables", variables::run, variables::CHECKS),
    ("trust", trust::run, trust::CHECKS),
    ("organization policies", organization::run, organization::CHECKS),
    ("passing roles", passrole::run, passrole::CHECKS),
    ("redundancy", redundancy::run, redundancy::CHECKS),
    ("DynamoDB", dynamodb::run, dynamodb::CHECKS),
    ("SageMaker", sagemaker::run, sagemaker::CHECKS),
    ("antipatterns", antipatterns::run, antipatterns::CHECKS),
    ("escalation", escalation::run, escalation::CHECKS),
];

/// Every check with its theme.
pub fn checks() -> impl Iterator<Item = (&'static str, &'static Check)> {
    THEMES.iter().flat_map(|(theme, _, checks)| checks.iter().map(move |check| (*theme, *check)))
}

/// Looks a policy through. The findings come in the order of the text, the weightier first at one place.
#[must_use]
pub fn lint(policy: &Policy, kind: PolicyType, options: &Options) -> Vec<Finding> {
    let mut context = Context { policy, kind, options, actions: Resolved::new(policy), findings: Vec::new() };
    for (_, rule, _) in THEMES {
        rule(&mut context);
    }
    let mut findings = context.findings;
    findings.sort_by(|a, b| (a.span.start, a.severity, a.code).cmp(&(b.span.start, b.severity, b.code)));
    findings
}
