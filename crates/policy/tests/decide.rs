//! Requests decided, rule by rule. The rules are AWS's: each test names the page that all its cases rest on.

// A test says what it expects by failing.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "decide/conditions.rs"]
mod conditions;
#[path = "decide/elements.rs"]
mod elements;
#[path = "decide/explanations.rs"]
mod explanations;
#[path = "decide/kms.rs"]
mod kms;
#[path = "decide/layers.rs"]
mod layers;
#[path = "decide/organization.rs"]
mod organization;
#[path = "decide/principals.rs"]
mod principals;
#[path = "decide/properties.rs"]
mod properties;
#[path = "decide/trust.rs"]
mod trust;

use gatehouse_policy::decide::{Decision, Outcome, Question};
use serde_json::{Value, json};

const ROLE: &str = "arn:aws:iam::111122223333:role/train";
const SESSION: &str = "arn:aws:sts::111122223333:assumed-role/train/job";
const OBJECT: &str = "arn:aws:s3:::data/a.csv";
const USER: &str = "arn:aws:iam::111122223333:user/team/ana";
const ROOT: &str = "arn:aws:iam::111122223333:root";
const OTHER: &str = "444455556666";
const KEY: &str = "arn:aws:kms:eu-west-1:111122223333:key/k";

/// Allows one action on everything, with further elements.
fn allow(action: &str, more: Value) -> Value {
    statement("Allow", action, more)
}

fn statement(effect: &str, action: &str, more: Value) -> Value {
    let mut statement = json!({"Effect": effect, "Action": action, "Resource": "*"});
    statement.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    json!({"Version": "2012-10-17", "Statement": [statement]})
}

/// A bucket policy that allows reading to somebody.
fn bucket(principal: &str) -> Value {
    allow("s3:GetObject", json!({"Principal": {"AWS": principal}}))
}

fn merged(one: Value, other: Value) -> Value {
    let mut one = one;
    one.as_object_mut().unwrap().extend(other.as_object().unwrap().clone());
    one
}

fn nothing() -> Value {
    allow("ec2:*", json!({}))
}

fn decide(more: Value) -> Decision {
    let mut request = json!({
        "principal": ROLE, "action": "s3:GetObject", "resource": OBJECT, "resourceAccount": "111122223333",
    });
    request.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    Question::from_json(&request.to_string()).unwrap().decide()
}

#[track_caller]
fn check(more: Value, outcome: Outcome, blocked: &[&str]) {
    let decision = decide(more.clone());
    let layers: Vec<&str> = decision.blocked_by.iter().map(|layer| layer.as_str()).collect();
    assert_eq!((decision.outcome, layers.as_slice()), (outcome, blocked), "{more}\n{}", decision.trace());
}

fn read() -> Value {
    allow("s3:GetObject", json!({}))
}

// Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_AccessPolicyLanguage_Interplay.html>
#[test]
fn nothing_allows_what_nobody_granted() {
    check(json!({}), Outcome::ImplicitlyDenied, &["identity"]);
    check(json!({"identityPolicies": [read()]}), Outcome::Allowed, &[]);
    check(json!({"identityPolicies": [allow("s3:Put*", json!({}))]}), Outcome::ImplicitlyDenied, &["identity"]);
}

// Sources: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html>,
// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_AccessPolicyLanguage_Interplay.html>
#[test]
fn a_deny_anywhere_decides() {
    let deny = statement("Deny", "s3:*", json!({}));
    check(json!({"identityPolicies": [read(), deny.clone()]}), Outcome::ExplicitlyDenied, &["identity"]);
    let never = statement("Deny", "s3:*", json!({"Principal": "*"}));
    for (field, value, layer) in [
        ("resourcePolicy", never.clone(), "resource"),
        ("permissionsBoundaries", json!([read(), deny.clone()]), "boundary"),
        ("serviceControlPolicies", json!([[read(), deny]]), "scp"),
        ("resourceControlPolicies", json!([[never]]), "rcp"),
    ] {
        check(json!({"identityPolicies": [read()], field: value}), Outcome::ExplicitlyDenied, &[layer]);
    }
}

// Sources: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html#policy-eval-basics-id-rdp>,
// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html>
#[test]
fn within_an_account_one_side_is_enough_and_across_accounts_both_are_needed() {
    check(json!({"resourcePolicy": bucket(ROLE)}), Outcome::Allowed, &[]);
    let other = "444455556666";
    check(json!({"resourceAccount": other, "identityPolicies": [read()]}), Outcome::ImplicitlyDenied, &["resource"]);
    check(json!({"resourceAccount": other, "resourcePolicy": bucket(ROLE)}), Outcome::ImplicitlyDenied, &["identity"]);
    let both =
        json!({"resourceAccount": other, "identityPolicies": [read()], "resourcePolicy": bucket("111122223333")});
    check(both, Outcome::Allowed, &[]);
}

// Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-accounts>
#[test]
fn naming_the_account_only_delegates() {
    check(json!({"resourcePolicy": bucket("111122223333")}), Outcome::ImplicitlyDenied, &["identity"]);
}

// Source: <https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_evaluation.html#how_scps_allow>
#[test]
fn every_level_of_an_organization_must_allow() {
    let all = allow("*", json!({}));
    let granted = |scps: Value| json!({"identityPolicies": [read()], "serviceControlPolicies": scps});
    check(granted(json!([[all], [read()]])), Outcome::Allowed, &[]);
    check(granted(json!([[all], [allow("ec2:*", json!({}))]])), Outcome::ImplicitlyDenied, &["scp"]);
}

// Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html>
#[test]
fn a_boundary_limits_a_role_but_not_what_a_resource_grants_to_its_session() {
    let boundary = json!([allow("ec2:*", json!({}))]);
    let with = |more: Value| {
        let mut request = json!({"permissionsBoundaries": boundary});
        request.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        request
    };
    check(with(json!({"identityPolicies": [read()]})), Outcome::ImplicitlyDenied, &["boundary"]);
    check(
        with(json!({"principal": SESSION, "resourcePolicy": bucket(ROLE)})),
        Outcome::ImplicitlyDenied,
        &["boundary"],
    );
    check(with(json!({"principal": SESSION, "resourcePolicy": bucket(SESSION)})), Outcome::Allowed, &[]);
}

// Source: <https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html>
#[test]
fn a_key_policy_must_let_iam_policies_count() {
    let key = |policy: Value| {
        json!({
            "action": "kms:Decrypt", "resource": "arn:aws:kms:eu-west-1:111122223333:key/k",
            "identityPolicies": [allow("kms:Decrypt", json!({}))], "resourcePolicy": policy,
        })
    };
    let lets = |principal: &str| allow("kms:*", json!({"Principal": {"AWS": principal}}));
    check(key(lets("arn:aws:iam::111122223333:role/other")), Outcome::ImplicitlyDenied, &["resource"]);
    check(key(lets("arn:aws:iam::111122223333:root")), Outcome::Allowed, &[]);
    check(key(lets(ROLE)), Outcome::Allowed, &[]);
}

// Source: <https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html>
#[test]
fn an_endpoint_policy_is_one_more_ceiling() {
    let through = |policy: Value| json!({"identityPolicies": [read()], "endpointPolicies": [policy]});
    check(through(allow("s3:*", json!({"Principal": "*"}))), Outcome::Allowed, &[]);
    check(through(allow("s3:Put*", json!({"Principal": "*"}))), Outcome::ImplicitlyDenied, &["endpoint"]);
}

// Sources: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-anonymous>,
// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-services>
#[test]
fn strangers_and_services_have_the_resources_policy_alone() {
    let public = allow("s3:GetObject", json!({"Principal": "*"}));
    check(json!({"principal": "*", "resourcePolicy": public}), Outcome::Allowed, &[]);
    check(
        json!({"principal": "*", "resourcePolicy": bucket("111122223333")}),
        Outcome::ImplicitlyDenied,
        &["resource"],
    );
    let service = allow("s3:GetObject", json!({"Principal": {"Service": "sagemaker.amazonaws.com"}}));
    check(json!({"principal": "sagemaker.amazonaws.com", "resourcePolicy": service}), Outcome::Allowed, &[]);
}

// Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html>
#[test]
fn conditions_hold_as_documented() {
    let held = |condition: Value, context: Value| {
        decide(json!({
            "identityPolicies": [allow("s3:GetObject", json!({"Condition": condition}))], "context": context,
        }))
        .outcome
    };
    for (condition, context, holds) in [
        (json!({"Bool": {"aws:SecureTransport": "true"}}), json!({"aws:securetransport": "true"}), true),
        (json!({"Bool": {"aws:SecureTransport": "true"}}), json!({}), false),
        (json!({"BoolIfExists": {"aws:SecureTransport": "true"}}), json!({}), true),
        (json!({"StringNotEquals": {"aws:PrincipalTag/team": "a"}}), json!({}), true),
        (json!({"StringLike": {"aws:UserAgent": "a*c?"}}), json!({"aws:UserAgent": "abbcd"}), true),
        (json!({"StringEquals": {"aws:UserAgent": "a*"}}), json!({"aws:UserAgent": "ab"}), false),
        (json!({"NumericLessThan": {"s3:max-keys": "10"}}), json!({"s3:max-keys": "9.5"}), true),
        (
            json!({"DateGreaterThan": {"aws:CurrentTime": "2026-01-01T00:00:00Z"}}),
            json!({"aws:CurrentTime": "2026-06-01T00:00:00Z"}),
            true,
        ),
        (json!({"IpAddress": {"aws:SourceIp": "10.0.0.0/8"}}), json!({"aws:SourceIp": "10.9.8.7"}), true),
        (json!({"IpAddress": {"aws:SourceIp": "10.0.0.0/8"}}), json!({"aws:SourceIp": "11.9.8.7"}), false),
        (json!({"Null": {"aws:TagKeys": "true"}}), json!({}), true),
        (json!({"ForAllValues:StringEquals": {"aws:TagKeys": ["a", "b"]}}), json!({"aws:TagKeys": ["a", "b"]}), true),
        (json!({"ForAllValues:StringEquals": {"aws:TagKeys": ["a"]}}), json!({"aws:TagKeys": ["a", "b"]}), false),
        (json!({"ForAllValues:StringEquals": {"aws:TagKeys": ["a"]}}), json!({}), true),
        (json!({"ForAnyValue:StringEquals": {"aws:TagKeys": ["a"]}}), json!({"aws:TagKeys": ["a", "b"]}), true),
        (json!({"ForAnyValue:StringEquals": {"aws:TagKeys": ["a"]}}), json!({}), false),
        (
            json!({"ArnLike": {"aws:SourceArn": "arn:aws:sns:*:111122223333:*"}}),
            json!({"aws:SourceArn": "arn:aws:sns:eu-west-1:111122223333:t"}),
            true,
        ),
        (json!({"StringIs": {"aws:UserAgent": "a"}}), json!({"aws:UserAgent": "a"}), false),
    ] {
        let wanted = if holds { Outcome::Allowed } else { Outcome::ImplicitlyDenied };
        assert_eq!(held(condition.clone(), context.clone()), wanted, "{condition} {context}");
    }
}

// Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-using-variables>
#[test]
fn variables_are_filled_in_literally() {
    let own = allow("s3:GetObject", json!({"Resource": "arn:aws:s3:::data/${aws:PrincipalTag/team}/*"}));
    let with = |tag: &str| {
        decide(json!({
            "identityPolicies": [own], "resource": "arn:aws:s3:::data/blue/x",
            "context": {"aws:PrincipalTag/team": tag},
        }))
        .outcome
    };
    assert_eq!(with("blue"), Outcome::Allowed);
    assert_eq!(with("*"), Outcome::ImplicitlyDenied, "a star in a value is no wildcard");
}

// Ours: AWS has no such answer.
#[test]
fn what_is_not_known_makes_the_answer_depend() {
    let tls = allow("s3:GetObject", json!({"Condition": {"Bool": {"aws:SecureTransport": "true"}}}));
    let decision = decide(json!({"identityPolicies": [tls], "contextComplete": false}));
    assert_eq!(decision.outcome, Outcome::Depends);
    assert_eq!(decision.depends_on, ["aws:SecureTransport"]);
    assert!(decision.sentence().contains("depends on aws:SecureTransport"));
}

// Ours: AWS has no such answer.
#[test]
fn the_answer_says_by_which_statement_or_what_was_lacking() {
    let decision = decide(json!({"identityPolicies": [read()]}));
    assert_eq!((decision.deciding[0].policy, decision.deciding[0].statement), (0, 0));
    let elsewhere = allow("s3:GetObject", json!({"Resource": "arn:aws:s3:::other/*"}));
    let decision = decide(json!({"identityPolicies": [elsewhere]}));
    assert_eq!(decision.near_misses.len(), 1);
    assert!(decision.sentence().contains("arn:aws:s3:::other/*"), "{}", decision.sentence());
}

// Ours: AWS has no such answer.
#[test]
fn a_malformed_request_names_the_field() {
    for (text, field) in [
        (r#"{"action": "s3:GetObject", "resource": "*"}"#, Some("principal")),
        (r#"{"principal": "*", "action": "GetObject", "resource": "*"}"#, Some("action")),
        (
            r#"{"principal": "*", "action": "s3:GetObject", "resource": "*", "contextComplete": 1}"#,
            Some("contextComplete"),
        ),
        (r#"{"principal": "*", "action": "s3:GetObject", "resource": "*", "polices": []}"#, Some("polices")),
        ("{", None),
    ] {
        let error = Question::from_json(text).unwrap_err();
        assert_eq!(error.field(), field, "{text}: {error}");
    }
}
