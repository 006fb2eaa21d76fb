//! What mends a finding, in words.

use serde::{Deserialize, Serialize};

use crate::fix::Fix;

/// What mends a finding, in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remedy {
    /// What it is.
    pub kind: RemedyKind,
    /// What it comes to, in a few words.
    pub title: String,
    /// What is done, in order: calls as sentences, or steps of a person.
    pub steps: Vec<String>,
    /// What else will be different afterwards.
    pub consequences: Vec<String>,
    /// Code, or the text of a policy as it should be.
    pub code: Option<String>,
}

/// What a remedy is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RemedyKind {
    /// Calls that Gatehouse makes, each with its undoing.
    Plan,
    /// What a person does.
    Steps,
    /// Code to use from now on.
    Code,
    /// A policy's text as it should be.
    Text,
}

impl Remedy {
    pub(super) fn of(fix: &Fix) -> Self {
        let plain = |kind, title: &str| Self {
            kind,
            title: title.to_owned(),
            steps: Vec::new(),
            consequences: Vec::new(),
            code: None,
        };
        match fix {
            Fix::Plan(plan) => Self {
                steps: plan.steps.iter().map(|step| plan.words(&step.call)).collect(),
                consequences: plan.consequences.clone(),
                ..plain(RemedyKind::Plan, &plan.title)
            },
            Fix::Steps(steps) => Self { steps: steps.clone(), ..plain(RemedyKind::Steps, "What to do") },
            Fix::Code { text, .. } => {
                Self { code: Some(text.clone()), ..plain(RemedyKind::Code, "Write it like this from now on") }
            }
            Fix::Text { title, text } => {
                Self { code: Some(text.clone()), ..plain(RemedyKind::Text, &format!("{title} as it should be")) }
            }
        }
    }

    /// As one line.
    pub(super) fn line(&self) -> String {
        match self.kind {
            RemedyKind::Plan | RemedyKind::Code | RemedyKind::Text if self.steps.is_empty() => {
                format!("{}.", self.title)
            }
            RemedyKind::Plan | RemedyKind::Code | RemedyKind::Text => {
                format!("{}: {}", self.title, self.steps.join(" "))
            }
            RemedyKind::Steps => self.steps.join(" "),
        }
    }
}
