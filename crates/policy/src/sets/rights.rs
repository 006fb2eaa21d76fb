//! What policies let somebody do: by service, access level, action and resource.

use super::actions;
use super::bits::Bits;
use super::compare::reader;
use super::space::{Goal, Item, Layer, Solver};
use crate::catalog::{Action, catalog};
use crate::decide::prepared::{Effect, Listed, Reader, Ready};
use crate::decide::{ATTACHED, NAMING, Policies, Prepared, Request};
use crate::matching::Tri;

/// Actions of the catalog.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActionSet(Bits);

impl ActionSet {
    /// How many.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether an action is among them.
    #[must_use]
    pub fn contains(&self, action: &Action) -> bool {
        self.0.contains(action.id())
    }

    /// The actions, by service and name.
    pub fn iter(&self) -> impl Iterator<Item = &'static Action> {
        self.0.iter().filter_map(|id| catalog().action_by_id(id))
    }
}

/// Every action of the catalog that policies attached to a principal allow on the resource and in the context of a
/// request, whose own action is not looked at: as many decisions at once as there are actions.
#[must_use]
pub fn allowed_actions(policies: &[Prepared], request: &Request) -> ActionSet {
    let size = catalog().action_count();
    let (mut allowed, mut denied) = (Bits::none(size), Bits::none(size));
    for statement in policies.iter().flat_map(|policy| policy.statements.iter()) {
        if statement.effect == Effect::None || statement.naming(request.principal(), ATTACHED).is_none() {
            continue;
        }
        let holds = || statement.resource(request, ATTACHED).and(statement.conditions(request));
        if holds() == Tri::True
            && let Some(listed) = &statement.actions
        {
            let side = if statement.effect == Effect::Allow { &mut allowed } else { &mut denied };
            side.add(&actions::ids(listed));
        }
    }
    ActionSet(allowed.without(&denied))
}

/// Whether it is proven that nobody, on nothing and in no context, is allowed an action by these policies: those that are
/// attached together, or those of a resource.
#[must_use]
pub fn nobody_can(policies: &[Prepared], action: &str) -> bool {
    let reader = reader(policies);
    let items: Vec<Item<'_>> = policies
        .iter()
        .flat_map(|policy| policy.statements.iter())
        .map(|ready| Item { ready, reader, account_is_enough: true })
        .collect();
    let solver = Solver::of(items.iter().map(|item| item.ready));
    let only = Listed::one(action);
    let goal = Goal { granted: vec![Layer::of(&items, 0..items.len())], refused: None };
    solver.is_complete() && solver.classes(&items, Some(&only)).iter().all(|class| solver.never(&items, class, &goal))
}

/// Something that policies let somebody do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Right {
    /// What.
    pub action: &'static Action,
    /// The statements that grant it.
    pub grants: Vec<Granted>,
    /// Whether a Deny, a boundary, a session policy or a policy of the organization may take some of it away.
    pub limited: bool,
}

impl Right {
    /// Whether it is granted on everything and under no condition.
    #[must_use]
    pub fn is_unlimited(&self) -> bool {
        !self.limited && self.grants.iter().any(|grant| grant.everything && !grant.conditional)
    }
}

/// A statement that grants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Granted {
    /// Which of the identity policies, from 0.
    pub policy: usize,
    /// Which of its statements, from 0.
    pub statement: usize,
    /// On what, as the policy writes it.
    pub resources: Vec<String>,
    /// On what is *not* listed.
    pub except: bool,
    /// On everything.
    pub everything: bool,
    /// Under conditions.
    pub conditional: bool,
}

/// What the policies of a principal let it do: every action for which there is a resource and a context such that its
/// identity policies grant it and no boundary, session policy, SCP or Deny takes it away. What cannot be settled
/// counts as granted.
#[must_use]
pub fn rights(policies: &Policies) -> Vec<Right> {
    let Ceilings { items, identity, layers } = Ceilings::of(policies);
    let solver = Solver::of(items.iter().map(|item| item.ready));
    let mut found = Vec::new();
    for class in solver.classes(&items, None) {
        let granting: Vec<usize> = class
            .about
            .iter()
            .filter(|index| {
                *index < identity.len() && items.get(*index).is_some_and(|item| item.ready.effect == Effect::Allow)
            })
            .collect();
        if granting.is_empty() {
            continue;
        }
        let denies =
            class.about.iter().any(|index| items.get(index).is_some_and(|item| item.ready.effect == Effect::Deny));
        let limited = denies || layers.len() > 1;
        if limited {
            let goal = Goal { granted: layers.clone(), refused: None };
            if solver.never(&items, &class, &goal) {
                continue;
            }
        }
        let grants: Vec<Granted> = granting
            .iter()
            .filter_map(|index| Some((*identity.get(*index)?, items.get(*index)?)))
            .map(|((policy, statement), item)| Granted::of(policy, statement, item.ready))
            .collect();
        let actions = class.known.iter().filter_map(|id| catalog().action_by_id(*id));
        found.extend(actions.map(|action| Right { action, grants: grants.clone(), limited }));
    }
    found.sort_by_key(|right| right.action.id());
    found
}

impl Granted {
    fn of(policy: usize, statement: usize, ready: &Ready) -> Self {
        let listed = ready.resources.as_ref();
        Self {
            policy,
            statement,
            resources: listed
                .map_or_else(Vec::new, |listed| listed.source.iter().map(|text| text.value.clone()).collect()),
            except: listed.is_some_and(|listed| listed.negated),
            everything: listed.is_some_and(|listed| {
                !listed.negated && listed.patterns.iter().any(|template| template.loose().is_all())
            }),
            conditional: !ready.lines.is_empty(),
        }
    }
}

/// What a principal's policies grant, and what stands above them.
pub(super) struct Ceilings<'a> {
    pub(super) items: Vec<Item<'a>>,
    /// Of the first items: the policy and the statement.
    pub(super) identity: Vec<(usize, usize)>,
    /// Each must allow; the first are the identity policies.
    pub(super) layers: Vec<Layer>,
}

impl<'a> Ceilings<'a> {
    pub(super) fn of(policies: &'a Policies) -> Self {
        let mut items: Vec<Item<'a>> = Vec::new();
        let mut groups = Vec::new();
        let mut add = |group: &mut dyn Iterator<Item = &'a Prepared>, reader: Reader| {
            let from = items.len();
            let statements = group.flat_map(|policy| policy.statements.iter());
            items.extend(statements.map(|ready| Item { ready, reader, account_is_enough: true }));
            groups.push(from..items.len());
        };
        add(&mut policies.identity.iter(), ATTACHED);
        policies.boundaries.iter().for_each(|boundary| add(&mut std::iter::once(boundary), ATTACHED));
        if !policies.session.is_empty() {
            add(&mut policies.session.iter(), ATTACHED);
        }
        policies.scps.iter().for_each(|level| add(&mut level.iter(), ATTACHED));
        policies.endpoints.iter().for_each(|endpoint| add(&mut std::iter::once(endpoint), NAMING));
        let layers = groups.into_iter().map(|group| Layer::of(&items, group)).collect();
        let places =
            |(at, policy): (usize, &Prepared)| (0..policy.len()).map(move |index| (at, index)).collect::<Vec<_>>();
        Self { identity: policies.identity.iter().enumerate().flat_map(places).collect(), items, layers }
    }
}
