//! The same access in fewer characters: what adds nothing goes, what can stand together is put together.

use super::compare::{self, reader};
use super::space::{Goal, Item, Layer, Solver};
use crate::decide::Prepared;
use crate::decide::prepared::{Effect, Listed, Ready};
use crate::document::syntax::Value;
use crate::document::{Edit, Element, Policy, Span, Statement, Values, counted_size, edit};
use crate::matching::Pattern;

/// A policy made smaller.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Minimised {
    /// The text; where nothing could be left out, the author's own.
    pub text: String,
    /// What was done, in order.
    pub steps: Vec<Step>,
    /// Characters as AWS counts them, before.
    pub before: usize,
    /// And after.
    pub after: usize,
}

/// Something that was left out or put together.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Step {
    /// In a sentence.
    pub what: String,
}

/// Why a policy cannot be made smaller.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MinimiseError {
    /// It is broken.
    #[error("the policy is no JSON (byte {offset}): {problem}")]
    Json {
        /// Where.
        offset: usize,
        /// What is wrong.
        problem: String,
    },
    /// It has no statement that AWS would take.
    #[error("the policy has no statements")]
    NoStatements,
}

/// Makes a policy smaller that grants the very same: each step is proven, over all requests that there can be, those
/// too of actions that AWS does not have yet. What could not be proven stays. The rest of the text stays as it is.
///
/// # Errors
/// Where the text is no policy.
pub fn minimise(text: &str) -> Result<Minimised, MinimiseError> {
    let policy = Policy::parse(text);
    if let Some(fault) = policy.faults.first() {
        return Err(MinimiseError::Json { offset: fault.span.start, problem: fault.message.clone() });
    }
    if policy.statements.is_empty() {
        return Err(MinimiseError::NoStatements);
    }
    let original = Prepared::new(&policy);
    let mut work = Work { solver: Solver::of(original.statements.iter()), policy, steps: Vec::new() };
    if work.solver.is_complete() {
        loop {
            let before = work.steps.len();
            work.leave_out();
            work.put_together();
            if work.steps.len() == before {
                break;
            }
        }
        // Each step was proven; so is the whole, lest a fault in one of them goes through.
        let whole = [Prepared::new(&work.policy)];
        if !work.steps.is_empty() && !same(&work.solver, &[original], &whole, None, Prove::Both) {
            work.policy = Policy::parse(text);
            work.steps.clear();
        }
    }
    work.unwrap_single_items();
    let result = work.policy.text().to_owned();
    Ok(Minimised { before: counted_size(text), after: counted_size(&result), text: result, steps: work.steps })
}

/// Statements without which a policy grants the very same, each taken alone; by their index.
#[must_use]
pub fn redundant_statements(policy: &Policy) -> Vec<usize> {
    let whole = Prepared::new(policy);
    let solver = Solver::of(whole.statements.iter());
    if !solver.is_complete() {
        return Vec::new();
    }
    let is_redundant = |index: &usize| {
        let Some(only) = whole.statements.get(*index).and_then(|statement| statement.actions.as_ref()) else {
            return false;
        };
        same(&solver, std::slice::from_ref(&whole), &[whole.without(*index)], Some(only), Prove::Both)
    };
    (0..whole.len()).filter(is_redundant).collect()
}

/// What has to be proven; what follows by itself need not be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Prove {
    Both,
    /// Of what this statement of the old version allows.
    NothingLost(usize),
    NothingGained,
}

/// Whether it is proven that both grant the same.
fn same(solver: &Solver, old: &[Prepared], new: &[Prepared], only: Option<&Listed<Pattern>>, prove: Prove) -> bool {
    let reader = reader(old.iter().chain(new));
    let passes: &[bool] = if reader.principals { &[true, false] } else { &[true] };
    passes.iter().all(|account_is_enough| {
        let items: Vec<Item<'_>> = compare::statements(old)
            .chain(compare::statements(new))
            .map(|ready| Item { ready, reader, account_is_enough: *account_is_enough })
            .collect();
        let split = compare::statements(old).count();
        let (was, is) = (Layer::of(&items, 0..split), Layer::of(&items, split..items.len()));
        let was_by = match prove {
            Prove::NothingLost(statement) => was.by(statement, items.len()),
            Prove::Both | Prove::NothingGained => was.clone(),
        };
        let lost = (prove != Prove::NothingGained).then_some((&was_by, &is));
        let gained = (!matches!(prove, Prove::NothingLost(_))).then_some((&is, &was));
        solver.classes(&items, only).iter().all(|class| {
            lost.iter().chain(&gained).all(|(granted, refused)| {
                let goal = Goal { granted: vec![(*granted).clone()], refused: Some(vec![(*refused).clone()]) };
                solver.never(&items, class, &goal)
            })
        })
    })
}

