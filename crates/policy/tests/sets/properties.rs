//! What is said to hold for all requests is tried on random ones.

use gatehouse_policy::decide::{Outcome, Policies, Prepared, Principal, Request, outcome};
use gatehouse_policy::document::Policy;
use gatehouse_policy::sets::{Verdict, allowed_actions, compare, minimise, redundant_statements, rights};
use proptest::prelude::*;
use serde_json::{Value, json};

fn actions() -> impl Strategy<Value = Value> {
    let one = prop::sample::select(vec![
        "s3:GetObject",
        "s3:Get*",
        "s3:*",
        "*",
        "s3:PutObject",
        "s3:GetObject?cl",
        "kms:Decrypt",
        "kms:*",
        "s3:getobject",
        "sts:Ge*",
        "S3:Put*",
    ]);
    prop::collection::vec(one, 1..4).prop_map(|actions| json!(actions))
}

fn resources() -> impl Strategy<Value = Value> {
    let one = prop::sample::select(vec![
        "*",
        "arn:aws:s3:::a",
        "arn:aws:s3:::a/*",
        "arn:aws:s3:::a/b",
        "arn:aws:s3:::a/?",
        "arn:aws:s3:::*/b",
        "arn:aws:s3:::${aws:username}/*",
        "arn:aws:s3:::a*",
        "arn:aws:s3:::b",
    ]);
    prop::collection::vec(one, 1..3).prop_map(|resources| json!(resources))
}

fn condition() -> impl Strategy<Value = Option<Value>> {
    let some = prop::sample::select(vec![
        json!({"StringEquals": {"aws:SourceVpce": "v1"}}),
        json!({"StringLike": {"aws:SourceVpce": ["v*", "w"]}}),
        json!({"StringNotEquals": {"aws:SourceVpce": "v1"}}),
        json!({"StringEqualsIfExists": {"aws:SourceVpce": ["v1", "v2"]}}),
        json!({"StringEqualsIgnoreCase": {"aws:SourceVpce": "V1"}}),
        json!({"Null": {"aws:SourceVpce": "true"}}),
        json!({"Null": {"aws:SourceVpce": "false"}, "Bool": {"aws:SecureTransport": "true"}}),
        json!({"Bool": {"aws:SecureTransport": "false"}}),
        json!({"NumericLessThan": {"s3:max-keys": "3"}}),
        json!({"NumericGreaterThanEquals": {"s3:max-keys": "3"}}),
        json!({"ForAllValues:StringEquals": {"aws:TagKeys": ["a", "b"]}}),
        json!({"ForAnyValue:StringLike": {"aws:TagKeys": "a*"}}),
        json!({"StringEquals": {"s3:prefix": "${aws:username}"}}),
        json!({"IpAddress": {"aws:SourceIp": "10.0.0.0/8"}}),
        json!({"NotIpAddress": {"aws:SourceIp": ["10.1.0.0/16"]}}),
        json!({"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/a*"}}),
    ]);
    prop::option::weighted(0.5, some)
}

fn statement() -> impl Strategy<Value = Value> {
    (actions(), resources(), condition(), prop::bool::weighted(0.75), 0..12_u8).prop_map(
        |(actions, resources, condition, allow, shape)| {
            let action = if shape == 0 { "NotAction" } else { "Action" };
            let resource = if shape == 1 { "NotResource" } else { "Resource" };
            let mut statement =
                json!({"Effect": if allow { "Allow" } else { "Deny" }, action: actions, resource: resources});
            if let Some(condition) = condition {
                statement["Condition"] = condition;
            }
            statement
        },
    )
}

fn policy() -> impl Strategy<Value = String> {
    prop::collection::vec(statement(), 1..4)
        .prop_map(|statements| json!({"Version": "2012-10-17", "Statement": statements}).to_string())
}

