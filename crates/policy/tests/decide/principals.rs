//! Whom `Principal` and `NotPrincipal` mean. Each test names the page that all its cases rest on.

use gatehouse_policy::decide::Outcome::{Allowed, ExplicitlyDenied, ImplicitlyDenied};
use serde_json::{Value, json};

use super::*;

fn named(principal: Value, asks: &str) -> Decision {
    let policy = allow("s3:GetObject", json!({"Principal": principal}));
    decide(json!({"principal": asks, "resourcePolicy": policy}))
}

// Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html>
#[test]
fn principals() {
    let session = SESSION;
    for (written, principal, outcome) in [
        (json!("*"), ROLE, Allowed),
        (json!({"AWS": ROLE}), session, Allowed),
        (json!({"AWS": session}), session, Allowed),
        (json!({"AWS": session}), ROLE, ImplicitlyDenied),
        (json!({"AWS": "arn:aws:sts::111122223333:assumed-role/train/other"}), session, ImplicitlyDenied),
        (json!({"AWS": "arn:aws:sts::111122223333:assumed-role/train/*"}), session, ImplicitlyDenied),
        (json!({"AWS": "arn:aws:iam::111122223333:role/*"}), ROLE, ImplicitlyDenied),
        (json!({"AWS": "arn:aws:iam::111122223333:role/path/train"}), session, Allowed),
        (json!({"AWS": "arn:aws:iam::444455556666:role/train"}), session, ImplicitlyDenied),
        (json!({"AWS": ["444455556666", ROLE]}), ROLE, Allowed),
        (json!({"Service": ROLE}), ROLE, ImplicitlyDenied),
        (
            json!({"CanonicalUser": "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be"}),
            ROLE,
            ImplicitlyDenied,
        ),
        (json!({"AWS": []}), ROLE, ImplicitlyDenied),
    ] {
        let policy = allow("s3:GetObject", json!({"Principal": written}));
        let decision = decide(json!({"principal": principal, "resourcePolicy": policy}));
        assert_eq!(decision.outcome, outcome, "{written} {principal}");
    }
    // A resource's policy must name somebody, and a principal's must not.
    check(json!({"resourcePolicy": read()}), ImplicitlyDenied, &["identity"]);
    check(json!({"identityPolicies": [bucket("*")]}), ImplicitlyDenied, &["identity"]);
}

// Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-anonymous>
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

// Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-accounts>
#[test]
fn a_deny_on_an_account_reaches_all_of_it() {
    let deny = statement("Deny", "s3:*", json!({"Principal": {"AWS": "111122223333"}}));
    check(json!({"identityPolicies": [read()], "resourcePolicy": deny}), ExplicitlyDenied, &["resource"]);
}

// Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html#notprincipal-key-points>
#[test]
fn not_principal_spares_only_who_is_listed_whole() {
    let account = "arn:aws:iam::111122223333:root";
    let user = "arn:aws:iam::111122223333:user/ana";
    for (listed, principal, outcome) in [
        (json!([user, account]), user, Allowed),
        (json!([user]), user, ExplicitlyDenied),
        (json!([account]), user, ExplicitlyDenied),
        (json!([SESSION, ROLE, account]), SESSION, Allowed),
        (json!([ROLE, account]), SESSION, ExplicitlyDenied),
        (json!([SESSION, account]), SESSION, ExplicitlyDenied),
        (json!([ROLE, account]), ROLE, Allowed),
        (json!([ROLE]), ROLE, ExplicitlyDenied),
        (json!([ROLE, SESSION]), SESSION, ExplicitlyDenied),
        (json!(["444455556666"]), ROLE, ExplicitlyDenied),
    ] {
        let policy = statement("Deny", "s3:*", json!({"NotPrincipal": {"AWS": listed}}));
        let decision = decide(json!({"principal": principal, "identityPolicies": [read()], "resourcePolicy": policy}));
        assert_eq!(decision.outcome, outcome, "{listed} {principal}");
    }
}

// Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-accounts>: "The account
// ARN and the shortened account ID behave the same way."
#[test]
fn an_account_by_number_or_by_arn() {
    for form in ["111122223333", ROOT] {
        assert_eq!(named(json!({"AWS": form}), ROOT).outcome, Allowed);
        assert_eq!(named(json!({"AWS": form}), USER).outcome, ImplicitlyDenied, "it only delegates");
        let policy = allow("s3:GetObject", json!({"Principal": {"AWS": form}}));
        check(json!({"principal": USER, "resourcePolicy": policy, "identityPolicies": [read()]}), Allowed, &[]);
        let theirs = json!({"principal": "arn:aws:iam::444455556666:user/x", "identityPolicies": [read()]});
        check(merged(theirs, json!({"resourcePolicy": policy})), ImplicitlyDenied, &["resource"]);
    }
}

// Sources: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#Principal_specifying> (lists are a
// logical OR; no wildcards in a name), <...#principal-anonymous>, <...#principal-services>, <...#principal-users>
#[test]
fn lists_and_kinds_of_principals() {
    let mixed = json!({"AWS": [USER, "444455556666"], "Service": ["ec2.amazonaws.com", "lambda.amazonaws.com"]});
    for (principal, asks, outcome) in [
        (mixed.clone(), USER, Allowed),
        (mixed.clone(), "lambda.amazonaws.com", Allowed),
        (mixed.clone(), "s3.amazonaws.com", ImplicitlyDenied),
        (mixed, ROLE, ImplicitlyDenied),
        (json!({"AWS": "*"}), USER, Allowed),
        (json!("*"), "ec2.amazonaws.com", Allowed),
        (json!({"AWS": ["*"]}), "*", Allowed),
        (json!({"Service": "ec2.amazonaws.com"}), "*", ImplicitlyDenied),
        (json!({"AWS": "arn:aws:iam::111122223333:user/TEAM/ana"}), USER, ImplicitlyDenied),
        (json!({"AWS": "arn:aws:iam::111122223333:user/*"}), USER, ImplicitlyDenied),
        (json!({"AWS": "arn:aws:iam::*:user/team/ana"}), USER, ImplicitlyDenied),
        (json!({"AWS": "arn:aws:iam::111122223333:group/team"}), USER, ImplicitlyDenied),
        (json!({"AWS": "*"}), "arn:aws:sts::111122223333:federated-user/bob", Allowed),
        (json!({}), ROLE, ImplicitlyDenied),
    ] {
        assert_eq!(named(principal.clone(), asks).outcome, outcome, "{principal} {asks}");
    }
}

// Sources: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html> (an account is scoped to one partition),
// <https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html>
#[test]
fn partitions() {
    let (user, role, session, root) = (
        "arn:aws-cn:iam::111122223333:user/ana",
        "arn:aws-us-gov:iam::111122223333:role/train",
        "arn:aws-us-gov:sts::111122223333:assumed-role/train/job",
        "arn:aws-cn:iam::111122223333:root",
    );
    let asked = |principal: &str, asks: &str, more: Value| {
        let partition = asks.split(':').nth(1).unwrap();
        let policy = allow("s3:GetObject", json!({"Principal": {"AWS": principal}}));
        let resource = format!("arn:{partition}:s3:::data/x");
        merged(json!({"principal": asks, "resource": resource, "resourcePolicy": policy}), more)
    };
    for (principal, asks, outcome) in [
        (user, user, Allowed),
        (role, session, Allowed),
        (session, session, Allowed),
        (ROLE, session, ImplicitlyDenied),
        (role, SESSION, ImplicitlyDenied),
    ] {
        assert_eq!(decide(asked(principal, asks, json!({}))).outcome, outcome, "{principal} {asks}");
    }
    let other = json!({"resourceAccount": "444455556666", "identityPolicies": [read()]});
    for (account, outcome) in [(root, Allowed), ("111122223333", Allowed), (ROOT, ImplicitlyDenied)] {
        assert_eq!(decide(asked(account, user, other.clone())).outcome, outcome, "{account}");
    }
    for principal in [user, session] {
        let all = json!({"principal": principal, "identityPolicies": [read()], "resourcePolicy": bucket("*")});
        check(all, ImplicitlyDenied, &["service"]);
    }
    // A root user by its account's number, which is of any partition.
    check(json!({"principal": "111122223333", "resource": "arn:aws-cn:s3:::data/x"}), Allowed, &[]);
}

