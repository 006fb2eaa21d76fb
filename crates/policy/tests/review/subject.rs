use gatehouse_policy::review::{DocumentKind, Subject, SubjectError, review, subjects};

#[test]
fn documents_keep_their_text() {
    let text = "{\"principal\": \"arn:aws:iam::111122223333:role/x\", \"identityPolicies\":\n [{\"Statement\":  []}, \
                {\"name\": \"N\", \"document\": \"{\\\"Statement\\\": []}\"}]}";
    let subject = Subject::from_json(text).unwrap();
    let names: Vec<(&str, &str)> =
        subject.documents().iter().map(|(_, found)| (found.name.as_str(), found.policy.text())).collect();
    assert_eq!(names, [("policy 0", "{\"Statement\":  []}"), ("N", "{\"Statement\": []}")]);
    assert_eq!(review(&subject), []);
}

#[test]
fn what_is_wrong_is_told_by_its_field() {
    let wrong = |fields: &str| match Subject::from_json(fields).unwrap_err() {
        SubjectError::Field { field, .. } => field,
        SubjectError::Json { .. } => "no JSON".to_owned(),
    };
    assert_eq!(wrong("{"), "no JSON");
    assert_eq!(wrong("{}"), "principal");
    assert_eq!(wrong(r#"{"principal": "sagemaker.amazonaws.com"}"#), "principal");
    let with = |more: &str| wrong(&format!(r#"{{"principal": "arn:aws:iam::111122223333:role/x", {more}}}"#));
    assert_eq!(with(r#""policies": []"#), "policies");
    assert_eq!(with(r#""identityPolicies": [1]"#), "identityPolicies[0]");
    assert_eq!(with(r#""serviceControlPolicies": [[{}, 2]]"#), "serviceControlPolicies[0][1]");
    assert_eq!(with(r#""resources": [{"arn": "x", "policy": {}}]"#), "resources[0].arn");
    assert_eq!(with(r#""resources": [{"arn": "arn:aws:s3:::b"}]"#), "resources[0].policy");
}

#[test]
fn an_account_is_as_many_subjects() {
    let details = r#"{
        "UserDetailList": [{"Arn": "arn:aws:iam::111122223333:user/ada", "GroupList": ["science"]}],
        "GroupDetailList": [{"GroupName": "science", "GroupPolicyList": [
            {"PolicyName": "in", "PolicyDocument": "%7B%22Statement%22%3A%5B%5D%7D"}]}],
        "RoleDetailList": [{"Arn": "arn:aws:iam::111122223333:role/train",
            "AssumeRolePolicyDocument": {"Statement": []},
            "RolePolicyList": [{"PolicyName": "own", "PolicyDocument": {"Statement": []}}],
            "AttachedManagedPolicies": [{"PolicyArn": "arn:aws:iam::111122223333:policy/p"}],
            "PermissionsBoundary": {"PermissionsBoundaryArn": "arn:aws:iam::111122223333:policy/p"}}],
        "Policies": [{"Arn": "arn:aws:iam::111122223333:policy/p", "PolicyVersionList": [
            {"IsDefaultVersion": true, "Document": {"Statement": []}}]}]}"#;
    let found = subjects(details).unwrap();
    let kinds = |at: usize| found[at].documents().iter().map(|(kind, _)| *kind).collect::<Vec<_>>();
    assert_eq!(kinds(0), [DocumentKind::IdentityPolicy]);
    assert_eq!(found[0].identity[0].name, "group science: in");
    assert_eq!(
        kinds(1),
        [
            DocumentKind::TrustPolicy,
            DocumentKind::IdentityPolicy,
            DocumentKind::IdentityPolicy,
            DocumentKind::PermissionsBoundary
        ]
    );
    assert!(subjects("{}").is_err() && subjects("[").is_err());
}
