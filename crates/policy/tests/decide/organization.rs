//! Service control policies and resource control policies. Each test names the page that all its cases rest on.

use gatehouse_policy::decide::Outcome::{Allowed, ExplicitlyDenied, ImplicitlyDenied};
use serde_json::{Value, json};

use super::*;

// Sources: <https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html#scp-effects-on-permissions>,
// <https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html#not-restricted-by-scp>,
// <https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_evaluation.html#how_scps_allow>
#[test]
fn service_control_policies_spare_whom_aws_spares() {
    let scps = json!([[nothing()]]);
    let asked =
        |principal: &str| json!({"principal": principal, "identityPolicies": [read()], "serviceControlPolicies": scps});
    check(asked(ROLE), ImplicitlyDenied, &["scp"]);
    check(asked(ROOT), ImplicitlyDenied, &["scp"]);
    check(merged(asked(ROLE), json!({"managementAccount": "111122223333"})), Allowed, &[]);
    check(merged(asked(ROLE), json!({"managementAccount": OTHER})), ImplicitlyDenied, &["scp"]);
    check(asked("arn:aws:iam::111122223333:role/aws-service-role/x.amazonaws.com/AWSServiceRoleForX"), Allowed, &[]);
    check(asked("arn:aws:sts::111122223333:assumed-role/AWSServiceRoleForX/s"), Allowed, &[]);
    let service = json!({
        "principal": "sagemaker.amazonaws.com", "serviceControlPolicies": scps,
        "resourcePolicy": allow("s3:GetObject", json!({"Principal": {"Service": "sagemaker.amazonaws.com"}})),
    });
    check(service, Allowed, &[]);
    // They grant nothing, limit what resources grant, and a level without a policy allows nothing.
    check(json!({"serviceControlPolicies": [[read()]]}), ImplicitlyDenied, &["identity"]);
    check(json!({"resourcePolicy": bucket(ROLE), "serviceControlPolicies": scps}), ImplicitlyDenied, &["scp"]);
    check(json!({"identityPolicies": [read()], "serviceControlPolicies": [[read()], []]}), ImplicitlyDenied, &["scp"]);
    check(json!({"identityPolicies": [read()], "serviceControlPolicies": [[nothing(), read()]]}), Allowed, &[]);
}

// Sources: <https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html#rcp-effects-on-permissions>,
// <https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_syntax.html#rcp-elements-table>
// ("The effect of Allow is only supported for the RCPFullAWSAccess policy", which cannot be detached)
#[test]
fn resource_control_policies() {
    let everyone = |effect: &str, action: &str| statement(effect, action, json!({"Principal": "*"}));
    let asked = |rcps: Value| json!({"identityPolicies": [read()], "resourceControlPolicies": rcps});
    check(asked(json!([[everyone("Allow", "*")], [everyone("Allow", "*")]])), Allowed, &[]);
    check(asked(json!([[everyone("Allow", "*")], [everyone("Allow", "kms:*")]])), ImplicitlyDenied, &["rcp"]);
    // RCPFullAWSAccess cannot be detached.
    check(asked(json!([[everyone("Deny", "kms:*")], []])), Allowed, &[]);
    let deny = json!([[everyone("Allow", "*"), everyone("Deny", "s3:*")]]);
    check(asked(deny.clone()), ExplicitlyDenied, &["rcp"]);
    let public = json!({"principal": "*", "resourcePolicy": bucket("*"), "resourceControlPolicies": deny});
    check(public.clone(), ExplicitlyDenied, &["rcp"]);
    check(merged(public, json!({"managementAccount": "111122223333"})), Allowed, &[]);
    let linked = "arn:aws:iam::111122223333:role/aws-service-role/x.amazonaws.com/AWSServiceRoleForX";
    check(merged(asked(deny), json!({"principal": linked})), Allowed, &[]);
    // It must name everybody: without a principal it says nothing.
    check(asked(json!([[statement("Deny", "s3:*", json!({}))]])), Allowed, &[]);
}

// Source: <https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html#scp-effects-on-permissions>
#[test]
fn service_control_policies_follow_the_principals_account() {
    let scps = json!([[nothing()]]);
    let theirs = "arn:aws:iam::444455556666:user/x";
    // Whoever is of the account they are attached to, wherever the resource lies; also a session, a federated user.
    for principal in [ROLE, USER, SESSION, ROOT, "arn:aws:sts::111122223333:federated-user/bob"] {
        let asked = json!({
            "principal": principal, "identityPolicies": [read()], "sessionPolicy": read(),
            "resourceAccount": OTHER, "resourcePolicy": bucket("111122223333"),
            "serviceControlPolicies": scps,
        });
        check(asked, ImplicitlyDenied, &["scp"]);
    }
    // What a resource grants to everybody is limited too, but not for those who have not signed.
    let public = json!({"resourcePolicy": bucket("*"), "serviceControlPolicies": scps});
    check(public.clone(), ImplicitlyDenied, &["scp"]);
    check(merged(public, json!({"principal": "*"})), Allowed, &[]);
    // The management account of the principal counts, not the resource's.
    let managed = json!({
        "principal": theirs, "identityPolicies": [read()], "resourcePolicy": bucket(theirs),
        "serviceControlPolicies": scps, "managementAccount": OTHER,
    });
    check(managed.clone(), Allowed, &[]);
    check(merged(managed, json!({"managementAccount": "111122223333"})), ImplicitlyDenied, &["scp"]);
}

