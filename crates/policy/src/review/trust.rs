//! Who gets in through a role's trust policy, and what they can then do.
//!
//! Sources: <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-user_externalid.html>,
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html>

use std::collections::BTreeSet;

use super::model::{Ask, Model, solver_of_actions};
use super::subject::DocumentKind;
use super::{Place, Review, theme};
use crate::catalog::catalog;
use crate::decide::prepared::{Effect, Reader, Ready};
use crate::decide::{NAMING, Policies, Principal, Request};
use crate::lint::Severity;
use crate::matching::Tri;
use crate::sets;

theme! {
    TRUST_UNUSABLE Warning "IAM/latest/UserGuide/id_roles_terms-and-concepts.html"
        "A role that nobody can assume does nothing, and whoever waits for it gets AccessDenied.";
    TRUST_FOREIGN_ACCOUNT SecurityWarning "IAM/latest/UserGuide/id_roles_common-scenarios_third-party.html"
        "Whom the trust policy lets in, acts with all rights of the role; who that is in the other account, is decided there.";
}

const READER: Reader = Reader { principals: true, resource_optional: true, bounded: false };
const ASSUMING: [&str; 3] = ["sts:AssumeRole", "sts:AssumeRoleWithSAML", "sts:AssumeRoleWithWebIdentity"];

pub(super) fn run(review: &mut Review<'_>) {
    let model = review.model;
    let Some(document) = model.of_kind(DocumentKind::TrustPolicy).next() else { return };
    let Some(policy) = model.prepared.get(document) else { return };
    let statements: Vec<&Ready> = policy.statements.iter().collect();
    let open = open(model, &statements);
    if open.is_empty() {
        let Some(trust) = model.document(document) else { return };
        let message = format!("Nobody can assume {}: its trust policy lets no one in.", model.subject.principal.name());
        review.report(&TRUST_UNUSABLE, document, trust.policy.root.span, message, None);
        return;
    }
    for index in open {
        if let Some(ready) = statements.get(index) {
            foreign(review, Place { document, statement: index, span: ready.span }, ready);
        }
    }
}

/// The statements by which somebody may get in.
fn open(model: &Model<'_>, statements: &[&Ready]) -> Vec<usize> {
    let levels = model.levels(DocumentKind::ResourceControlPolicy);
    let rcps = levels.iter().flatten().filter_map(|at| model.prepared.get(*at)).flat_map(|policy| &policy.statements);
    let mut ask = Ask::of_actions(statements.iter().copied().chain(rcps), READER, &solver_of_actions());
    for item in ask.items.iter_mut().skip(statements.len()) {
        item.reader = NAMING;
    }
    let effect = |index: &usize, wanted| ask.items.get(*index).is_some_and(|item| item.ready.effect == wanted);
    let denies: Vec<usize> = (0..ask.items.len()).filter(|index| effect(index, Effect::Deny)).collect();
    let allows = (0..statements.len()).filter(|index| effect(index, Effect::Allow));
    let lets_in = |index: &usize| {
        let granted = || vec![ask.layer(std::iter::once(*index).chain(denies.iter().copied()))];
        let possible = ASSUMING.iter().filter_map(|name| catalog().action(name)).any(|action| {
            let class = ask.class_of(action);
            class.about.contains(*index) && !ask.never(&class, granted())
        });
        possible && statements.get(*index).is_some_and(|ready| someone(ready))
    };
    allows.filter(lets_in).collect()
}

/// Whether the conditions on who asks can hold for one of whom the statement names.
fn someone(ready: &Ready) -> bool {
    let Some(who) = ready.who.as_ref().filter(|who| !who.negated) else { return true };
    who.names().any(|name| Principal::parse(name).is_none_or(|principal| could_be(ready, &principal)))
}

fn could_be(ready: &Ready, principal: &Principal) -> bool {
    let keys: &[&str] = match principal {
        Principal::User { .. } | Principal::Role { .. } => &["aws:principalaccount", "aws:principalarn"],
        Principal::Root { .. } | Principal::Session { .. } | Principal::FederatedUser { .. } => {
            &["aws:principalaccount"]
        }
        Principal::Anonymous | Principal::Service(_) | Principal::Federated(_) => return true,
    };
    let request = Request::new(principal.clone(), "sts:AssumeRole", "*").with_complete_context(false);
    let holds = |key: &str| {
        ready.lines.iter().filter(|line| &*line.key == key).map(|line| line.holds(&request)).fold(Tri::True, Tri::and)
    };
    keys.iter().all(|key| holds(key) != Tri::False)
}

