//! How the layers combine.
//!
//! Sources: `reference_policies_evaluation-logic_policy-eval-denyallow.html` and its neighbours in the IAM User Guide,
//! `key-policies.html` of KMS, `orgs_manage_policies_scps.html` and `..._rcps.html` of Organizations.

use gatehouse_policy::decide::Outcome::{Allowed, ExplicitlyDenied, ImplicitlyDenied};
use serde_json::{Value, json};

use super::*;

#[test]
fn a_boundary_by_who_asks_and_whom_the_resource_names() {
    let federated = "arn:aws:sts::111122223333:federated-user/bob";
    for (principal, named, outcome) in [
        (USER, USER, Allowed),
        (SESSION, SESSION, Allowed),
        (SESSION, "*", Allowed),
        (SESSION, ROLE, ImplicitlyDenied),
        (ROLE, ROLE, ImplicitlyDenied),
        (USER, "111122223333", ImplicitlyDenied),
        (federated, federated, Allowed),
    ] {
        let decision = decide(json!({
            "principal": principal, "resourcePolicy": bucket(named), "permissionsBoundaries": [nothing()],
            "identityPolicies": [read()],
        }));
        assert_eq!(decision.outcome, outcome, "{principal} {named}\n{}", decision.trace());
    }
}

#[test]
fn an_explicit_deny_of_a_boundary_is_never_bypassed_nor_is_a_boundary_from_outside() {
    let deny = statement("Deny", "s3:*", json!({}));
    check(
        json!({"principal": USER, "resourcePolicy": bucket(USER), "permissionsBoundaries": [deny]}),
        ExplicitlyDenied,
        &["boundary"],
    );
    let across = json!({
        "principal": SESSION, "resourceAccount": OTHER, "resourcePolicy": bucket(SESSION),
        "identityPolicies": [read()], "permissionsBoundaries": [nothing()],
    });
    check(across, ImplicitlyDenied, &["boundary"]);
}

#[test]
fn a_boundary_grants_nothing_and_each_must_allow() {
    check(json!({"permissionsBoundaries": [read()]}), ImplicitlyDenied, &["identity"]);
    let two = json!({"identityPolicies": [read()], "permissionsBoundaries": [read(), nothing()]});
    check(two, ImplicitlyDenied, &["boundary"]);
}

#[test]
fn not_principal_refuses_whoever_has_a_boundary() {
    let whole = json!({"AWS": [USER, "111122223333"]});
    let policy = statement("Deny", "s3:*", json!({"NotPrincipal": whole}));
    let asked = json!({"principal": USER, "identityPolicies": [read()], "resourcePolicy": policy});
    check(asked.clone(), Allowed, &[]);
    let bounded = merged(asked, json!({"permissionsBoundaries": [read()]}));
    check(bounded, ExplicitlyDenied, &["resource"]);
}

#[test]
fn a_session_policy_limits_all_but_what_the_resource_grants_to_the_session() {
    let with = |principal: &str, more: Value| merged(json!({"principal": principal, "sessionPolicy": nothing()}), more);
    check(with(SESSION, json!({"identityPolicies": [read()]})), ImplicitlyDenied, &["session"]);
    check(with(SESSION, json!({"resourcePolicy": bucket(ROLE)})), ImplicitlyDenied, &["session"]);
    // Disputed: AWS's guide says that the grant is in addition to the session policy.
    let named = decide(with(SESSION, json!({"resourcePolicy": bucket(SESSION)})));
    assert_eq!(named.outcome, Allowed, "{}", named.trace());
    assert!(named.notes.iter().any(|note| note.starts_with("Disputed")), "{:?}", named.notes);
    let denied = json!({"resourcePolicy": bucket(SESSION), "sessionPolicy": statement("Deny", "*", json!({}))});
    check(with(SESSION, denied), ExplicitlyDenied, &["session"]);
    check(json!({"principal": SESSION, "sessionPolicy": read()}), ImplicitlyDenied, &["identity"]);
    check(json!({"principal": SESSION, "sessionPolicy": read(), "identityPolicies": [read()]}), Allowed, &[]);
    // Several session policies limit together.
    let two = json!({"principal": SESSION, "sessionPolicy": [nothing(), read()], "identityPolicies": [read()]});
    check(two, Allowed, &[]);
}

#[test]
fn a_federated_user_needs_a_session_policy() {
    let federated = "arn:aws:sts::111122223333:federated-user/bob";
    let asked = json!({"principal": federated, "identityPolicies": [read()]});
    check(asked.clone(), ImplicitlyDenied, &["session"]);
    check(merged(asked.clone(), json!({"sessionPolicy": read()})), Allowed, &[]);
    check(merged(asked, json!({"resourcePolicy": bucket(federated)})), Allowed, &[]);
}

