//! What a new version of policies grants that the old one did not, and the other way round.

use super::actions::Class;
use super::space::{Found, Goal, Item, Layer, Solver};
use crate::catalog::{Action, catalog};
use crate::decide::prepared::{Reader, Ready};
use crate::decide::{ATTACHED, Prepared, Request};

/// Whether one side grants what the other does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// There is no such request: proven.
    No,
    /// There is: a request shows it.
    Yes,
    /// None was found, but that there is none is not proven.
    Unproven,
}

/// How the access of a new version stands to that of the old one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Relation {
    /// The same: proven.
    Equivalent,
    /// It grants more, and nothing less: proven.
    Broader,
    /// It grants less, and nothing more: proven.
    Narrower,
    /// It grants something that the old one did not, and does not grant something that the old one did.
    Different,
    /// Not all of it could be proven.
    Unproven,
}

impl Relation {
    /// Its name in an answer.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Equivalent => "equivalent",
            Self::Broader => "broader",
            Self::Narrower => "narrower",
            Self::Different => "different",
            Self::Unproven => "unproven",
        }
    }
}

/// Requests that one side grants and the other does not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The actions of AWS that the same statements are about, in full. The request is about the first that fits.
    pub actions: Vec<&'static Action>,
    /// One such request.
    pub request: Request,
    /// Whether AWS makes such requests: the action exists, and has such resources.
    pub realistic: bool,
    /// Whether the difference is only that one side names the principal and the other its account: then the
    /// principal needs its own policies too.
    pub by_name_only: bool,
}

/// Two versions compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// What the new version grants and the old one does not; one for each class of actions.
    pub gained: Vec<Difference>,
    /// What the old version grants and the new one does not.
    pub lost: Vec<Difference>,
    /// Whether the new version grants more.
    pub grants_more: Verdict,
    /// Whether it grants less.
    pub grants_less: Verdict,
    /// Why something is not proven.
    pub unproven: Vec<&'static str>,
}

impl Comparison {
    /// Both verdicts in one.
    #[must_use]
    pub const fn relation(&self) -> Relation {
        match (self.grants_more, self.grants_less) {
            (Verdict::No, Verdict::No) => Relation::Equivalent,
            (Verdict::Yes, Verdict::No) => Relation::Broader,
            (Verdict::No, Verdict::Yes) => Relation::Narrower,
            (Verdict::Yes, Verdict::Yes) => Relation::Different,
            _ => Relation::Unproven,
        }
    }
}

/// Compares what two versions grant: each a set of policies that are attached together (a role's), or one policy of
/// a resource (bucket, key, trust). Where a statement says whom it means, policies are read as a resource's.
///
/// Requests are any that there can be: all actions, those too that AWS does not have today, all resources, all
/// contexts. Only "yes" and "no" that are proven are said; a "yes" has a request that the decision confirms.
#[must_use]
pub fn compare(old: &[Prepared], new: &[Prepared]) -> Comparison {
    let solver = Solver::of(statements(old).chain(statements(new)));
    between(&solver, old, new)
}

pub(super) fn statements(policies: &[Prepared]) -> impl Iterator<Item = &Ready> {
    policies.iter().flat_map(|policy| policy.statements.iter())
}

/// How policies are read: as a resource's, if one of their statements says whom it means.
pub(super) fn reader<'a>(policies: impl IntoIterator<Item = &'a Prepared>) -> Reader {
    let names =
        policies.into_iter().flat_map(|policy| policy.statements.iter()).any(|statement| statement.who.is_some());
    if names { Reader { principals: true, resource_optional: true, bounded: false } } else { ATTACHED }
}

fn between(solver: &Solver, old: &[Prepared], new: &[Prepared]) -> Comparison {
    let reader = reader(old.iter().chain(new));
    let mut comparison = Comparison {
        gained: Vec::new(),
        lost: Vec::new(),
        grants_more: Verdict::No,
        grants_less: Verdict::No,
        unproven: Vec::new(),
    };
    let passes: &[bool] = if reader.principals { &[true, false] } else { &[true] };
    for account_is_enough in passes {
        let items: Vec<Item<'_>> = statements(old)
            .chain(statements(new))
            .map(|ready| Item { ready, reader, account_is_enough: *account_is_enough })
            .collect();
        let split = statements(old).count();
        let (was, is) = (Layer::of(&items, 0..split), Layer::of(&items, split..items.len()));
        let classes = solver.classes(&items, None);
        for more in [true, false] {
            let (granted, refused) = if more { (&is, &was) } else { (&was, &is) };
            let goal = Goal { granted: vec![granted.clone()], refused: Some(vec![refused.clone()]) };
            let (list, verdict) = if more {
                (&mut comparison.gained, &mut comparison.grants_more)
            } else {
                (&mut comparison.lost, &mut comparison.grants_less)
            };
            let mut unproven = |why: &'static str| {
                if !comparison.unproven.contains(&why) {
                    comparison.unproven.push(why);
                }
            };
            if !solver.is_complete() {
                unproven("too many patterns of actions to tell apart");
            }
            let mut open = !solver.is_complete();
            for class in &classes {
                if list.iter().any(|known| !account_is_enough && is_among(class, known)) {
                    continue;
                }
                match solver.find(&items, class, &goal, true) {
                    Found::None => {}
                    Found::Request { request, realistic } => {
                        let actions =
                            class.known.iter().filter_map(|id| catalog().action_by_id(*id)).collect::<Vec<_>>();
                        let realistic = realistic && !actions.is_empty();
                        list.push(Difference {
                            actions,
                            request: *request,
                            realistic,
                            by_name_only: !account_is_enough,
                        });
                    }
                    Found::Unproven(why) => {
                        open = true;
                        unproven(why);
                    }
                }
            }
            if !list.is_empty() {
                *verdict = Verdict::Yes;
            } else if open {
                *verdict = Verdict::Unproven;
            }
        }
    }
    for list in [&mut comparison.gained, &mut comparison.lost] {
        // What AWS does today comes first.
        list.sort_by_key(|difference| !difference.realistic);
    }
    comparison
}

/// Whether the class was found to differ already.
fn is_among(class: &Class, known: &Difference) -> bool {
    let first = known.actions.first().map(|action| action.id());
    first.is_some_and(|id| class.known.contains(&id))
        || (first.is_none() && class.strange.iter().any(|name| name == known.request.action()))
}
