//! What could go without a change.

use std::collections::HashMap;

use super::check::{Context, Fix, checks};
use super::text::{covers, index_of, is_pattern, overlap};
use crate::catalog::compare;
use crate::document::edit::remove_item;
use crate::document::syntax::Value;
use crate::document::{Statement, Text, Values};

checks! {
    REDUNDANT_ACTION Suggestion iam "access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-suggestion-redundant-action"
        "Another entry of the list takes it already.";
    REDUNDANT_RESOURCE Suggestion iam "access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-suggestion-redundant-resource"
        "Another entry of the list takes it already.";
    REDUNDANT_STATEMENT Suggestion iam "access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-suggestion-redundant-statement"
        "Another statement says the same.";
    DEAD_ALLOW Warning iam "reference_policies_evaluation-logic.html"
        "An explicit Deny always wins: what this allows is denied in the same policy.";
}

pub(super) fn run(cx: &mut Context<'_>) {
    let policy = cx.policy;
    for statement in &policy.statements {
        if let Some(actions) = &statement.actions {
            list(cx, statement, actions, true);
        }
        if let Some(resources) = &statement.resources {
            list(cx, statement, resources, false);
        }
    }
    statements(cx);
    dead(cx);
}

/// The part of a pattern before its first wildcard.
fn stem(text: &str) -> &str {
    text.split(['*', '?']).next().unwrap_or_default()
}

fn list(cx: &mut Context<'_>, statement: &Statement, values: &Values, actions: bool) {
    if values.items.len() < 2 {
        return;
    }
    // The only entries that take others are patterns; an entry can be taken by itself only if it stands twice.
    let patterns: Vec<(usize, &Text, &str)> = values
        .items
        .iter()
        .enumerate()
        .filter(|(_, item)| is_pattern(&item.value))
        .map(|(at, item)| (at, item, stem(&item.value)))
        .collect();
    let twice = twice(values, actions);
    for (index, item) in values.items.iter().enumerate() {
        let wider = patterns.iter().find(|(at, wide, stem)| {
            // The letters before the first wildcard must begin the entry: most pairs differ there.
            let begins = item.value.as_bytes().get(..stem.len()).is_some_and(|start| {
                if actions { start.eq_ignore_ascii_case(stem.as_bytes()) } else { start == stem.as_bytes() }
            });
            *at != index
                && begins
                && covers(&wide.value, &item.value, actions)
                // Of two that take each other the later one goes, which [`twice`] tells.
                && !covers(&item.value, &wide.value, actions)
        });
        let what = if actions { "action" } else { "resource" };
        let message = match wider {
            Some((_, wide, _)) => format!("The {what} {} is taken by {} already.", item.value, wide.value),
            None if twice.get(index) == Some(&true) => format!("The {what} {} is listed twice.", item.value),
            None => continue,
        };
        let check = if actions { &REDUNDANT_ACTION } else { &REDUNDANT_RESOURCE };
        let fix = fix(cx, statement, values, item);
        cx.report_with(check, item.span, message, fix);
    }
}

/// Which entries stand earlier in their list already.
fn twice(values: &Values, actions: bool) -> Vec<bool> {
    let items = &values.items;
    let value = |index: usize| items.get(index).map_or("", |item| item.value.as_str());
    let order = |one: usize, other: usize| {
        let (one, other) = (value(one), value(other));
        if actions { compare(one, other) } else { one.cmp(other) }
    };
    let mut sorted: Vec<usize> = (0..items.len()).collect();
    // Equal ones stay in the order of the list.
    sorted.sort_by(|one, other| order(*one, *other));
    let mut found = vec![false; items.len()];
    for pair in sorted.windows(2) {
        if let [earlier, later] = *pair
            && order(earlier, later).is_eq()
            && let Some(place) = found.get_mut(later)
        {
            *place = true;
        }
    }
    found
}

fn fix(cx: &Context<'_>, statement: &Statement, values: &Values, item: &Text) -> Option<Fix> {
    let element = statement.elements.iter().find(|element| element.name_span == values.name_span)?;
    let Value::Array(nodes) = &element.value.value else { return None };
    let index = nodes.iter().position(|node| node.span == item.span).or_else(|| index_of(values, item))?;
    Fix::of(format!("Remove {}", item.value), remove_item(cx.policy.text(), &element.value, index))
}

fn texts(values: Option<&Values>, fold: bool) -> Option<(bool, Vec<String>)> {
    values.map(|values| {
        let fit = |item: &Text| if fold { item.value.to_ascii_lowercase() } else { item.value.clone() };
        let mut items: Vec<String> = values.items.iter().map(fit).collect();
        items.sort();
        items.dedup();
        (values.negated, items)
    })
}

type Shape = (
    Option<String>,
    Option<(bool, Vec<String>)>,
    Option<(bool, Vec<String>)>,
    Option<(bool, Vec<String>)>,
    Vec<(String, String, Vec<String>)>,
);

