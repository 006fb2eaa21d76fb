//! KMS keys: key policies and grants. Each test names the page that all its cases rest on.

use gatehouse_policy::decide::Outcome::{Allowed, ExplicitlyDenied, ImplicitlyDenied};
use serde_json::{Value, json};

use super::*;

const ADMIN: &str = "arn:aws:iam::111122223333:role/admin";

/// A request on a key whose policy names only its administrator.
fn on_key(more: Value) -> Value {
    let policy = allow("kms:*", json!({"Principal": {"AWS": ADMIN}}));
    merged(
        json!({"action": "kms:Decrypt", "resource": KEY, "resourceAccount": "111122223333", "resourcePolicy": policy}),
        more,
    )
}

fn granted(grantee: &str, operations: &[&str]) -> Value {
    json!({"grants": [{"granteePrincipal": grantee, "operations": operations}]})
}

// Sources: <https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html>,
// <https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html#key-policy-default-allow-root-enable-iam>,
// <https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying-external-accounts.html>
#[test]
fn a_key_policy_decides_whether_the_accounts_policies_count() {
    let decrypt = allow("kms:Decrypt", json!({}));
    let lets = |principal: &str| allow("kms:*", json!({"Principal": {"AWS": principal}}));
    let key = |more: Value| merged(json!({"action": "kms:Decrypt", "resource": KEY}), more);
    let key = |more: Value| {
        let mut asked = key(more);
        asked.as_object_mut().unwrap().entry("resourceAccount").or_insert("111122223333".into());
        asked
    };
    check(key(json!({"identityPolicies": [decrypt]})), ImplicitlyDenied, &["resource"]);
    check(key(json!({"resourcePolicy": lets(ROOT)})), ImplicitlyDenied, &["identity"]);
    check(key(json!({"resourcePolicy": lets("111122223333"), "identityPolicies": [decrypt]})), Allowed, &[]);
    check(key(json!({"resourcePolicy": lets(ROLE)})), Allowed, &[]);
    // Not even the root user, unless the key policy says so.
    check(key(json!({"principal": ROOT, "resourcePolicy": lets(ROLE)})), ImplicitlyDenied, &["resource"]);
    check(key(json!({"principal": ROOT, "resourcePolicy": lets(ROOT)})), Allowed, &[]);
    // From another account both are needed, whoever is named.
    let across = |more: Value| merged(json!({"principal": "arn:aws:iam::444455556666:role/x"}), key(more));
    check(across(json!({"resourcePolicy": lets("arn:aws:iam::444455556666:role/x")})), ImplicitlyDenied, &["identity"]);
    let both = json!({"resourcePolicy": lets(OTHER), "identityPolicies": [decrypt]});
    check(across(both), Allowed, &[]);
    let without = json!({"identityPolicies": [decrypt], "resourcePolicy": lets(ROOT)});
    check(across(without), ImplicitlyDenied, &["resource"]);
}

// Sources: <https://docs.aws.amazon.com/kms/latest/developerguide/kms-api-permissions-reference.html> (which resource each operation has),
// <https://docs.aws.amazon.com/kms/latest/developerguide/alias-access.html>, <https://docs.aws.amazon.com/kms/latest/developerguide/alias-about.html>
#[test]
fn what_is_no_key_needs_no_key_policy() {
    let all = allow("kms:*", json!({}));
    let asked =
        |action: &str, resource: &str| json!({"action": action, "resource": resource, "identityPolicies": [all]});
    check(asked("kms:ListKeys", "*"), Allowed, &[]);
    check(asked("kms:CreateAlias", "arn:aws:kms:eu-west-1:111122223333:alias/mine"), Allowed, &[]);
    for action in ["kms:CreateAlias", "kms:UpdateAlias", "kms:DeleteAlias"] {
        check(asked(action, "arn:aws:kms:eu-west-1:111122223333:alias/aws/s3"), ImplicitlyDenied, &["service"]);
    }
}

