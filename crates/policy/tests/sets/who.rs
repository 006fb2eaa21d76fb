use gatehouse_policy::decide::{Outcome, Policies, Prepared, Principal, Request};
use gatehouse_policy::sets::{AccountError, holders, rights, who_can};
use serde_json::{Value, json};

fn read() -> Value {
    json!({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}]})
}

fn account() -> Value {
    let arn = |name: &str| format!("arn:aws:iam::111122223333:{name}");
    json!({
        "UserDetailList": [
            {"Arn": arn("user/ann"), "UserName": "ann", "GroupList": ["readers"], "UserPolicyList": [], "AttachedManagedPolicies": []},
            {"Arn": arn("user/bob"), "UserName": "bob", "GroupList": [], "AttachedManagedPolicies": []}],
        "GroupDetailList": [
            {"GroupName": "readers", "GroupPolicyList": [], "AttachedManagedPolicies": [
                {"PolicyName": "read", "PolicyArn": arn("policy/read")}]}],
        "RoleDetailList": [
            {"Arn": arn("role/train"), "RoleName": "train", "RolePolicyList": [
                // As the API itself writes it.
                {"PolicyName": "inline", "PolicyDocument": "%7B%22Statement%22%3A%5B%7B%22Effect%22%3A%22Allow%22%2C%22Action%22%3A%22s3%3AGet%2A%22%2C%22Resource%22%3A%22%2A%22%7D%5D%7D"}],
             "AttachedManagedPolicies": []},
            {"Arn": arn("role/bounded"), "RoleName": "bounded", "RolePolicyList": [{"PolicyName": "p", "PolicyDocument": read()}],
             "PermissionsBoundary": {"PermissionsBoundaryType": "Policy", "PermissionsBoundaryArn": arn("policy/boundary")},
             "AttachedManagedPolicies": []}],
        "Policies": [
            {"Arn": arn("policy/read"), "PolicyVersionList": [
                {"VersionId": "v1", "IsDefaultVersion": false, "Document": {}},
                {"VersionId": "v2", "IsDefaultVersion": true, "Document": read()}]},
            {"Arn": arn("policy/boundary"), "PolicyVersionList": [
                {"VersionId": "v1", "IsDefaultVersion": true, "Document": {"Statement": [
                    {"Effect": "Allow", "Action": "sqs:*", "Resource": "*"}]}}]}]
    })
}

fn request() -> Request {
    Request::new(Principal::Anonymous, "s3:GetObject", "arn:aws:s3:::data/a").with_resource_account("111122223333")
}

fn names(policies: &Policies) -> Vec<String> {
    let holders = holders(&account().to_string()).unwrap();
    who_can(&request(), policies, &holders).iter().map(|answer| answer.principal.name().to_owned()).collect()
}

#[test]
fn everybody_of_an_account() {
    let can = ["arn:aws:iam::111122223333:user/ann", "arn:aws:iam::111122223333:role/train"];
    assert_eq!(names(&Policies::default()), can);
}

#[test]
fn the_resource_names_others() {
    let bucket = json!({"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Principal": {
            "AWS": ["arn:aws:iam::111122223333:user/bob", "444455556666", "arn:aws:iam::777788889999:role/x"],
            "Service": "sagemaker.amazonaws.com"}},
        {"Effect": "Deny", "Action": "s3:*", "Resource": "*", "Principal": {"AWS": "arn:aws:iam::777788889999:role/x"}}]});
    let policies = Policies { resource: vec![Prepared::parse(&bucket.to_string())], ..Policies::default() };
    let holders = holders(&account().to_string()).unwrap();
    let found = who_can(&request(), &policies, &holders);
    let assumed: Vec<(&str, bool)> = found.iter().map(|answer| (answer.principal.name(), answer.assumed)).collect();
    assert_eq!(
        assumed,
        [
            ("arn:aws:iam::111122223333:user/ann", false),
            ("arn:aws:iam::111122223333:user/bob", false),
            ("arn:aws:iam::111122223333:role/train", false),
            ("arn:aws:iam::444455556666:root", true),
            ("sagemaker.amazonaws.com", false),
        ]
    );
    assert!(found.iter().all(|answer| answer.decision.outcome == Outcome::Allowed));
}

#[test]
fn what_is_missing_is_said() {
    let mut broken = account();
    broken["Policies"].as_array_mut().unwrap().remove(0);
    let error = holders(&broken.to_string()).unwrap_err();
    assert!(error.to_string().contains("policy/read"), "{error}");
    assert_eq!(holders("{}").unwrap_err(), AccountError::NoLists);
    assert!(matches!(holders("{").unwrap_err(), AccountError::Json(_)));
}

#[test]
fn rights_stay_below_what_stands_above() {
    let policy =
        |statements: Value| Prepared::parse(&json!({"Version": "2012-10-17", "Statement": statements}).to_string());
    let identity = || {
        policy(json!([
        {"Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject"], "Resource": "arn:aws:s3:::data/*"},
        {"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "*", "Condition": {"Bool": {"aws:SecureTransport": "true"}}},
        {"Effect": "Deny", "Action": "s3:PutObject", "Resource": "*"}]))
    };
    let names = |policies: &Policies| -> Vec<String> {
        rights(policies).iter().map(|right| right.action.full_name()).collect()
    };
    let alone = Policies { identity: vec![identity()], ..Policies::default() };
    assert_eq!(names(&alone), ["s3:GetObject", "sqs:SendMessage"]);
    let found = rights(&alone);
    assert!(!found[0].is_unlimited() && found[0].grants[0].resources == ["arn:aws:s3:::data/*"]);
    assert!(found[1].grants[0].conditional && found[1].grants[0].everything);
    // A boundary that allows the actions, but on nothing that they are granted on.
    let elsewhere = policy(json!([{"Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:s3:::other/*"}]));
    assert_eq!(names(&Policies { boundaries: vec![elsewhere], ..alone.clone() }), [""; 0]);
    let scp = policy(json!([{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]));
    assert_eq!(names(&Policies { scps: vec![vec![scp]], ..alone }), ["s3:GetObject"]);
}