/// Something that may be left out.
struct Candidate {
    edits: Vec<Edit>,
    what: String,
    statement: usize,
    /// The action that is left out, if it is one.
    action: Option<(String, Span)>,
    /// Whether its statement then describes fewer requests (or more); if that is certain.
    fewer: Option<bool>,
}

struct Work {
    solver: Solver,
    policy: Policy,
    steps: Vec<Step>,
}

impl Work {
    fn leave_out(&mut self) {
        let mut at = 0;
        loop {
            let old = Prepared::new(&self.policy);
            let candidates = candidates(&self.policy);
            let found =
                candidates.iter().enumerate().skip(at).find_map(|(index, candidate)| {
                    Some((index, candidate.what.clone(), self.without(&old, candidate)?))
                });
            let Some((index, what, policy)) = found else { return };
            self.steps.push(Step { what });
            self.policy = policy;
            at = index;
        }
    }

    /// The policy without something, if it grants the same.
    fn without(&self, old: &Prepared, candidate: &Candidate) -> Option<Policy> {
        let statement = old.statements.get(candidate.statement)?;
        let prove = match (candidate.fewer, statement.effect) {
            (Some(true), Effect::Allow) => Prove::NothingLost(candidate.statement),
            (Some(false), Effect::Allow) | (Some(true), Effect::Deny) => Prove::NothingGained,
            _ => Prove::Both,
        };
        let listed = statement.actions.as_ref()?;
        if let Some((action, span)) = &candidate.action
            && !listed.negated
        {
            // There can be hundreds of them: the text is touched only when one goes. Only its own requests can change.
            let one = Listed::one(action);
            let new = old.without_action(candidate.statement, *span);
            return same(&self.solver, std::slice::from_ref(old), &[new], Some(&one), prove)
                .then(|| self.edited(&candidate.edits))?;
        }
        let policy = self.edited(&candidate.edits)?;
        let new = Prepared::new(&policy);
        // Without some of its exceptions a statement is about other actions than before.
        let only = if candidate.action.is_some() { None } else { Some(listed) };
        same(&self.solver, std::slice::from_ref(old), &[new], only, prove).then_some(policy)
    }

    fn edited(&self, edits: &[Edit]) -> Option<Policy> {
        let policy = Policy::parse(&edit::apply(self.policy.text(), edits).ok()?);
        policy.faults.is_empty().then_some(policy)
    }

    /// Puts statements together that differ only in their actions, or only in their resources.
    fn put_together(&mut self) {
        while let Some((policy, what)) = self.pair() {
            self.policy = policy;
            self.steps.push(Step { what });
        }
    }

    fn pair(&self) -> Option<(Policy, String)> {
        let statements = &self.policy.statements;
        for (first, one) in statements.iter().enumerate() {
            for (second, other) in statements.iter().enumerate().skip(first + 1) {
                let Some(element) = differs_only_in(one, other) else { continue };
                let Some(policy) = self.joined(first, second, element) else { continue };
                let old = Prepared::new(&self.policy);
                let new = Prepared::new(&policy);
                if counted_size(policy.text()) < counted_size(self.policy.text())
                    && same(&self.solver, &[old], &[new], None, Prove::Both)
                {
                    let what = format!(
                        "{} is put together with {}: they differ only in {element}",
                        named(other, second),
                        named(one, first)
                    );
                    return Some((policy, what));
                }
            }
        }
        None
    }

    /// The policy with the items of the second statement's element put to the first one's, and without the second.
    fn joined(&self, first: usize, second: usize, element: &'static str) -> Option<Policy> {
        let from = self.policy.statements.get(second)?;
        let items: Vec<String> = match &from.element(element)?.value.value {
            Value::Array(items) => items.iter().map(|item| self.policy.slice(item.span).to_owned()).collect(),
            _ => vec![self.policy.slice(from.element(element)?.value.span).to_owned()],
        };
        let list = statement_list(&self.policy)?;
        let mut policy = self.edited(&edit::remove_item(self.policy.text(), &list.value, second).ok()?)?;
        for item in items {
            let node = &policy.statements.get(first)?.element(element)?.value;
            let count = if let Value::Array(items) = &node.value { items.len() } else { 1 };
            let edits = edit::insert_item(policy.text(), node, count, &item).ok()?;
            policy = Policy::parse(&edit::apply(policy.text(), &edits).ok()?);
        }
        policy.faults.is_empty().then_some(policy)
    }

