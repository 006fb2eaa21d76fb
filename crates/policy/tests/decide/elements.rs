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
