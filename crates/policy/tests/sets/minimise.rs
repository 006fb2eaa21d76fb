use gatehouse_policy::decide::Prepared;
use gatehouse_policy::document::Policy;
use gatehouse_policy::sets::{MinimiseError, Relation, compare, minimise, redundant_statements};

#[track_caller]
fn check(before: &str, after: &str) {
    let wrap = |statements: &str| format!(r#"{{"Version":"2012-10-17","Statement":[{statements}]}}"#);
    let found = minimise(&wrap(before)).unwrap();
    assert_eq!(found.text, wrap(after), "{:#?}", found.steps);
    let (old, new) = ([Prepared::parse(&wrap(before))], [Prepared::parse(&wrap(after))]);
    assert_eq!(compare(&old, &new).relation(), Relation::Equivalent);
    assert!(found.after <= found.before);
}

#[test]
fn what_a_wildcard_covers_goes() {
    check(
        r#"{"Effect":"Allow","Action":["s3:Get*","s3:GetObject","s3:PutObject"],"Resource":"*"}"#,
        r#"{"Effect":"Allow","Action":["s3:Get*","s3:PutObject"],"Resource":"*"}"#,
    );
    check(
        r#"{"Effect":"Allow","Action":"s3:GetObject","Resource":["arn:aws:s3:::a/*","arn:aws:s3:::a/b/*"]}"#,
        r#"{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::a/*"}"#,
    );
    // In another statement, too, as long as that one asks no more.
    check(
        r#"{"Effect":"Allow","Action":"s3:*","Resource":"*"},{"Effect":"Allow","Action":["s3:GetObject","iam:GetRole"],"Resource":"*"}"#,
        r#"{"Effect":"Allow","Action":["s3:*", "iam:GetRole"],"Resource":"*"}"#,
    );
}

#[test]
fn statements_that_add_nothing_go() {
    check(
        r#"{"Effect":"Allow","Action":"s3:*","Resource":"*"},{"Effect":"Deny","Action":"iam:*","Resource":"*"}"#,
        r#"{"Effect":"Allow","Action":"s3:*","Resource":"*"}"#,
    );
    check(
        r#"{"Effect":"Deny","Action":"s3:*","Resource":"*"},{"Effect":"Allow","Action":["s3:GetObject","sqs:SendMessage"],"Resource":"*"}"#,
        r#"{"Effect":"Allow","Action":"sqs:SendMessage","Resource":"*"}"#,
    );
}

#[test]
fn statements_that_differ_in_one_element_are_put_together() {
    check(
        r#"{"Sid":"A","Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::a/*"},{"Sid":"B","Effect":"Allow","Action":"s3:GetObject","Resource":["arn:aws:s3:::b/*","arn:aws:s3:::c/*"]}"#,
        r#"{"Sid":"A","Effect":"Allow","Action":"s3:GetObject","Resource":["arn:aws:s3:::a/*", "arn:aws:s3:::b/*", "arn:aws:s3:::c/*"]}"#,
    );
    // With other conditions they are not.
    let apart = r#"{"Effect":"Allow","Action":"s3:GetObject","Resource":"*","Condition":{"Bool":{"aws:SecureTransport":"true"}}},{"Effect":"Allow","Action":"s3:PutObject","Resource":"*"}"#;
    check(apart, apart);
}

#[test]
fn conditions_that_say_a_thing_twice() {
    check(
        r#"{"Effect":"Allow","Action":"s3:GetObject","Resource":"*","Condition":{"StringLike":{"aws:SourceVpce":["vpce-*","vpce-1"]}}}"#,
        r#"{"Effect":"Allow","Action":"s3:GetObject","Resource":"*","Condition":{"StringLike":{"aws:SourceVpce":["vpce-*"]}}}"#,
    );
    check(
        r#"{"Effect":"Allow","Action":"s3:GetObject","Resource":"*","Condition":{"StringEquals":{"aws:SourceVpce":"vpce-1"},"StringLike":{"aws:SourceVpce":"vpce-*"}}}"#,
        r#"{"Effect":"Allow","Action":"s3:GetObject","Resource":"*","Condition":{"StringEquals":{"aws:SourceVpce":"vpce-1"}}}"#,
    );
}

#[test]
fn what_is_small_stays_as_it_is() {
    let text = "{\r\n  \"Version\": \"2012-10-17\",\r\n  \"Statement\": {\"Effect\": \"Allow\", \"Action\": \"s3:GetObject\", \"Resource\": \"*\"}\r\n}";
    assert_eq!(minimise(text).unwrap().text, text);
    assert!(minimise(text).unwrap().steps.is_empty());
}

#[test]
fn what_is_no_policy_is_said() {
    assert!(matches!(minimise("{"), Err(MinimiseError::Json { .. })));
    assert_eq!(minimise("{}"), Err(MinimiseError::NoStatements));
}

#[test]
fn redundant_ones_are_told_one_by_one() {
    let policy = Policy::parse(
        r#"{"Version":"2012-10-17","Statement":[
        {"Effect":"Allow","Action":"s3:Get*","Resource":"*"},
        {"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::a/*"},
        {"Effect":"Deny","Action":"sqs:*","Resource":"*"},
        {"Effect":"Allow","Action":"kms:Decrypt","Resource":"*"}]}"#,
    );
    assert_eq!(redundant_statements(&policy), [1, 2]);
}