    /// A list of one is as good as the one.
    fn unwrap_single_items(&mut self) {
        let mut edits = Vec::new();
        for statement in &self.policy.statements {
            for element in &statement.elements {
                if !["Action", "NotAction", "Resource", "NotResource"].contains(&element.name.as_str()) {
                    continue;
                }
                if let Value::Array(items) = &element.value.value
                    && let [only] = items.as_slice()
                    && matches!(only.value, Value::String(_))
                {
                    edits.push(Edit::replace(element.value.span, self.policy.slice(only.span)));
                }
            }
        }
        if !self.steps.is_empty()
            && let Some(policy) = self.edited(&edits)
        {
            self.policy = policy;
        }
    }
}

fn statement_list(policy: &Policy) -> Option<&Element> {
    policy.elements().iter().rev().find(|element| element.name == "Statement")
}

fn named(statement: &Statement, index: usize) -> String {
    match &statement.sid {
        Some(sid) if !sid.value.is_empty() => format!("statement \"{}\"", sid.value),
        _ => format!("statement {index}"),
    }
}

/// Everything that might be left out, the largest first.
fn candidates(policy: &Policy) -> Vec<Candidate> {
    let text = policy.text();
    let mut found = Vec::new();
    type Edits = Result<Vec<Edit>, edit::EditError>;
    let mut add = |edits: Edits, what, statement, fewer, action| {
        if let Ok(edits) = edits {
            found.push(Candidate { edits, what, statement, action, fewer });
        }
    };
    if let Some(list) = statement_list(policy)
        && matches!(&list.value.value, Value::Array(items) if items.len() > 1 && items.len() == policy.statements.len())
    {
        for (index, statement) in policy.statements.iter().enumerate() {
            let what = format!("{} adds nothing", named(statement, index));
            add(edit::remove_item(text, &list.value, index), what, index, Some(true), None);
        }
    }
    for (index, statement) in policy.statements.iter().enumerate() {
        let name = named(statement, index);
        for (at, element) in statement.elements.iter().enumerate() {
            let fewer = Some(!element.name.starts_with("Not"));
            match element.name.as_str() {
                "Action" | "NotAction" | "Resource" | "NotResource" => {
                    let Value::Array(items) = &element.value.value else { continue };
                    if items.len() < 2 {
                        continue;
                    }
                    for (item, node) in items.iter().enumerate() {
                        let Value::String(value) = &node.value else { continue };
                        let action = element.name.ends_with("Action").then(|| (value.clone(), node.span));
                        let what = format!("{} in {} of {name} adds nothing", value, element.name);
                        add(edit::remove_item(text, &element.value, item), what, index, fewer, action);
                    }
                }
                "Principal" | "NotPrincipal" => {
                    let Value::Object(kinds) = &element.value.value else { continue };
                    for kind in kinds {
                        let Value::Array(items) = &kind.value.value else { continue };
                        for (item, node) in items.iter().enumerate().filter(|_| items.len() > 1) {
                            let what =
                                format!("{} in {} of {name} adds nothing", policy.slice(node.span), element.name);
                            add(edit::remove_item(text, &kind.value, item), what, index, fewer, None);
                        }
                    }
                }
                "Condition" => {
                    let Value::Object(operators) = &element.value.value else { continue };
                    for (place, operator) in operators.iter().enumerate() {
                        let Value::Object(keys) = &operator.value.value else { continue };
                        for (line, key) in keys.iter().enumerate() {
                            let what = format!("{} {} in Condition of {name} adds nothing", operator.name, key.name);
                            let edits = if keys.len() > 1 {
                                edit::remove_member(text, &operator.value, line)
                            } else if operators.len() > 1 {
                                edit::remove_member(text, &element.value, place)
                            } else {
                                member_of(policy, index, at)
                            };
                            add(edits, what, index, Some(false), None);
                            let Value::Array(values) = &key.value.value else { continue };
                            for (item, node) in values.iter().enumerate().filter(|_| values.len() > 1) {
                                let what = format!(
                                    "{} for {} {} in {name} adds nothing",
                                    policy.slice(node.span),
                                    operator.name,
                                    key.name
                                );
                                add(edit::remove_item(text, &key.value, item), what, index, None, None);
                            }
                        }
                    }
                }
                _ => {}
            }
        }
    }
    found
}

