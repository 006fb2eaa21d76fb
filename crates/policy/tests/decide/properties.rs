//! What holds for every request. These rules are ours: they follow from how AWS combines policies, and no page names them.

use gatehouse_policy::decide::{Outcome, Policies, Prepared, Principal, Request, decide, outcome};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::{OBJECT, ROLE, SESSION};

const KEYS: [&str; 2] = ["a:x", "a:y"];

fn condition() -> impl Strategy<Value = Value> {
    let operator = prop::sample::select(vec![
        "StringEquals",
        "StringNotEquals",
        "StringLike",
        "StringNotLikeIfExists",
        "ForAllValues:StringEquals",
        "ForAnyValue:StringEquals",
        "Null",
        "ForAnyValue:StringNotLike",
        "StringEqualsIfExists",
        "NumericLessThan",
        "Bool",
    ]);
    let values =
        prop::collection::vec(prop::sample::select(vec!["1", "2", "*", "true", "${a:x}", "${a:y, '1'}"]), 1..3);
    prop_oneof![
        Just(json!({})),
        (operator, prop::sample::select(KEYS.to_vec()), values)
            .prop_map(|(operator, key, values)| json!({operator: {key: values}})),
    ]
}

fn statement() -> impl Strategy<Value = Value> {
    let principal = prop::sample::select(vec!["*", ROLE, SESSION, "111122223333", "444455556666"]);
    let resource = prop::sample::select(vec!["*", OBJECT, "arn:aws:s3:::${a:x}/*", "arn:aws:s3:::other"]);
    let action = prop::sample::select(vec!["*", "s3:Get*", "s3:Put*"]);
    (any::<bool>(), principal, action, resource, condition()).prop_map(|(deny, principal, action, resource, condition)| {
        let effect = if deny { "Deny" } else { "Allow" };
        json!({"Effect": effect, "Principal": {"AWS": principal}, "Action": action, "Resource": resource, "Condition": condition})
    })
}

fn document() -> impl Strategy<Value = Vec<Value>> {
    prop::collection::vec(statement(), 0..4)
}

/// Statements of a layer; only some layers name principals.
type Layers = [Vec<Value>; 7];

fn layers() -> impl Strategy<Value = Layers> {
    [document(), document(), document(), document(), document(), document(), document()]
}

fn prepare(statements: &[Value], naming: bool) -> Prepared {
    let mut statements = statements.to_vec();
    if !naming {
        for statement in &mut statements {
            statement.as_object_mut().unwrap().remove("Principal");
        }
    }
    Prepared::parse(&json!({"Version": "2012-10-17", "Statement": statements}).to_string())
}

/// A layer without statements is left out, lest most requests be denied by it.
fn policies(layers: &Layers) -> Policies {
    let one = |at: usize, naming: bool| -> Vec<Prepared> {
        let statements = &layers[at];
        if statements.is_empty() { Vec::new() } else { vec![prepare(statements, naming)] }
    };
    let levels = |policies: Vec<Prepared>| if policies.is_empty() { Vec::new() } else { vec![policies] };
    Policies {
        identity: one(0, false),
        resource: one(1, true),
        boundaries: one(2, false),
        session: one(3, false),
        scps: levels(one(4, false)),
        rcps: levels(one(5, true)),
        endpoints: one(6, true),
        grants: Vec::new(),
    }
}

fn request() -> impl Strategy<Value = Request> {
    let principal = prop::sample::select(vec![
        ROLE,
        SESSION,
        "*",
        "arn:aws:iam::111122223333:root",
        "arn:aws:iam::444455556666:user/x",
    ]);
    let value = prop::option::of(prop::collection::vec(prop::sample::select(vec!["1", "2", "data", "true", ""]), 0..3));
    (principal, [value.clone(), value], any::<bool>()).prop_map(|(principal, values, complete)| {
        let request = Request::new(Principal::parse(principal).unwrap(), "s3:GetObject", OBJECT)
            .with_resource_account("111122223333")
            .with_complete_context(complete);
        KEYS.iter().zip(values).fold(request, |request, (key, values)| match values {
            Some(values) => request.with(key, values),
            None => request,
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn a_further_deny_never_allows(request in request(), mut layers in layers(), mut deny in statement(), at in 0_usize..7) {
        // A layer that was not there may close only by being there.
        prop_assume!(!layers[at].is_empty());
        let before = outcome(&request, &policies(&layers));
        deny["Effect"] = "Deny".into();
        layers[at].push(deny);
        let after = outcome(&request, &policies(&layers));
        prop_assert!(after != Outcome::Allowed || before == Outcome::Allowed, "{before:?} {after:?}");
    }

    #[test]
    fn order_does_not_matter(request in request(), layers in layers()) {
        let mut turned = layers.clone();
        for statement in turned.iter_mut().flat_map(|statements| {
            statements.reverse();
            statements
        }) {
            for operator in statement["Condition"].as_object_mut().unwrap().values_mut() {
                for values in operator.as_object_mut().unwrap().values_mut() {
                    values.as_array_mut().unwrap().reverse();
                }
            }
        }
        prop_assert_eq!(outcome(&request, &policies(&layers)), outcome(&request, &policies(&turned)));
    }

    #[test]
    fn completing_the_context_only_settles(request in request(), layers in layers(), values in [
        prop::collection::vec(prop::sample::select(vec!["1", "2", "data", "true"]), 0..3),
        prop::collection::vec(prop::sample::select(vec!["1", "2", "data", "true"]), 0..3),
    ]) {
        let policies = policies(&layers);
        let open = outcome(&request, &policies);
        let mut completed = request.clone();
        for (key, values) in KEYS.iter().zip(values) {
            if request.held(key) == gatehouse_policy::decide::Held::Unknown {
                completed = completed.with(key, values);
            }
        }
        let settled = outcome(&completed.with_complete_context(true), &policies);
        match open {
            Outcome::Depends | Outcome::NotApplicable => {}
            Outcome::ImplicitlyDenied => prop_assert_ne!(settled, Outcome::Allowed),
            known => prop_assert_eq!(settled, known),
        }
        prop_assert_ne!(settled, Outcome::Depends);
    }

    #[test]
    fn an_answer_is_whole(request in request(), layers in layers()) {
        let policies = policies(&layers);
        let decision = decide(&request, &policies);
        prop_assert_eq!(decision.outcome, outcome(&request, &policies));
        prop_assert_eq!(decision.blocked_by.is_empty(), decision.outcome == Outcome::Allowed, "{}", decision.trace());
        prop_assert_eq!(decision.depends_on.is_empty(), decision.outcome != Outcome::Depends, "{}", decision.trace());
        if decision.outcome == Outcome::ExplicitlyDenied {
            prop_assert!(decision.deciding.iter().all(|at| at.effect == "Deny" && at.certain) && !decision.deciding.is_empty());
        }
        for flip in &decision.flips {
            let settled = flip.context.iter().fold(request.clone(), |request, (key, value)| request.with(key, value.clone()));
            prop_assert_eq!(outcome(&settled, &policies), flip.decision);
        }
        prop_assert!(decision.sentence().ends_with('.'));
    }

    #[test]
    fn reading_a_request_never_panics(text in "\\PC{0,60}|[{}\\[\\]\",:a-z*]{0,60}") {
        let _ = Request::from_json(&text);
    }
}