// Sources: <https://docs.aws.amazon.com/kms/latest/developerguide/grants.html>,
// <https://docs.aws.amazon.com/kms/latest/developerguide/create-grant-overview.html#grant-constraints>
#[test]
fn grants_on_a_key() {
    let grant = |more: Value| {
        let grant = merged(json!({"granteePrincipal": ROLE, "operations": ["Decrypt"]}), more);
        json!({"action": "kms:Decrypt", "resource": KEY, "resourceAccount": "111122223333",
               "resourcePolicy": allow("kms:*", json!({"Principal": {"AWS": "arn:aws:iam::111122223333:role/admin"}})),
               "grants": [grant]})
    };
    check(grant(json!({})), Allowed, &[]);
    check(merged(grant(json!({})), json!({"principal": SESSION})), Allowed, &[]);
    check(merged(grant(json!({})), json!({"action": "kms:Encrypt"})), ImplicitlyDenied, &["resource"]);
    check(merged(grant(json!({})), json!({"principal": USER})), ImplicitlyDenied, &["resource"]);
    let subset = json!({"constraints": {"encryptionContextSubset": {"job": "a"}}});
    let context = |more: Value| json!({"context": more});
    check(grant(subset.clone()), ImplicitlyDenied, &["resource"]);
    let both = json!({"kms:EncryptionContext:job": "a", "kms:EncryptionContext:x": "y"});
    check(merged(grant(subset), context(both.clone())), Allowed, &[]);
    let equals = json!({"constraints": {"encryptionContextEquals": {"job": "a"}}});
    check(merged(grant(equals.clone()), context(both)), ImplicitlyDenied, &["resource"]);
    check(merged(grant(equals), context(json!({"kms:EncryptionContext:job": "a"}))), Allowed, &[]);
    let deny = json!({"identityPolicies": [statement("Deny", "kms:*", json!({}))]});
    check(merged(grant(json!({})), deny), ExplicitlyDenied, &["identity"]);
}

// Source: <https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html> ("No AWS principal, including the account root user or key
// creator, has any permissions to a KMS key unless they are explicitly allowed")
#[test]
fn nobody_reaches_a_key_but_by_its_policy() {
    let decrypt = allow("kms:Decrypt", json!({}));
    for principal in [ROLE, SESSION, USER, ROOT] {
        let asked = on_key(json!({"principal": principal, "identityPolicies": [decrypt]}));
        check(asked.clone(), ImplicitlyDenied, &["resource"]);
        check(merged(asked, json!({"resourcePolicy": []})), ImplicitlyDenied, &["resource"]);
    }
    // "You can use an IAM policy to deny a permission to a KMS key without permission from a key policy."
    let deny = on_key(json!({"principal": ADMIN, "identityPolicies": [statement("Deny", "kms:*", json!({}))]}));
    check(deny, ExplicitlyDenied, &["identity"]);
    // The account named for other actions lets its policies count for those only.
    let only = allow("kms:DescribeKey", json!({"Principal": {"AWS": ROOT}}));
    check(on_key(json!({"resourcePolicy": only, "identityPolicies": [decrypt]})), ImplicitlyDenied, &["resource"]);
}

// Source: <https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying-external-accounts.html>: "the IAM policy can only give
// those permissions to all or a subset of the specified users and roles"
#[test]
fn other_accounts_need_the_key_policy_and_their_own() {
    let (theirs, other) = ("arn:aws:iam::444455556666:role/x", "arn:aws:iam::444455556666:role/y");
    let decrypt = json!([allow("kms:Decrypt", json!({}))]);
    for (named, own, outcome, blocked) in [
        ("444455556666", decrypt.clone(), Allowed, vec![]),
        (theirs, decrypt.clone(), Allowed, vec![]),
        (other, decrypt.clone(), ImplicitlyDenied, vec!["resource"]),
        ("111122223333", decrypt.clone(), ImplicitlyDenied, vec!["resource"]),
        (theirs, json!([]), ImplicitlyDenied, vec!["identity"]),
        ("444455556666", json!([allow("kms:Encrypt", json!({}))]), ImplicitlyDenied, vec!["identity"]),
    ] {
        let policy = allow("kms:*", json!({"Principal": {"AWS": named}}));
        check(
            on_key(json!({"principal": theirs, "resourcePolicy": policy, "identityPolicies": own})),
            outcome,
            &blocked,
        );
    }
    let policy = allow("kms:*", json!({"Principal": {"AWS": "444455556666"}}));
    check(on_key(json!({"principal": "444455556666", "resourcePolicy": policy})), Allowed, &[]);
}

