//! Whether some request, of all that there can be, is granted by some policies and not by others.
//!
//! A statement is a conjunction: its actions, its principals, its resources and each line of its conditions. Each of
//! these looks at one *dimension* of a request only: its action, who makes it, its resource, one context key. A
//! dimension has finitely many values that statements tell apart (see [`super::strings`], [`super::values`]), and so
//! the requests can be gone through: what is not found then does not exist. What the dimensions do not model (policy
//! variables, one key read in two ways) counts as free to be true or false: that can hide a proof, and never makes one
//! up. A request that is found is asked of the decision itself before it is shown.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use super::actions::{Actions, Class};
use super::bits::Bits;
use super::likely::{forms, is_arn, likely, principals, usual_resource};
use super::never::never;
use super::search::Search;
use super::strings::{self, Classes, Glob, Symbol};
use super::values::{self, Reading};
use crate::catalog::{Action, catalog};
use crate::decide::condition::{Line, Wanted};
use crate::decide::prepared::{Effect, Listed, Reader, Ready};
use crate::decide::{Naming, Principal, Request};
use crate::matching::{self, Pattern, Template, Tri, Variable};

/// A statement and how its policy is read.
#[derive(Clone, Copy)]
pub(crate) struct Item<'a> {
    pub(crate) ready: &'a Ready,
    pub(crate) reader: Reader,
    /// Whether naming the account is as good as naming the principal.
    pub(crate) account_is_enough: bool,
}

/// Policies of which one statement must allow, and none may refuse; by the index of the item.
#[derive(Debug, Clone)]
pub(crate) struct Layer {
    allow: Bits,
    deny: Bits,
}

impl Layer {
    /// These items; what they say, they say together.
    pub(crate) fn of(items: &[Item<'_>], indexes: impl IntoIterator<Item = usize>) -> Self {
        let (mut allow, mut deny) = (Bits::none(items.len()), Bits::none(items.len()));
        for index in indexes {
            match items.get(index).map(|item| item.ready.effect) {
                Some(Effect::Allow) => allow.insert(index),
                Some(Effect::Deny) => deny.insert(index),
                Some(Effect::None) | None => {}
            }
        }
        Self { allow, deny }
    }

    /// Only what this item allows.
    pub(super) fn by(&self, index: usize, count: usize) -> Self {
        Self { allow: self.allow.and(&Bits::of(count, [index])), deny: self.deny.clone() }
    }

    /// Its items that allow.
    pub(super) const fn allows(&self) -> &Bits {
        &self.allow
    }

    pub(super) fn certainly_allows(&self, certain: &Bits, possible: &Bits) -> bool {
        certain.meets(&self.allow) && !possible.meets(&self.deny)
    }

    pub(super) fn cannot_allow(&self, certain: &Bits, possible: &Bits) -> bool {
        !possible.meets(&self.allow) || certain.meets(&self.deny)
    }
}

/// A request that every layer of one side grants, and that the other side, if there is one, does not.
pub(crate) struct Goal {
    pub(crate) granted: Vec<Layer>,
    pub(crate) refused: Option<Vec<Layer>>,
}

/// What came of a search among the actions of a class.
#[derive(Debug)]
pub(crate) enum Found {
    /// There is no such request.
    None,
    /// There is one.
    Request { request: Box<Request>, realistic: bool },
    /// It was not found, and that there is none is not proven.
    Unproven(&'static str),
}

/// What a request is like in one dimension.
#[derive(Debug, Clone)]
pub(super) enum Choice {
    Principal(Principal),
    Resource(String),
    Key(String, Vec<String>),
    /// What is not modelled.
    Free,
}

#[derive(Clone)]
pub(super) struct Choose {
    pub(super) choice: Choice,
    /// The items that do not mind.
    pub(super) allows: Bits,
    /// For a resource: that the action has such resources.
    pub(super) realistic: bool,
    /// What is taken for true or false without a value that makes it so.
    pub(super) free: bool,
}

pub(super) struct Dimension {
    /// The items that look at it.
    pub(super) looked_at_by: Bits,
    pub(super) options: Vec<Choose>,
    /// Whether its options are not told: see [`Texts::Open`].
    pub(super) open: bool,
}

/// Requests of one class of actions, as some statements tell them apart.
pub(super) struct Space {
    pub(super) dimensions: Vec<Dimension>,
    /// The items that are about the class's actions, and can hold at all.
    pub(super) active: Bits,
    pub(super) complete: bool,
}

/// Asks about some policies, and remembers what it has found out about their patterns.
pub(crate) struct Solver {
    actions: Actions,
    /// The texts that stand for all resources, by the patterns that tell them apart.
    resources: RefCell<HashMap<Patterns, Rc<Classes>>>,
    /// The values that stand for all of a key, by the lines that ask for it.
    keys: RefCell<HashMap<String, Rc<values::Values>>>,
}

/// Keys that are worth remembering when other policies are asked about.
const MOST_KEYS: usize = 1000;

impl Solver {
    /// For all questions about these statements, or fewer of their items.
    pub(crate) fn of<'a>(statements: impl IntoIterator<Item = &'a Ready>) -> Self {
        Self { actions: Actions::of(statements), resources: RefCell::default(), keys: RefCell::default() }
    }

