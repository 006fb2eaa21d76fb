//! What the elements of a statement match. Each test names the page that all its cases rest on.

use gatehouse_policy::decide::Outcome::Allowed;
use serde_json::{Value, json};

use super::*;

fn one(statement: Value) -> Value {
    json!({"Version": "2012-10-17", "Statement": [statement]})
}

#[track_caller]
fn grants(statement: Value, action: &str, resource: &str, expected: bool) {
    let decision =
        decide(json!({"identityPolicies": [one(statement.clone())], "action": action, "resource": resource}));
    assert_eq!(decision.outcome == Allowed, expected, "{statement} {action} {resource}\n{}", decision.trace());
}

// Sources: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html>,
// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notaction.html>
#[test]
fn actions() {
    for (written, action, expected) in [
        (json!("S3:getobject"), "s3:GetObject", true),
        (json!("s3:Get*"), "s3:GetObject", true),
        (json!("s3:?etObject"), "s3:GetObject", true),
        (json!("s3:*Acl"), "s3:GetObject", false),
        (json!("*"), "s3:GetObject", true),
        (json!(["s3:PutObject", "s3:GetObject"]), "s3:GetObject", true),
        (json!(" s3:GetObject"), "s3:GetObject", false),
        (json!("s3:GetObject "), "s3:GetObject", false),
        (json!("s3:${aws:PrincipalType}"), "s3:AssumedRole", false),
        (json!("s3:GetObject"), "s3:GetObjectAcl", false),
        (json!([]), "s3:GetObject", false),
    ] {
        grants(json!({"Effect": "Allow", "Action": written, "Resource": "*"}), action, OBJECT, expected);
    }
    for (written, action, expected) in [
        (json!("s3:*"), "s3:GetObject", false),
        (json!("iam:*"), "s3:GetObject", true),
        (json!(["iam:*", "s3:GetObject"]), "s3:GetObject", false),
        (json!([]), "s3:GetObject", false),
    ] {
        grants(json!({"Effect": "Allow", "NotAction": written, "Resource": "*"}), action, OBJECT, expected);
    }
}

// Sources: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html#reference_policies_elements_resource_wildcards>,
// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notresource.html>,
// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_effect.html>
#[test]
fn resources() {
    for (written, resource, expected) in [
        (json!("arn:aws:s3:::data/*"), OBJECT, true),
        (json!("arn:aws:s3:::data/?.csv"), OBJECT, true),
        (json!("arn:aws:s3:::DATA/*"), OBJECT, false),
        (json!("arn:aws:s3:::data"), OBJECT, false),
        (json!("arn:aws:s3:::data*"), "arn:aws:s3:::data-secret/x/y:z", true),
        (json!("arn:aws:s3:*"), OBJECT, true),
        (
            json!("arn:aws:logs:*:111122223333:log-group:/aws/*"),
            "arn:aws:logs:eu-west-1:111122223333:log-group:/aws/a:log-stream:b",
            true,
        ),
        (json!("arn:aws:sns:eu-*-1:111122223333:t"), "arn:aws:sns:eu-west-1:111122223333:t", true),
        (json!("arn:aws:sns:e*1:111122223333:t"), "arn:aws:sns:eu:west-1:111122223333:t", false),
        (json!("*"), "*", true),
        (json!("arn:aws:s3:::*"), "*", false),
        (json!([]), OBJECT, false),
    ] {
        grants(json!({"Effect": "Allow", "Action": "*", "Resource": written}), "s3:GetObject", resource, expected);
    }
    for (written, resource, expected) in [
        (json!("arn:aws:s3:::data/*"), OBJECT, false),
        (json!("arn:aws:s3:::other/*"), OBJECT, true),
        (json!("arn:aws:s3:::other/*"), "*", true),
        (json!("arn:aws:s3"), OBJECT, true),
        (json!("arn:aws:s3:::${aws:none}"), OBJECT, true),
    ] {
        grants(json!({"Effect": "Allow", "Action": "*", "NotResource": written}), "s3:GetObject", resource, expected);
    }
    grants(json!({"Effect": "Allow", "Action": "*"}), "s3:GetObject", OBJECT, false);
    grants(json!({"Effect": "allow", "Action": "*", "Resource": "*"}), "s3:GetObject", OBJECT, false);
}