// Source: <https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-caller-account>, its example: the key
// policy of a key that AWS manages
#[test]
fn everybody_of_an_account_through_a_service() {
    let policy = allow(
        "kms:*",
        json!({
            "Principal": {"AWS": "*"},
            "Condition": {"StringEquals": {
                "kms:CallerAccount": "111122223333", "kms:ViaService": "ec2.us-west-2.amazonaws.com"}},
        }),
    );
    let asked = |principal: &str, via: Value| {
        on_key(json!({"principal": principal, "resourcePolicy": policy, "context": {"kms:ViaService": via}}))
    };
    check(asked(USER, json!("ec2.us-west-2.amazonaws.com")), Allowed, &[]);
    check(asked(SESSION, json!("ec2.us-west-2.amazonaws.com")), Allowed, &[]);
    check(asked(USER, json!("rds.us-west-2.amazonaws.com")), ImplicitlyDenied, &["resource"]);
    check(asked(USER, Value::Null), ImplicitlyDenied, &["resource"]);
    let theirs = asked("arn:aws:iam::444455556666:user/x", json!("ec2.us-west-2.amazonaws.com"));
    check(merged(theirs, json!({"identityPolicies": [allow("kms:*", json!({}))]})), ImplicitlyDenied, &["resource"]);
}

// Source: <https://docs.aws.amazon.com/kms/latest/developerguide/grants.html#terms-grantee-principal>
#[test]
fn whom_a_grant_reaches() {
    let federated = "arn:aws:sts::111122223333:federated-user/bob";
    for (grantee, principal, outcome) in [
        (USER, USER, Allowed),
        (ROLE, ROLE, Allowed),
        (ROLE, SESSION, Allowed),
        (SESSION, SESSION, Allowed),
        (federated, federated, Allowed),
        (ROOT, ROOT, Allowed),
        (SESSION, ROLE, ImplicitlyDenied),
        (SESSION, "arn:aws:sts::111122223333:assumed-role/train/other", ImplicitlyDenied),
        (ROLE, USER, ImplicitlyDenied),
        (ROLE, "*", ImplicitlyDenied),
        (ROLE, "ec2.amazonaws.com", ImplicitlyDenied),
    ] {
        let asked = merged(
            on_key(granted(grantee, &["Decrypt"])),
            json!({"principal": principal, "sessionPolicy": allow("kms:*", json!({}))}),
        );
        let decision = decide(asked);
        assert_eq!(decision.outcome, outcome, "{grantee} {principal}\n{}", decision.trace());
    }
    // An account as grantee: its own policies say who.
    let account = on_key(granted(ROOT, &["Decrypt"]));
    check(account.clone(), ImplicitlyDenied, &["identity"]);
    check(merged(account, json!({"identityPolicies": [allow("kms:Decrypt", json!({}))]})), Allowed, &[]);
    let decision = decide(on_key(granted(ROLE, &["Decrypt"])));
    assert!(decision.sentence().ends_with("allowed by a grant on the key."), "{}", decision.sentence());
}

// Source: <https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying-external-accounts.html#cross-account-iam-policy>: users
// and roles of another account need IAM policies "or use grants"
#[test]
fn a_grant_to_another_account() {
    let theirs = "arn:aws:iam::444455556666:role/x";
    let asked = |grantee: &str, more: Value| {
        merged(merged(on_key(granted(grantee, &["Decrypt"])), json!({"principal": theirs})), more)
    };
    check(asked(theirs, json!({})), Allowed, &[]);
    check(asked(theirs, json!({"action": "kms:Encrypt"})), ImplicitlyDenied, &["identity", "resource"]);
    check(asked(theirs, json!({"permissionsBoundaries": [nothing()]})), ImplicitlyDenied, &["boundary"]);
    check(asked("444455556666", json!({})), ImplicitlyDenied, &["identity"]);
    check(asked("444455556666", json!({"identityPolicies": [allow("kms:*", json!({}))]})), Allowed, &[]);
    check(asked(theirs, json!({"serviceControlPolicies": [[nothing()]]})), ImplicitlyDenied, &["scp"]);
}

// Not documented: permissions boundaries and session policies beside a grant. It is taken as if the key policy named
// the grantee: they limit what is granted to a role, not what is granted to a user or a session.
#[test]
fn a_grant_beside_a_boundary() {
    let bounded = |grantee: &str, principal: &str| {
        merged(
            on_key(granted(grantee, &["Decrypt"])),
            json!({"principal": principal, "permissionsBoundaries": [nothing()]}),
        )
    };
    check(bounded(ROLE, SESSION), ImplicitlyDenied, &["boundary"]);
    check(bounded(SESSION, SESSION), Allowed, &[]);
    check(bounded(USER, USER), Allowed, &[]);
}