// Source: <https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_evaluation.html#how_scps_deny>
#[test]
fn a_deny_at_any_level_of_service_control_policies_decides() {
    let all = allow("*", json!({}));
    let deny = statement("Deny", "s3:*", json!({}));
    for scps in [json!([[all, deny], [all], [all]]), json!([[all], [deny, all]]), json!([[all], [all], [deny]])] {
        check(json!({"identityPolicies": [read()], "serviceControlPolicies": scps}), ExplicitlyDenied, &["scp"]);
    }
    let elsewhere =
        statement("Deny", "*", json!({"Condition": {"StringNotEquals": {"aws:RequestedRegion": "eu-west-1"}}}));
    let in_region = |region: &str| {
        json!({"identityPolicies": [read()], "serviceControlPolicies": [[all, elsewhere]],
               "context": {"aws:RequestedRegion": region}})
    };
    check(in_region("eu-west-1"), Allowed, &[]);
    check(in_region("us-east-1"), ExplicitlyDenied, &["scp"]);
}

fn rcp(effect: &str, action: &str) -> Value {
    statement(effect, action, json!({"Principal": "*"}))
}

// Source: <https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html#rcp-effects-on-permissions>
#[test]
fn resource_control_policies_follow_the_resources_account() {
    let deny = json!([[rcp("Allow", "*"), rcp("Deny", "s3:*")]]);
    let service = "sagemaker.amazonaws.com";
    // Whoever asks: of the organization or not, root users, services, strangers.
    for principal in [ROLE, ROOT, SESSION, "arn:aws:iam::444455556666:user/x", "444455556666", service, "*"] {
        let everybody = if principal == service { json!({"Service": service}) } else { json!("*") };
        let asked = json!({
            "principal": principal, "identityPolicies": [read()],
            "resourcePolicy": allow("s3:GetObject", json!({"Principal": everybody})),
            "resourceControlPolicies": deny,
        });
        check(asked, ExplicitlyDenied, &["rcp"]);
    }
    // Those of the management account's own resources do nothing, whoever asks.
    let theirs = json!({
        "principal": "arn:aws:iam::444455556666:user/x", "identityPolicies": [read()], "resourcePolicy": bucket("*"),
        "resourceControlPolicies": deny,
    });
    check(merged(theirs.clone(), json!({"managementAccount": "111122223333"})), Allowed, &[]);
    check(merged(theirs, json!({"managementAccount": OTHER})), ExplicitlyDenied, &["rcp"]);
}

// Sources: <https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html#rcp-supported-services>,
// <https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html#rcp-effects-on-permissions>
// ("If a resource is specified in the Resource type column"),
// <https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html#actions-not-restricted-by-rcps>
#[test]
fn what_resource_control_policies_do_not_reach() {
    let key = "arn:aws:kms:eu-west-1:111122223333:key/k";
    let alias = "arn:aws:kms:eu-west-1:111122223333:alias/aws/s3";
    let linked = "arn:aws:iam::111122223333:role/aws-service-role/x.amazonaws.com/AWSServiceRoleForX";
    let instance = "arn:aws:ec2:eu-west-1:111122223333:instance/i-1";
    for (action, resource, reached) in [
        ("s3:GetObject", OBJECT, true),
        ("s3:ListAllMyBuckets", "*", false),
        ("sqs:SendMessage", "arn:aws:sqs:eu-west-1:111122223333:q", true),
        ("secretsmanager:GetSecretValue", "arn:aws:secretsmanager:eu-west-1:111122223333:secret:s", true),
        ("dynamodb:GetItem", "arn:aws:dynamodb:eu-west-1:111122223333:table/t", true),
        ("sts:AssumeRole", "arn:aws:iam::111122223333:role/r", true),
        ("sts:AssumeRole", linked, false),
        ("kms:Decrypt", key, true),
        ("kms:Decrypt", alias, false),
        ("kms:RetireGrant", key, false),
        ("ec2:TerminateInstances", instance, false),
        ("iam:DeleteRole", "arn:aws:iam::111122223333:role/r", false),
        ("sns:Publish", "arn:aws:sns:eu-west-1:111122223333:t", false),
    ] {
        let decision = decide(json!({
            "principal": USER, "action": action, "resource": resource, "identityPolicies": [allow("*", json!({}))],
            "resourcePolicy": allow("*", json!({"Principal": {"AWS": USER}})),
            "resourceControlPolicies": [[rcp("Deny", "*")]],
        }));
        let outcome = if reached { ExplicitlyDenied } else { Allowed };
        assert_eq!(decision.outcome, outcome, "{action} {resource}\n{}", decision.trace());
        let says = decision.layers.iter().find(|layer| layer.layer.as_str() == "rcp").unwrap();
        assert_eq!(says.outcome == ExplicitlyDenied, reached, "{action} {resource}");
        assert_eq!(says.reason.is_some(), !reached, "{action} {resource}");
    }
    // A key that AWS manages, by its aliases.
    let managed = json!({
        "action": "kms:Decrypt", "resource": key, "resourcePolicy": allow("kms:*", json!({"Principal": {"AWS": ROLE}})),
        "resourceControlPolicies": [[rcp("Deny", "kms:*")]],
    });
    check(
        merged(managed.clone(), json!({"context": {"kms:ResourceAliases": ["alias/mine"]}})),
        ExplicitlyDenied,
        &["rcp"],
    );
    check(merged(managed, json!({"context": {"kms:ResourceAliases": ["alias/aws/ebs"]}})), Allowed, &[]);
}
