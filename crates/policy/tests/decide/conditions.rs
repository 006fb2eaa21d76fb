//! Operators one by one. Each test names the page that all its cases rest on; where AWS says nothing, it says so,
//! and that the answer tells it.

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

/// What the answer tells of a condition.
fn notes(condition: Value, context: Value) -> String {
    let policy = allow("s3:GetObject", json!({"Condition": condition}));
    decide(json!({"identityPolicies": [policy], "context": context})).notes.join(" ")
}

// Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html>
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

// Sources: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html>,
// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_IfExists> and, for set operators,
// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html>
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
}

// Sources: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html#reference_policies_condition-multi-valued-context-keys>
// ("key values resolve to a null data set, such as an empty string"),
// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html#AccessPolicyLanguage_RequestContext>
// ("to include an empty string. In this case, the value in the request context is null") and, that `Null` finds
// "context keys with empty values":
// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition_examples-multi-valued-context-keys.html>
#[test]
fn an_empty_value_is_null() {
    for (operator, value, expected) in [
        ("ForAllValues:StringEquals", "a", true),
        ("ForAllValues:StringNotEquals", "a", true),
        ("ForAnyValue:StringEquals", "", false),
        ("ForAnyValue:StringNotEquals", "a", false),
        // The key exists, so that the suffix excuses nothing.
        ("ForAnyValue:StringEqualsIfExists", "a", false),
        ("StringEqualsIfExists", "a", false),
        ("Null", "true", true),
        ("Null", "false", false),
    ] {
        assert_eq!(holds(operator, json!(value), json!("")), expected, "{operator} {value}");
    }
    // An empty value beside others is a value.
    assert!(!holds("ForAllValues:StringEquals", json!("a"), json!(["", "a"])));
    assert!(holds("ForAnyValue:StringEquals", json!(""), json!(["", "a"])));
    assert!(holds("Null", json!("false"), json!(["", "a"])));
    let asked = json!({"Null": {"aws:TagKeys": "false"}});
    assert!(notes(asked.clone(), json!({"aws:TagKeys": ""})).contains("Null"));
    assert_eq!(notes(asked, json!({"aws:TagKeys": "x"})), "");
}

// Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_IfExists>
#[test]
fn if_exists_still_asks_what_exists() {
    assert!(!holds("StringEqualsIfExists", json!("a"), json!("b")));
    assert!(holds("StringEqualsIfExists", json!("a"), json!("a")));
}

// Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html#reference_policies_condition-multi-valued-context-keys>,
// its text, and AWS's example of `dynamodb:Attributes`
#[test]
fn keys_of_many_values() {
    let listed = json!(["PostDateTime", "Message", "Tags"]);
    for (operator, values, found, expected) in [
        ("ForAllValues:StringEquals", listed.clone(), json!(["Message", "Tags"]), true),
        ("ForAllValues:StringEquals", listed.clone(), json!(["PostDateTime", "UserName"]), false),
        ("ForAllValues:StringEquals", listed.clone(), json!(["Message", "Message"]), true),
        ("ForAnyValue:StringEquals", json!(["ID", "PostDateTime"]), json!(["UserName", "PostDateTime"]), true),
        ("ForAnyValue:StringEquals", json!(["ID", "PostDateTime"]), json!(["UserName"]), false),
        ("ForAllValues:StringLike", json!("Post*"), json!(["PostDateTime", "PostId"]), true),
        ("ForAllValues:StringLike", json!("Post*"), json!(["PostDateTime", "Id"]), false),
        ("ForAllValues:ArnLike", json!("arn:aws:s3:::a*"), json!(["arn:aws:s3:::a1", "arn:aws:s3:::a2"]), true),
        ("ForAnyValue:NumericLessThan", json!("5"), json!(["9", "4"]), true),
        ("ForAllValues:Bool", json!("true"), json!(["true", "false"]), false),
        ("StringEquals", json!("a"), json!(["a"]), true),
    ] {
        assert_eq!(holds(operator, values.clone(), found.clone()), expected, "{operator} {values} {found}");
    }
}

