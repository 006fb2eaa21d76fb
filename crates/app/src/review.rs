//! A role as a whole: all its documents together.

use gatehouse_policy::decide::{Policies, Prepared, Principal};
use gatehouse_policy::document::{Policy, Span};
use gatehouse_policy::lint::{self, Options, PolicyType, Severity};
use gatehouse_policy::review::{Document, Subject, review};
use gatehouse_policy::sets;

use crate::gatehouse::Gatehouse;
use crate::views::{LevelRightsView, PolicyView, Problem, ReviewFindingView, RoleReview, ServiceRightsView};

/// As many names as a line holds.
const MOST_NAMES: usize = 12;

impl Gatehouse {
    /// What a role's documents together let it do, and what is wrong with each of them and with all.
    ///
    /// # Errors
    /// Where there is no role of this name, or AWS refuses or does not answer.
    pub async fn review_role(&self, name: &str) -> Result<RoleReview, Problem> {
        let role = self.get_role(name).await?;
        let mut left_out = Vec::new();
        let mut read = |policy: &PolicyView| match &policy.document {
            Some(text) => Some(Document::parse(policy.name.clone(), text)),
            None => {
                left_out.push(policy.name.clone());
                None
            }
        };
        let trust = read(&role.trust);
        let identity: Vec<Document> = role.permissions.iter().filter_map(&mut read).collect();
        let boundaries: Vec<Document> = role.boundary_policy.iter().filter_map(&mut read).collect();
        let principal = Principal::parse(&role.summary.arn)
            .ok_or_else(|| Problem::new("ROLE_ARN", format!("{} is no ARN of a role.", role.summary.arn)))?;
        let mut subject = Subject::new(principal);
        subject.trust = trust;
        subject.identity = identity;
        subject.boundaries = boundaries;

        let mut findings = across(&subject);
        let options = Options::default();
        for (index, document) in subject.identity.iter().enumerate() {
            // What AWS wrote nobody here can change.
            if !role.permissions.get(index).is_some_and(|policy| policy.aws_managed) {
                alone(&mut findings, document, PolicyType::Identity, &options);
            }
        }
        subject.trust.iter().for_each(|trust| alone(&mut findings, trust, PolicyType::Trust, &options));
        findings.sort_by_key(|(severity, _)| *severity);
        let findings = findings.into_iter().map(|(_, finding)| finding).collect();
        Ok(RoleReview { findings, services: services(&subject), left_out })
    }
}

fn line(policy: &Policy, span: Span) -> usize {
    policy.text().get(..span.start).map_or(1, |before| before.matches('\n').count() + 1)
}

/// What only all documents together show.
fn across(subject: &Subject) -> Vec<(Severity, ReviewFindingView)> {
    let documents = subject.documents();
    let view = |finding: gatehouse_policy::review::Finding| {
        let (_, document) = documents.get(finding.document)?;
        let view = ReviewFindingView {
            code: finding.code.to_owned(),
            severity: finding.severity.as_str().to_owned(),
            document: document.name.clone(),
            line: line(&document.policy, finding.span),
            message: finding.message,
            why: finding.why.to_owned(),
            url: finding.url.to_owned(),
            across: true,
        };
        Some((finding.severity, view))
    };
    review(subject).into_iter().filter_map(view).collect()
}

/// What a document by itself shows; mere suggestions are left to the editor.
fn alone(into: &mut Vec<(Severity, ReviewFindingView)>, document: &Document, kind: PolicyType, options: &Options) {
    let found = lint::lint(&document.policy, kind, options);
    into.extend(found.into_iter().filter(|finding| finding.severity < Severity::Suggestion).map(|finding| {
        let view = ReviewFindingView {
            code: finding.code.to_owned(),
            severity: finding.severity.as_str().to_owned(),
            document: document.name.clone(),
            line: line(&document.policy, finding.span),
            message: finding.message,
            why: finding.why.to_owned(),
            url: finding.url.to_owned(),
            across: false,
        };
        (finding.severity, view)
    }));
}

fn services(subject: &Subject) -> Vec<ServiceRightsView> {
    let prepared = |documents: &[Document]| documents.iter().map(|document| Prepared::new(&document.policy)).collect();
    let policies = Policies {
        identity: prepared(&subject.identity),
        boundaries: prepared(&subject.boundaries),
        ..Policies::default()
    };
    let mut found: Vec<ServiceRightsView> = Vec::new();
    for right in sets::rights(&policies) {
        let service = right.action.service();
        let level = right.action.access_level().as_str();
        let known = found.iter().position(|view| view.service == service.prefix());
        let index = known.unwrap_or_else(|| {
            let (prefix, name) = (service.prefix().to_owned(), service.name().to_owned());
            found.push(ServiceRightsView { service: prefix, name, levels: Vec::new() });
            found.len() - 1
        });
        let Some(view) = found.get_mut(index) else { continue };
        let known = view.levels.iter().position(|view| view.level == level);
        let index = known.unwrap_or_else(|| {
            view.levels.push(LevelRightsView { level: level.to_owned(), actions: 0, unlimited: 0, names: Vec::new() });
            view.levels.len() - 1
        });
        let Some(view) = view.levels.get_mut(index) else { continue };
        view.actions += 1;
        view.unlimited += usize::from(right.is_unlimited());
        if view.names.len() < MOST_NAMES {
            view.names.push(right.action.name().to_owned());
        }
    }
    found
}
