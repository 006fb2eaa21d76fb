//! How the layers combine. Each test names the page that all its cases rest on.

use gatehouse_policy::decide::Outcome::{Allowed, ExplicitlyDenied, ImplicitlyDenied};
use serde_json::{Value, json};

use super::*;

// Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html>, "Resource-based
// policies and implicit denies in other policy types (same account)"
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

// Sources: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html>,
// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html#policy-eval-cross-account>
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

// Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html#access_policies_boundaries-eval-logic>
#[test]
fn a_boundary_grants_nothing_and_each_must_allow() {
    check(json!({"permissionsBoundaries": [read()]}), ImplicitlyDenied, &["identity"]);
    let two = json!({"identityPolicies": [read()], "permissionsBoundaries": [read(), nothing()]});
    check(two, ImplicitlyDenied, &["boundary"]);
}

// Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html#notprincipal-key-points>
#[test]
fn not_principal_refuses_whoever_has_a_boundary() {
    let whole = json!({"AWS": [USER, "111122223333"]});
    let policy = statement("Deny", "s3:*", json!({"NotPrincipal": whole}));
    let asked = json!({"principal": USER, "identityPolicies": [read()], "resourcePolicy": policy});
    check(asked.clone(), Allowed, &[]);
    let bounded = merged(asked, json!({"permissionsBoundaries": [read()]}));
    check(bounded, ExplicitlyDenied, &["resource"]);
}

// Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies.html#policies_session>
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

// Sources: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html> ("Session
// policies"), <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_getfederationtoken.html>
#[test]
fn a_federated_user_needs_a_session_policy() {
    let federated = "arn:aws:sts::111122223333:federated-user/bob";
    let asked = json!({"principal": federated, "identityPolicies": [read()]});
    check(asked.clone(), ImplicitlyDenied, &["session"]);
    check(merged(asked.clone(), json!({"sessionPolicy": read()})), Allowed, &[]);
    check(merged(asked, json!({"resourcePolicy": bucket(federated)})), Allowed, &[]);
}

// Source: <https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html>
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

// Sources: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-services>,
// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-sourceaccount>
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

// Sources: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html> ("with the
// exception of the AWS account root user, which has full access"), <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-user.html>
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

// Sources: <https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html>,
// <https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html#aws-managed-policies>,
// <https://docs.aws.amazon.com/singlesignon/latest/userguide/using-service-linked-roles.html>
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

// Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html>, the same
// table, its other rows: identity-based policies do not matter where the resource's policy names the principal
#[test]
fn what_a_resource_grants_beside_an_identity_policy_that_does_not() {
    let federated = "arn:aws:sts::111122223333:federated-user/bob";
    for (principal, named, outcome) in [
        (USER, USER, Allowed),
        (ROLE, ROLE, Allowed),
        (SESSION, ROLE, Allowed),
        (SESSION, SESSION, Allowed),
        (federated, federated, Allowed),
        (USER, "111122223333", ImplicitlyDenied),
        (SESSION, "111122223333", ImplicitlyDenied),
        (federated, USER, ImplicitlyDenied),
    ] {
        let decision =
            decide(json!({"principal": principal, "resourcePolicy": bucket(named), "identityPolicies": [nothing()]}));
        assert_eq!(decision.outcome, outcome, "{principal} {named}\n{}", decision.trace());
    }
}

// Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-roles>: "do not limit
// permissions granted using the aws:PrincipalArn condition key with a wildcard(*) in the Principal element"
#[test]
fn everybody_narrowed_to_a_role_is_not_limited_by_boundary_or_session_policy() {
    let policy =
        allow("s3:GetObject", json!({"Principal": "*", "Condition": {"ArnEquals": {"aws:PrincipalArn": ROLE}}}));
    let asked = json!({"principal": SESSION, "resourcePolicy": policy, "permissionsBoundaries": [nothing()], "sessionPolicy": nothing()});
    check(asked.clone(), Allowed, &[]);
    let other = "arn:aws:sts::111122223333:assumed-role/other/job";
    check(merged(asked.clone(), json!({"principal": other})), ImplicitlyDenied, &["identity", "boundary", "session"]);
    let deny = statement("Deny", "s3:*", json!({}));
    check(merged(asked, json!({"permissionsBoundaries": [deny]})), ExplicitlyDenied, &["boundary"]);
}

