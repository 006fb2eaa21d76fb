//! Ways to more rights.

use std::collections::{BTreeMap, BTreeSet};

use gatehouse_plan::{InlinePolicy, Plan, Unread, WantedRole};
use gatehouse_policy::decide::Principal;
use gatehouse_policy::document::{Policy, form};
use gatehouse_policy::lint::{self, is_pattern};
use gatehouse_policy::review::{Document, Finding as Way, Subject as Reviewed, Ways};

use crate::check::{Check, Over, Practice, Severity};
use crate::document::Doc;
use crate::finding::{Finding, Source};
use crate::fix::Fix;
use crate::grants::{Narrower, asks, declare_first, narrow, takes};
use crate::least_privilege::passing::{PASS_ROLE, PASSED_TO, is_pass_role, services, taken_on_by};
use crate::scan::{Holder, Scan, unread};

/// Nobody can give themselves more rights.
pub(super) static LP_07: Check = Check {
    id: "LP-07",
    practice: Practice::LeastPrivilege,
    severity: Severity::Critical,
    title: "Nobody can raise their own rights",
    why: "Whoever can write policies, or run code under a role that may do more, has every right that this leads to, whatever \
          their own policies say.",
    criterion: "All policies of a role together open no known way to more rights: neither by writing policies, nor by passing \
                roles that have more, nor by taking over what runs under another role.",
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html",
    security_hub: &[],
    prowler: &["iam_policy_allows_privilege_escalation", "iam_inline_policy_allows_privilege_escalation"],
    config_rules: &[],
    over: Over::Holders,
    run: raise,
    fix: Some(close),
};

/// What of the review is certain enough to fail: what it only suspects says "cannot be told".
fn is_certain(way: &Way) -> bool {
    way.severity == lint::Severity::SecurityWarning
}

/// A holder with its policies, for the review.
fn reviewed(scan: &Scan<'_>, holder: &Holder<'_>, other_texts: &BTreeMap<usize, String>) -> Option<Reviewed> {
    let mut subject = Reviewed::new(Principal::parse(&holder.arn(scan.state()))?);
    for (at, doc) in scan.identity(holder).enumerate() {
        subject.identity.push(match other_texts.get(&at) {
            Some(text) => Document::parse(name(doc), text),
            None => document(doc),
        });
    }
    subject.boundaries.extend(scan.boundary(holder).map(document));
    subject.trust = scan.trust(holder).map(document);
    Some(subject)
}

fn name(doc: &Doc<'_>) -> String {
    match doc.source() {
        Source::Managed(arn) => arn,
        Source::Inline(_, name) => name,
        _ => doc.title(),
    }
}

fn document(doc: &Doc<'_>) -> Document {
    Document { name: name(doc), policy: doc.policy().clone() }
}

/// The ways that are certain.
fn found(scan: &Scan<'_>, known: &Ways, holder: &Holder<'_>, texts: &BTreeMap<usize, String>) -> Vec<Way> {
    suspected(scan, known, holder, texts).into_iter().filter(is_certain).collect()
}

/// The ways that are certain, and those that hang on what the roles may do that can be passed.
fn suspected(scan: &Scan<'_>, known: &Ways, holder: &Holder<'_>, texts: &BTreeMap<usize, String>) -> Vec<Way> {
    if !scan.identity(holder).any(Doc::may_raise) {
        return Vec::new();
    }
    let Some(subject) = reviewed(scan, holder, texts) else { return Vec::new() };
    let is = |found: &[Way], severity| found.iter().any(|way| way.severity == severity);
    let others = |found: &[Way]| {
        if is(found, lint::Severity::SecurityWarning) || !is(found, lint::Severity::Warning) {
            return Vec::new();
        }
        named(scan, &subject)
    };
    known.of(&subject, others)
}

/// What is not known of the roles that these ways name.
fn unknown(scan: &Scan<'_>, holder: &Holder<'_>, ways: &[Way]) -> Vec<Unread> {
    let docs: Vec<&Doc<'_>> = scan.identity(holder).collect();
    let before = usize::from(scan.trust(holder).is_some());
    let named: BTreeSet<&str> = ways
        .iter()
        .flat_map(|way| &way.steps)
        .flat_map(|step| &step.grants)
        .filter_map(|grant| docs.get(grant.document.checked_sub(before)?)?.policy().statements.get(grant.statement))
        .filter_map(|statement| statement.resources.as_ref())
        .flat_map(|resources| resources.items.iter().map(|item| item.value.as_str()))
        .filter(|arn| arn.contains(":role/") && !is_pattern(arn))
        .collect();
    let roles = &scan.state().roles;
    let mut missing = Vec::new();
    for arn in named {
        match scan.holder_of_role(arn) {
            Some(other) => missing.extend(other.missing.iter().cloned()),
            // It is not there, so nobody can pass it today.
            None if roles.complete && roles.unread.is_empty() => {}
            None => missing.push(unread(&format!("the role {arn}"), "iam:GetRole")),
        }
    }
    missing
}

