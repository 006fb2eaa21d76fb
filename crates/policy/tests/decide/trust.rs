//! Who may assume a role: trust policies. Each test names the page that all its cases rest on.

use gatehouse_policy::decide::Outcome::{Allowed, ExplicitlyDenied, ImplicitlyDenied};
use serde_json::{Value, json};

use super::*;

const TARGET: &str = "arn:aws:iam::111122223333:role/team/target";

fn trusts(principal: Value, actions: Value) -> Value {
    json!({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": principal, "Action": actions}]})
}

fn assume(principal: &str, trust: Value, more: Value) -> Value {
    let asked =
        json!({"principal": principal, "action": "sts:AssumeRole", "resource": TARGET, "resourcePolicy": trust});
    merged(asked, more)
}

// Sources: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html> ("they must
// explicitly allow access for principals"), <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html>,
// <https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html>
#[test]
fn role_trust() {
    let assume = allow("sts:AssumeRole", json!({}));
    let trusts = |principal: Value| {
        json!({"Version": "2012-10-17", "Statement": [
            {"Effect": "Allow", "Principal": principal, "Action": "sts:AssumeRole"}]})
    };
    let role = |more: Value| {
        merged(json!({"action": "sts:AssumeRole", "resource": "arn:aws:iam::111122223333:role/target"}), more)
    };
    let aws = |who: &str| json!({"AWS": who});
    let service = json!({"Service": "sagemaker.amazonaws.com"});
    // In one account: named, the principal needs no more; its account named, it does.
    check(role(json!({"principal": USER, "resourcePolicy": trusts(aws(USER))})), Allowed, &[]);
    let named = decide(role(json!({"resourcePolicy": trusts(aws(ROLE))})));
    assert_eq!(named.outcome, Allowed);
    assert!(named.notes.iter().any(|note| note.contains("trust policy names a role")), "{:?}", named.notes);
    check(role(json!({"resourcePolicy": trusts(aws(ROOT))})), ImplicitlyDenied, &["identity"]);
    check(role(json!({"resourcePolicy": trusts(aws(ROOT)), "identityPolicies": [assume]})), Allowed, &[]);
    let untrusted = json!({"resourcePolicy": trusts(service.clone()), "identityPolicies": [assume]});
    check(role(untrusted), ImplicitlyDenied, &["resource"]);
    // Across accounts both.
    let across = |more: Value| {
        let mut asked = role(more);
        asked["principal"] = "arn:aws:iam::444455556666:role/x".into();
        asked
    };
    let theirs = trusts(aws("arn:aws:iam::444455556666:role/x"));
    check(across(json!({"resourcePolicy": theirs})), ImplicitlyDenied, &["identity"]);
    check(across(json!({"resourcePolicy": theirs, "identityPolicies": [assume]})), Allowed, &[]);
    check(across(json!({"identityPolicies": [assume]})), ImplicitlyDenied, &["resource"]);
    // Services, providers, and the root user, who cannot.
    let by_service = json!({"principal": "sagemaker.amazonaws.com", "resourcePolicy": trusts(service)});
    check(role(by_service), Allowed, &[]);
    let federated = json!({"Version": "2012-10-17", "Statement": [{
        "Effect": "Allow", "Principal": {"Federated": "accounts.google.com"}, "Action": "sts:AssumeRoleWithWebIdentity"}]});
    let by_provider = json!({
        "principal": "accounts.google.com", "action": "sts:AssumeRoleWithWebIdentity", "resourcePolicy": federated});
    check(role(by_provider), Allowed, &[]);
    check(role(json!({"principal": ROOT, "resourcePolicy": trusts(aws(ROOT))})), ImplicitlyDenied, &["service"]);
    // Not given, it is taken to trust the account, and the answer says so.
    let not_given = decide(role(json!({"identityPolicies": [assume]})));
    assert_eq!(not_given.outcome, Allowed);
    assert!(not_given.notes.iter().any(|note| note.contains("not given")), "{:?}", not_given.notes);
}

// Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html>, <...#principal-roles>,
// <...#principal-role-session>
#[test]
fn whom_a_trust_policy_names() {
    let pathed = "arn:aws:iam::111122223333:role/team/train";
    for (named, principal, outcome) in [
        (ROLE, ROLE, Allowed),
        (ROLE, SESSION, Allowed),
        (pathed, SESSION, Allowed),
        (pathed, pathed, Allowed),
        // A role of this name has one path only, which is not this one.
        (pathed, ROLE, ImplicitlyDenied),
        (SESSION, SESSION, Allowed),
        (SESSION, "arn:aws:sts::111122223333:assumed-role/train/other", ImplicitlyDenied),
        (USER, USER, Allowed),
        (USER, "arn:aws:iam::111122223333:user/ana", ImplicitlyDenied),
        ("*", USER, Allowed),
        ("111122223333", USER, ImplicitlyDenied),
        ("arn:aws:iam::444455556666:role/train", SESSION, ImplicitlyDenied),
    ] {
        let decision = decide(assume(principal, trusts(json!({"AWS": named}), json!("sts:AssumeRole")), json!({})));
        assert_eq!(decision.outcome, outcome, "{named} {principal}\n{}", decision.trace());
    }
}

// Source: <https://aws.amazon.com/blogs/security/announcing-an-update-to-iam-role-trust-policy-behavior/>: "a role
// trust policy must explicitly grant permission to all principals, including the role itself"
#[test]
fn a_role_does_not_trust_itself_unless_its_policy_says_so() {
    let own = json!({"identityPolicies": [allow("sts:AssumeRole", json!({}))]});
    let session = "arn:aws:sts::111122223333:assumed-role/target/s";
    for principal in [TARGET, session] {
        let service = trusts(json!({"Service": "ec2.amazonaws.com"}), json!("sts:AssumeRole"));
        check(assume(principal, service, own.clone()), ImplicitlyDenied, &["resource"]);
        check(assume(principal, trusts(json!({"AWS": TARGET}), json!("sts:AssumeRole")), own.clone()), Allowed, &[]);
        check(assume(principal, trusts(json!({"AWS": ROOT}), json!("sts:AssumeRole")), own.clone()), Allowed, &[]);
    }
}

// Sources: <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html>,
// <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_saml.html>,
// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-federated-web-identity>,
// <...#principal-saml>
#[test]
fn identity_providers() {
    let oidc = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com";
    let saml = "arn:aws:iam::111122223333:saml-provider/idp";
    let (web, with_saml) = ("sts:AssumeRoleWithWebIdentity", "sts:AssumeRoleWithSAML");
    for (named, principal, trusted, action, outcome) in [
        (json!({"Federated": oidc}), oidc, web, web, Allowed),
        (json!({"Federated": saml}), saml, with_saml, with_saml, Allowed),
        (json!({"Federated": ["accounts.google.com", oidc]}), "accounts.google.com", web, web, Allowed),
        (json!({"Federated": "cognito-identity.amazonaws.com"}), "cognito-identity.amazonaws.com", web, web, Allowed),
        (json!({"Federated": oidc}), saml, web, web, ImplicitlyDenied),
        (json!({"Federated": oidc}), oidc, web, with_saml, ImplicitlyDenied),
        (json!({"Federated": saml}), saml, "sts:AssumeRole", with_saml, ImplicitlyDenied),
        (
            json!({"Federated": oidc}),
            "arn:aws:iam::444455556666:oidc-provider/token.actions.githubusercontent.com",
            web,
            web,
            ImplicitlyDenied,
        ),
        (json!({"AWS": "111122223333"}), oidc, web, web, ImplicitlyDenied),
    ] {
        let asked = assume(principal, trusts(named.clone(), json!(trusted)), json!({"action": action}));
        let decision = decide(asked);
        assert_eq!(decision.outcome, outcome, "{named} {principal} {action}\n{}", decision.trace());
    }
    // "not supported in policy types other than role trust policies": ...#principal-federated-web-identity
    let bucket = allow("s3:GetObject", json!({"Principal": {"Federated": oidc}}));
    check(json!({"principal": oidc, "resourcePolicy": bucket}), ImplicitlyDenied, &["service"]);
    let narrowed = |audience: &str, subject: &str| {
        let mut trust = trusts(json!({"Federated": oidc}), json!(web));
        trust["Statement"][0]["Condition"] = json!({
            "StringEquals": {"token.actions.githubusercontent.com:aud": "sts.amazonaws.com"},
            "StringLike": {"token.actions.githubusercontent.com:sub": "repo:acme/*"}});
        let context = json!({"token.actions.githubusercontent.com:aud": audience, "token.actions.githubusercontent.com:sub": subject});
        assume(oidc, trust, json!({"action": web, "context": context}))
    };
    check(narrowed("sts.amazonaws.com", "repo:acme/train:ref:refs/heads/main"), Allowed, &[]);
    check(narrowed("sts.amazonaws.com", "repo:other/train:ref:refs/heads/main"), ImplicitlyDenied, &["resource"]);
    check(narrowed("other", "repo:acme/train:ref:refs/heads/main"), ImplicitlyDenied, &["resource"]);
}

// Sources: <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html#id_session-tags_permissions-required>,
// <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_monitor.html#id_credentials_temp_control-access_monitor-perms>
#[test]
fn session_tags_and_source_identity_are_trusted_by_themselves() {
    for action in ["sts:TagSession", "sts:SetSourceIdentity"] {
        let own = json!({"action": action, "identityPolicies": [allow("sts:*", json!({}))]});
        let only = trusts(json!({"AWS": ROOT}), json!("sts:AssumeRole"));
        let both = trusts(json!({"AWS": ROOT}), json!(["sts:AssumeRole", action]));
        check(assume(USER, only.clone(), own.clone()), ImplicitlyDenied, &["resource"]);
        check(assume(USER, both.clone(), own), Allowed, &[]);
        check(assume(USER, both, json!({"action": action})), ImplicitlyDenied, &["identity"]);
        let provider = "arn:aws:iam::111122223333:saml-provider/idp";
        let federated = trusts(json!({"Federated": provider}), json!("sts:AssumeRoleWithSAML"));
        check(assume(provider, federated, json!({"action": action})), ImplicitlyDenied, &["resource"]);
    }
}

// Sources: <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-user_externalid.html>,
// <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html>
#[test]
fn conditions_of_a_trust_policy() {
    let theirs = "arn:aws:iam::444455556666:user/x";
    let trust = |condition: Value| {
        let mut trust = trusts(json!({"AWS": "444455556666"}), json!("sts:AssumeRole"));
        trust["Statement"][0]["Condition"] = condition;
        trust
    };
    let own = |context: Value| json!({"identityPolicies": [allow("sts:AssumeRole", json!({"Resource": TARGET}))], "context": context});
    let external = json!({"StringEquals": {"sts:ExternalId": "12345"}});
    check(assume(theirs, trust(external.clone()), own(json!({"sts:ExternalId": "12345"}))), Allowed, &[]);
    check(
        assume(theirs, trust(external.clone()), own(json!({"sts:ExternalId": "1"}))),
        ImplicitlyDenied,
        &["resource"],
    );
    check(assume(theirs, trust(external), own(json!({}))), ImplicitlyDenied, &["resource"]);
    let mfa = json!({"Bool": {"aws:MultiFactorAuthPresent": "true"}});
    check(assume(theirs, trust(mfa.clone()), own(json!({"aws:MultiFactorAuthPresent": "true"}))), Allowed, &[]);
    check(assume(theirs, trust(mfa), own(json!({}))), ImplicitlyDenied, &["resource"]);
}

// Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html>
#[test]
fn limits_of_the_caller_hold_for_assuming_too() {
    let named = trusts(json!({"AWS": ROLE}), json!("sts:AssumeRole"));
    check(
        assume(SESSION, named.clone(), json!({"permissionsBoundaries": [nothing()]})),
        ImplicitlyDenied,
        &["boundary"],
    );
    let denied = json!({"identityPolicies": [statement("Deny", "sts:*", json!({}))]});
    check(assume(SESSION, named.clone(), denied), ExplicitlyDenied, &["identity"]);
    check(assume(SESSION, named, json!({"serviceControlPolicies": [[nothing()]]})), ImplicitlyDenied, &["scp"]);
    let user = trusts(json!({"AWS": USER}), json!("sts:AssumeRole"));
    check(assume(USER, user, json!({"permissionsBoundaries": [nothing()]})), Allowed, &[]);
}