/// Takes an element out of a statement.
fn member_of(policy: &Policy, statement: usize, element: usize) -> Result<Vec<Edit>, edit::EditError> {
    let list = statement_list(policy).ok_or(edit::EditError::NoContainer)?;
    let node = match &list.value.value {
        Value::Array(items) => items.get(statement).ok_or(edit::EditError::NoItem(statement))?,
        _ => &list.value,
    };
    edit::remove_member(policy.text(), node, element)
}

/// The one element in which two statements differ, their names aside, if it is one that can be put together.
fn differs_only_in(one: &Statement, other: &Statement) -> Option<&'static str> {
    let known = |statement: &Statement| {
        let names = ["Sid", "Effect", "Principal", "NotPrincipal", "Action", "Resource", "Condition"];
        let mut seen: Vec<&str> = statement.elements.iter().map(|element| element.name.as_str()).collect();
        seen.sort_unstable();
        seen.windows(2).all(|pair| pair.first() != pair.last()) && seen.iter().all(|name| names.contains(name))
    };
    let effects = (one.allows() && other.allows()) || (one.denies() && other.denies());
    if !effects || !known(one) || !known(other) {
        return None;
    }
    if principals(one) != principals(other) || conditions(one) != conditions(other) {
        return None;
    }
    let listed = |values: &Option<Values>, fold: bool| {
        let values = values.as_ref()?;
        let mut items: Vec<String> = values
            .items
            .iter()
            .map(|text| if fold { text.value.to_ascii_lowercase() } else { text.value.clone() })
            .collect();
        items.sort_unstable();
        items.dedup();
        Some(items)
    };
    let actions = listed(&one.actions, true) == listed(&other.actions, true);
    let resources = listed(&one.resources, false) == listed(&other.resources, false);
    match (actions, resources) {
        (_, true) if one.actions.is_some() && other.actions.is_some() => Some("Action"),
        (true, false) if one.resources.is_some() && other.resources.is_some() => Some("Resource"),
        _ => None,
    }
}

fn principals(statement: &Statement) -> Option<(bool, Vec<(String, &str)>)> {
    let principals = statement.principals.as_ref()?;
    let mut items: Vec<(String, &str)> =
        principals.items.iter().map(|(kind, text)| (format!("{kind:?}"), text.value.as_str())).collect();
    items.sort_unstable();
    Some((principals.negated, items))
}

fn conditions(statement: &Statement) -> Vec<(String, String, Vec<&str>)> {
    let mut lines: Vec<(String, String, Vec<&str>)> = statement
        .conditions
        .iter()
        .map(|line| {
            let mut values: Vec<&str> = line.values.iter().map(|text| text.value.as_str()).collect();
            values.sort_unstable();
            (line.operator.value.to_ascii_lowercase(), line.key.value.to_lowercase(), values)
        })
        .collect();
    lines.sort_unstable();
    lines
}

impl Prepared {
    /// Without the action that stands at this place.
    fn without_action(&self, statement: usize, place: Span) -> Self {
        let mut rest = self.clone();
        if let Some(listed) = rest.statements.get_mut(statement).and_then(|statement| statement.actions.as_mut()) {
            let kept = || listed.source.iter().map(|text| text.span != place);
            let patterns =
                listed.patterns.iter().zip(kept()).filter(|(_, kept)| *kept).map(|(pattern, _)| pattern.clone());
            let patterns = patterns.collect();
            listed.source = listed.source.iter().filter(|text| text.span != place).cloned().collect();
            listed.patterns = patterns;
        }
        rest
    }

    /// Without one statement.
    fn without(&self, index: usize) -> Self {
        let mut rest = self.clone();
        let kept: Vec<Ready> = rest
            .statements
            .iter()
            .enumerate()
            .filter(|(at, _)| *at != index)
            .map(|(_, statement)| statement.clone())
            .collect();
        rest.statements = kept.into();
        rest
    }
}
