use super::{allow, codes, findings, granting, policy};
use gatehouse_policy::lint::Severity;

fn trust(principal: &str, more: &str) -> String {
    format!(
        r#""trustPolicy": {{"Version": "2012-10-17", "Statement": [{{"Effect": "Allow", "Principal": {principal},
            "Action": "sts:AssumeRole"{more}}}]}}, {}"#,
        granting(r#""s3:GetObject""#, r#""arn:aws:s3:::data/*""#)
    )
}

#[test]
fn nobody_gets_in() {
    assert_eq!(codes(&trust(r#"{"Service": "sagemaker.amazonaws.com"}"#, "")), [""; 0]);
    assert_eq!(codes(&trust(r#"{"AWS": "arn:aws:iam::111122223333:root"}"#, "")), [""; 0]);
    for provider in [
        "cognito-identity.amazonaws.com",
        "accounts.google.com",
        "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com",
    ] {
        let fields = trust(&format!("{{\"Federated\": \"{provider}\"}}"), "");
        assert_eq!(codes(&fields.replace("sts:AssumeRole", "sts:AssumeRoleWithWebIdentity")), [""; 0], "{provider}");
    }
    // Only one that was deleted.
    assert_eq!(codes(&trust(r#"{"AWS": "AROAEXAMPLEEXAMPLEEXA"}"#, "")), ["TRUST_UNUSABLE"]);
    // Conditions that contradict.
    let impossible =
        r#", "Condition": {"StringEquals": {"sts:ExternalId": "a"}, "StringLike": {"sts:ExternalId": "b*"}}"#;
    assert_eq!(codes(&trust(r#"{"AWS": "111122223333"}"#, impossible)), ["TRUST_UNUSABLE"]);
    let elsewhere = r#", "Condition": {"StringEquals": {"aws:PrincipalAccount": "999999999999"}}"#;
    assert_eq!(codes(&trust(r#"{"AWS": "111122223333"}"#, elsewhere)), ["TRUST_UNUSABLE"]);
    // Denied to all.
    let denied = format!(
        r#""trustPolicy": {{"Statement": [{{"Effect": "Allow", "Principal": {{"AWS": "111122223333"}},
            "Action": "sts:AssumeRole"}}, {{"Effect": "Deny", "Principal": "*", "Action": "sts:*"}}]}}, {}"#,
        granting("\"s3:GetObject\"", "\"*\"")
    );
    assert_eq!(codes(&denied), ["TRUST_UNUSABLE"]);
    // By a resource control policy.
    let rcp = r#", "resourceControlPolicies": [[{"Statement": [{"Effect": "Deny", "Principal": "*",
        "Action": "sts:AssumeRole", "Resource": "*"}]}]]"#;
    assert_eq!(codes(&format!("{}{rcp}", trust(r#"{"AWS": "111122223333"}"#, ""))), ["TRUST_UNUSABLE"]);
}

#[test]
fn a_foreign_account_gets_in() {
    let found = findings(&trust(r#"{"AWS": "999999999999"}"#, ""));
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!((found[0].code, found[0].severity), ("TRUST_FOREIGN_ACCOUNT", Severity::SecurityWarning));
    assert!(found[0].message.contains("account 999999999999"), "{}", found[0].message);
    assert!(found[0].message.contains("1 action of s3"), "{}", found[0].message);
    let external = r#", "Condition": {"StringEquals": {"sts:ExternalId": "x"}}"#;
    assert_eq!(findings(&trust(r#"{"AWS": "999999999999"}"#, external))[0].severity, Severity::Warning);
    // Everybody; everybody of the organization; of one's own account.
    assert!(findings(&trust("\"*\"", ""))[0].message.starts_with("Anybody"));
    let organization = r#", "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-example000"}}"#;
    assert_eq!(codes(&trust("\"*\"", organization)), [""; 0]);
    let account = |number: &str| {
        let line = format!(r#", "Condition": {{"StringEquals": {{"aws:PrincipalAccount": "{number}"}}}}"#);
        codes(&trust("\"*\"", &line))
    };
    assert_eq!(account("111122223333"), [""; 0]);
    assert_eq!(account("999999999999"), ["TRUST_FOREIGN_ACCOUNT"]);
}

#[test]
fn what_they_can_do_is_told() {
    let fields = |actions: &str| {
        format!(
            r#""trustPolicy": {{"Statement": [{{"Effect": "Allow", "Principal": {{"AWS": "999999999999"}},
                "Action": "sts:AssumeRole"}}]}}, "identityPolicies": [{}]"#,
            policy(&allow(actions, "\"*\""))
        )
    };
    let message = |actions: &str| {
        let found = findings(&fields(actions));
        found.iter().find(|finding| finding.code == "TRUST_FOREIGN_ACCOUNT").unwrap().message.clone()
    };
    assert!(message("\"*\"").ends_with("can then do everything."));
    assert!(message("\"iam:PutRolePolicy\"").contains("raise its rights"));
    let nothing = r#""trustPolicy": {"Statement": [{"Effect": "Allow", "Principal": {"AWS": "999999999999"},
        "Action": "sts:AssumeRole"}]}"#;
    let found = findings(nothing);
    assert_eq!(found[0].severity, Severity::Suggestion);
}
