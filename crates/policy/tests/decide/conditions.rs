//! Operators one by one.
//!
//! Sources: `reference_policies_elements_condition_operators.html`,
//! `reference_policies_condition-single-vs-multi-valued-context-keys.html` and
//! `reference_policies_variables.html#policy-vars-no-value` of the IAM User Guide.

use gatehouse_policy::decide::Outcome;
use gatehouse_policy::document::Base;
use serde_json::{Value, json};

use super::*;

fn holds(operator: &str, values: Value, found: Value) -> bool {
    let condition = json!({operator: {"my:Key": values}});
    let policy = allow("s3:GetObject", json!({"Condition": condition}));
    let mut context = json!({});
    if !found.is_null() {
        context["MY:key"] = found;
    }
    decide(json!({"identityPolicies": [policy], "context": context})).outcome == Outcome::Allowed
}

#[test]
fn every_operator_holds_and_fails() {
    let arn = "arn:aws:sns:eu-west-1:111122223333:a:b";
    for (operator, values, yes, no) in [
        ("StringEquals", json!("a"), json!("a"), json!("A")),
        ("StringNotEquals", json!(["a", "b"]), json!("c"), json!("b")),
        ("StringEqualsIgnoreCase", json!("É"), json!("é"), json!("e")),
        ("StringNotEqualsIgnoreCase", json!("a"), json!("b"), json!("A")),
        ("StringLike", json!("a*?z"), json!("a\nxz"), json!("az")),
        ("StringNotLike", json!(["a*", "b*"]), json!("cab"), json!("b")),
        ("NumericEquals", json!(10), json!("10.0"), json!("11")),
        ("NumericNotEquals", json!("10"), json!("11"), json!("10.00")),
        ("NumericLessThan", json!("10"), json!("9.99"), json!("10")),
        ("NumericLessThanEquals", json!("10"), json!(10), json!("10.1")),
        ("NumericGreaterThan", json!("-1"), json!("0"), json!("-1")),
        ("NumericGreaterThanEquals", json!("10"), json!("10"), json!("9")),
        ("DateEquals", json!("2024-01-01T00:00:00Z"), json!("1704067200"), json!("2024-01-02")),
        ("DateNotEquals", json!("2024-01-01"), json!("2024-01-02"), json!("2024-01-01T00:00:00Z")),
        ("DateLessThan", json!("2024-01-01"), json!("2023-12-31T23:59:59Z"), json!("2024-01-01")),
        ("DateLessThanEquals", json!("2024-01-01"), json!("2024-01-01T02:00:00+02:00"), json!("2024-01-01T00:00:01Z")),
        ("DateGreaterThan", json!("2024-01-01"), json!("2025"), json!("2023")),
        ("DateGreaterThanEquals", json!("2024-01-01"), json!("2024-01-01"), json!("2023-12")),
        ("Bool", json!("true"), json!(true), json!("false")),
        ("BinaryEquals", json!("QmluYXJ5"), json!("QmluYXJ5"), json!("qmluYXJ5")),
        ("IpAddress", json!(["203.0.113.0/24", "2001:db8::/32"]), json!("2001:db8::7"), json!("198.51.100.1")),
        ("NotIpAddress", json!("203.0.113.7"), json!("203.0.113.8"), json!("203.0.113.7")),
        ("ArnEquals", json!("arn:aws:sns:*:111122223333:*"), json!(arn), json!("arn:aws:sns:eu-west-1:444455556666:a")),
        ("ArnLike", json!("arn:aws:sns:eu-*:*:a:?"), json!(arn), json!("arn:aws:sqs:eu-west-1:111122223333:a:b")),
        ("ArnNotEquals", json!("arn:aws:sns:*:*:x"), json!(arn), json!("arn:aws:sns:eu-west-1:111122223333:x")),
        ("ArnNotLike", json!("arn:aws:sns:*:*:x*"), json!(arn), json!("arn:aws:sns:eu-west-1:111122223333:xy")),
        ("Null", json!("false"), json!("x"), Value::Null),
    ] {
        assert!(holds(operator, values.clone(), yes.clone()), "{operator} {values} {yes}");
        assert!(!holds(operator, values.clone(), no.clone()), "{operator} {values} {no}");
        assert!(Base::ALL.iter().any(|base| base.as_str() == operator));
    }
    assert_eq!(Base::ALL.len(), 27);
}