// Sources: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-services-in-opt-in-regions>
// (its example: the bucket is in ap-east-1, the topic elsewhere), <...#principal-services> ("can't be "Service": "*"")
#[test]
fn a_regional_service_principal_is_another_one() {
    for (written, asks, outcome) in [
        ("s3.amazonaws.com", "s3.amazonaws.com", Allowed),
        ("s3.ap-east-1.amazonaws.com", "s3.ap-east-1.amazonaws.com", Allowed),
        ("s3.amazonaws.com", "s3.ap-east-1.amazonaws.com", ImplicitlyDenied),
        ("s3.ap-east-1.amazonaws.com", "s3.amazonaws.com", ImplicitlyDenied),
        ("*", "s3.amazonaws.com", ImplicitlyDenied),
        ("*.amazonaws.com", "s3.amazonaws.com", ImplicitlyDenied),
    ] {
        assert_eq!(named(json!({"Service": written}), asks).outcome, outcome, "{written} {asks}");
    }
}

// Sources: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-accounts> (a canonical
// user ID is an account's), <...#principal-roles> (the unique ID stands for who was deleted: "The policy no longer
// applies")
#[test]
fn who_cannot_be_known_is_nobody_and_the_answer_tells() {
    for (principal, word) in [
        (json!({"CanonicalUser": "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be"}), "canonical"),
        (json!({"AWS": "AROA4KJY2TU23Y7NK62MV"}), "unique identifier"),
        (json!({"AWS": ["AIDACKCEVSQ6C2EXAMPLE"]}), "unique identifier"),
    ] {
        let decision = named(principal.clone(), ROLE);
        assert_eq!(decision.outcome, ImplicitlyDenied, "{principal}");
        assert!(decision.notes.iter().any(|note| note.contains(word)), "{principal} {:?}", decision.notes);
    }
}

// Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html>, its examples in the former
// version of the page: Bob, and the session cross-account-audit-app, of account 444455556666
#[test]
fn not_principal_by_awss_examples() {
    let (bob, account) = ("arn:aws:iam::444455556666:user/Bob", "arn:aws:iam::444455556666:root");
    let session = "arn:aws:sts::444455556666:assumed-role/cross-account-read-only-role/cross-account-audit-app";
    let role = "arn:aws:iam::444455556666:role/cross-account-read-only-role";
    let service = "ec2.amazonaws.com";
    for (listed, asks, outcome) in [
        (json!({"AWS": [bob, account]}), bob, Allowed),
        (json!({"AWS": [bob, account]}), "arn:aws:iam::444455556666:user/Eve", ExplicitlyDenied),
        (json!({"AWS": [bob]}), bob, ExplicitlyDenied),
        (json!({"AWS": [session, role, account]}), session, Allowed),
        (json!({"AWS": [session, account]}), session, ExplicitlyDenied),
        (json!({"AWS": [session, role]}), session, ExplicitlyDenied),
        (json!({"AWS": [account]}), account, Allowed),
        (json!({"AWS": [bob, account]}), "*", ExplicitlyDenied),
        (json!({"AWS": [bob, account]}), service, ExplicitlyDenied),
        (json!({"AWS": [bob, account], "Service": service}), service, Allowed),
        (json!("*"), bob, Allowed),
    ] {
        let policy = json!({"Version": "2012-10-17", "Statement": [
            {"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"},
            {"Effect": "Deny", "NotPrincipal": listed, "Action": "*", "Resource": "*"}]});
        let decision = decide(json!({"principal": asks, "identityPolicies": [read()], "resourcePolicy": policy}));
        assert_eq!(decision.outcome, outcome, "{listed} {asks}\n{}", decision.trace());
    }
    let half = statement("Deny", "s3:*", json!({"NotPrincipal": {"AWS": [bob]}}));
    let notes = decide(json!({"principal": bob, "identityPolicies": [read()], "resourcePolicy": half})).notes;
    assert!(notes.iter().any(|note| note.starts_with("Disputed: NotPrincipal lists")), "{notes:?}");
}

// Not documented any more: AWS supports NotPrincipal with Deny only. With Allow it is taken to mean everybody who is not
// listed, and the answer tells it.
#[test]
fn not_principal_with_allow() {
    let policy = allow("s3:GetObject", json!({"NotPrincipal": {"AWS": [USER, ROOT]}}));
    let asked = |principal: &str| decide(json!({"principal": principal, "resourcePolicy": policy}));
    assert_eq!(asked(ROLE).outcome, Allowed);
    assert_eq!(asked(USER).outcome, ImplicitlyDenied);
    assert!(asked(ROLE).notes.iter().any(|note| note.contains("NotPrincipal with Deny only")));
}