/// The few roles that policies name: what they may do, tells.
fn named(scan: &Scan<'_>, subject: &Reviewed) -> Vec<Reviewed> {
    let named: BTreeSet<&str> = subject
        .identity
        .iter()
        .flat_map(|document| &document.policy.statements)
        .filter(|statement| statement.allows())
        .filter_map(|statement| statement.resources.as_ref())
        .flat_map(|resources| resources.items.iter().map(|item| item.value.as_str()))
        .collect();
    let others = named.into_iter().filter_map(|arn| scan.holder_of_role(arn));
    let whole = others.filter(|other| other.missing.is_empty());
    whole.filter_map(|other| reviewed(scan, other, &BTreeMap::new())).collect()
}

fn raise(scan: &Scan<'_>, out: &mut Vec<Finding>) {
    let known = Ways::new();
    for holder in scan.holders().filter(|holder| holder.has_identity()) {
        let subject = holder.subject();
        let (ways, perhaps): (Vec<Way>, Vec<Way>) =
            suspected(scan, &known, holder, &BTreeMap::new()).into_iter().partition(is_certain);
        let docs: Vec<&Doc<'_>> = scan.identity(holder).collect();
        // The trust policy stands first among the review's documents.
        let before = usize::from(scan.trust(holder).is_some());
        let doc = |way: &Way| docs.get(way.document.checked_sub(before)?).copied();
        out.push(match ways.first() {
            Some(first) => {
                let more = match ways.len() - 1 {
                    0 => String::new(),
                    1 => " There is one more way.".to_owned(),
                    many => format!(" There are {many} more ways."),
                };
                let words = format!("{}{more}", first.message);
                let evidence = ways.iter().filter_map(|way| Some(doc(way)?.evidence(way.span)));
                let witness = first.steps.first().and_then(|step| {
                    let resource = example(scan, &step.action);
                    scan.can(holder, &step.action, &resource)
                });
                LP_07.failed(subject, words).with(evidence.collect::<Vec<_>>()).seen(witness)
            }
            None => {
                let mut missing = holder.missing.clone();
                missing.extend(unknown(scan, holder, &perhaps));
                if missing.is_empty() {
                    LP_07.passed(subject, "No known way leads to more rights.")
                } else {
                    LP_07.unanswered(subject, missing)
                }
            }
        });
    }
}

/// A thing that the action could be done to.
fn example(scan: &Scan<'_>, action: &str) -> String {
    let state = scan.state();
    let kind = match action {
        action if !action.starts_with("iam:") => return "*".to_owned(),
        action if action.contains("User") => "user",
        action if action.contains("Group") => "group",
        action if action.contains("PolicyVersion") => "policy",
        _ => "role",
    };
    format!("arn:{}:iam::{}:{kind}/any", state.partition, state.account)
}

/// Takes the action out that the way begins with. What passes roles goes on to pass those that lead no further.
fn close(scan: &Scan<'_>, finding: &Finding) -> Option<Fix> {
    let holder = scan.holder(&finding.resource)?;
    let known = Ways::new();
    let fix = closed(scan, &known, holder, true).or_else(|| closed(scan, &known, holder, false));
    Some(fix.unwrap_or_else(|| {
        declare_first(
            scan,
            holder,
            "Take out the actions that lead to more rights, name the roles that may be passed, or set a permissions boundary \
             that keeps the role below them.",
        )
    }))
}

