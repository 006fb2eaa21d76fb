//! Small documents, each with one fault, and the sentence that IAM gives for it.

use super::*;

const SYNTAX: &str = "Syntax errors in policy.";
const LEGACY: &str = "The policy failed legacy parsing";

#[track_caller]
fn accepted(kind: PolicyKind, text: &str) {
    assert_eq!(check(text, kind), Ok(()), "{text}");
}

#[track_caller]
fn refused(kind: PolicyKind, text: &str, message: &str) {
    assert_eq!(check(text, kind).unwrap_err().message, message, "{text}");
}

/// A document of one statement with these members.
fn one(members: &str) -> String {
    format!(r#"{{"Version":"2012-10-17","Statement":{{{members}}}}}"#)
}

fn resource(value: &str) -> String {
    one(&format!(r#""Effect":"Allow","Action":"s3:GetObject","Resource":"{value}""#))
}

fn condition(block: &str) -> String {
    one(&format!(r#""Effect":"Allow","Action":"s3:GetObject","Resource":"*","Condition":{block}"#))
}

fn trust(principal: &str) -> String {
    one(&format!(r#""Effect":"Allow","Action":"sts:AssumeRole","Principal":{principal}"#))
}

#[test]
fn documents_that_iam_takes() {
    for text in [
        one(r#""Effect":"Allow","Action":"*","Resource":"*""#),
        one(r#""Sid":"","Effect":"Deny","NotAction":["iam:*"],"NotResource":["arn:aws:s3:::b/*"]"#),
        r#"{"Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}"#.to_owned(),
        r#"{"Version":"2008-10-17","Id":"x","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}"#.to_owned(),
        resource("arn:aws:s3:eu-west-1:111122223333:accesspoint/mine/object/*"),
        resource("arn:*:iam::111122223333:role/*"),
        resource("arn:aws-cn:s3:::bucket"),
        condition(r#"{"Bool":{"aws:SecureTransport":true},"NumericLessThan":{"aws:MultiFactorAuthAge":3600}}"#),
        condition(r#"{"ForAllValues:StringEqualsIfExists":{"aws:TagKeys":["a","b"]}}"#),
        condition(r#"{"DateLessThan":{"aws:CurrentTime":["2026-01-01T00:00:00Z","1767225600"]}}"#),
        condition(r#"{"Surprise":{}}"#),
    ] {
        accepted(PolicyKind::Identity, &text);
    }
}

#[test]
fn wrong_structure() {
    for text in [
        "",
        "{",
        "[]",
        "null",
        r#"{"Version":"2012-10-17"}"#,
        r#"{"Version":"2012-10-17","Statement":[]}"#,
        r#"{"Version":"2012-10-17","Statement":"x"}"#,
        r#"{"Version":"2012-10-17","Statement":[1]}"#,
        r#"{"Version":"2013-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}"#,
        r#"{"Version":"2012-10-17","Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}"#,
        r#"{"Versions":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}"#,
        &one(r#""Action":"*","Resource":"*""#),
        &one(r#""Effect":"Maybe","Action":"*","Resource":"*""#),
        &one(r#""Effect":"Allow","Action":"*","Action":"*","Resource":"*""#),
        &one(r#""Effect":"Allow","Action":"*","NotAction":"*","Resource":"*""#),
        &one(r#""Effect":"Allow","Action":"*","Resource":"*","NotResource":"*""#),
        &one(r#""Effect":"Allow","Action":{"a":1},"Resource":"*""#),
        &one(r#""Effect":"Allow","Action":["*",1],"Resource":"*""#),
        &one(r#""Sid":1,"Effect":"Allow","Action":"*","Resource":"*""#),
        &one(r#""Effect":"Allow","Action":"*","Resource":"*","Resources":"*""#),
        &condition(r#""x""#),
        &condition(r#"{"StringEquals":"x"}"#),
        &condition(r#"{"StringEquals":{"aws:x":{}}}"#),
        &condition(r#"{"StringEqual":{"aws:x":"y"}}"#),
        &condition(r#"{"NullIfExists":{"aws:x":"true"}}"#),
        &condition(r#"{"StringEquals":{"aws:x":"y","aws:x":"z"}}"#),
    ] {
        refused(PolicyKind::Identity, text, SYNTAX);
    }
}

#[test]
fn what_the_older_parser_refuses() {
    refused(PolicyKind::Identity, &one(r#""Effect":"allow","Action":"*","Resource":"*""#), LEGACY);
    refused(PolicyKind::Identity, &condition(r#"{"DateEquals":{"aws:CurrentTime":"tomorrow"}}"#), LEGACY);
    refused(PolicyKind::Identity, &condition(r#"{"DateEquals":{"aws:CurrentTime":"2026-13-01"}}"#), LEGACY);
    refused(PolicyKind::Identity, &resource("arn:aws:iam::111122223333"), LEGACY);
}

#[test]
fn a_managed_policy_names_the_current_version() {
    let message = "Policy document must be version 2012-10-17 or greater.";
    let old = r#"{"Version":"2008-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}"#;
    refused(PolicyKind::Managed, old, message);
    refused(PolicyKind::Managed, r#"{"Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}"#, message);
    accepted(PolicyKind::Managed, &resource("*"));
}

#[test]
fn statement_ids() {
    let two = |first: &str, second: &str| {
        format!(
            r#"{{"Statement":[{{"Sid":"{first}","Effect":"Allow","Action":"*","Resource":"*"}},
               {{"Sid":"{second}","Effect":"Allow","Action":"*","Resource":"*"}}]}}"#
        )
    };
    accepted(PolicyKind::Identity, &two("A", "a"));
    accepted(PolicyKind::Identity, &two("", ""));
    refused(PolicyKind::Identity, &two("A", "A"), "Statement IDs (SID) in a single policy must be unique.");
    refused(
        PolicyKind::Identity,
        &two("A", "read-data"),
        "Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*",
    );
    let spaced = trust(r#"{"Service":"sagemaker.amazonaws.com"},"Sid":"Let SageMaker in""#);
    accepted(PolicyKind::Trust, &spaced);
}

#[test]
fn actions_and_resources_of_identity_policies() {
    for (text, message) in [
        (one(r#""Effect":"Allow","Resource":"*""#), "Policy statement must contain actions."),
        (one(r#""Effect":"Allow","Action":[],"Resource":"*""#), "Policy statement must contain actions."),
        (one(r#""Effect":"Allow","Action":"*""#), "Policy statement must contain resources."),
        (one(r#""Effect":"Allow","Action":"*","Resource":[]"#), "Policy statement must contain resources."),
        (
            one(r#""Effect":"Allow","Action":"GetObject","Resource":"*""#),
            "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.",
        ),
        (
            one(r#""Effect":"Allow","Action":"s3:Get:Object","Resource":"*""#),
            "Actions/Condition can contain only one colon.",
        ),
        (one(r#""Effect":"Allow","Action":"s 3:GetObject","Resource":"*""#), "Vendor s 3 is not valid"),
        (
            one(r#""Effect":"Allow","Action":"*","Resource":"*","Principal":"*""#),
            "Policy document should not specify a principal.",
        ),
        (resource("my-bucket"), "Resource my-bucket must be in ARN format or \"*\"."),
        (resource(""), "Resource  must be in ARN format or \"*\"."),
        (resource("arn:aws"), "Resource vendor must be fully qualified and cannot contain regexes."),
        (
            resource("arn:amazon:s3:::my-bucket"),
            "Partition \"amazon\" is not valid for resource \"arn:amazon:s3:::my-bucket\".",
        ),
        (resource("s3:my-bucket"), "Partition \"my-bucket\" is not valid for resource \"arn:my-bucket:*:*:*:*\"."),
        (
            resource("arn:aws:s3:eu-west-1::my-bucket"),
            "Resource arn:aws:s3:eu-west-1::my-bucket can not contain region information.",
        ),
        (
            resource("arn:aws:iam:eu-west-1:111122223333:role/r"),
            "IAM resource arn:aws:iam:eu-west-1:111122223333:role/r cannot contain region information.",
        ),
    ] {
        refused(PolicyKind::Identity, &text, message);
    }
    let path = check(&resource("arn:aws:iam::111122223333:r"), PolicyKind::Identity).unwrap_err().message;
    assert!(path.starts_with("IAM resource path must either be \"*\" or start with user/, "), "{path}");
}

#[test]
fn trust_policies_that_iam_takes() {
    for principal in [
        r#""*""#,
        r#"{"AWS":"*"}"#,
        r#"{"AWS":["111122223333","arn:aws:iam::111122223333:root"]}"#,
        r#"{"AWS":"arn:aws:iam::111122223333:role/ml/train"}"#,
        r#"{"AWS":"arn:aws:sts::111122223333:assumed-role/train/session"}"#,
        r#"{"AWS":"AROAEXAMPLEEXAMPLE123"}"#,
        r#"{"Service":["sagemaker.amazonaws.com","delivery.logs.amazonaws.com"]}"#,
        r#"{"Service":"ec2.amazonaws.com.cn"}"#,
        r#"{"Federated":"arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"}"#,
        r#"{"Federated":"cognito-identity.amazonaws.com"}"#,
    ] {
        accepted(PolicyKind::Trust, &trust(principal));
    }
    for action in ["sts:TagSession", "STS:assumerole", "sts:*", "sts:AssumeRole*", "sts:SetContext"] {
        accepted(PolicyKind::Trust, &one(&format!(r#""Effect":"Allow","Action":"{action}","Principal":"*""#)));
    }
}

#[test]
fn trust_policies_that_iam_refuses() {
    let only_sts = "AssumeRole policy may only specify STS AssumeRole actions.";
    for (text, message) in [
        (one(r#""Effect":"Allow","Action":"sts:AssumeRole""#), "Missing required field Principal"),
        (trust(r#"{"AWS":[]}"#), "Missing required field Principal"),
        (trust(r#""*","Resource":"*""#), "Has prohibited field Resource"),
        (one(r#""Effect":"Allow","Action":"sts:AssumeRole","NotPrincipal":"*""#), "Has prohibited field NotPrincipal"),
        (one(r#""Effect":"Allow","Action":"s3:GetObject","Principal":"*""#), only_sts),
        (one(r#""Effect":"Allow","Action":"*","Principal":"*""#), only_sts),
        (one(r#""Effect":"Allow","Action":"sts:GetSessionToken","Principal":"*""#), only_sts),
        (trust(r#"{"Service":"sagemaker"}"#), r#"Invalid principal in policy: "SERVICE":"sagemaker""#),
        (trust(r#"{"Service":"*"}"#), r#"Invalid principal in policy: "SERVICE":"*""#),
        (
            trust(r#"{"AWS":"arn:aws:iam::111122223333:role/*"}"#),
            r#"Invalid principal in policy: "AWS":"arn:aws:iam::111122223333:role/*""#,
        ),
        (
            trust(r#"{"AWS":"arn:aws:iam::111122223333:group/g"}"#),
            r#"Invalid principal in policy: "AWS":"arn:aws:iam::111122223333:group/g""#,
        ),
        (trust(r#"{"Federated":"nowhere"}"#), "Federated principals must be valid domain names or SAML metadata ARNs"),
        (trust(r#""everyone""#), SYNTAX),
        (trust(r#"{"Amazon":"x"}"#), SYNTAX),
        (trust("{}"), SYNTAX),
    ] {
        refused(PolicyKind::Trust, &text, message);
    }
}

#[test]
fn the_aws_principals_of_a_trust_policy() {
    let text = r#"{"Statement":[
        {"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"Service":"s.amazonaws.com","AWS":"111122223333"}},
        {"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"AWS":["*","arn:aws:iam::111122223333:role/r"]}}]}"#;
    assert_eq!(aws_principals(text), ["111122223333", "*", "arn:aws:iam::111122223333:role/r"]);
    assert!(aws_principals("{").is_empty());
}