    /// Forgets what other policies will not need: their resources are not the same.
    pub(crate) fn forget(&self) {
        self.resources.borrow_mut().clear();
        if self.keys.borrow().len() > MOST_KEYS {
            self.keys.borrow_mut().clear();
        }
    }

    /// Whether all actions that there can be are told apart.
    pub(crate) fn is_complete(&self) -> bool {
        self.actions.complete
    }

    /// The classes of actions that the statements tell apart; `only` those that this element describes.
    pub(crate) fn classes(&self, items: &[Item<'_>], only: Option<&Listed<Pattern>>) -> Vec<Class> {
        let statements: Vec<&Ready> = items.iter().map(|item| item.ready).collect();
        self.actions.classes(&statements, only)
    }

    /// Texts for all resources, or for those that the focus describes.
    fn resources(&self, mut globs: Vec<Glob>, literals: &[&str], focus: Option<&Pattern>) -> Rc<Classes> {
        globs.sort_unstable();
        globs.dedup();
        let domain: Vec<Glob> = std::iter::once(arn_domain()).chain(focus.map(strings::glob)).collect();
        let key = (domain, globs, literals.iter().map(|text| (*text).to_owned()).collect());
        if let Some(known) = self.resources.borrow().get(&key) {
            return Rc::clone(known);
        }
        let found = Rc::new(strings::classes(&key.1, literals, &key.0));
        self.resources.borrow_mut().insert(key, Rc::clone(&found));
        found
    }

    fn values(&self, key: &str, lines: &[&Line]) -> Rc<values::Values> {
        let said: Vec<String> = lines.iter().map(|line| said(line)).collect();
        let name = format!("{key} {}", said.join(" "));
        if let Some(known) = self.keys.borrow().get(&name) {
            return Rc::clone(known);
        }
        let found = Rc::new(values::values(key, lines));
        self.keys.borrow_mut().insert(name, Rc::clone(&found));
        found
    }

    /// Looks for a request that the goal describes among the actions of a class.
    pub(crate) fn find(&self, items: &[Item<'_>], class: &Class, goal: &Goal) -> Found {
        find(self, items, class, goal)
    }

    /// Whether it is proven that there is no such request; faster than [`Self::find`], which shows one.
    pub(crate) fn never(&self, items: &[Item<'_>], class: &Class, goal: &Goal) -> bool {
        never(self, items, class, goal)
    }
}

/// What all texts match; patterns with wildcards, and without.
type Patterns = (Vec<Glob>, Vec<Glob>, Vec<String>);

/// What a line says, in one way for all ways to write it.
fn said(line: &Line) -> String {
    let mut values: Vec<&str> = line.source.values.iter().map(|text| text.value.as_str()).collect();
    values.sort_unstable();
    format!("{} {} {values:?}", line.source.operator.value.to_ascii_lowercase(), line.key)
}

/// From where a space is looked at.
#[derive(Clone, Copy)]
pub(super) struct Angle<'a> {
    /// The action of the requests, where they are to be told apart by whether AWS makes them.
    pub(super) action: Option<&'static Action>,
    /// Keys that hold this and nothing else.
    pub(super) fixed: &'a Values,
    pub(super) texts: Texts<'a>,
}

/// The resources that are gone through.
#[derive(Clone, Copy)]
pub(super) enum Texts<'a> {
    /// One of each class of all that there are.
    All,
    /// The same, of those that this describes.
    Of(&'a Pattern),
    /// What the statements name, an example for each of their patterns, and these.
    Named(&'a [String]),
    /// None: what a statement says of the resource stays open.
    Open,
}

fn find(solver: &Solver, items: &[Item<'_>], class: &Class, goal: &Goal) -> Found {
    let example = class.known.first().and_then(|id| catalog().action_by_id(*id));
    let name = match example {
        Some(action) => action.full_name(),
        None => class.strange.first().cloned().unwrap_or_default(),
    };
    let none = Values::new();
    let angle = Angle { action: example, fixed: &none, texts: Texts::All };
    let space = Space::of(solver, items, class, angle);
    let mut search = Search::new(&space, goal, false);
    let focused;
    let way = match search.run() {
        Some(way) => way,
        None if search.exhausted => return Found::Unproven("too many combinations of conditions"),
        None if space.complete => return Found::None,
        // Pattern by pattern there may be less to tell apart.
        None => match focus(solver, items, class, goal, angle) {
            Focused::None => return Found::None,
            Focused::Unproven => return Found::Unproven("too many patterns to tell apart"),
            Focused::Way(way) => {
                focused = way;
                focused.iter().map(|(index, choose)| (*index, choose)).collect()
            }
        },
    };
    if way.iter().any(|(_, choose)| choose.free) {
        return ground(solver, items, class, goal);
    }
    // It exists. One that AWS would make is told rather than one that only strings allow.
    let mut kinds = HashSet::new();
    for action in class.known.iter().filter_map(|id| catalog().action_by_id(*id)) {
        let resources: Vec<&str> = action.resource_types().map(|kind| kind.resource_type().name()).collect();
        if kinds.len() >= 12 || !kinds.insert((action.service().prefix(), resources)) {
            continue;
        }
        let name = action.full_name();
        let space = Space::of(solver, items, class, Angle { action: Some(action), ..angle });
        if let Some(way) = Search::new(&space, goal, true).run()
            && way.iter().all(|(_, choose)| !choose.free)
            && let Some(request) = checked(items, class, goal, &name, &way, &HashMap::new())
        {
            return Found::Request { request: Box::new(request), realistic: true };
        }
    }
    match checked(items, class, goal, &name, &way, &HashMap::new()) {
        Some(request) => Found::Request { request: Box::new(request), realistic: false },
        None => Found::Unproven("a request was found that the decision does not confirm"),
    }
}

/// What came of looking pattern by pattern.
pub(super) enum Focused {
    None,
    Unproven,
    Way(Vec<(usize, Choose)>),
}

/// Looks among the resources of each pattern of each granting statement by itself.
pub(super) fn focus(solver: &Solver, items: &[Item<'_>], class: &Class, goal: &Goal, angle: Angle<'_>) -> Focused {
    let Some((first, rest)) = goal.granted.split_first() else { return Focused::None };
    for index in first.allow.iter().filter(|index| class.about.contains(*index)) {
        let Some(listed) = items.get(index).and_then(|item| item.ready.resources.as_ref()) else {
            return Focused::Unproven;
        };
        if listed.negated {
            return Focused::Unproven;
        }
        let only = first.by(index, items.len());
        let goal = Goal {
            granted: std::iter::once(only).chain(rest.iter().cloned()).collect(),
            refused: goal.refused.clone(),
        };
        for template in &listed.patterns {
            let space = Space::of(solver, items, class, Angle { texts: Texts::Of(template.loose()), ..angle });
            let mut search = Search::new(&space, &goal, false);
            match search.run() {
                Some(way) => {
                    return Focused::Way(way.into_iter().map(|(index, choose)| (index, choose.clone())).collect());
                }
                None if search.exhausted || !space.complete => return Focused::Unproven,
                None => {}
            }
        }
    }
    Focused::None
}

/// Values for variables.
pub(super) type Values = HashMap<String, Option<String>>;

/// Looks again with the variables filled in, by a few values each.
fn ground(solver: &Solver, items: &[Item<'_>], class: &Class, goal: &Goal) -> Found {
    const WHY: &str = "policy variables, or a key that is read in two ways, stand in the way of a proof";
    let about = || class.about.iter().filter_map(|index| items.get(index));
    let mut keys: Vec<String> = Vec::new();
    for item in about() {
        let templates = item.ready.resources.iter().flat_map(|listed| listed.patterns.iter()).flat_map(Template::keys);
        let lines = item.ready.lines.iter().flat_map(Line::variables);
        for key in templates.chain(lines) {
            if !keys.iter().any(|known| known == key) {
                keys.push(key.to_owned());
            }
        }
    }
    let candidates = |key: &str| {
        let mut found: Vec<Option<String>> = vec![Some(values::usual(key).into())];
        let asked = about().flat_map(|item| item.ready.lines.iter()).filter(|line| *line.key == *key);
        for line in asked {
            found.extend(line.source.values.iter().take(3).map(|text| Some(text.value.clone())));
        }
        found.push(None);
        found
    };
    let candidates: Vec<Vec<Option<String>>> = keys.iter().map(|key| candidates(key)).collect();
    let action = class.known.first().and_then(|id| catalog().action_by_id(*id));
    let name = action.map_or_else(|| class.strange.first().cloned().unwrap_or_default(), Action::full_name);
    let count = candidates.iter().fold(1_usize, |count, values| count.saturating_mul(values.len())).min(32);
    for number in 0..count {
        let mut rest = number;
        let mut values = Values::new();
        for (key, candidates) in keys.iter().zip(&candidates) {
            values.insert(key.clone(), candidates.get(rest % candidates.len().max(1)).cloned().flatten());
            rest /= candidates.len().max(1);
        }
        let ready: Vec<Ready> = items.iter().map(|item| grounded(item.ready, &values)).collect();
        let filled: Vec<Item<'_>> = items.iter().zip(&ready).map(|(item, ready)| Item { ready, ..*item }).collect();
        let angle = Angle { action, fixed: &values, texts: Texts::All };
        let space = Space::of(solver, &filled, class, angle);
        for realistic in [true, false] {
            if let Some(way) = Search::new(&space, goal, realistic).run()
                && way.iter().all(|(_, choose)| !choose.free)
                && let Some(request) = checked(items, class, goal, &name, &way, &values)
            {
                return Found::Request { request: Box::new(request), realistic };
            }
        }
    }
    Found::Unproven(WHY)
}

/// The statement with its variables filled in.
fn grounded(ready: &Ready, values: &Values) -> Ready {
    let lookup = |key: &str| match values.get(key) {
        Some(Some(value)) => Variable::Value(value),
        _ => Variable::Missing,
    };
    // What matches nothing: no text of a request begins so.
    let never = || Template::parse("\u{0}", matching::Reading { wildcards: false, variables: false });
    let fill = |template: &Template| template.grounded(lookup).unwrap_or_else(never);
    let mut filled = ready.clone();
    if let Some(listed) = &mut filled.resources {
        listed.patterns = listed.patterns.iter().map(fill).collect();
    }
    for line in &mut filled.lines {
        for value in &mut line.values {
            match value {
                Wanted::Text(template) => *template = fill(template),
                Wanted::Arn(parts) => parts.iter_mut().for_each(|part| *part = fill(part)),
                _ => {}
            }
        }
    }
    filled
}

/// The request of a way through the dimensions, if the decision's own reading of the statements confirms it.
fn checked(
    items: &[Item<'_>],
    class: &Class,
    goal: &Goal,
    action: &str,
    way: &[(usize, &Choose)],
    values: &Values,
) -> Option<Request> {
    let mut principal = None;
    let mut resource = None;
    let mut keys: Vec<(&str, Vec<String>)> =
        values.iter().map(|(key, value)| (key.as_str(), value.iter().cloned().collect())).collect();
    for (_, choose) in way {
        match &choose.choice {
            Choice::Principal(found) => principal = Some(found.clone()),
            Choice::Resource(found) => resource = Some(found.clone()),
            Choice::Key(key, found) => keys.push((key, found.clone())),
            Choice::Free => {}
        }
    }
    let principal = principal.or_else(|| Principal::parse("arn:aws:iam::111122223333:role/example"))?;
    let resource = resource.unwrap_or_else(|| usual_resource(action));
    let request = keys
        .into_iter()
        .fold(Request::new(principal, action, &resource), |request, (key, values)| request.with(key, values));
    let holds = |index: usize| {
        let item = items.get(index)?;
        let (naming, holds) = item.ready.applies(&request, item.reader)?;
        let enough = item.account_is_enough || item.ready.effect == Effect::Deny || naming > Naming::Account;
        (enough && holds == Tri::True).then_some(index)
    };
    let holding = Bits::of(items.len(), class.about.iter().filter_map(holds));
    let allows = |layers: &[Layer]| layers.iter().all(|layer| layer.certainly_allows(&holding, &holding));
    let refused = goal.refused.as_ref().is_none_or(|layers| !allows(layers));
    (allows(&goal.granted) && refused).then_some(request)
}

impl Space {
    pub(super) fn of(solver: &Solver, items: &[Item<'_>], class: &Class, angle: Angle<'_>) -> Self {
        // A line whose operator AWS does not have never holds, and with it its statement.
        let can_hold = |index: &usize| {
            items.get(*index).is_some_and(|item| {
                item.ready.effect != Effect::None
                    && item.ready.lines.iter().all(|line| line.operator.is_some())
                    && (item.ready.who.is_none() || item.reader.principals)
                    && (item.ready.who.is_some() || !item.reader.principals)
                    && (item.ready.resources.is_some() || item.reader.resource_optional)
            })
        };
        let active = Bits::of(items.len(), class.about.iter().filter(can_hold));
        let mut space = Self { dimensions: Vec::new(), active, complete: true };
        space.principals(items);
        space.resources(solver, items, angle);
        space.keys(solver, items, angle.fixed);
        space
    }

    fn active<'a>(&self, items: &'a [Item<'a>]) -> Vec<(usize, Item<'a>)> {
        self.active.iter().filter_map(|index| Some((index, *items.get(index)?))).collect()
    }

    fn principals(&mut self, items: &[Item<'_>]) {
        let asked: Vec<(usize, Item<'_>)> =
            self.active(items).into_iter().filter(|(_, item)| item.reader.principals).collect();
        if asked.is_empty() {
            return;
        }
        let mut options = Options::new(items.len(), asked.iter().map(|(index, _)| *index));
        for principal in principals(asked.iter().filter_map(|(_, item)| item.ready.who.as_ref())) {
            let allows = asked.iter().filter(|(_, item)| {
                item.ready.naming(&principal, item.reader).is_some_and(|naming| {
                    item.account_is_enough || item.ready.effect == Effect::Deny || naming > Naming::Account
                })
            });
            options.add(Choice::Principal(principal.clone()), allows.map(|(index, _)| *index), true, false);
        }
        self.dimensions.push(options.done());
    }

    fn resources(&mut self, solver: &Solver, items: &[Item<'_>], angle: Angle<'_>) {
        let Angle { action, texts: wanted, .. } = angle;
        let asked: Vec<(usize, Item<'_>)> =
            self.active(items).into_iter().filter(|(_, item)| item.ready.resources.is_some()).collect();
        if asked.is_empty() {
            return;
        }
        if matches!(wanted, Texts::Open) {
            let looked_at_by = Bits::of(items.len(), asked.iter().map(|(index, _)| *index));
            self.dimensions.push(Dimension { looked_at_by, options: Vec::new(), open: true });
            return;
        }
        let focus = if let Texts::Of(focus) = wanted { Some(focus) } else { None };
        let listed = || asked.iter().filter_map(|(_, item)| item.ready.resources.as_ref());
        // What has variables may match or not, as far as its plain text lets it.
        let mut open: Vec<(&str, &Pattern)> = Vec::new();
        let (mut literals, mut globs): (Vec<&str>, Vec<Glob>) = (Vec::new(), Vec::new());
        let mut examples: Vec<String> = Vec::new();
        for listed in listed() {
            for (template, text) in listed.patterns.iter().zip(&listed.source) {
                if template.has_variables() && !open.iter().any(|(known, _)| *known == text.value) {
                    open.push((&text.value, template.loose()));
                }
                match template.loose().exact() {
                    Some(literal) if literal == "*" || is_arn(literal) => literals.push(literal),
                    Some(_) => {}
                    None => {
                        examples.extend(likely(template.loose(), action));
                        globs.push(strings::glob(template.loose()));
                    }
                }
            }
        }
        literals.sort_unstable();
        literals.dedup();
        self.complete &= open.len() <= MOST_OPEN;
        let mut texts: Vec<String> = literals.iter().map(|text| (*text).to_owned()).collect();
        texts.extend(examples);
        texts.extend(action.into_iter().flat_map(forms));
        texts.push("*".into());
        if let Texts::Named(more) = wanted {
            texts.extend(more.iter().cloned());
        } else {
            let classes = solver.resources(globs, &literals, focus);
            self.complete &= classes.complete;
            texts.extend(classes.texts.iter().cloned());
        }
        let mut options = Options::new(items.len(), asked.iter().map(|(index, _)| *index));
        let mut seen = HashSet::new();
        for text in texts {
            if focus.is_some_and(|focus| !focus.matches(&text)) || !seen.insert(text.clone()) {
                continue;
            }
            let realistic = match action {
                Some(action) if action.is_wildcard_only() => text == "*",
                Some(action) => action.resource_types().any(|kind| kind.resource_type().could_be(&text)),
                None => true,
            };
            let possible: Vec<&str> =
                open.iter().filter(|(_, loose)| loose.matches(&text)).map(|(open, _)| *open).take(MOST_OPEN).collect();
            for combination in 0..1_u32 << possible.len() {
                let is_true = |template: &str| {
                    possible.iter().position(|open| *open == template).is_some_and(|at| combination >> at & 1 == 1)
                };
                let allows = asked.iter().filter(|(_, item)| {
                    item.ready.resources.as_ref().is_some_and(|listed| describes(listed, &text, &is_true))
                });
                let allows: Vec<usize> = allows.map(|(index, _)| *index).collect();
                options.add(Choice::Resource(text.clone()), allows, realistic, !possible.is_empty());
            }
        }
        self.dimensions.push(options.done());
    }

    fn keys(&mut self, solver: &Solver, items: &[Item<'_>], fixed: &Values) {
        /// The lines of one key that are read alike.
        struct Group<'a> {
            key: &'a str,
            reading: Option<Reading>,
            lines: Vec<(usize, &'a Line)>,
        }
        let mut groups: Vec<Group<'_>> = Vec::new();
        // What is not modelled, by what it says.
        let mut free: Vec<(String, Vec<usize>)> = Vec::new();
        let active = self.active(items);
        for (index, item) in &active {
            for line in &item.ready.lines {
                let reading = line.operator.and_then(values::reading);
                let group = groups.iter_mut().find(|group| group.key == &*line.key);
                let plain = line.variables().next().is_none();
                match group {
                    _ if !plain => add_free(&mut free, line, *index),
                    None => groups.push(Group { key: &line.key, reading, lines: vec![(*index, line)] }),
                    Some(group) if reading.is_none() || group.reading.is_none_or(|known| reading == Some(known)) => {
                        group.reading = group.reading.or(reading);
                        group.lines.push((*index, line));
                    }
                    Some(_) => add_free(&mut free, line, *index),
                }
            }
        }
        for group in groups {
            let lines: Vec<&Line> = group.lines.iter().map(|(_, line)| *line).collect();
            // Filled in, lines say something else than what is written.
            let found = if fixed.is_empty() {
                solver.values(group.key, &lines)
            } else {
                Rc::new(values::values(group.key, &lines))
            };
            self.complete &= found.complete;
            let mut options = Options::new(items.len(), group.lines.iter().map(|(index, _)| *index));
            let mut add = |values: Vec<String>, held: &[bool]| {
                let fails: HashSet<usize> =
                    group.lines.iter().zip(held).filter(|(_, holds)| !**holds).map(|((index, _), _)| *index).collect();
                let allows: Vec<usize> =
                    group.lines.iter().map(|(index, _)| *index).filter(|index| !fails.contains(index)).collect();
                options.add(Choice::Key(group.key.to_owned(), values), allows, true, false);
            };
            match fixed.get(group.key) {
                Some(value) => {
                    let values: Vec<String> = value.iter().cloned().collect();
                    let request = Request::new(Principal::Anonymous, "x:x", "*").with(group.key, values.clone());
                    let held: Vec<bool> = lines.iter().map(|line| line.holds(&request) == Tri::True).collect();
                    add(values, &held);
                }
                None => found.options.iter().for_each(|(values, held)| add(values.clone(), held)),
            }
            self.dimensions.push(options.done());
        }
        for (_, indexes) in free {
            let mut options = Options::new(items.len(), indexes.iter().copied());
            options.add(Choice::Free, indexes.iter().copied(), true, true);
            options.add(Choice::Free, [], true, true);
            self.dimensions.push(options.done());
        }
    }
}

fn add_free(free: &mut Vec<(String, Vec<usize>)>, line: &Line, index: usize) {
    let said = said(line);
    match free.iter_mut().find(|(known, _)| *known == said) {
        Some((_, indexes)) => indexes.push(index),
        None => free.push((said, vec![index])),
    }
}

/// Templates with variables that may be true or false by themselves, for one resource.
const MOST_OPEN: usize = 6;

fn describes(listed: &Listed<Template>, resource: &str, is_true: &dyn Fn(&str) -> bool) -> bool {
    if listed.patterns.is_empty() {
        return false;
    }
    let any = listed.patterns.iter().zip(&listed.source).any(|(template, text)| {
        if template.has_variables() {
            is_true(&text.value)
        } else {
            template.matches(resource, |_| Variable::Missing) == Tri::True
        }
    });
    any != listed.negated
}

/// What a request can name as its resource, but for `*`: six parts, of which the first three are not empty.
fn arn_domain() -> Glob {
    let mut glob: Glob = "arn:".chars().map(Symbol::Char).collect();
    let part = [Symbol::ManyInPart, Symbol::Char(':')];
    glob.extend([Symbol::OneInPart].into_iter().chain(part));
    glob.extend([Symbol::OneInPart].into_iter().chain(part));
    glob.extend(part);
    glob.extend(part);
    glob.push(Symbol::Many);
    glob
}

struct Options {
    items: usize,
    looked_at_by: Bits,
    options: Vec<Choose>,
}

impl Options {
    fn new(items: usize, looked_at_by: impl IntoIterator<Item = usize>) -> Self {
        Self { items, looked_at_by: Bits::of(items, looked_at_by), options: Vec::new() }
    }

    /// Adds an option that is unlike those there are. A realistic one, and one without anything free, may stand
    /// beside one that is not.
    fn add(&mut self, choice: Choice, allows: impl IntoIterator<Item = usize>, realistic: bool, free: bool) {
        let mut kept = Bits::all(self.items).without(&self.looked_at_by);
        allows.into_iter().for_each(|index| kept.insert(index));
        let known = |other: &Choose| other.allows == kept && other.realistic >= realistic && other.free <= free;
        if !self.options.iter().any(known) {
            self.options.push(Choose { choice, allows: kept, realistic, free });
        }
    }

    fn done(self) -> Dimension {
        let mut options = self.options;
        options.sort_by_key(|choose| (choose.free, !choose.realistic));
        Dimension { looked_at_by: self.looked_at_by, options, open: false }
    }
}