// Sources: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-resourceelement>,
// <...#policy-vars-no-value>, <...#policy-vars-default-values>,
// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html>
#[test]
fn variables_need_their_version_a_value_and_a_place() {
    let user = "arn:aws:iam::111122223333:user/ana";
    let with = |version: &str, resource: &str, context: Value| {
        let policy = json!({"Version": version, "Statement": {"Effect": "Allow", "Action": "*", "Resource": resource}});
        let asked = json!({"principal": user, "identityPolicies": [policy], "context": context, "resource": "arn:aws:s3:::home/ana/x"});
        decide(asked).outcome == Allowed
    };
    let new = "2012-10-17";
    assert!(with(new, "arn:aws:s3:::home/${aws:username}/*", json!({})));
    assert!(with(new, "arn:aws:s3:::home/${AWS:UserName}/*", json!({})));
    assert!(!with("2008-10-17", "arn:aws:s3:::home/${aws:username}/*", json!({})));
    assert!(!with(new, "arn:aws:s3:::home/${aws:PrincipalTag/x}/*", json!({})));
    assert!(with(new, "arn:aws:s3:::home/${aws:PrincipalTag/x, 'ana'}/*", json!({})));
    assert!(with(new, "arn:aws:s3:::home/${aws:PrincipalTag/x,'ana'}/*", json!({})));
    assert!(!with(new, "arn:aws:s3:::home/${aws:PrincipalTag/x, 'a*'}/*", json!({})));
    assert!(with(new, "arn:aws:s3:::home/${aws:PrincipalTag/X}/*", json!({"aws:principaltag/x": "ana"})));
    assert!(!with(new, "arn:aws:s3:::home/${aws:TagKeys}/*", json!({"aws:TagKeys": ["ana", "b"]})));
    assert!(!with(new, "arn:aws:s3:::home/ana/${*}", json!({})));
    // Before the fifth colon a variable is plain text.
    assert!(!with(new, "arn:aws:${aws:x}:::home/ana/x", json!({"aws:x": "s3"})));
}

// Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html#reference_policies_elements_resource_wildcards>:
// "wildcard characters within the individual segments of an ARN"; one that is "the last character of a resource ARN
// segment" goes "beyond the colon boundaries"
#[test]
fn where_a_star_crosses_a_colon() {
    let queue = "arn:aws:sqs:eu-west-1:111122223333:jobs";
    for (written, resource, expected) in [
        // The last character of its segment.
        ("arn:aws:sqs:*:jobs", queue, true),
        ("arn:aws:sqs:*", queue, true),
        ("arn:aws:*:111122223333:jobs", queue, true),
        ("arn:*", queue, true),
        ("arn:aws:sqs:eu-*:jobs", queue, true),
        ("arn:aws:sqs:eu-west-1:111122223333:*", "arn:aws:sqs:eu-west-1:111122223333:a:b", true),
        // Inside of its segment.
        ("arn:aws:sqs:eu-*-1:111122223333:jobs", queue, true),
        ("arn:aws:sqs:eu*3:jobs", queue, false),
        ("arn:aws:s*3:jobs", queue, false),
        ("arn:aws:sqs:*west-1:111122223333:jobs", queue, true),
        ("arn:aws:sqs:*3:jobs", queue, false),
        ("arn:aws:sqs:eu-west-?:111122223333:jobs", queue, true),
        ("arn:aws:sqs:eu-west-1:11112222????:j*s", queue, true),
        // Behind the fifth colon it goes over colons and slashes.
        ("arn:aws:s3:::data/*/x", "arn:aws:s3:::data/a:b/c/x", true),
        ("arn:aws:s3:::d*x", "arn:aws:s3:::data/a:b/c/x", true),
    ] {
        let statement = |element: &str| json!({"Effect": "Allow", "Action": "*", element: written});
        grants(statement("Resource"), "sqs:SendMessage", resource, expected);
        grants(statement("NotResource"), "sqs:SendMessage", resource, !expected);
    }
}

// Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-no-value>: "the resource that
// includes a policy variable with no value will not match any resource"; in conditions "Inverted condition operators
// like StringNotEquals or StringNotLike do match against a null value"
#[test]
fn a_variable_without_a_value() {
    let own = "arn:aws:s3:::data/${aws:PrincipalTag/team}/*";
    let statement = |element: &str| json!({"Effect": "Allow", "Action": "*", element: own});
    for resource in [OBJECT, "arn:aws:s3:::data//x", "arn:aws:s3:::data/${aws:PrincipalTag/team}/x"] {
        grants(statement("Resource"), "s3:GetObject", resource, false);
        grants(statement("NotResource"), "s3:GetObject", resource, true);
    }
    // AWS's example: access is denied where the principal has no such tag.
    let differs = json!({"StringNotEquals": {"s3:ExistingObjectTag/Team": "${aws:PrincipalTag/Team}"}});
    let deny = statement_with(differs);
    let asked = |context: Value| json!({"identityPolicies": [read(), deny], "context": context});
    let (tag, object) = ("aws:PrincipalTag/Team", "s3:ExistingObjectTag/Team");
    check(asked(json!({object: "blue", tag: "blue"})), Allowed, &[]);
    check(asked(json!({object: "blue", tag: "red"})), Outcome::ExplicitlyDenied, &["identity"]);
    check(asked(json!({object: "blue"})), Outcome::ExplicitlyDenied, &["identity"]);
    check(asked(json!({})), Outcome::ExplicitlyDenied, &["identity"]);
}

fn statement_with(condition: Value) -> Value {
    statement("Deny", "s3:*", json!({"Condition": condition}))
}

// Sources: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-default-values>,
// <https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-unsupported-space-in-variable>
// ("Although you can include a space when you specify a default variable, you cannot include a space in the variable
// name")
#[test]
fn spaces_in_variables() {
    for (variable, expected) in [
        ("${aws:PrincipalTag/team, 'company-wide'}", true),
        ("${aws:PrincipalTag/team,'company-wide'}", true),
        ("${aws:PrincipalTag/team,  'company-wide' }", true),
        ("${aws:PrincipalTag/team, company-wide}", false),
        ("${aws:PrincipalTag/team, 'company-wide}", false),
        ("${aws:PrincipalTag/team, \"company-wide\"}", false),
    ] {
        let written = format!("arn:aws:s3:::bucket-{variable}");
        let statement = json!({"Effect": "Allow", "Action": "*", "Resource": written});
        grants(statement, "s3:ListBucket", "arn:aws:s3:::bucket-company-wide", expected);
    }
    let spaced = allow("s3:GetObject", json!({"Resource": "arn:aws:s3:::${ aws:PrincipalAccount }/a.csv"}));
    let decision = decide(json!({"identityPolicies": [spaced], "resource": "arn:aws:s3:::111122223333/a.csv"}));
    assert_eq!(decision.outcome, Outcome::ImplicitlyDenied);
    assert!(decision.notes.iter().any(|note| note.contains("space at an end")), "{:?}", decision.notes);
}

// Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notaction.html>, its examples
#[test]
fn not_action_by_awss_examples() {
    let all_but = json!({"Effect": "Allow", "NotAction": "s3:DeleteBucket", "Resource": "arn:aws:s3:::*"});
    grants(all_but.clone(), "s3:GetObject", OBJECT, true);
    grants(all_but.clone(), "s3:DeleteBucket", "arn:aws:s3:::data", false);
    // "because that action requires the * resource"; "other service actions are not applicable to the S3 resources"
    grants(all_but.clone(), "s3:ListAllMyBuckets", "*", false);
    grants(all_but, "ec2:RunInstances", "*", false);
    let no_iam = json!({"Effect": "Allow", "NotAction": "iam:*", "Resource": "*"});
    grants(no_iam.clone(), "ec2:RunInstances", "*", true);
    grants(no_iam, "iam:CreateUser", "arn:aws:iam::111122223333:user/x", false);
    let without_mfa = json!({"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Action": "*", "Resource": "*"},
        {"Effect": "Deny", "NotAction": "iam:*", "Resource": "*",
         "Condition": {"BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}}}]});
    let asked = |mfa: Value| json!({"identityPolicies": [without_mfa], "context": {"aws:MultiFactorAuthPresent": mfa}});
    check(asked(json!("true")), Allowed, &[]);
    check(asked(json!("false")), Outcome::ExplicitlyDenied, &["identity"]);
    check(asked(Value::Null), Outcome::ExplicitlyDenied, &["identity"]);
    let changes_user = json!({"action": "iam:ChangePassword", "resource": "arn:aws:iam::111122223333:user/x"});
    check(merged(asked(json!("false")), changes_user), Allowed, &[]);
}

// Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notresource.html>, its examples
#[test]
fn not_resource_by_awss_examples() {
    let payroll = json!(["arn:aws:s3:::HRBucket/Payroll", "arn:aws:s3:::HRBucket/Payroll/*"]);
    let policy = json!({"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Action": "*", "Resource": "*"},
        {"Effect": "Deny", "Action": "s3:*", "NotResource": payroll}]});
    let asked =
        |action: &str, resource: &str| json!({"identityPolicies": [policy], "action": action, "resource": resource});
    check(asked("s3:GetObject", "arn:aws:s3:::HRBucket/Payroll/may"), Allowed, &[]);
    check(asked("s3:GetObject", "arn:aws:s3:::HRBucket/Other"), Outcome::ExplicitlyDenied, &["identity"]);
    check(asked("s3:ListAllMyBuckets", "*"), Outcome::ExplicitlyDenied, &["identity"]);
    check(asked("ec2:DescribeInstances", "*"), Allowed, &[]);
    let dangerous = json!({"Effect": "Allow", "Action": "*", "NotResource": "arn:aws:s3:::HRBucket"});
    grants(dangerous.clone(), "s3:GetObject", "arn:aws:s3:::HRBucket/Other", true);
    grants(dangerous.clone(), "iam:PutUserPolicy", "arn:aws:iam::111122223333:user/x", true);
    grants(dangerous, "s3:ListBucket", "arn:aws:s3:::HRBucket", false);
    let neither = json!({"Effect": "Allow", "NotAction": "iam:*", "NotResource": "arn:aws:s3:::HRBucket/*"});
    grants(neither.clone(), "ec2:StartInstances", "arn:aws:ec2:eu-west-1:111122223333:instance/i-1", true);
    grants(neither.clone(), "s3:GetObject", "arn:aws:s3:::HRBucket/x", false);
    grants(neither, "iam:GetUser", "arn:aws:iam::111122223333:user/x", false);
}

// Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html> ("Some AWS services do not allow you
// to specify actions for individual resources. ... you use the wildcard character (*) in the Resource element") and
// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notaction.html> ("that action requires the * resource")
#[test]
fn an_action_without_a_resource_needs_a_star() {
    for (action, resources, expected) in [
        ("s3:ListAllMyBuckets", json!("*"), true),
        ("s3:ListAllMyBuckets", json!("arn:aws:s3:::*"), false),
        ("ec2:DescribeInstances", json!("arn:aws:ec2:*:111122223333:instance/*"), false),
        ("ec2:DescribeInstances", json!(["arn:aws:ec2:*:*:instance/*", "*"]), true),
        ("kms:CreateKey", json!("arn:aws:kms:*:*:key/*"), false),
        ("sts:DecodeAuthorizationMessage", json!("arn:*"), false),
    ] {
        grants(json!({"Effect": "Allow", "Action": action, "Resource": resources}), action, "*", expected);
    }
    let some = allow("s3:*", json!({"Resource": "arn:aws:s3:::*"}));
    let decision = decide(json!({"identityPolicies": [some], "action": "s3:ListAllMyBuckets", "resource": "*"}));
    assert!(decision.sentence().contains("the request is for none"), "{}", decision.sentence());
    // A request that names one all the same is held against it, and the answer tells.
    let named =
        decide(json!({"identityPolicies": [some], "action": "s3:ListAllMyBuckets", "resource": "arn:aws:s3:::data"}));
    assert!(named.notes.iter().any(|note| note.contains("is on no resource")), "{:?}", named.notes);
}

// Sources: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_statement.html> (one statement or a list),
// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_effect.html> ("The Effect value is case sensitive"),
// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html> ("must include either a Resource or a
// NotResource element"), <https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-suggestion-empty-array-action>
// and its neighbours of empty lists
#[test]
fn what_makes_a_statement() {
    let whole = json!({"Effect": "Allow", "Action": "s3:*", "Resource": "*"});
    let with = |name: &str, value: Value| merged(whole.clone(), json!({name: value}));
    let without = |name: &str| {
        let mut statement = whole.clone();
        statement.as_object_mut().unwrap().remove(name);
        statement
    };
    for (statement, expected) in [
        (whole.clone(), true),
        (with("Sid", json!("")), true),
        (with("Condition", json!({})), true),
        (with("Effect", json!("ALLOW")), false),
        (with("Effect", json!("Permit")), false),
        (with("Effect", json!(["Allow"])), false),
        (with("Action", json!([])), false),
        (with("Resource", json!([])), false),
        (with("Condition", json!({"StringEquals": {"aws:x": []}})), false),
        (without("Effect"), false),
        (without("Action"), false),
        (without("Resource"), false),
    ] {
        grants(statement.clone(), "s3:GetObject", OBJECT, expected);
        let alone = json!({"identityPolicies": [{"Version": "2012-10-17", "Statement": statement}]});
        assert_eq!(decide(alone).outcome == Allowed, expected, "{statement}");
    }
    for policy in [json!({"Version": "2012-10-17"}), json!({"Version": "2012-10-17", "Statement": []}), json!({})] {
        check(json!({"identityPolicies": [policy]}), Outcome::ImplicitlyDenied, &["identity"]);
    }
    // A deny without a resource refuses nothing either.
    let deny = json!({"Version": "2012-10-17", "Statement": [whole, {"Effect": "Deny", "Action": "*"}]});
    check(json!({"identityPolicies": [deny]}), Allowed, &[]);
}

// Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html>: without 2012-10-17 variables "aren't
// recognized as variables and are instead treated as literal strings"
#[test]
fn versions() {
    let written = json!({"Effect": "Allow", "Action": "*", "Resource": "arn:aws:s3:::${aws:PrincipalAccount}/*"});
    let literal = "arn:aws:s3:::${aws:PrincipalAccount}/x";
    for (version, variables) in
        [(json!("2012-10-17"), true), (json!("2008-10-17"), false), (Value::Null, false), (json!("2012-10-18"), false)]
    {
        let mut policy = json!({"Statement": [written]});
        if !version.is_null() {
            policy["Version"] = version.clone();
        }
        let asked = |resource: &str| decide(json!({"identityPolicies": [policy], "resource": resource})).outcome;
        assert_eq!(asked("arn:aws:s3:::111122223333/x") == Allowed, variables, "{version}");
        assert_eq!(asked(literal) == Allowed, !variables, "{version}");
    }
    // Wildcards and conditions are as old as the language.
    let old = json!({"Version": "2008-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:Get*", "Resource": "arn:aws:s3:::data/*",
        "Condition": {"StringLike": {"aws:UserAgent": "a*"}}}]});
    check(json!({"identityPolicies": [old], "context": {"aws:UserAgent": "abc"}}), Allowed, &[]);
}

