//! One link: its requests put to the policy engine, and what mends those that do not pass.

use gatehouse_policy::compose::Statement;
use gatehouse_policy::decide::{self, Decision, Layer, Outcome, Policies, Prepared, Principal, action_matches};

use super::facts::Rights;
use super::{Answer, Fix, FixTarget, Link, LinkState, Refused};
use crate::workload::Seen;
use crate::workload::requests::Ask;

/// What stands on both sides of a link.
pub(super) struct Sides<'a> {
    /// Who asks.
    pub(super) principal: &'a Principal,
    /// What they may; none where it is AWS itself that asks.
    pub(super) rights: Option<&'a Rights>,
    /// The policy of the resource; none where the resource has no policies.
    pub(super) resource: Option<&'a Seen<Option<String>>>,
    /// The policy of the endpoint on the way.
    pub(super) endpoint: Option<&'a str>,
    /// What mends each layer.
    pub(super) mends: Mends<'a>,
}

/// The policies that a fix would change, and the statements that would mend.
#[derive(Default)]
pub(super) struct Mends<'a> {
    /// The policy of the principal itself.
    pub(super) identity: Option<FixTarget>,
    /// The plan of a repair writes that.
    pub(super) repaired: bool,
    /// What the workload wants the principal to have.
    pub(super) statements: &'a [Statement],
    /// The policy of the resource, and what would let the principal in.
    pub(super) resource: Option<(FixTarget, Vec<Statement>)>,
    /// The plan of a repair writes that.
    pub(super) resource_repaired: bool,
}

pub(super) fn link(id: &str, from: &str, to: &str, title: &str, asks: &[Ask], sides: &Sides<'_>) -> Link {
    let mut link = Link::new(id, from, to, title);
    let parsed = |text: &String| Prepared::parse(text);
    let mut policies = Policies::default();
    let mut unread: Vec<String> = Vec::new();
    if let Some(rights) = sides.rights {
        policies.identity = rights.identity.iter().map(|policy| parsed(&policy.text)).collect();
        policies.boundaries = rights.boundary.iter().map(|policy| parsed(&policy.text)).collect();
        unread.extend(rights.unread.iter().cloned());
    }
    match sides.resource {
        Some(Seen::There(Some(text))) => policies.resource.push(parsed(text)),
        Some(Seen::Unreadable(why)) => unread.push(why.clone()),
        _ => {}
    }
    policies.endpoints = sides.endpoint.iter().map(|text| Prepared::parse(text)).collect();
    for ask in asks {
        let decision = decide::decide(&ask.request(sides.principal), &policies);
        let (state, words) = judged(&decision, sides, &unread);
        link.state = link.state.max(state);
        if state != LinkState::Holds && !link.reasons.contains(&words) {
            link.reasons.push(words.clone());
        }
        if state == LinkState::Broken {
            for fix in fixes(ask, &decision, sides) {
                if !link.fixes.contains(&fix) {
                    link.fixes.push(fix);
                }
            }
        }
        let (action, resource) = (ask.action.to_owned(), ask.resource.clone());
        let refused = if state == LinkState::Broken { refused(&decision) } else { None };
        link.requests.push(Answer { action, resource, state, words, refused });
    }
    link
}

/// What was not read could only turn an answer where it is of the layer that decides: an explicit deny stands whatever
/// else there is.
fn judged(decision: &Decision, sides: &Sides<'_>, unread: &[String]) -> (LinkState, String) {
    let sentence = said(&decision.sentence, sides);
    let open = || (LinkState::Unknown, format!("{sentence} Not all could be read: {}", unread.join(" ")));
    match decision.outcome {
        Outcome::ExplicitlyDenied => (LinkState::Broken, sentence),
        Outcome::Allowed | Outcome::NotApplicable if unread.is_empty() => (LinkState::Holds, sentence),
        Outcome::Depends if unread.is_empty() => (LinkState::Unknown, sentence),
        Outcome::ImplicitlyDenied => {
            // A policy of the resource that was not read may grant by itself, or be what refuses; the principal's own that
            // were read and lack the right are a fact.
            let own = sides.rights.is_some_and(|rights| rights.unread.is_empty());
            let settled = unread.is_empty()
                || own && decision.blocked_by.iter().any(|layer| matches!(layer, Layer::Boundary | Layer::Endpoint));
            if settled { (LinkState::Broken, sentence) } else { open() }
        }
        _ => open(),
    }
}

/// What refuses, of several layers the first, as AWS names one alone.
pub(super) fn refused(decision: &Decision) -> Option<Refused> {
    let layer = *decision.blocked_by.first()?;
    Some(Refused { layer, explicit: decision.outcome == Outcome::ExplicitlyDenied })
}

/// The engine counts policies; people know them by name.
fn said(sentence: &str, sides: &Sides<'_>) -> String {
    let mut said = sentence.to_owned();
    for (index, policy) in sides.rights.iter().flat_map(|rights| rights.identity.iter().enumerate().rev()) {
        said = said.replace(&format!("identity policy {index}"), &format!("the policy {}", policy.name));
    }
    said.replace("resource policy 0", "the resource's policy").replace("boundary policy 0", "the permissions boundary")
}

fn fixes(ask: &Ask, decision: &Decision, sides: &Sides<'_>) -> Vec<Fix> {
    let mends = &sides.mends;
    let covers = |statement: &&Statement| statement.action.iter().any(|pattern| action_matches(pattern, ask.action));
    let written = |statement: &Statement| serde_json::to_string_pretty(statement).ok();
    let denied = decision.outcome == Outcome::ExplicitlyDenied;
    let mut all = Vec::new();
    for layer in &decision.blocked_by {
        let fix = match layer {
            Layer::Identity | Layer::Session => {
                let target = mends.identity.clone();
                if denied {
                    Fix::new(
                        format!("Take the Deny for {} out of the policy, or make it narrower.", ask.action),
                        target,
                    )
                } else {
                    let statement = mends.statements.iter().find(covers);
                    let fix = Fix::new(format!("Allow {} in the policies of who asks.", ask.action), target);
                    Fix { statement: statement.and_then(written), repair: mends.repaired && statement.is_some(), ..fix }
                }
            }
            Layer::Boundary => {
                let boundary = sides.rights.and_then(|rights| rights.boundary.as_ref());
                let target = boundary.and_then(|policy| Some(FixTarget::Managed { arn: policy.arn.clone()? }));
                let words = format!("The permissions boundary must allow {} too; ask whoever keeps it.", ask.action);
                let statement = mends.statements.iter().find(covers).and_then(written);
                Fix { statement, ..Fix::new(words, target) }
            }
            Layer::Resource => match &mends.resource {
                Some((target, _)) if denied => {
                    let words =
                        format!("A Deny of the resource's policy stands against {}: make it narrower.", ask.action);
                    Fix::new(words, Some(target.clone()))
                }
                Some((target, statements)) => {
                    let statement = statements.iter().find(covers).and_then(written);
                    let words = format!("Let the role in for {} in the resource's policy.", ask.action);
                    let repair = mends.resource_repaired;
                    Fix { statement, repair, ..Fix::new(words, Some(target.clone())) }
                }
                None => Fix::new(format!("The resource's policy must allow {}.", ask.action), None),
            },
            Layer::Scp | Layer::Rcp => {
                Fix::new(format!("The organization's policies stand against {}.", ask.action), None)
            }
            Layer::Endpoint => Fix::new(format!("The endpoint's policy must let {} through.", ask.action), None),
            Layer::Service => continue,
        };
        all.push(fix);
    }
    all
}