/// What a statement says, in one order, without its Sid.
fn shape(statement: &Statement) -> Shape {
    let principals = statement.principals.as_ref().map(|principals| {
        let mut items: Vec<String> =
            principals.items.iter().map(|(kind, text)| format!("{kind:?} {}", text.value)).collect();
        items.sort();
        (principals.negated, items)
    });
    let mut conditions: Vec<_> = statement
        .conditions
        .iter()
        .map(|condition| {
            let mut values: Vec<String> = condition.values.iter().map(|text| text.value.clone()).collect();
            values.sort();
            (condition.operator.value.to_ascii_lowercase(), condition.key.value.to_ascii_lowercase(), values)
        })
        .collect();
    conditions.sort();
    (
        statement.effect.as_ref().map(|effect| effect.value.clone()),
        principals,
        texts(statement.actions.as_ref(), true),
        texts(statement.resources.as_ref(), false),
        conditions,
    )
}

/// What two statements that say the same certainly have in common, found without looking at everything they say.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Sketch<'a> {
    conditions: usize,
    principals: usize,
    effect: Option<&'a str>,
    /// Whether it is negated, and the first entry in the order of letters.
    actions: Option<(bool, String)>,
    resources: Option<(bool, &'a str)>,
}

impl<'a> Sketch<'a> {
    fn of(statement: &'a Statement) -> Self {
        let texts = |values: &'a Values| values.items.iter().map(|item| item.value.as_str());
        Self {
            conditions: statement.conditions.len(),
            principals: statement.principals.as_ref().map_or(0, |principals| principals.items.len()),
            effect: statement.effect.as_ref().map(|effect| effect.value.as_str()),
            actions: statement.actions.as_ref().map(|actions| {
                let least = texts(actions).min_by(|one, other| compare(one, other)).unwrap_or_default();
                (actions.negated, least.to_ascii_lowercase())
            }),
            resources: statement
                .resources
                .as_ref()
                .map(|resources| (resources.negated, texts(resources).min().unwrap_or_default())),
        }
    }
}

fn statements(cx: &mut Context<'_>) {
    let policy = cx.policy;
    if policy.statements.len() < 2 {
        return;
    }
    let told = |statement: &&Statement| statement.actions.is_some();
    let mut sketches: Vec<(Sketch<'_>, usize, &Statement)> = policy
        .statements
        .iter()
        .enumerate()
        .filter(|(_, statement)| told(statement))
        .map(|(index, statement)| (Sketch::of(statement), index, statement))
        .collect();
    sketches.sort_by(|(one, ..), (other, ..)| one.cmp(other));
    for alike in sketches.chunk_by(|(one, ..), (other, ..)| one == other).filter(|alike| alike.len() > 1) {
        let mut seen = HashMap::new();
        for (_, index, statement) in alike {
            let shape = shape(statement);
            match seen.get(&shape) {
                Some(first) => same(cx, statement, *index, *first),
                None => {
                    seen.insert(shape, *index);
                }
            }
        }
    }
}

fn same(cx: &mut Context<'_>, statement: &Statement, index: usize, first: usize) {
    let policy = cx.policy;
    let message = format!("The statement says what statement {} says.", first + 1);
    let member = policy.elements().iter().rev().find(|element| element.name == "Statement");
    let fix = member.filter(|member| {
        let Value::Array(items) = &member.value.value else { return false };
        items.get(index).is_some_and(|item| item.span == statement.span)
    });
    let fix = fix.and_then(|member| Fix::of("Remove the statement", remove_item(policy.text(), &member.value, index)));
    cx.report_with(&REDUNDANT_STATEMENT, statement.span, message, fix);
}

/// Allows that an unconditional Deny of the same policy takes back in full.
fn dead(cx: &mut Context<'_>) {
    let policy = cx.policy;
    let denies: Vec<&Statement> = policy
        .statements
        .iter()
        .filter(|s| s.denies() && s.conditions.is_empty() && s.element("Condition").is_none())
        .collect();
    if denies.is_empty() {
        return;
    }
    for statement in policy.statements.iter().filter(|statement| statement.allows()) {
        let (Some(actions), Some(resources)) = (&statement.actions, &statement.resources) else { continue };
        if actions.negated || resources.negated {
            continue;
        }
        // Those that deny it on all of its resources to all of its principals.
        let denied: Vec<&Values> = denies
            .iter()
            .filter(|deny| {
                deny.resources.as_ref().is_some_and(|denied| {
                    !denied.negated
                        && !resources.items.is_empty()
                        && resources
                            .items
                            .iter()
                            .all(|own| denied.items.iter().any(|wide| covers(&wide.value, &own.value, false)))
                }) && same_principals(statement, deny)
            })
            .filter_map(|deny| deny.actions.as_ref())
            .collect();
        for item in &actions.items {
            let dead = denied.iter().any(|denied| {
                if denied.negated {
                    denied.items.iter().all(|kept| !overlap(&kept.value, &item.value, true))
                } else {
                    denied.items.iter().any(|wide| covers(&wide.value, &item.value, true))
                }
            });
            if dead {
                let message = format!("{} is allowed here and denied by another statement.", item.value);
                cx.report(&DEAD_ALLOW, item.span, message);
            }
        }
    }
}

fn same_principals(allow: &Statement, deny: &Statement) -> bool {
    match (&allow.principals, &deny.principals) {
        (None, None) => true,
        (Some(allow), Some(deny)) => {
            !allow.negated
                && !deny.negated
                && !allow.items.is_empty()
                && allow.items.iter().all(|own| {
                    deny.items.iter().any(|(kind, text)| {
                        (text.value == "*" && *kind == crate::document::PrincipalKind::Aws)
                            || (*kind == own.0 && text.value == own.1.value)
                    })
                })
        }
        _ => false,
    }
}
