//! What a new version of policies grants that the old one did not, and the other way round.

use super::actions::Class;
use super::likely::{is_arn, likely};
use super::space::{Found, Goal, Item, Layer, Solver};
use crate::catalog::{Action, catalog};
use crate::decide::prepared::{Effect, Listed, Reader, Ready};
use crate::decide::{ATTACHED, Prepared, Principal, Request};
use crate::matching::Template;

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

/// Whether the new version grants what the old one does not; sooner told than by [`compare`], which shows all of it.
pub(crate) fn grants_more(old: &[Prepared], new: &[Prepared]) -> Verdict {
    if gains_plainly(old, new) {
        return Verdict::Yes;
    }
    let solver = Solver::of(statements(old).chain(statements(new)));
    let reader = reader(old.iter().chain(new));
    let (mut found, mut unproven) = (Side::default(), Vec::new());
    for account_is_enough in passes(reader) {
        let sides = Sides::of(&solver, old, new, reader, *account_is_enough);
        sides.look(&sides.is, &sides.was, &mut found, &mut unproven, true);
        if !found.list.is_empty() {
            break;
        }
    }
    found.verdict()
}

/// Whether an action is granted on a resource that the old version does not grant it on, as far as can be seen without the
/// solver: no condition and no variable stands in any statement about the action.
fn gains_plainly(old: &[Prepared], new: &[Prepared]) -> bool {
    if reader(old.iter().chain(new)).principals {
        return false;
    }
    statements(new).filter(|ready| ready.effect == Effect::Allow).any(|ready| {
        let (Some(actions), Some(resources)) = (&ready.actions, &ready.resources) else { return false };
        let plain = |template: &&Template| !template.has_variables();
        let texts = resources.patterns.iter().filter(plain).filter_map(|template| match template.loose().exact() {
            Some(text) => is_arn(text).then(|| text.to_owned()),
            None if template.loose().is_all() => Some("*".to_owned()),
            None => likely(template.loose(), None).into_iter().next(),
        });
        let texts: Vec<String> = texts.collect();
        let names = actions.source.iter().filter_map(|text| catalog().expand(&text.value).next());
        !actions.negated
            && !resources.negated
            && names.into_iter().any(|action| {
                let name = action.full_name();
                texts.iter().any(|text| is_gained(old, new, &name, text))
            })
    })
}

fn is_gained(old: &[Prepared], new: &[Prepared], action: &str, resource: &str) -> bool {
    let request = Request::new(Principal::Anonymous, action, resource);
    let [was, is] =
        [old, new].map(|policies| statements(policies).filter(|ready| ready.action(&request)).collect::<Vec<_>>());
    let plain = |ready: &&Ready| {
        let open = |listed: &Listed<Template>| listed.patterns.iter().any(Template::has_variables);
        ready.lines.is_empty() && !ready.resources.as_ref().is_some_and(open)
    };
    let grants = |about: &[&Ready]| {
        let says = |effect: Effect| {
            about.iter().any(|ready| ready.effect == effect && ready.resource(&request, ATTACHED).is_true())
        };
        says(Effect::Allow) && !says(Effect::Deny)
    };
    was.iter().chain(&is).all(plain) && grants(&is) && !grants(&was)
}

/// What one side grants and the other does not.
#[derive(Default)]
struct Side {
    list: Vec<Difference>,
    /// Whether something is not proven.
    open: bool,
}

impl Side {
    const fn verdict(&self) -> Verdict {
        match (self.list.is_empty(), self.open) {
            (false, _) => Verdict::Yes,
            (true, true) => Verdict::Unproven,
            (true, false) => Verdict::No,
        }
    }
}

/// Both versions before the solver.
struct Sides<'a> {
    solver: &'a Solver,
    items: Vec<Item<'a>>,
    classes: Vec<Class>,
    was: Layer,
    is: Layer,
    account_is_enough: bool,
}

/// Where policies name principals, naming the account counts once as naming the principal, and once not.
const fn passes(reader: Reader) -> &'static [bool] {
    if reader.principals { &[true, false] } else { &[true] }
}