// Sources: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html#policy-eval-cross-account>,
// <https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html#access_policies_boundaries-eval-logic>
#[test]
fn across_accounts_every_limit_of_the_principal_holds() {
    for (principal, named) in
        [(USER, USER), (SESSION, SESSION), (SESSION, ROLE), (SESSION, "*"), (ROLE, "111122223333")]
    {
        let asked = json!({
            "principal": principal, "resourceAccount": OTHER, "resourcePolicy": bucket(named),
            "identityPolicies": [read()],
        });
        check(asked.clone(), Allowed, &[]);
        check(merged(asked.clone(), json!({"permissionsBoundaries": [nothing()]})), ImplicitlyDenied, &["boundary"]);
        check(merged(asked.clone(), json!({"sessionPolicy": nothing()})), ImplicitlyDenied, &["session"]);
        check(merged(asked.clone(), json!({"identityPolicies": []})), ImplicitlyDenied, &["identity"]);
        check(merged(asked, json!({"resourcePolicy": []})), ImplicitlyDenied, &["resource"]);
    }
}

// Sources: <https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies.html#policies_session>, its three figures, and
// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html>
#[test]
fn session_policy_boundary_and_identity_policy_intersect() {
    let all = |identity: Value, boundary: Value, session: Value| json!({"principal": SESSION, "identityPolicies": [identity], "permissionsBoundaries": [boundary], "sessionPolicy": session});
    check(all(read(), read(), read()), Allowed, &[]);
    check(all(nothing(), read(), read()), ImplicitlyDenied, &["identity"]);
    check(all(read(), nothing(), read()), ImplicitlyDenied, &["boundary"]);
    check(all(read(), read(), nothing()), ImplicitlyDenied, &["session"]);
    check(all(nothing(), nothing(), nothing()), ImplicitlyDenied, &["identity", "boundary", "session"]);
}