#[test]
fn endpoints_hold_for_strangers_too_and_each_must_allow() {
    let through = allow("s3:Put*", json!({"Principal": "*"}));
    let public = json!({"principal": "*", "resourcePolicy": bucket("*"), "endpointPolicies": [through]});
    check(public, ImplicitlyDenied, &["endpoint"]);
    let ours = allow("s3:*", json!({"Principal": {"AWS": ROLE}}));
    check(json!({"identityPolicies": [read()], "endpointPolicies": [ours.clone()]}), Allowed, &[]);
    let others = json!({"principal": USER, "identityPolicies": [read()], "endpointPolicies": [ours]});
    check(others, ImplicitlyDenied, &["endpoint"]);
}

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

#[test]
fn services_have_only_what_resources_grant() {
    let mine = json!({"principal": "sagemaker.amazonaws.com", "identityPolicies": [read()]});
    check(mine, ImplicitlyDenied, &["resource"]);
    let policy = allow(
        "s3:GetObject",
        json!({"Principal": {"Service": "sagemaker.amazonaws.com"},
        "Condition": {"StringEquals": {"aws:SourceAccount": "111122223333"}}}),
    );
    let asked = json!({"principal": "sagemaker.amazonaws.com", "resourcePolicy": policy});
    check(asked.clone(), ImplicitlyDenied, &["resource"]);
    check(merged(asked, json!({"context": {"aws:SourceAccount": "111122223333"}})), Allowed, &[]);
    let other = json!({"principal": "lambda.amazonaws.com", "resourcePolicy": bucket("111122223333")});
    check(other, ImplicitlyDenied, &["resource"]);
}

#[test]
fn a_root_user_may_do_everything_in_its_account_but_what_others_refuse() {
    check(json!({"principal": ROOT}), Allowed, &[]);
    check(json!({"principal": "111122223333"}), Allowed, &[]);
    check(json!({"principal": ROOT, "permissionsBoundaries": [nothing()]}), Allowed, &[]);
    let deny = statement("Deny", "s3:*", json!({"Principal": "*"}));
    check(json!({"principal": ROOT, "resourcePolicy": deny}), ExplicitlyDenied, &["resource"]);
    let scp = json!({"principal": ROOT, "serviceControlPolicies": [[statement("Deny", "s3:*", json!({})), allow("*", json!({}))]]});
    check(scp, ExplicitlyDenied, &["scp"]);
    check(json!({"principal": ROOT, "resourceAccount": OTHER}), ImplicitlyDenied, &["resource"]);
    let named = json!({"principal": ROOT, "resourceAccount": OTHER, "resourcePolicy": bucket("111122223333")});
    check(named, Allowed, &[]);
}

#[test]
fn nobody_known_matches_only_everybody() {
    for (principal, outcome) in
        [(json!("*"), Allowed), (json!({"AWS": "*"}), Allowed), (json!({"AWS": ROLE}), ImplicitlyDenied)]
    {
        let decision =
            decide(json!({"principal": "*", "resourcePolicy": allow("s3:GetObject", json!({"Principal": principal}))}));
        assert_eq!(decision.outcome, outcome, "{principal}");
    }
    let not = statement("Deny", "s3:*", json!({"NotPrincipal": {"AWS": [ROLE, "111122223333"]}}));
    let both = json!({"Version": "2012-10-17", "Statement": [not["Statement"][0], bucket("*")["Statement"][0]]});
    check(json!({"principal": "*", "resourcePolicy": both}), ExplicitlyDenied, &["resource"]);
}

#[test]
fn what_services_settle_themselves() {
    let who = json!({"action": "sts:GetCallerIdentity", "resource": "*"});
    check(who.clone(), Allowed, &[]);
    check(merged(who.clone(), json!({"identityPolicies": [statement("Deny", "*", json!({}))]})), Allowed, &[]);
    check(merged(who, json!({"principal": "*"})), ImplicitlyDenied, &["resource"]);
    let all = json!([allow("iam:*", json!({}))]);
    let asked = |action: &str, resource: &str| json!({"action": action, "resource": resource, "identityPolicies": all});
    let managed = "arn:aws:iam::aws:policy/ReadOnlyAccess";
    for action in ["iam:DeletePolicy", "iam:CreatePolicyVersion", "iam:TagPolicy"] {
        let mut request = asked(action, managed);
        request.as_object_mut().unwrap().insert("resourceAccount".into(), "111122223333".into());
        check(request, ImplicitlyDenied, &["service"]);
    }
    check(asked("iam:GetPolicy", managed), Allowed, &[]);
    let reserved = "arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/R";
    check(asked("iam:PassRole", reserved), ImplicitlyDenied, &["service"]);
    check(asked("iam:DeleteRole", reserved), ImplicitlyDenied, &["service"]);
    check(asked("iam:GetRole", reserved), Allowed, &[]);
    check(asked("iam:PassRole", "arn:aws:iam::111122223333:role/mine"), Allowed, &[]);
}