// Not documented: AWS does not accept an element twice, or both Action and NotAction. The last of equal names counts, as
// JSON parsers take it, and Action before NotAction.
#[test]
fn elements_twice() {
    let policy = r#"{"Version": "2012-10-17", "Statement": {"Effect": "Deny", "Effect": "Allow", "Action": "s3:PutObject",
        "NotAction": "s3:PutObject", "Action": "s3:GetObject", "Resource": "*"}}"#;
    check(json!({"identityPolicies": [policy]}), Allowed, &[]);
}

// Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html>: "Condition key names are not
// case-sensitive", the tag's key included; <https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-duplicate-keys-with-different-case>
#[test]
fn condition_keys_by_any_capitals() {
    let policy = |key: &str| allow("s3:GetObject", json!({"Condition": {"StringEquals": {key: "a"}}}));
    for (written, given, expected) in [
        ("aws:SourceIP", "AWS:SourceIp", true),
        ("aws:ResourceTag/TagKey1", "aws:ResourceTag/tagkey1", true),
        ("aws:ResourceTag/TagKey1", "aws:ResourceTag/tagkey2", false),
    ] {
        let decision = decide(json!({"identityPolicies": [policy(written)], "context": {given: "a"}}));
        assert_eq!(decision.outcome == Allowed, expected, "{written} {given}");
    }
    // Twice in a block they are two lines, and both must hold.
    let twice =
        allow("s3:GetObject", json!({"Condition": {"StringEquals": {"aws:UserAgent": "a", "AWS:useragent": "b"}}}));
    check(
        json!({"identityPolicies": [twice], "context": {"aws:UserAgent": "a"}}),
        Outcome::ImplicitlyDenied,
        &["identity"],
    );
}
