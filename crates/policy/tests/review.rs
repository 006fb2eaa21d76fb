// A test says what it expects by failing.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
//! Findings across documents: each check with an example that it finds and one that it leaves alone.

#[path = "review/dead.rs"]
mod dead;
#[path = "review/escalation.rs"]
mod escalation;
#[path = "review/execution.rs"]
mod execution;
#[path = "review/redundant.rs"]
mod redundant;
#[path = "review/sound.rs"]
mod sound;
#[path = "review/subject.rs"]
mod subject;
#[path = "review/trust.rs"]
mod trust;

use gatehouse_policy::review::{Finding, Subject, review};

const ROLE: &str = "arn:aws:iam::111122223333:role/train";

/// The subject whose fields, beside its principal, are these.
fn role(fields: &str) -> Subject {
    Subject::from_json(&format!("{{\"principal\": \"{ROLE}\", {fields}}}")).unwrap()
}

fn findings(fields: &str) -> Vec<Finding> {
    review(&role(fields))
}

fn codes(fields: &str) -> Vec<&'static str> {
    findings(fields).iter().map(|finding| finding.code).collect()
}

/// What a finding stands at, as it is written.
fn place<'a>(subject: &'a Subject, finding: &Finding) -> &'a str {
    subject.documents()[finding.document].1.policy.slice(finding.span)
}

/// `{"Statement": ...}`.
fn policy(statements: &str) -> String {
    format!("{{\"Version\": \"2012-10-17\", \"Statement\": [{statements}]}}")
}

fn statement(effect: &str, actions: &str, resources: &str) -> String {
    format!("{{\"Effect\": \"{effect}\", \"Action\": {actions}, \"Resource\": {resources}}}")
}

fn allow(actions: &str, resources: &str) -> String {
    statement("Allow", actions, resources)
}

fn deny(actions: &str, resources: &str) -> String {
    statement("Deny", actions, resources)
}

/// A policy of one Allow, in the list that a field of the subject takes.
fn granting(actions: &str, resources: &str) -> String {
    format!("\"identityPolicies\": [{}]", policy(&allow(actions, resources)))
}