// Sources: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html#reference_policies_multiple-conditions-negated-matching-eval>
// (several values of the policy are a `NOR`), asked of each value or of one:
// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html#reference_policies_condition-multi-valued-context-keys>
#[test]
fn negated_operators_over_many_values() {
    for (operator, values, found, expected) in [
        ("StringNotEquals", json!(["a", "b"]), json!("c"), true),
        ("StringNotEquals", json!(["a", "b"]), json!("b"), false),
        ("StringNotLike", json!(["a*", "b*"]), json!("bc"), false),
        ("ArnNotLike", json!(["arn:aws:s3:::a", "arn:aws:s3:::b*"]), json!("arn:aws:s3:::c"), true),
        ("ArnNotLike", json!(["arn:aws:s3:::a", "arn:aws:s3:::b*"]), json!("arn:aws:s3:::bc"), false),
        ("NotIpAddress", json!(["203.0.113.0/24", "198.51.100.7"]), json!("198.51.100.7"), false),
        ("NumericNotEquals", json!(["1", "2"]), json!("2.0"), false),
        ("DateNotEquals", json!(["2024-01-01", "2025-01-01"]), json!("2026-01-01"), true),
        // Each of the request's values is none of them.
        ("ForAllValues:StringNotEquals", json!(["a", "b"]), json!(["c", "d"]), true),
        ("ForAllValues:StringNotEquals", json!(["a", "b"]), json!(["c", "a"]), false),
        // One of the request's values is none of them.
        ("ForAnyValue:StringNotEquals", json!(["a", "b"]), json!(["c", "a"]), true),
        ("ForAnyValue:StringNotEquals", json!(["a", "b"]), json!(["b", "a"]), false),
        ("ForAnyValue:StringNotEqualsIfExists", json!("a"), json!(["a"]), false),
        ("ForAnyValue:StringNotEqualsIfExists", json!("a"), Value::Null, true),
        ("ForAnyValue:StringNotEquals", json!("a"), Value::Null, false),
        ("ForAllValues:StringNotEquals", json!("a"), Value::Null, true),
    ] {
        assert_eq!(holds(operator, values.clone(), found.clone()), expected, "{operator} {values} {found}");
    }
}

// Not documented: AWS asks for a set operator and does not say what happens without one. Here the line does not
// hold, whichever way it is asked:
// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html>
#[test]
fn many_values_without_a_set_operator() {
    for operator in ["StringEquals", "StringNotEquals", "StringLike", "StringEqualsIfExists", "StringNotEqualsIfExists"]
    {
        assert!(!holds(operator, json!("a"), json!(["a", "b"])), "{operator}");
        assert!(!holds(operator, json!("x"), json!(["a", "b"])), "{operator}");
    }
    assert!(holds("Null", json!("false"), json!(["a", "b"])));
    assert!(
        notes(json!({"StringEquals": {"aws:TagKeys": "a"}}), json!({"aws:TagKeys": ["a", "b"]}))
            .contains("several values")
    );
}

// Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-suggestion-null-with-qualifier>
#[test]
fn null_with_a_set_operator_is_as_awss_text_says() {
    for found in [Value::Null, json!("x")] {
        for value in ["true", "false"] {
            assert!(holds("ForAllValues:Null", json!(value), found.clone()));
            assert!(!holds("ForAnyValue:Null", json!(value), found.clone()));
        }
    }
}

// Not documented: what happens with a value that is of another kind than its operator's. Taken to equal nothing;
// NumericNotEquals and DateNotEquals do not hold either, and the answer tells it.
#[test]
fn what_cannot_be_read_never_matches() {
    for (operator, values, found, expected) in [
        ("NumericEquals", json!("ten"), json!("10"), false),
        ("NumericEquals", json!("10"), json!("ten"), false),
        ("NumericNotEquals", json!("10"), json!("ten"), false),
        ("NumericNotEquals", json!("ten"), json!("10"), false),
        ("NumericLessThan", json!("10"), json!("1e0"), false),
        ("DateLessThan", json!("soon"), json!("2024-01-01"), false),
        ("DateNotEquals", json!("2024-01-01"), json!("soon"), false),
        ("DateGreaterThan", json!("2024-01-01"), json!("2024-13-01"), false),
        ("Bool", json!("true"), json!("yes"), false),
        ("Bool", json!("yes"), json!("yes"), false),
        ("IpAddress", json!("203.0.113.0/99"), json!("203.0.113.0"), false),
        ("IpAddress", json!("203.0.113.0/24"), json!("nowhere"), false),
        ("NotIpAddress", json!("203.0.113.0/24"), json!("nowhere"), true),
        ("ArnLike", json!("arn:aws:s3"), json!("arn:aws:s3:::b"), false),
        ("ArnLike", json!("*"), json!("arn:aws:s3:::b"), false),
        ("ArnEquals", json!("arn:aws:s3:::*"), json!("bucket"), false),
        ("ArnNotLike", json!("arn:aws:s3:::*"), json!("bucket"), true),
    ] {
        assert_eq!(holds(operator, values.clone(), found.clone()), expected, "{operator} {values} {found}");
        let said = notes(json!({operator: {"my:Key": values}}), json!({"my:Key": found}));
        assert!(said.contains("Not documented"), "{operator} {values} {found}: {said}");
    }
    assert_eq!(notes(json!({"NumericEquals": {"my:Key": "1"}}), json!({"my:Key": "1"})), "");
}

// Sources: <https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-invalid-condition-operator>,
// and of lists without values <...#access-analyzer-reference-policy-checks-suggestion-empty-array-condition> with its
// three neighbours
#[test]
fn what_is_no_operator_and_what_has_no_values() {
    for (operator, values, found, expected) in [
        ("StringIs", json!("a"), json!("a"), false),
        ("NullIfExists", json!("true"), Value::Null, false),
        ("StringEquals", json!([]), json!("a"), false),
        ("ForAllValues:StringEquals", json!([]), json!("a"), false),
        ("ForAllValues:StringEquals", json!([]), Value::Null, true),
        ("ForAnyValue:StringEquals", json!([]), json!("a"), false),
        ("StringEqualsIfExists", json!([]), json!("a"), false),
        ("StringEqualsIfExists", json!([]), Value::Null, true),
    ] {
        assert_eq!(holds(operator, values.clone(), found.clone()), expected, "{operator} {values} {found}");
    }
}

// Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN>, its example
#[test]
fn string_like_crosses_colons_where_arn_like_does_not() {
    let pattern = json!("arn:aws:someservice:*:111122223333:finance/*");
    let found = json!("arn:aws:someservice:us-east-2:999999999999:store/abc:111122223333:finance/document.txt");
    assert!(holds("StringLike", pattern.clone(), found.clone()));
    for operator in ["ArnLike", "ArnEquals"] {
        assert!(!holds(operator, pattern.clone(), found.clone()), "{operator}");
    }
    for operator in ["ArnNotLike", "ArnNotEquals"] {
        assert!(holds(operator, pattern.clone(), found.clone()), "{operator}");
    }
    // StringEquals takes no wildcards: ...#Conditions_String
    assert!(!holds("StringEquals", json!("arn:aws:s3:::a*"), json!("arn:aws:s3:::ab")));
    assert!(holds("ArnEquals", json!("arn:aws:s3:::a?"), json!("arn:aws:s3:::ab")));
}

// Sources: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Numeric>, <...#Conditions_Date>, <...#Conditions_Boolean>, <...#Conditions_IPAddress>
#[test]
fn forms_of_values() {
    for (operator, values, found, expected) in [
        ("NumericEquals", json!("3600"), json!(3600), true),
        ("NumericLessThanEquals", json!("3600"), json!("3599.999"), true),
        ("NumericGreaterThan", json!("-0.5"), json!("-0.25"), true),
        ("DateEquals", json!("2024-02-29T12:30:05Z"), json!("1709209805"), true),
        ("DateEquals", json!(1_709_209_805), json!("2024-02-29T13:30:05+01:00"), true),
        ("DateLessThan", json!("2024-02"), json!("2024-01-31T23:59:59Z"), true),
        ("Bool", json!(true), json!("true"), true),
        ("Bool", json!("True"), json!("true"), true),
        ("Bool", json!("false"), json!(true), false),
        ("IpAddress", json!("203.0.113.7"), json!("203.0.113.7"), true),
        ("IpAddress", json!("2001:DB8:1234:5678::/64"), json!("2001:db8:1234:5678:0:0:0:9"), true),
        ("IpAddress", json!("0.0.0.0/0"), json!("2001:db8::1"), false),
        ("NotIpAddress", json!("0.0.0.0/0"), json!("2001:db8::1"), true),
    ] {
        assert_eq!(holds(operator, values.clone(), found.clone()), expected, "{operator} {values} {found}");
    }
}

// Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN>
#[test]
fn a_star_in_an_arn_stays_in_its_part() {
    assert!(!holds("ArnLike", json!("arn:aws:*:111122223333:t"), json!("arn:aws:sns:eu-west-1:111122223333:t")));
    assert!(!holds("ArnLike", json!("arn:aws:s*s:111122223333:t:x"), json!("arn:aws:sns:eu:111122223333:t:x")));
    assert!(holds("ArnLike", json!("arn:aws:sns:*:*:t*x"), json!("arn:aws:sns:eu:1:t:y:x")));
}

// Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html#reference_policies_multiple-conditions-eval>
#[test]
fn lines_all_hold_and_values_each_may() {
    let policy = |condition: Value| json!([allow("s3:GetObject", json!({"Condition": condition}))]);
    let both = json!({"StringEquals": {"a:x": ["1", "2"], "a:y": "3"}, "Bool": {"a:z": "true"}});
    let asked = |context: Value| decide(json!({"identityPolicies": policy(both.clone()), "context": context})).outcome;
    assert_eq!(asked(json!({"a:x": "2", "a:y": "3", "a:z": true})), Outcome::Allowed);
    assert_eq!(asked(json!({"a:x": "2", "a:y": "4", "a:z": true})), Outcome::ImplicitlyDenied);
    assert_eq!(asked(json!({"a:x": "2", "a:y": "3"})), Outcome::ImplicitlyDenied);
}

// Sources: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-conditionelement>,
// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-no-value>, <...#policy-vars-default-values>
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
    // Its page on operators says the contrary of Bool, and the answer tells it.
    assert!(!with("Bool", "${a:v}", json!({"a:k": "true", "a:v": "true"})));
    assert!(notes(json!({"Bool": {"a:k": "${a:v}"}}), json!({"a:k": "true", "a:v": "true"})).contains("Bool"));
}

fn only_for(key: &str, value: &str) -> Value {
    allow("s3:GetObject", json!({"Condition": {"StringEquals": {key: value}}}))
}

// Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html>
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
