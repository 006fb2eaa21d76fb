//! What an answer tells beside yes and no. That is ours: AWS has no such answers, and no page says what they are.

use gatehouse_policy::decide::{Layer, Outcome};
use gatehouse_policy::document::Policy;
use serde_json::{Value, json};

use super::*;

fn only_if(condition: Value) -> Value {
    allow("s3:GetObject", json!({"Condition": condition}))
}

#[test]
fn an_open_answer_names_the_values_that_settle_it() {
    for (policies, key, value) in [
        (json!([only_if(json!({"StringEquals": {"aws:SourceVpce": "vpce-1"}}))]), "aws:SourceVpce", Some("vpce-1")),
        (json!([only_if(json!({"StringNotEquals": {"aws:SourceVpce": "vpce-1"}}))]), "aws:SourceVpce", None),
        (json!([only_if(json!({"Null": {"aws:TagKeys": "false"}}))]), "aws:TagKeys", Some("x")),
        (json!([only_if(json!({"NumericGreaterThan": {"s3:max-keys": "5"}}))]), "s3:max-keys", Some("6")),
        (
            json!([only_if(json!({"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}}))]),
            "aws:SourceIp",
            Some("203.0.113.0"),
        ),
        (
            json!([only_if(json!({"ArnLike": {"aws:SourceArn": "arn:aws:s3:::b*"}}))]),
            "aws:SourceArn",
            Some("arn:aws:s3:::bx"),
        ),
        (
            json!([read(), statement("Deny", "*", json!({"Condition": {"Bool": {"aws:SecureTransport": "false"}}}))]),
            "aws:SecureTransport",
            None,
        ),
        (
            json!([allow("s3:*", json!({"Resource": "arn:aws:s3:::${aws:PrincipalTag/team}/*"}))]),
            "aws:principaltag/team",
            Some("data"),
        ),
    ] {
        let decision = decide(json!({"identityPolicies": policies, "contextComplete": false}));
        assert_eq!(decision.outcome, Outcome::Depends, "{policies}");
        assert_eq!(decision.depends_on, [key], "{policies}");
        let allowed = decision.flips.iter().find(|flip| flip.decision == Outcome::Allowed).expect("one side");
        assert_eq!(allowed.context, [(key.to_owned(), value.map(str::to_owned))], "{policies}");
        assert!(decision.flips.iter().any(|flip| flip.decision != Outcome::Allowed), "{policies}");
        assert!(decision.sentence().contains("allowed for example if"), "{}", decision.sentence());
    }
}

#[test]
fn two_keys_together_settle_it() {
    let both = only_if(json!({"StringEquals": {"aws:SourceVpce": "vpce-1"}, "Bool": {"aws:SecureTransport": "true"}}));
    let decision = decide(json!({"identityPolicies": [both], "contextComplete": false}));
    let allowed = decision.flips.iter().find(|flip| flip.decision == Outcome::Allowed).unwrap();
    assert_eq!(allowed.context.len(), 2, "{:?}", decision.flips);
}

#[test]
fn an_open_deny_where_nothing_grants_is_still_a_denial() {
    let deny = statement("Deny", "*", json!({"Condition": {"Bool": {"aws:SecureTransport": "false"}}}));
    check(json!({"identityPolicies": [deny], "contextComplete": false}), Outcome::ImplicitlyDenied, &["identity"]);
}

#[test]
fn every_layer_says_its_part_whatever_decides() {
    let deny = statement("Deny", "s3:*", json!({}));
    let decision = decide(json!({
        "identityPolicies": [read()], "permissionsBoundaries": [allow("ec2:*", json!({}))],
        "serviceControlPolicies": [[allow("*", json!({})), deny]], "resourcePolicy": bucket(ROLE),
    }));
    let says = |layer: Layer| decision.layers.iter().find(|outcome| outcome.layer == layer).unwrap().outcome;
    assert_eq!(decision.outcome, Outcome::ExplicitlyDenied);
    assert_eq!(says(Layer::Identity), Outcome::Allowed);
    assert_eq!(says(Layer::Resource), Outcome::Allowed);
    assert_eq!(says(Layer::Boundary), Outcome::ImplicitlyDenied);
    assert_eq!(says(Layer::Scp), Outcome::ExplicitlyDenied);
    assert_eq!(says(Layer::Endpoint), Outcome::NotApplicable);
    assert_eq!(decision.blocked_by.first(), Some(&Layer::Scp));
    assert_eq!(
        decision.trace().lines().filter(|line| !line.starts_with(' ')).count(),
        decision.trace().lines().count()
    );
}

#[test]
fn spans_lead_to_the_statement() {
    let policy = json!({"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Action": "ec2:*", "Resource": "*"},
        {"Sid": "Read", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}]});
    let text = policy.to_string();
    for form in [policy.clone(), Value::String(text.clone())] {
        let decision = decide(json!({"identityPolicies": [form]}));
        let by = &decision.deciding[0];
        assert_eq!((by.statement, by.sid.as_deref()), (1, Some("Read")));
        assert_eq!(by.span, Policy::parse(&text).statements[1].span);
    }
}

#[test]
fn a_near_miss_says_what_was_lacking() {
    for (policy, words) in [
        (allow("s3:GetObject", json!({"Resource": "arn:aws:s3:::other/*"})), "other resources"),
        (
            json!({"Statement": {"Effect": "Allow", "Action": "s3:*", "NotResource": "arn:aws:s3:::data/*"}}),
            "for all resources but some (arn:aws:s3:::data/*)",
        ),
        (
            only_if(json!({"StringEquals": {"aws:SourceVpce": ["vpce-1", "vpce-2"]}})),
            "StringEquals on aws:SourceVpce (vpce-1, vpce-2) does not hold: the request has no such key",
        ),
        (
            only_if(json!({"StringEquals": {"aws:PrincipalType": "User"}})),
            "StringEquals on aws:PrincipalType (User) does not hold: it is AssumedRole",
        ),
        (
            only_if(json!({"StringEquals": {"aws:TagKeys": "a"}})),
            "it has several values (a, b), which need ForAllValues or ForAnyValue",
        ),
        (bucket(ROLE), "it names principals, which a policy of this kind cannot"),
    ] {
        let decision = decide(json!({"identityPolicies": [policy], "context": {"aws:TagKeys": ["a", "b"]}}));
        assert!(decision.near_misses[0].lacks.contains(words), "{:?}", decision.near_misses);
        assert!(decision.sentence().contains(words), "{}", decision.sentence());
    }
}

#[test]
fn a_near_miss_of_a_resources_policy_says_for_whom_it_is() {
    let user = "arn:aws:iam::111122223333:user/ana";
    for (policy, words) in [
        (bucket(user), format!("it is for other principals ({user})")),
        (read(), "it names no principal, which a policy of this kind must".to_owned()),
        (
            allow("s3:GetObject", json!({"NotPrincipal": {"AWS": [ROLE, "111122223333"]}})),
            "it excepts this principal".to_owned(),
        ),
    ] {
        let decision = decide(json!({"resourcePolicy": policy}));
        assert!(decision.near_misses[0].lacks.contains(&words), "{:?}", decision.near_misses);
    }
}

#[test]
fn a_sentence_says_what_decided() {
    let key = json!({"action": "kms:Decrypt", "resource": "arn:aws:kms:eu-west-1:111122223333:key/k"});
    for (asked, words) in [
        (
            json!({"identityPolicies": [read()]}),
            "may s3:GetObject on arn:aws:s3:::data/a.csv: allowed by statement 0 of identity policy 0.",
        ),
        (json!({"principal": "111122223333"}), "the root user may do everything in its account."),
        (
            json!({"action": "sts:GetCallerIdentity", "resource": "*"}),
            "needs no permission, and no policy can take it away.",
        ),
        (
            json!({"action": "sts:GetSessionToken", "resource": "*"}),
            "may not sts:GetSessionToken on *: the temporary credentials of a role or a federated user cannot call it.",
        ),
        (
            merged(key, json!({"grants": [{"granteePrincipal": ROLE, "operations": ["Decrypt"]}]})),
            "allowed by a grant on the key.",
        ),
        (
            json!({"identityPolicies": [read()], "resource": "arn:aws:s3:::data/{}", "permissionsBoundaries": [statement("Deny", "s3:*", json!({}))]}),
            "may not s3:GetObject on arn:aws:s3:::data/{}: denied by statement 0 of boundary policy 0.",
        ),
        (json!({}), "may not s3:GetObject on arn:aws:s3:::data/a.csv: no policy of the principal allows it."),
    ] {
        let decision = decide(asked.clone());
        assert!(decision.sentence().ends_with(words), "{asked}: {}", decision.sentence());
    }
}

#[test]
fn a_layer_says_what_its_statements_lack() {
    let all = allow("*", json!({}));
    let reason = |asked: Value, layer: &str| {
        let decision = decide(asked);
        let says = decision.layers.into_iter().find(|says| says.layer.as_str() == layer).unwrap();
        says.reason.unwrap_or_default()
    };
    let scps = json!({"identityPolicies": [read()], "serviceControlPolicies": [[all], [nothing()], [all]]});
    assert!(reason(scps.clone(), "scp").starts_with("level 2 of 3"));
    assert!(decide(scps).sentence().ends_with("service control policies do not allow it at every level."));
    let rcps = json!({"resourceControlPolicies": [[allow("kms:*", json!({"Principal": "*"}))]]});
    assert!(reason(rcps, "rcp").starts_with("level 1 of 1"));
    assert!(reason(json!({"resourcePolicy": bucket("111122223333")}), "resource").starts_with("it names the account"));
    let role = json!({"resourcePolicy": bucket(ROLE)});
    assert_eq!(reason(role.clone(), "resource"), "");
    assert!(
        reason(merged(role, json!({"permissionsBoundaries": [nothing()]})), "resource")
            .starts_with("it names the role")
    );
    let several = decide(json!({"permissionsBoundaries": [nothing()]}));
    assert!(
        several
            .sentence()
            .ends_with("no policy of the principal allows it, and the permissions boundary does not allow it."),
        "{}",
        several.sentence()
    );
}

#[test]
fn what_was_taken_for_granted_is_said() {
    let assumed = r#"{"principal": "arn:aws:iam::111122223333:role/train", "action": "s3:GetObject", "resource": "arn:aws:s3:::b/k"}"#;
    let notes = Question::from_json(assumed).unwrap().decide().notes;
    assert!(notes.iter().any(|note| note.contains("own account")), "{notes:?}");
    let root = decide(json!({"principal": "111122223333", "identityPolicies": [read()]})).notes;
    assert!(root.iter().any(|note| note.contains("root user")), "{root:?}");
    let session = decide(json!({"resourcePolicy": bucket(SESSION)})).notes;
    assert!(session.iter().any(|note| note.contains("session not being known")), "{session:?}");
}

#[test]
fn bad_fields_are_named() {
    let with = |field: &str, value: Value| {
        let mut request = json!({"principal": ROLE, "action": "s3:GetObject", "resource": OBJECT});
        request[field] = value;
        Question::from_json(&request.to_string()).unwrap_err().field().map(str::to_owned)
    };
    for (field, value, named) in [
        ("principal", json!("nobody"), "principal"),
        ("principal", json!("arn:aws:iam::111122223333:group/g"), "principal"),
        ("action", json!("s3:*"), "action"),
        ("resource", json!("bucket"), "resource"),
        ("resourceAccount", json!("12"), "resourceAccount"),
        ("context", json!([]), "context"),
        ("context", json!({"aws:x": {}}), "context.aws:x"),
        ("context", json!({"aws:x": "1", "AWS:X": "2"}), "context.AWS:X"),
        ("contextComplete", json!("yes"), "contextComplete"),
        ("identityPolicies", json!({}), "identityPolicies"),
        ("identityPolicies", json!([1]), "identityPolicies[0]"),
        ("identityPolicies", json!(["{"]), "identityPolicies[0]"),
        ("serviceControlPolicies", json!([{}]), "serviceControlPolicies[0]"),
        ("serviceControlPolicies", json!([[{}, 1]]), "serviceControlPolicies[0][1]"),
        ("sessionPolicy", json!(1), "sessionPolicy"),
        ("grants", json!([{}]), "grants[0].granteePrincipal"),
        ("identityPolices", json!([]), "identityPolices"),
    ] {
        assert_eq!(with(field, value.clone()).as_deref(), Some(named), "{field} {value}");
    }
    // Left out and null are the same.
    let nulls =
        json!({"principal": ROLE, "action": "s3:GetObject", "resource": "*", "sessionPolicy": null, "context": null});
    assert!(Question::from_json(&nulls.to_string()).is_ok());
}