/// Accounts that a statement lets in, or everybody.
fn foreign(review: &mut Review<'_>, place: Place, ready: &Ready) {
    let model = review.model;
    let (Some(own), Some(who)) = (model.subject.principal.account(), ready.who.as_ref()) else { return };
    // Whoever must be of an organization is no stranger.
    let organization = ["aws:principalorgid", "aws:principalorgpaths"];
    if ready.lines.iter().any(|line| organization.contains(&&*line.key) && is_positive(line)) {
        return;
    }
    let mut accounts: BTreeSet<String> = BTreeSet::new();
    let mut everybody = who.negated;
    for name in who.names().filter(|_| !who.negated) {
        match Principal::parse(name) {
            Some(Principal::Anonymous) => {
                let named: BTreeSet<String> = ready.lines.iter().filter_map(accounts_of).flatten().collect();
                everybody |= named.is_empty();
                accounts.extend(named);
            }
            Some(principal) if could_be(ready, &principal) => accounts.extend(principal.account().map(str::to_owned)),
            _ => {}
        }
    }
    accounts.remove(own);
    if accounts.is_empty() && !everybody {
        return;
    }
    let who = match accounts.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        _ if everybody => "Anybody, in whatever account,".to_owned(),
        [only] => format!("Whoever may in account {only}"),
        many => format!("Whoever may in one of the accounts {}", many.join(", ")),
    };
    let under = if ready.lines.is_empty() { "" } else { " under the conditions of the statement" };
    let (can, nothing) = what(review);
    let severity = match (nothing, everybody || ready.lines.is_empty()) {
        (true, _) => Severity::Suggestion,
        (false, true) => Severity::SecurityWarning,
        (false, false) => Severity::Warning,
    };
    let message = format!("{who} can assume {}{under}, and {can}.", model.subject.principal.name());
    review.add(&TRUST_FOREIGN_ACCOUNT, severity, (place.document, place.span), message, None, Vec::new());
}

fn is_positive(line: &crate::decide::condition::Line) -> bool {
    line.operator.is_some_and(|operator| {
        use crate::document::{Base, SetOperator};
        let equals = matches!(
            operator.base,
            Base::StringEquals | Base::StringLike | Base::StringEqualsIgnoreCase | Base::ArnEquals | Base::ArnLike
        );
        equals && !operator.if_exists && operator.set != Some(SetOperator::ForAllValues)
    })
}

/// The accounts that a condition on who asks is narrowed to.
fn accounts_of(line: &crate::decide::condition::Line) -> Option<Vec<String>> {
    if !is_positive(line) {
        return None;
    }
    let is_number = |text: &str| text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit());
    let one = |value: &str| match &*line.key {
        "aws:principalaccount" => is_number(value).then(|| value.to_owned()),
        "aws:principalarn" => value.split(':').nth(4).filter(|part| is_number(part)).map(str::to_owned),
        _ => None,
    };
    line.source.values.iter().map(|text| one(&text.value)).collect()
}

/// What whoever is in can do, in words; and whether it is nothing.
fn what(review: &Review<'_>) -> (String, bool) {
    let model = review.model;
    if review.findings.iter().any(|finding| finding.code == super::escalation::ADMINISTRATOR.code) {
        return ("can then do everything".into(), false);
    }
    let of = |kind| model.of_kind(kind).filter_map(|at| model.prepared.get(at).cloned()).collect::<Vec<_>>();
    let scps = model.levels(DocumentKind::ServiceControlPolicy);
    let policies = Policies {
        identity: of(DocumentKind::IdentityPolicy),
        boundaries: of(DocumentKind::PermissionsBoundary),
        session: of(DocumentKind::SessionPolicy),
        scps: scps
            .iter()
            .map(|level| level.iter().filter_map(|at| model.prepared.get(*at).cloned()).collect())
            .collect(),
        ..Policies::default()
    };
    let rights = sets::rights(&policies);
    if rights.is_empty() {
        return ("can then do nothing: the role grants nothing".into(), true);
    }
    let mut services: Vec<(&str, usize)> = Vec::new();
    for right in &rights {
        let prefix = right.action.service().prefix();
        match services.iter_mut().find(|(known, _)| *known == prefix) {
            Some((_, count)) => *count += 1,
            None => services.push((prefix, 1)),
        }
    }
    services.sort_by_key(|(_, count)| core::cmp::Reverse(*count));
    let shown: Vec<&str> = services.iter().take(4).map(|(service, _)| *service).collect();
    let rest = services.len().saturating_sub(shown.len());
    let more = if rest == 0 { String::new() } else { format!(" and {rest} more services") };
    let raised = review.findings.iter().any(|finding| {
        finding.severity == Severity::SecurityWarning && finding.code.starts_with("PRIVILEGE_ESCALATION_")
    });
    let raise = if raised { ", and raise its rights" } else { "" };
    let count = rights.len();
    let actions = if count == 1 { "1 action".to_owned() } else { format!("{count} actions") };
    (format!("can then take {actions} of {}{more}{raise}", shown.join(", ")), false)
}