#[test]
fn what_an_absent_key_does() {
    for base in Base::ALL.iter().filter(|base| **base != Base::Null) {
        let value = match base.as_str() {
            name if name.contains("Numeric") => "1",
            name if name.contains("Date") => "2024-01-01",
            name if name.contains("Ip") => "203.0.113.0/24",
            name if name.contains("Arn") => "arn:aws:s3:::b",
            "Bool" => "true",
            _ => "a",
        };
        let name = base.as_str();
        assert_eq!(holds(name, json!(value), Value::Null), base.is_negated(), "{name}");
        assert!(holds(&format!("{name}IfExists"), json!(value), Value::Null), "{name}IfExists");
        assert!(holds(&format!("ForAllValues:{name}"), json!(value), Value::Null), "ForAllValues:{name}");
        assert!(holds(&format!("ForAllValues:{name}"), json!(value), json!([])), "ForAllValues:{name} []");
        assert!(!holds(&format!("ForAnyValue:{name}"), json!(value), Value::Null), "ForAnyValue:{name}");
        assert!(holds(&format!("ForAnyValue:{name}IfExists"), json!(value), Value::Null), "ForAnyValue:{name}IfExists");
    }
    assert!(holds("Null", json!("true"), Value::Null) && !holds("Null", json!("true"), json!("")));
    // An empty value is as good as none for a set operator.
    assert!(holds("ForAllValues:StringEquals", json!("a"), json!("")));
    assert!(!holds("ForAnyValue:StringEquals", json!(""), json!("")));
}

#[test]
fn if_exists_still_asks_what_exists() {
    assert!(!holds("StringEqualsIfExists", json!("a"), json!("b")));
    assert!(holds("StringEqualsIfExists", json!("a"), json!("a")));
}

#[test]
fn keys_of_many_values() {
    let (a, b, c) = (json!(["a"]), json!(["a", "b"]), json!(["a", "c"]));
    assert!(
        holds("ForAllValues:StringEquals", b.clone(), b.clone())
            && !holds("ForAllValues:StringEquals", b.clone(), c.clone())
    );
    assert!(
        holds("ForAnyValue:StringEquals", a.clone(), c.clone())
            && !holds("ForAnyValue:StringEquals", json!("x"), c.clone())
    );
    assert!(
        holds("ForAllValues:StringNotEquals", json!("x"), b.clone())
            && !holds("ForAllValues:StringNotEquals", json!("a"), b.clone())
    );
    assert!(holds("ForAnyValue:StringNotEquals", json!("a"), b.clone()));
    assert!(holds("ForAllValues:StringLike", json!("a*"), json!(["a1", "a2"])));
    // Disputed: without a set operator it does not hold, whichever way it is asked.
    for operator in ["StringEquals", "StringNotEquals", "StringLike", "StringEqualsIfExists"] {
        assert!(!holds(operator, json!("a"), b.clone()), "{operator}");
        assert!(!holds(operator, json!("x"), b.clone()), "{operator}");
    }
    let policy = allow("s3:GetObject", json!({"Condition": {"StringEquals": {"aws:TagKeys": "a"}}}));
    let decision = decide(json!({"identityPolicies": [policy], "context": {"aws:TagKeys": ["a", "b"]}}));
    assert!(decision.notes.iter().any(|note| note.contains("several values")), "{:?}", decision.notes);
    assert!(holds("StringEquals", json!("a"), a), "one value in a list is one value");
}

#[test]
fn null_with_a_set_operator_is_as_awss_text_says() {
    for found in [Value::Null, json!("x")] {
        for value in ["true", "false"] {
            assert!(holds("ForAllValues:Null", json!(value), found.clone()));
            assert!(!holds("ForAnyValue:Null", json!(value), found.clone()));
        }
    }
}

#[test]
fn what_cannot_be_read_never_matches() {
    for (operator, values, found) in [
        ("NumericEquals", json!("ten"), json!("10")),
        ("NumericEquals", json!("10"), json!("ten")),
        ("NumericNotEquals", json!("10"), json!("ten")),
        ("NumericNotEquals", json!("ten"), json!("10")),
        ("DateLessThan", json!("soon"), json!("2024-01-01")),
        ("DateNotEquals", json!("2024-01-01"), json!("soon")),
        ("Bool", json!("yes"), json!("yes")),
        ("IpAddress", json!("203.0.113.0/99"), json!("203.0.113.0")),
        ("ArnLike", json!("arn:aws:s3"), json!("arn:aws:s3")),
        ("ArnLike", json!("*"), json!("arn:aws:s3:::b")),
        ("StringIs", json!("a"), json!("a")),
        ("NullIfExists", json!("true"), Value::Null),
        ("StringEquals", json!([]), json!("a")),
    ] {
        assert!(!holds(operator, values.clone(), found.clone()), "{operator} {values} {found}");
    }
}

#[test]
fn a_star_in_an_arn_stays_in_its_part() {
    assert!(!holds("ArnLike", json!("arn:aws:*:111122223333:t"), json!("arn:aws:sns:eu-west-1:111122223333:t")));
    assert!(!holds("ArnLike", json!("arn:aws:s*s:111122223333:t:x"), json!("arn:aws:sns:eu:111122223333:t:x")));
    assert!(holds("ArnLike", json!("arn:aws:sns:*:*:t*x"), json!("arn:aws:sns:eu:1:t:y:x")));
}

