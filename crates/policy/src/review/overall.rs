//! A subject looked at in every way: each document by itself, all of them together, and what they let it do.

use super::{Document, DocumentKind, Finding, Subject, review_among};
use crate::catalog::{AccessLevel, Action, Service};
use crate::decide::{Policies, Prepared};
use crate::lint::{self, Options, PolicyType, Severity};
use crate::sets;

/// All that is found out about a subject.
#[derive(Debug, Clone)]
pub struct Overall {
    /// The weightiest first; of one weight, what only several documents together show before the rest.
    pub findings: Vec<OverallFinding>,
    /// What it can do in effect, by service.
    pub services: Vec<ServiceRights>,
}

/// A finding, of one document or of several together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OverallFinding {
    /// What is found.
    pub finding: Finding,
    /// Whether only several documents together show it.
    pub across: bool,
}

/// What a subject can do in a service.
#[derive(Debug, Clone)]
pub struct ServiceRights {
    /// Which.
    pub service: &'static Service,
    /// By access level.
    pub levels: Vec<LevelRights>,
}

/// What a subject can do in a service at an access level.
#[derive(Debug, Clone, PartialEq)]
pub struct LevelRights {
    /// Which.
    pub level: AccessLevel,
    /// The actions, by name.
    pub actions: Vec<&'static Action>,
    /// How many of them on everything and under no condition.
    pub unlimited: usize,
}

impl ServiceRights {
    /// Whether it may do everything that the service knows, on everything and under no condition.
    #[must_use]
    pub fn is_all(&self) -> bool {
        let unlimited: usize = self.levels.iter().map(|level| level.unlimited).sum();
        unlimited == self.service.action_count()
    }
}

/// Looks a subject through, among the users and roles of its account as far as these are known.
///
/// `alone` tells how each document (by its index in [`Subject::documents`]) is looked through by itself; none, where
/// nobody of the account can change a word of it. Mere suggestions about single documents are left to
/// [`lint::lint`].
#[must_use]
pub fn overall(subject: &Subject, account: &[Subject], alone: impl Fn(usize) -> Option<Options>) -> Overall {
    let across = |finding| OverallFinding { finding, across: true };
    let mut findings: Vec<OverallFinding> = review_among(subject, account).into_iter().map(across).collect();
    let mut documents: Vec<(usize, PolicyType, &Document)> = Vec::new();
    for (index, (kind, document)) in subject.documents().into_iter().enumerate() {
        match kind {
            DocumentKind::IdentityPolicy => documents.push((index, PolicyType::Identity, document)),
            DocumentKind::TrustPolicy => documents.push((index, PolicyType::Trust, document)),
            _ => {}
        }
    }
    // The trust policy comes last: it says nothing about rights.
    documents.sort_by_key(|(_, kind, _)| *kind == PolicyType::Trust);
    for (index, kind, document) in documents {
        let Some(options) = alone(index) else { continue };
        let found = lint::lint(&document.policy, kind, &options);
        let weighty = found.into_iter().filter(|finding| finding.severity < Severity::Suggestion);
        findings.extend(weighty.map(|finding| of_one(index, finding)));
    }
    findings.sort_by_key(|found| found.finding.severity);
    Overall { findings, services: services(subject) }
}

fn of_one(document: usize, finding: lint::Finding) -> OverallFinding {
    let lint::Finding { code, severity, span, message, why, url, fix } = finding;
    let finding = Finding { document, code, severity, span, message, why, url, fix, steps: Vec::new() };
    OverallFinding { finding, across: false }
}

fn services(subject: &Subject) -> Vec<ServiceRights> {
    let prepared = |documents: &[Document]| documents.iter().map(|document| Prepared::new(&document.policy)).collect();
    let principal = &subject.principal;
    let governed = !principal.is_service_linked()
        && (principal.account().is_none() || principal.account() != subject.management_account.as_deref());
    let levels: &[Vec<Document>] = if governed { &subject.scps } else { &[] };
    let policies = Policies {
        identity: prepared(&subject.identity),
        boundaries: prepared(&subject.boundaries),
        session: prepared(&subject.session),
        scps: levels.iter().map(|level| prepared(level)).collect(),
        ..Policies::default()
    };
    let mut found: Vec<ServiceRights> = Vec::new();
    for right in sets::rights(&policies) {
        let (service, level) = (right.action.service(), right.action.access_level());
        let known = found.iter().position(|rights| rights.service.prefix() == service.prefix());
        let index = known.unwrap_or_else(|| {
            found.push(ServiceRights { service, levels: Vec::new() });
            found.len() - 1
        });
        let Some(rights) = found.get_mut(index) else { continue };
        let known = rights.levels.iter().position(|rights| rights.level == level);
        let index = known.unwrap_or_else(|| {
            rights.levels.push(LevelRights { level, actions: Vec::new(), unlimited: 0 });
            rights.levels.len() - 1
        });
        let Some(rights) = rights.levels.get_mut(index) else { continue };
        rights.unlimited += usize::from(right.is_unlimited());
        rights.actions.push(right.action);
    }
    found
}