// Sources: <https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html> ("It must contain a
// Principal element"), <https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html#vpc-endpoint-policies-gateway>
#[test]
fn whom_an_endpoint_lets_through() {
    let through = |principal: Value| allow("s3:*", json!({"Principal": principal}));
    let service = "sagemaker.amazonaws.com";
    for (principal, policy, outcome) in [
        (ROLE, through(json!("*")), Allowed),
        (SESSION, through(json!({"AWS": ROLE})), Allowed),
        (USER, through(json!({"AWS": ROLE})), ImplicitlyDenied),
        (ROLE, allow("s3:*", json!({})), ImplicitlyDenied),
        (ROLE, json!({"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "s3:*"}]}), ImplicitlyDenied),
        ("*", through(json!("*")), Allowed),
        ("*", through(json!({"AWS": "111122223333"})), ImplicitlyDenied),
        (service, through(json!("*")), Allowed),
        (service, through(json!({"AWS": "111122223333"})), ImplicitlyDenied),
        (ROOT, through(json!({"AWS": "111122223333"})), Allowed),
        (ROLE, statement("Deny", "s3:*", json!({"Principal": "*"})), ExplicitlyDenied),
    ] {
        let public = json!({"Version": "2012-10-17", "Statement": [
            {"Effect": "Allow", "Principal": {"AWS": "*", "Service": service}, "Action": "*", "Resource": "*"}]});
        let asked = json!({
            "principal": principal, "identityPolicies": [read()], "resourcePolicy": public, "endpointPolicies": [policy]});
        let decision = decide(asked);
        assert_eq!(decision.outcome, outcome, "{principal} {policy}\n{}", decision.trace());
    }
    // The account means all of it for an interface endpoint, its root user for a gateway endpoint. Which kind this
    // is, is not known.
    let account = json!({"identityPolicies": [read()], "endpointPolicies": [through(json!({"AWS": "111122223333"}))]});
    let decision = decide(account);
    assert_eq!(decision.outcome, Allowed);
    assert!(decision.notes.iter().any(|note| note.contains("gateway endpoint")), "{:?}", decision.notes);
    // NotPrincipal is supported, and refuses whoever has a boundary.
    let listed = json!({"AWS": [USER, "111122223333"]});
    let endpoint = json!({"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"},
        {"Effect": "Deny", "NotPrincipal": listed, "Action": "*", "Resource": "*"}]});
    let asked = json!({"principal": USER, "identityPolicies": [read()], "endpointPolicies": [endpoint]});
    check(asked.clone(), Allowed, &[]);
    check(merged(asked.clone(), json!({"principal": ROLE})), ExplicitlyDenied, &["endpoint"]);
    check(merged(asked, json!({"permissionsBoundaries": [read()]})), ExplicitlyDenied, &["endpoint"]);
}

// Sources: <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_getsessiontoken.html> ("You cannot use
// policies to control authentication operations"),
// <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_sts-comparison.html>
#[test]
fn credentials_that_policies_do_not_govern() {
    let federated = "arn:aws:sts::111122223333:federated-user/bob";
    let all = allow("*", json!({}));
    let deny = statement("Deny", "*", json!({}));
    let asked = |principal: &str, action: &str, policy: &Value| json!({"principal": principal, "action": action, "resource": "*", "identityPolicies": [policy], "sessionPolicy": policy});
    for principal in [USER, ROOT] {
        check(asked(principal, "sts:GetSessionToken", &deny), Allowed, &[]);
    }
    for (principal, action) in [
        (ROLE, "sts:GetSessionToken"),
        (SESSION, "sts:GetSessionToken"),
        (SESSION, "sts:GetFederationToken"),
        (federated, "sts:GetSessionToken"),
        (federated, "sts:GetFederationToken"),
        (federated, "sts:DecodeAuthorizationMessage"),
    ] {
        check(asked(principal, action, &all), ImplicitlyDenied, &["service"]);
    }
    check(asked(federated, "sts:GetCallerIdentity", &deny), Allowed, &[]);
    check(asked(SESSION, "sts:DecodeAuthorizationMessage", &all), Allowed, &[]);
    check(merged(asked(USER, "sts:GetFederationToken", &all), json!({"sessionPolicy": []})), Allowed, &[]);
}

// Sources: <https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-arn-format.html> (an ARN of S3 has no account),
// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html>
#[test]
fn a_bucket_belongs_to_the_account_that_is_given() {
    let asked = |account: Value| json!({"identityPolicies": [read()], "resourceAccount": account});
    check(asked(json!("111122223333")), Allowed, &[]);
    check(asked(json!(OTHER)), ImplicitlyDenied, &["resource"]);
    // Not documented, as it cannot be: without it the bucket is taken for the principal's own.
    let unsaid = decide(asked(Value::Null));
    assert_eq!(unsaid.outcome, Allowed);
    assert!(unsaid.notes.iter().any(|note| note.contains("own account")), "{:?}", unsaid.notes);
    let perimeter = allow(
        "s3:GetObject",
        json!({"Condition": {"StringEquals": {"aws:ResourceAccount": "${aws:PrincipalAccount}"}}}),
    );
    let unsaid = json!({"identityPolicies": [perimeter], "resourceAccount": null});
    check(unsaid.clone(), Allowed, &[]);
    assert_eq!(decide(merged(unsaid, json!({"contextComplete": false}))).outcome, Outcome::Depends);
    // Where the ARN has one, it counts.
    let queue = json!({"action": "sqs:SendMessage", "resource": "arn:aws:sqs:eu-west-1:444455556666:q",
                       "resourceAccount": null, "identityPolicies": [allow("sqs:*", json!({}))]});
    check(queue, ImplicitlyDenied, &["resource"]);
    let owned = allow("s3:GetObject", json!({"Condition": {"StringEquals": {"aws:ResourceAccount": OTHER}}}));
    let theirs = json!({"identityPolicies": [owned], "resourceAccount": OTHER, "resourcePolicy": bucket(ROLE)});
    check(theirs, Allowed, &[]);
}