fn request() -> impl Strategy<Value = Request> {
    let pick = |values: &'static [&'static str]| prop::sample::select(values);
    (
        pick(&[
            "s3:GetObject",
            "s3:GetObjectAcl",
            "s3:PutObject",
            "s3:GetX",
            "kms:Decrypt",
            "sts:GetSessionToken",
            "x:y",
        ]),
        pick(&[
            "*",
            "arn:aws:s3:::a",
            "arn:aws:s3:::a/b",
            "arn:aws:s3:::a/c/b",
            "arn:aws:s3:::b",
            "arn:aws:s3:::ann/x",
        ]),
        prop::option::of(pick(&["v1", "V1", "v2", "w", "x", ""])),
        prop::option::of(pick(&["true", "false"])),
        prop::option::of(pick(&["1", "3", "4", "x"])),
        prop::option::of(prop::collection::vec(pick(&["a", "b", "ac", "c", ""]), 1..3)),
        prop::option::of(pick(&["ann", "a", "b"])),
        prop::option::of(pick(&["10.0.0.1", "10.1.0.1", "11.0.0.1", "::1"])),
        prop::option::of(pick(&["ann", "b"])),
    )
        .prop_map(|(action, resource, vpce, secure, keys, tags, name, ip, prefix)| {
            let principal = Principal::parse("arn:aws:iam::111122223333:role/a").unwrap();
            Request::new(principal, action, resource)
                .with("aws:SourceVpce", vpce)
                .with("aws:SecureTransport", secure)
                .with("s3:max-keys", keys)
                .with("aws:TagKeys", tags.unwrap_or_default())
                .with("aws:username", name)
                .with("aws:SourceIp", ip)
                .with("s3:prefix", prefix)
        })
}

fn grants(policies: &[Prepared], request: &Request) -> bool {
    // A key's own policy lets the account's policies count. A service's own rule is none of the policy's.
    let key = r#"{"Statement": {"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "kms:*", "Resource": "*"}}"#;
    let resource = if request.action().starts_with("kms:") { vec![Prepared::parse(key)] } else { Vec::new() };
    let policies = Policies { identity: policies.to_vec(), resource, ..Policies::default() };
    request.service_rule().is_none() && outcome(request, &policies) == Outcome::Allowed
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn no_request_contradicts_a_comparison(
        old in policy(), new in policy(), requests in prop::collection::vec(request(), 60),
    ) {
        let (old, new) = ([Prepared::parse(&old)], [Prepared::parse(&new)]);
        let comparison = compare(&old, &new);
        for request in &requests {
            let (was, is) = (grants(&old, request), grants(&new, request));
            prop_assert!(!is || was || comparison.grants_more != Verdict::No, "gained {}", request.to_json());
            prop_assert!(!was || is || comparison.grants_less != Verdict::No, "lost {}", request.to_json());
        }
        for difference in &comparison.gained {
            prop_assert!(grants(&new, &difference.request) && !grants(&old, &difference.request));
        }
        for difference in &comparison.lost {
            prop_assert!(grants(&old, &difference.request) && !grants(&new, &difference.request));
        }
    }

    #[test]
    fn a_policy_is_equivalent_to_itself(policy in policy()) {
        let policy = [Prepared::parse(&policy)];
        let comparison = compare(&policy, &policy);
        prop_assert_eq!((comparison.grants_more, comparison.grants_less), (Verdict::No, Verdict::No));
    }

    #[test]
    fn minimised_it_decides_the_same(policy in policy(), requests in prop::collection::vec(request(), 60)) {
        let smaller = minimise(&policy).unwrap();
        prop_assert!(smaller.after <= smaller.before);
        let (old, new) = ([Prepared::parse(&policy)], [Prepared::parse(&smaller.text)]);
        for request in &requests {
            prop_assert_eq!(grants(&old, request), grants(&new, request), "{}\n{}", policy, smaller.text);
        }
        // Twice is as good as once.
        prop_assert_eq!(minimise(&smaller.text).unwrap().text, smaller.text);
    }

    #[test]
    fn without_a_redundant_statement_it_decides_the_same(
        policy in policy(), requests in prop::collection::vec(request(), 40),
    ) {
        let whole = [Prepared::parse(&policy)];
        for index in redundant_statements(&Policy::parse(&policy)) {
            let mut document: Value = serde_json::from_str(&policy).unwrap();
            document["Statement"].as_array_mut().unwrap().remove(index);
            let rest = [Prepared::parse(&document.to_string())];
            for request in &requests {
                prop_assert_eq!(grants(&whole, request), grants(&rest, request), "{} without {}", policy, index);
            }
        }
    }

    #[test]
    fn what_is_allowed_is_among_the_rights(policy in policy(), requests in prop::collection::vec(request(), 40)) {
        let policies = Policies { identity: vec![Prepared::parse(&policy)], ..Policies::default() };
        let rights = rights(&policies);
        for request in &requests {
            let Some(action) = gatehouse_policy::catalog::catalog().action(request.action()) else { continue };
            let at_once = allowed_actions(&policies.identity, request);
            let allowed = grants(&policies.identity, request);
            if request.service_rule().is_none() {
                prop_assert_eq!(at_once.contains(action), allowed, "{}", request.to_json());
            }
            prop_assert!(!allowed || rights.iter().any(|right| right.action.id() == action.id()));
        }
    }
}