fn closed(scan: &Scan<'_>, known: &Ways, holder: &Holder<'_>, pass_on: bool) -> Option<Fix> {
    let role = holder.role()?;
    let docs: Vec<&Doc<'_>> = scan.identity(holder).collect();
    let before = usize::from(scan.trust(holder).is_some());
    // By document and statement, the last statement first: what is taken out moves none of those before it.
    let mut cuts: BTreeMap<(usize, core::cmp::Reverse<usize>), BTreeSet<String>> = BTreeMap::new();
    for way in found(scan, known, holder, &BTreeMap::new()) {
        let step = way.steps.first()?;
        for grant in &step.grants {
            let place = (grant.document.checked_sub(before)?, core::cmp::Reverse(grant.statement));
            cuts.entry(place).or_default().insert(step.action.clone());
        }
    }
    let mut texts: BTreeMap<usize, String> = BTreeMap::new();
    for ((at, core::cmp::Reverse(statement)), actions) in cuts {
        let doc = docs.get(at).filter(|doc| !doc.is_aws_managed())?;
        let text = texts.remove(&at).unwrap_or_else(|| doc.text().to_owned());
        let passed =
            if pass_on { without_passing(scan, known, holder, (at, &text, statement), &actions) } else { None };
        texts.insert(at, passed.map_or_else(|| cut(&text, statement, &actions), Some)?);
    }
    if texts.is_empty() || !found(scan, known, holder, &texts).is_empty() {
        return None;
    }
    let mut inline: Vec<InlinePolicy> = role.inline.clone();
    let mut plan = Plan::new(String::new(), &scan.state().account, Vec::new());
    for (at, text) in &texts {
        let doc = docs.get(*at)?;
        match doc.source() {
            Source::Inline(_, name) if Policy::parse(text).statements.is_empty() => {
                inline.retain(|policy| policy.name != name);
            }
            Source::Inline(_, name) => inline.iter_mut().find(|policy| policy.name == name)?.document.clone_from(text),
            Source::Managed(_) if !Policy::parse(text).statements.is_empty() => match scan.rewrite(doc, text)? {
                Fix::Plan(more) => plan.then(more),
                _ => return None,
            },
            _ => return None,
        }
    }
    let wanted = WantedRole {
        name: role.name.clone(),
        path: role.path.clone(),
        description: role.description.clone(),
        max_session_duration: role.max_session_duration,
        trust: role.trust.clone(),
        inline,
        attached: role.attached.iter().map(|policy| policy.arn.clone()).collect(),
        boundary: role.boundary.clone(),
        tags: role.tags.clone(),
    };
    plan.then(Plan::for_role(&scan.state().account, Some(role), &wanted));
    plan.title = format!("Close the ways of {} to more rights", role.name);
    plan.consequences
        .push("Whoever needs what is taken out, for instance to deploy, needs a role of their own for it.".to_owned());
    Some(Fix::Plan(plan))
}

/// The text without these actions of a statement but iam:PassRole, which is left for the roles that lead no further.
/// None where it is not among the actions, or there is no such role.
fn without_passing(
    scan: &Scan<'_>,
    known: &Ways,
    holder: &Holder<'_>,
    (at, text, index): (usize, &str, usize),
    actions: &BTreeSet<String>,
) -> Option<String> {
    if !actions.contains(PASS_ROLE) || !scan.state().roles.complete {
        return None;
    }
    let others: BTreeSet<String> = actions.iter().filter(|action| *action != PASS_ROLE).cloned().collect();
    let text = if others.is_empty() { text.to_owned() } else { cut(text, index, &others)? };
    let policy = Policy::parse(&text);
    let statement = policy.statements.get(index)?;
    let services = services(Some(statement));
    let conditions = if asks(statement, PASSED_TO, |value| !is_pattern(value)) {
        Vec::new()
    } else {
        vec![("StringEquals", PASSED_TO, services.clone())]
    };
    let to = |roles| {
        narrow(&text, index, is_pass_role, &Narrower { resources: Some(roles), conditions: conditions.clone() })
    };
    let ways = |text: String| found(scan, known, holder, &BTreeMap::from([(at, text)])).len();
    let least = ways(cut(&text, index, &BTreeSet::from([PASS_ROLE.to_owned()]))?);
    let harmless =
        |arn: &String| takes(statement, arn).is_some() && to(vec![arn.clone()]).is_some_and(|text| ways(text) <= least);
    to(taken_on_by(scan, &services).into_iter().filter(harmless).collect())
}

/// The text without these actions of a statement, and without the statement where nothing is left of it.
fn cut(text: &str, index: usize, actions: &BTreeSet<String>) -> Option<String> {
    let policy = Policy::parse(text);
    let listed = policy.statements.get(index)?.actions.as_ref().filter(|listed| !listed.negated)?;
    let is = |value: &str| actions.iter().any(|action| action.eq_ignore_ascii_case(value));
    let gone: Vec<usize> =
        listed.items.iter().enumerate().filter(|(_, item)| is(&item.value)).map(|(at, _)| at).collect();
    if gone.len() == listed.items.len() {
        form::remove_statement(text, index).ok()
    } else {
        form::remove_items(text, index, "Action", &gone).ok()
    }
}