// Source: <https://docs.aws.amazon.com/kms/latest/developerguide/create-grant-overview.html#grant-constraints>
#[test]
fn constraints_ask_for_an_encryption_context() {
    let grant = |constraints: Value, operations: Value| json!({"grants": [{"granteePrincipal": ROLE, "operations": operations, "constraints": constraints}]});
    let context = |pairs: &[(&str, &str)]| {
        let pair = |(key, value): &(&str, &str)| (format!("kms:EncryptionContext:{key}"), json!(value));
        json!({"context": Value::Object(pairs.iter().map(pair).collect())})
    };
    let equals = json!({"encryptionContextEquals": {"Department": "IT"}});
    let subset = json!({"encryptionContextSubset": {"Department": "IT"}});
    for (constraints, pairs, allowed) in [
        (&equals, vec![("Department", "IT")], true),
        (&equals, vec![("Department", "IT"), ("Purpose", "Test")], false),
        (&equals, vec![("Department", "it")], false),
        (&equals, vec![], false),
        (&subset, vec![("Department", "IT")], true),
        (&subset, vec![("Purpose", "Test"), ("Department", "IT")], true),
        (&subset, vec![("Purpose", "Test")], false),
        (&subset, vec![], false),
    ] {
        let asked = merged(on_key(grant(constraints.clone(), json!(["Decrypt"]))), context(&pairs));
        let outcome = decide(asked).outcome;
        assert_eq!(outcome, if allowed { Allowed } else { ImplicitlyDenied }, "{constraints} {pairs:?}");
    }
    // "The encryption context constraint is ignored for DescribeKey and RetireGrant operations."
    for action in ["kms:DescribeKey", "kms:RetireGrant"] {
        let asked = on_key(grant(equals.clone(), json!(["DescribeKey", "RetireGrant"])));
        check(merged(asked, json!({"action": action})), Allowed, &[]);
    }
    let open = on_key(grant(subset, json!(["Decrypt"])));
    assert_eq!(decide(merged(open, json!({"contextComplete": false}))).outcome, Outcome::Depends);
}

// Source: <https://docs.aws.amazon.com/kms/latest/developerguide/grant-delete.html>
#[test]
fn who_may_retire_a_grant() {
    let retire = |more: Value| {
        let grant = json!({"granteePrincipal": ROLE, "operations": ["Decrypt"], "retiringPrincipal": USER});
        merged(on_key(json!({"action": "kms:RetireGrant", "grants": [grant]})), more)
    };
    let all = json!([allow("kms:*", json!({}))]);
    // The retiring principal, without any other permission; the grantee only if the grant has the operation.
    check(retire(json!({"principal": USER})), Allowed, &[]);
    check(retire(json!({"principal": USER, "action": "kms:Decrypt"})), ImplicitlyDenied, &["resource"]);
    check(retire(json!({"principal": ROLE})), ImplicitlyDenied, &["identity"]);
    check(merged(retire(json!({})), granted(ROLE, &["RetireGrant"])), Allowed, &[]);
    // "The kms:RetireGrant permission is not effective in a key policy."
    check(retire(json!({"principal": ADMIN})), ImplicitlyDenied, &["identity"]);
    // The account that owns the key, and whom it delegates that to; another account only if the grant names it.
    check(retire(json!({"principal": ROOT})), Allowed, &[]);
    check(retire(json!({"principal": ADMIN, "identityPolicies": all})), Allowed, &[]);
    let theirs = json!({"principal": "arn:aws:iam::444455556666:user/x", "identityPolicies": all});
    check(retire(theirs.clone()), ImplicitlyDenied, &["resource"]);
    let grant = json!([{"granteePrincipal": ROLE, "operations": ["Decrypt"], "retiringPrincipal": "444455556666"}]);
    check(merged(retire(theirs), json!({"grants": grant})), Allowed, &[]);
    // "you can use a Deny action with the kms:RetireGrant permission"
    let deny = statement("Deny", "kms:RetireGrant", json!({"Principal": "*"}));
    check(retire(json!({"principal": USER, "resourcePolicy": deny})), ExplicitlyDenied, &["resource"]);
    let named = decide(retire(json!({"principal": ADMIN})));
    assert!(named.trace().contains("who may retire a grant is said by the grant"), "{}", named.trace());
}