impl<'a> Sides<'a> {
    fn of(
        solver: &'a Solver,
        old: &'a [Prepared],
        new: &'a [Prepared],
        reader: Reader,
        account_is_enough: bool,
    ) -> Self {
        let all = statements(old).chain(statements(new));
        let items: Vec<Item<'_>> = all.map(|ready| Item { ready, reader, account_is_enough }).collect();
        let split = statements(old).count();
        let (was, is) = (Layer::of(&items, 0..split), Layer::of(&items, split..items.len()));
        let classes = solver.classes(&items, None);
        Self { solver, items, classes, was, is, account_is_enough }
    }

    /// Looks for what one side grants and the other does not: for all of it, or for the `first` alone.
    fn look(&self, granted: &Layer, refused: &Layer, found: &mut Side, unproven: &mut Vec<&'static str>, first: bool) {
        let mut open = |found: &mut Side, why: &'static str| {
            found.open = true;
            if !unproven.contains(&why) {
                unproven.push(why);
            }
        };
        let goal = Goal { granted: vec![granted.clone()], refused: Some(vec![refused.clone()]) };
        if !self.solver.is_complete() {
            open(found, "too many patterns of actions to tell apart");
        }
        for class in &self.classes {
            if !self.account_is_enough && found.list.iter().any(|known| is_among(class, known)) {
                continue;
            }
            match self.solver.find(&self.items, class, &goal) {
                Found::None => {}
                Found::Request { request, realistic } => {
                    let actions = class.known.iter().filter_map(|id| catalog().action_by_id(*id)).collect::<Vec<_>>();
                    let realistic = realistic && !actions.is_empty();
                    let by_name_only = !self.account_is_enough;
                    found.list.push(Difference { actions, request: *request, realistic, by_name_only });
                    if first {
                        return;
                    }
                }
                Found::Unproven(why) => open(found, why),
            }
        }
    }
}

fn between(solver: &Solver, old: &[Prepared], new: &[Prepared]) -> Comparison {
    let reader = reader(old.iter().chain(new));
    let (mut more, mut less, mut unproven) = (Side::default(), Side::default(), Vec::new());
    for account_is_enough in passes(reader) {
        let sides = Sides::of(solver, old, new, reader, *account_is_enough);
        sides.look(&sides.is, &sides.was, &mut more, &mut unproven, false);
        sides.look(&sides.was, &sides.is, &mut less, &mut unproven, false);
    }
    let (grants_more, grants_less) = (more.verdict(), less.verdict());
    let mut comparison = Comparison { gained: more.list, lost: less.list, grants_more, grants_less, unproven };
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const ACTIONS: [&str; 6] = ["s3:GetObject", "s3:*Object", "s3:*", "*", "sqs:SendMessage", "nosuch:Thing"];
    const RESOURCES: [&str; 7] = [
        "*",
        "arn:aws:s3:::data/*",
        "arn:aws:s3:::data",
        "arn:aws:s3:::*/raw/*",
        "arn:aws:s3:::data/${aws:username}/*",
        "arn:aws:sqs:*:*:q",
        "nothing",
    ];
    const CONDITIONS: [&str; 4] = [
        "",
        "",
        r#", "Condition": {"StringEquals": {"aws:SourceVpc": "vpc-1"}}"#,
        r#", "Condition": {"StringNotEquals": {"aws:SourceVpc": "vpc-1"}}"#,
    ];

    fn policy() -> impl Strategy<Value = Vec<Prepared>> {
        let statement = (
            prop::bool::weighted(0.8),
            prop::sample::subsequence(&ACTIONS[..], 1..3),
            prop::sample::subsequence(&RESOURCES[..], 1..3),
            prop::sample::select(&CONDITIONS[..]),
        );
        prop::collection::vec(statement, 0..4).prop_map(|statements| {
            let one = |(allow, actions, resources, condition)| {
                let effect = if allow { "Allow" } else { "Deny" };
                format!(r#"{{"Effect": "{effect}", "Action": {actions:?}, "Resource": {resources:?}{condition}}}"#)
            };
            let statements: Vec<String> = statements.into_iter().map(one).collect();
            vec![Prepared::parse(&format!(r#"{{"Version": "2012-10-17", "Statement": [{}]}}"#, statements.join(", ")))]
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]
        #[test]
        fn what_is_sooner_told_is_the_same(old in policy(), new in policy()) {
            prop_assert_eq!(grants_more(&old, &new), compare(&old, &new).grants_more);
        }
    }
}
