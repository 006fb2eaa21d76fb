//! That there is no request of a kind, proven with the least work.
//!
//! The texts that stand for all resources are found by a walk through all patterns at once (see [`super::strings`]), which
//! is most of a proof's work and seldom needed: often the conditions alone rule a request out, or what the policies name
//! is one already, or nothing counts but the few resources that they name.

use super::actions::Class;
use super::common::common;
use super::likely::is_arn;
use super::search::Search;
use super::space::{Angle, Focused, Goal, Item, Layer, Solver, Space, Texts, Values, focus};
use crate::matching::{Pattern, Template};

/// Whether it is proven that no request of the class is what the goal describes.
pub(super) fn never(solver: &Solver, items: &[Item<'_>], class: &Class, goal: &Goal) -> bool {
    let none = Values::new();
    let angle = Angle { action: None, fixed: &none, texts: Texts::All };
    soon(solver, items, class, goal, angle).unwrap_or_else(|| walked(solver, items, class, goal, angle))
}

/// The answer where it needs no walk through patterns.
fn soon(solver: &Solver, items: &[Item<'_>], class: &Class, goal: &Goal, angle: Angle<'_>) -> Option<bool> {
    // Whatever the resource is.
    let open = Space::of(solver, items, class, Angle { texts: Texts::Open, ..angle });
    let mut search = Search::new(&open, goal, false);
    if search.run().is_none() && !search.exhausted && open.complete {
        return Some(true);
    }
    // One of those that the statements name.
    let named = Space::of(solver, items, class, Angle { texts: Texts::Named(&[]), ..angle });
    let mut search = Search::new(&named, goal, false);
    if search.run().is_some() {
        return Some(false);
    }
    if goal.granted.iter().any(|layer| names_all(&named, items, layer)) {
        return (!search.exhausted && named.complete).then_some(true);
    }
    // One that what grants has in common.
    let shared = shared(&named, items, goal);
    if shared.is_empty() {
        return None;
    }
    let space = Space::of(solver, items, class, Angle { texts: Texts::Named(&shared), ..angle });
    Search::new(&space, goal, false).run().map(|_| false)
}

/// Texts that fit a pattern of the first layer and one of another.
fn shared(space: &Space, items: &[Item<'_>], goal: &Goal) -> Vec<String> {
    let Some((first, rest)) = goal.granted.split_first() else { return Vec::new() };
    let patterns = |layer: &Layer| -> Vec<&Pattern> {
        let listed = layer.allows().and(&space.active);
        let listed: Vec<usize> = listed.iter().collect();
        let listed = listed.into_iter().filter_map(|index| items.get(index)?.ready.resources.as_ref());
        listed.filter(|listed| !listed.negated).flat_map(|listed| &listed.patterns).map(Template::loose).collect()
    };
    let mut found = Vec::new();
    for one in patterns(first) {
        for other in rest.iter().flat_map(patterns) {
            found.extend(common(one, other).filter(|text| is_whole(text)));
            if found.len() == MOST_SHARED {
                return found;
            }
        }
    }
    found
}

/// Whether a text is one that a request can name: an ARN whose partition and service are told.
fn is_whole(text: &str) -> bool {
    is_arn(text) && text.split(':').skip(1).take(2).all(|part| !part.is_empty())
}

/// Texts that are worth a look before all are walked through.
const MOST_SHARED: usize = 32;

/// Whether a layer grants only what it names: other resources than these need no look.
fn names_all(space: &Space, items: &[Item<'_>], layer: &Layer) -> bool {
    layer.allows().and(&space.active).iter().filter_map(|index| items.get(index)).all(|item| {
        item.ready.resources.as_ref().is_some_and(|listed| {
            !listed.negated
                && listed
                    .patterns
                    .iter()
                    .all(|template| !template.has_variables() && template.loose().exact().is_some())
        })
    })
}

/// Patterns of a granting layer that are looked at one by one rather than all at once.
const FEW: usize = 3;

/// The answer by a walk through the patterns: through those that the first layer grants, if they are few, and through all
/// where that tells nothing.
fn walked(solver: &Solver, items: &[Item<'_>], class: &Class, goal: &Goal, angle: Angle<'_>) -> bool {
    let few = goal.granted.first().is_some_and(|layer| patterns(items, class, layer) <= FEW);
    if few {
        match focus(solver, items, class, goal, angle) {
            Focused::None => return true,
            Focused::Way(_) => return false,
            Focused::Unproven => {}
        }
    }
    let space = Space::of(solver, items, class, angle);
    let mut search = Search::new(&space, goal, false);
    match search.run() {
        Some(_) => false,
        None if search.exhausted => false,
        None if space.complete => true,
        // Pattern by pattern there may be less to tell apart.
        None => !few && matches!(focus(solver, items, class, goal, angle), Focused::None),
    }
}

fn patterns(items: &[Item<'_>], class: &Class, layer: &Layer) -> usize {
    let granting = layer.allows().and(&class.about);
    let listed = granting.iter().filter_map(|index| items.get(index)?.ready.resources.as_ref());
    listed.map(|listed| listed.patterns.len()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::catalog;
    use crate::decide::Prepared;
    use crate::decide::prepared::{Reader, Ready};
    use crate::sets::bits::Bits;
    use crate::sets::space::Found;
    use proptest::prelude::*;

    const READER: Reader = Reader { principals: false, resource_optional: true, bounded: false };

    /// Resources and conditions that meet, miss and contain each other.
    const RESOURCES: [&str; 14] = [
        "*",
        "${*}",
        "arn:aws:iam::111122223333:role/*",
        "arn:aws:iam::111122223333:role/a",
        "arn:aws:iam::111122223333:role/b",
        "arn:aws:iam::*:role/a*",
        "arn:*:iam::*:role/*b",
        "arn:aws:iam::111122223333:role/?",
        "arn:aws:iam::111122223333:*/team-*",
        "arn:aws:iam::111122223333:role/*/*:*",
        "arn:aws:s3:::*",
        "arn:aws:s3:::data/*",
        "arn:aws:iam::111122223333:role/${aws:username}",
        "nothing",
    ];
    const LINES: [&str; 9] = [
        r#""StringEquals": {"iam:PassedToService": ["sagemaker.amazonaws.com", "sagemaker.amazonaws.com.cn"]}"#,
        r#""StringEquals": {"iam:PassedToService": "lambda.amazonaws.com"}"#,
        r#""StringNotEquals": {"iam:PassedToService": "sagemaker.amazonaws.com"}"#,
        r#""StringLike": {"iam:PassedToService": "*.amazonaws.com"}"#,
        r#""Null": {"iam:PermissionsBoundary": "true"}"#,
        r#""StringEquals": {"iam:PermissionsBoundary": "arn:aws:iam::111122223333:policy/p"}"#,
        r#""ArnLike": {"iam:PolicyARN": "arn:*:iam::aws:policy/AdministratorAccess"}"#,
        r#""StringEquals": {"aws:PrincipalTag/team": "${aws:username}"}"#,
        r#""NoOperator": {"aws:SourceVpc": "vpc-1"}"#,
    ];

    fn statement() -> impl Strategy<Value = String> {
        let lists = prop::collection::vec(prop::sample::select(&RESOURCES[..]), 1..4);
        let lines = prop::collection::btree_set(prop::sample::select(&LINES[..]), 0..3);
        (prop::bool::weighted(0.75), prop::bool::weighted(0.1), lists, lines).prop_map(
            |(allow, negated, list, lines)| {
                let effect = if allow { "Allow" } else { "Deny" };
                let element = if negated { "NotResource" } else { "Resource" };
                // Of each operator once.
                let mut told: Vec<&str> = Vec::new();
                for line in lines {
                    if !told.iter().any(|other| other.split(':').next() == line.split(':').next()) {
                        told.push(line);
                    }
                }
                format!(
                    r#"{{"Effect": "{effect}", "Action": "iam:PassRole", "{element}": {list:?}, "Condition": {{{}}}}}"#,
                    told.join(", ")
                )
            },
        )
    }

    /// Each layer's statements, and what must not be granted, if anything.
    fn question() -> impl Strategy<Value = (Vec<Vec<String>>, Option<Vec<String>>)> {
        let layer = || prop::collection::vec(statement(), 1..4);
        (prop::collection::vec(layer(), 1..4), prop::option::weighted(0.3, layer()))
    }

    /// The first search alone: through all resources at once.
    fn by_all(solver: &Solver, items: &[Item<'_>], class: &Class, goal: &Goal) -> Option<bool> {
        let none = Values::new();
        let space = Space::of(solver, items, class, Angle { action: None, fixed: &none, texts: Texts::All });
        let mut search = Search::new(&space, goal, false);
        let found = search.run().is_some();
        (found || (space.complete && !search.exhausted)).then_some(!found)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(600))]
        #[test]
        fn the_quick_answers_are_those_of_the_walk((layers, refused) in question()) {
            let text = |statements: &[String]| {
                format!(r#"{{"Version": "2012-10-17", "Statement": [{}]}}"#, statements.join(", "))
            };
            let policies: Vec<Prepared> =
                layers.iter().chain(&refused).map(|statements| Prepared::parse(&text(statements))).collect();
            let ready: Vec<&Ready> = policies.iter().flat_map(|policy| policy.statements.iter()).collect();
            let items: Vec<Item<'_>> =
                ready.iter().map(|ready| Item { ready, reader: READER, account_is_enough: true }).collect();
            let mut from = 0;
            let mut sides: Vec<Layer> = policies
                .iter()
                .map(|policy| {
                    from += policy.len();
                    Layer::of(&items, from - policy.len()..from)
                })
                .collect();
            let refused = refused.map(|_| vec![sides.pop().unwrap()]);
            let goal = Goal { granted: sides, refused };
            let action = catalog().action("iam:PassRole").unwrap();
            let class = Class { about: Bits::all(items.len()), known: vec![action.id()], strange: Vec::new() };
            let solver = Solver::of([]);
            let none = Values::new();
            let angle = Angle { action: None, fixed: &none, texts: Texts::All };
            let told = by_all(&solver, &items, &class, &goal);
            if let (Some(quick), Some(told)) = (soon(&solver, &items, &class, &goal, angle), told) {
                prop_assert_eq!(quick, told, "{:?}", layers);
            }
            if let Some(told) = told {
                prop_assert_eq!(walked(&solver, &items, &class, &goal, angle), told, "{:?}", layers);
                prop_assert_eq!(never(&solver, &items, &class, &goal), told, "{:?}", layers);
            }
            // A request that can be shown is there.
            if let Found::Request { request, .. } = solver.find(&items, &class, &goal) {
                prop_assert!(!never(&solver, &items, &class, &goal), "{:?}", request);
            }
        }
    }
}