#[test]
fn lines_all_hold_and_values_each_may() {
    let policy = |condition: Value| json!([allow("s3:GetObject", json!({"Condition": condition}))]);
    let both = json!({"StringEquals": {"a:x": ["1", "2"], "a:y": "3"}, "Bool": {"a:z": "true"}});
    let asked = |context: Value| decide(json!({"identityPolicies": policy(both.clone()), "context": context})).outcome;
    assert_eq!(asked(json!({"a:x": "2", "a:y": "3", "a:z": true})), Outcome::Allowed);
    assert_eq!(asked(json!({"a:x": "2", "a:y": "4", "a:z": true})), Outcome::ImplicitlyDenied);
    assert_eq!(asked(json!({"a:x": "2", "a:y": "3"})), Outcome::ImplicitlyDenied);
}

#[test]
fn variables_in_values() {
    let with = |operator: &str, value: &str, context: Value| {
        let policy = allow("s3:GetObject", json!({"Condition": {operator: {"a:k": value}}}));
        decide(json!({"identityPolicies": [policy], "context": context})).outcome == Outcome::Allowed
    };
    assert!(with("StringEquals", "${a:v}", json!({"a:k": "x", "a:v": "x"})));
    assert!(!with("StringLike", "${a:v}", json!({"a:k": "xy", "a:v": "x*"})));
    assert!(with("StringLike", "${a:v}*", json!({"a:k": "xy", "a:v": "x"})));
    assert!(with("StringEquals", "${*}${a:none, 'd'}", json!({"a:k": "*d"})));
    assert!(with("ArnLike", "arn:aws:iam::*:user/${a:v}", json!({"a:k": "arn:aws:iam::1:user/x", "a:v": "x"})));
    // An empty value is a value.
    assert!(with("StringEquals", "p${a:v}", json!({"a:k": "p", "a:v": ""})));
    // A variable without a value equals nothing: so the negated operators hold.
    assert!(!with("StringEquals", "${a:v}", json!({"a:k": "x"})));
    assert!(with("StringNotEquals", "${a:v}", json!({"a:k": "x"})));
    assert!(with("StringNotLike", "${a:v}*", json!({"a:k": "x"})));
    assert!(!with("StringEquals", "${a:v}", json!({"a:k": "x", "a:v": ["x", "y"]})));
    // Not where operators take none.
    assert!(!with("NumericEquals", "${a:v}", json!({"a:k": "1", "a:v": "1"})));
    assert!(!with("Bool", "${a:v}", json!({"a:k": "true", "a:v": "true"})));
}

fn only_for(key: &str, value: &str) -> Value {
    allow("s3:GetObject", json!({"Condition": {"StringEquals": {key: value}}}))
}

#[test]
fn keys_that_aws_supplies() {
    let user = "arn:aws:iam::111122223333:user/team/ana";
    for (principal, key, value) in [
        (user, "aws:PrincipalArn", user),
        (user, "aws:username", "ana"),
        (user, "aws:PrincipalType", "User"),
        (user, "aws:PrincipalAccount", "111122223333"),
        (user, "aws:PrincipalIsAWSService", "false"),
        (user, "aws:ResourceAccount", "111122223333"),
        (SESSION, "aws:PrincipalArn", ROLE),
        (SESSION, "aws:PrincipalType", "AssumedRole"),
        ("111122223333", "aws:PrincipalType", "Account"),
        ("111122223333", "aws:userid", "111122223333"),
        ("*", "aws:PrincipalType", "Anonymous"),
        ("*", "aws:PrincipalAccount", "anonymous"),
        ("sagemaker.amazonaws.com", "aws:PrincipalServiceName", "sagemaker.amazonaws.com"),
        ("sagemaker.amazonaws.com", "aws:PrincipalIsAWSService", "true"),
    ] {
        let everybody = if principal.contains("sagemaker") { json!({"Service": principal}) } else { json!("*") };
        let policy =
            allow("s3:GetObject", json!({"Principal": everybody, "Condition": {"StringEquals": {key: value}}}));
        let asked = json!({"principal": principal, "resourcePolicy": policy, "contextComplete": false});
        assert_eq!(decide(asked).outcome, Outcome::Allowed, "{principal} {key}");
    }
    // What is given counts, though something else would be derived.
    let policy = only_for("aws:PrincipalType", "User");
    let asked = json!({"principal": user, "identityPolicies": [policy], "context": {"aws:PrincipalType": "other"}});
    assert_eq!(decide(asked).outcome, Outcome::ImplicitlyDenied);
    let absent = allow("s3:GetObject", json!({"Principal": "*", "Condition": {"Null": {"aws:username": "true"}}}));
    let decision = decide(json!({"principal": SESSION, "resourcePolicy": absent, "contextComplete": false}));
    assert_eq!(decision.outcome, Outcome::Allowed, "a session certainly has no user name");
}
