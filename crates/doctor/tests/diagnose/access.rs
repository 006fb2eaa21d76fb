//! Denials, layer by layer.

use gatehouse_checklist::AccountState;
use gatehouse_doctor::DeniedBy;
use gatehouse_doctor::diagnose::{Certainty, Remedy};
use gatehouse_doctor::says::denial;
use gatehouse_plan::Role;
use gatehouse_workload::chain::{FixTarget, LinkState};

use crate::common::{ACCOUNT, CALLER, CLOSED_KEY_POLICY, KEY, LAB, ROLE, SESSION, SHUT, account, managed, one};
use crate::{actions, asked, certain, fix, found, plan, questions, turns};

pub(crate) fn role<'s>(state: &'s mut AccountState, name: &str) -> &'s mut Role {
    state.roles.items.iter_mut().find(|role| role.name == name).unwrap()
}

/// Takes an action out of the role's policy.
pub(crate) fn without(action: &str) -> AccountState {
    let mut state = account();
    let document = &mut role(&mut state, "churn").inline[0].document;
    assert!(document.contains(action));
    *document = document.replace(&format!("\"{action}\""), "\"none:None\"");
    state
}

const OBJECT: &str = "arn:aws:s3:::churn-data/train/2026/a.csv";

fn reads(layer: DeniedBy, explicit: bool) -> String {
    denial(SESSION, "s3:GetObject", OBJECT, Some(layer), explicit)
}

#[test]
fn a_right_that_the_role_lacks_is_added_to_its_policy() {
    let state = without("s3:GetObject");
    let text = reads(DeniedBy::Identity, false);
    let found = found(&state, &text);
    certain(&found, "no policy of the role churn allows it");
    assert_eq!(found.layer, Some(DeniedBy::Identity));
    let fix = fix(&found, "identity");
    assert_eq!(fix.target, Some(FixTarget::Inline { role: "churn".into(), policy: "TrainingJobAccess".into() }));
    let statement: serde_json::Value = serde_json::from_str(fix.statement.as_ref().unwrap()).unwrap();
    assert_eq!(statement["Action"], "s3:GetObject");
    assert_eq!(statement["Resource"], "arn:aws:s3:::churn-data/train/2026/*");
    assert_eq!(actions(plan(&found, "identity")), ["iam:PutRolePolicy"]);
    assert_eq!(found.link.as_ref().unwrap().link, "reads");
    assert!(
        found.subjects.contains(&"action:s3:GetObject".to_owned())
            && found.subjects.contains(&"layer:identity".to_owned())
    );
    turns(&state, &text, &[], "identity");
}

#[test]
fn a_role_without_a_policy_gets_one() {
    let mut state = account();
    role(&mut state, "churn").inline.clear();
    let text = reads(DeniedBy::Identity, false);
    assert_eq!(actions(plan(&found(&state, &text), "identity")), ["iam:PutRolePolicy"]);
    let after = turns(&state, &text, &[], "identity");
    assert_eq!(after.role(ROLE).unwrap().inline.len(), 1);
}

#[test]
fn a_key_that_does_not_let_the_role_in_is_opened_for_it() {
    let mut state = account();
    state.keys.items[0].policy = Ok(CLOSED_KEY_POLICY.into());
    let text = denial(SESSION, "kms:Encrypt", KEY, Some(DeniedBy::Resource), false);
    let found = found(&state, &text);
    certain(&found, "the key policy neither names the role churn");
    assert_eq!(actions(plan(&found, "resource")), ["kms:PutKeyPolicy"]);
    let statement: serde_json::Value =
        serde_json::from_str(fix(&found, "resource").statement.as_ref().unwrap()).unwrap();
    assert_eq!(statement["Principal"]["AWS"], ROLE);
    assert_eq!(found.link.as_ref().unwrap().link, "key");
    turns(&state, &text, &[], "resource");
}

#[test]
fn what_several_policies_lack_is_one_plan() {
    let mut state = without("s3:PutObject");
    let arn = format!("arn:aws:iam::{ACCOUNT}:policy/edge");
    state
        .policies
        .items
        .push(managed(&arn, &one(r#""Effect": "Allow", "NotAction": "s3:PutObject", "Resource": "*""#)));
    role(&mut state, "churn").boundary = Some(arn);
    let text = denial(SESSION, "s3:PutObject", "arn:aws:s3:::churn-models/m.tar.gz", Some(DeniedBy::Identity), false);
    let found = found(&state, &text);
    certain(&found, "the permissions boundary does not allow it");
    assert_eq!(found.fixes[0].id, "all", "{:#?}", found.fixes);
    assert_eq!(
        actions(plan(&found, "all")),
        ["iam:PutRolePolicy", "iam:CreatePolicyVersion", "iam:SetDefaultPolicyVersion"]
    );
    turns(&state, &text, &[], "all");
}

#[test]
fn a_boundary_is_widened_and_the_policy_left() {
    let mut state = account();
    let arn = format!("arn:aws:iam::{ACCOUNT}:policy/edge");
    let document = one(r#""Effect": "Allow", "NotAction": "sagemaker:AddTags", "Resource": "*""#);
    state.policies.items.push(managed(&arn, &document));
    role(&mut state, "lab").boundary = Some(arn);
    let job = "arn:aws:sagemaker:eu-west-1:111122223333:training-job/churn-9";
    let text = denial(LAB, "sagemaker:AddTags", job, Some(DeniedBy::Boundary), false);
    let found = found(&state, &text);
    certain(&found, "the permissions boundary does not allow it");
    assert_eq!(found.title, "Tags may not be set");
    assert_eq!(found.fixes.len(), 1, "{:#?}", found.fixes);
    turns(&state, &text, &[], "boundary");
}

#[test]
fn a_boundary_of_aws_is_changed_by_nobody() {
    let mut state = account();
    let arn = "arn:aws:iam::aws:policy/job-function/ViewOnlyAccess";
    state.policies.items.push(managed(arn, &one(r#""Effect": "Allow", "Action": "s3:List*", "Resource": "*""#)));
    role(&mut state, "churn").boundary = Some(arn.into());
    let found = found(&state, &reads(DeniedBy::Boundary, false));
    assert!(matches!(fix(&found, "boundary").remedy, Remedy::Steps(_)));
}

#[test]
fn an_endpoint_that_shuts_the_bucket_out_is_opened() {
    let mut state = account();
    state.network.as_mut().unwrap().endpoints[0].policy = Some(SHUT.into());
    let text = reads(DeniedBy::Endpoint, false);
    let found = found(&state, &text);
    certain(&found, "the policy of the VPC endpoint does not let it through");
    assert_eq!(actions(plan(&found, "endpoint")), ["ec2:ModifyVpcEndpoint"]);
    assert_eq!(fix(&found, "endpoint").target, Some(FixTarget::Endpoint { id: "vpce-s3".into() }));
    turns(&state, &text, &[], "endpoint");
}

#[test]
fn which_endpoint_is_asked_where_there_are_several() {
    let mut state = account();
    let network = state.network.as_mut().unwrap();
    network.endpoints[0].policy = Some(SHUT.into());
    let mut other = network.endpoints[0].clone();
    other.id = "vpce-other".into();
    network.endpoints.push(other);
    let text = reads(DeniedBy::Endpoint, false);
    let found = found(&state, &text);
    assert_eq!(questions(&found), ["endpoint"]);
    assert_eq!(found.questions[0].choices.len(), 2);
    turns(&state, &text, &[("endpoint", "vpce-s3")], "endpoint");
}

#[test]
fn an_endpoint_that_is_not_known_is_no_pass() {
    let mut state = account();
    state.network.as_mut().unwrap().endpoints.clear();
    let found = found(&state, &reads(DeniedBy::Endpoint, false));
    certain(&found, "VPC endpoint on the way does not allow");
    assert_eq!(questions(&found), ["endpoint"]);
}

#[test]
fn layers_of_images_pass_the_endpoint_of_s3() {
    let mut state = account();
    state.network.as_mut().unwrap().endpoints[0].policy = Some(SHUT.into());
    let object = "arn:aws:s3:::prod-eu-west-1-starport-layer-bucket/1a2b/3c4d";
    let text = denial(SESSION, "s3:GetObject", object, Some(DeniedBy::Endpoint), false);
    certain(&found(&state, &text), "a bucket of ECR");
    turns(&state, &text, &[], "endpoint");
}

#[test]
fn what_lies_in_another_account_needs_both_sides() {
    let key = KEY.replace(ACCOUNT, "999988887777");
    let text = denial(SESSION, "kms:Decrypt", &key, Some(DeniedBy::Resource), false);
    let found = found(&account(), &text);
    assert_eq!(found.fixes.iter().map(|fix| fix.id.as_str()).collect::<Vec<_>>(), ["identity", "resource-2"]);
    assert!(found.fixes[1].words.contains("999988887777") && found.fixes[1].remedy.plan().is_none());
    let named = denial(SESSION, "s3:GetObject", "arn:aws:s3:::other/a", Some(DeniedBy::Identity), false);
    certain(&crate::found(&account(), &named), "no policy of the role churn allows it");
}

#[test]
fn a_policy_that_aws_names_is_looked_up() {
    let text = format!("{}: arn:aws:iam::111122223333:policy/guard", reads(DeniedBy::Identity, true));
    let found = found(&account(), &text);
    assert!(found.cause.contains("AWS named an identity-based policy"), "{found:#?}");
    assert!(found.looked.iter().any(|look| look.found == "It is not attached to the role any more."), "{found:#?}");
}

#[test]
fn a_request_that_s3_makes_is_told_from_one_of_the_code() {
    // The role may decrypt through S3 alone.
    let direct = format!(
        "botocore.exceptions.ClientError: An error occurred (AccessDeniedException) when calling the Decrypt operation: {}",
        denial(SESSION, "kms:Decrypt", KEY, Some(DeniedBy::Identity), false)
    );
    let state = account();
    let found = found(&state, &direct);
    certain(&found, "its condition StringEquals on kms:ViaService");
    assert!(!fix(&found, "identity").statement.as_ref().unwrap().contains("ViaService"));
    turns(&state, &direct, &[], "identity");
    let data = format!(
        "ClientError: Data download failed:Failed to download data. {}",
        denial(SESSION, "kms:Decrypt", KEY, Some(DeniedBy::Identity), false)
    );
    assert!(crate::found(&state, &data).cause.contains("today"));
    let state = without("kms:Decrypt");
    assert!(
        fix(&crate::found(&state, &data), "identity")
            .statement
            .as_ref()
            .unwrap()
            .contains("s3.eu-west-1.amazonaws.com")
    );
    turns(&state, &data, &[], "identity");
}

#[test]
fn a_condition_can_be_met_or_left_out() {
    let mut state = account();
    role(&mut state, "churn").inline[0].document = one(
        r#""Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": {"StringEquals": {"aws:SourceVpce": "vpce-s3"}}"#,
    );
    let text = reads(DeniedBy::Identity, false);
    assert_eq!(
        found(&state, &text).fixes.iter().map(|fix| fix.id.as_str()).collect::<Vec<_>>(),
        ["condition", "identity"]
    );
    turns(&state, &text, &[], "identity");
}

#[test]
fn a_deny_that_is_not_seen_makes_nothing_certain() {
    let found = found(&without("s3:GetObject"), &reads(DeniedBy::Identity, true));
    assert_eq!(found.certainty, Certainty::Likely);
    assert!(found.cause.contains("AWS says that a Deny refuses it"), "{found:#?}");
}

#[test]
fn an_event_of_sagemaker_assuming_a_role_is_about_its_trust() {
    let mut state = account();
    role(&mut state, "churn").trust = r#"{"Version":"2012-10-17","Statement":[]}"#.into();
    let text = format!(
        r#"{{"eventVersion":"1.08","userIdentity":{{"type":"AWSService","invokedBy":"sagemaker.amazonaws.com"}},"eventSource":"sts.amazonaws.com","eventName":"AssumeRole","awsRegion":"eu-west-1","errorCode":"AccessDenied","requestParameters":{{"roleArn":"{ROLE}","roleSessionName":"SageMaker"}}}}"#
    );
    certain(&found(&state, &text), "does not let SageMaker assume it");
    turns(&state, &text, &[], "resource");
}

#[test]
fn a_deny_of_that_action_alone_is_taken_back_by_a_plan() {
    let mut state = account();
    let deny = r#"{"Version":"2012-10-17","Statement":[
        {"Sid":"Shut","Effect":"Deny","Principal":"*","Action":["s3:GetObject","s3:DeleteObject"],"Resource":"arn:aws:s3:::churn-data/*"},
        {"Sid":"Open","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:root"},"Action":"s3:ListBucket","Resource":"arn:aws:s3:::churn-data"}]}"#;
    state.buckets.items[0].policy = Some(deny.into());
    let text = reads(DeniedBy::Resource, true);
    let found = found(&state, &text);
    certain(&found, "the statement Shut of the bucket policy churn-data");
    let after = turns(&state, &text, &[], "deny");
    let left = after.buckets.items[0].policy.clone().unwrap();
    assert!(left.contains("s3:DeleteObject") && !left.contains("s3:GetObject"), "{left}");
}

#[test]
fn a_deny_under_conditions_says_what_it_asks_for() {
    let mut state = account();
    let deny = one(
        r#""Sid": "OnlyFromVpc", "Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "arn:aws:s3:::churn-data/*", "Condition": {"StringNotEquals": {"aws:SourceVpce": "vpce-s3"}}"#,
    );
    state.buckets.items[0].policy = Some(deny);
    let found = found(&state, &reads(DeniedBy::Resource, true));
    assert_eq!(found.certainty, Certainty::Likely);
    assert!(found.cause.contains("aws:SourceVpce"), "{found:#?}");
    let Remedy::Steps(steps) = &fix(&found, "condition").remedy else { panic!("{found:#?}") };
    assert!(steps[0].contains("VPC endpoint"), "{steps:?}");
}

#[test]
fn a_key_that_a_deny_shuts_is_shown() {
    let mut state = account();
    let deny = r#"{"Version":"2012-10-17","Statement":[
        {"Sid":"Account","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:root"},"Action":"kms:*","Resource":"*"},
        {"Sid":"NoGrants","Effect":"Deny","Principal":"*","Action":"kms:*","Resource":"*","Condition":{"Bool":{"aws:SecureTransport":"true"}}}]}"#;
    state.keys.items[0].policy = Ok(deny.into());
    let found = found(&state, &denial(SESSION, "kms:Encrypt", KEY, Some(DeniedBy::Resource), true));
    certain(&found, "the statement NoGrants of the key policy");
    let Remedy::Steps(steps) = &fix(&found, "deny").remedy else { panic!("{found:#?}") };
    assert!(steps.iter().any(|step| step.contains("HTTPS")), "{steps:?}");
}

#[test]
fn a_policy_of_the_organization_is_not_ours_to_change() {
    let state = account();
    for (layer, who) in [(DeniedBy::Scp, "everybody in the account"), (DeniedBy::Rcp, "the resources of the account")] {
        for explicit in [false, true] {
            let found = found(&state, &reads(layer, explicit));
            certain(&found, "of the organization");
            let helpless = found.helpless.clone().unwrap();
            assert!(helpless.contains(who) && helpless.contains("management account"), "{helpless}");
            assert!(found.fixes.iter().all(|fix| fix.remedy.plan().is_none()), "{:#?}", found.fixes);
            assert_eq!(found.layer, Some(layer));
        }
    }
    // Where the role lacks the right as well, that is told too.
    let found = found(&without("s3:GetObject"), &reads(DeniedBy::Scp, true));
    assert!(found.helpless.as_ref().unwrap().contains("as well"), "{found:#?}");
    assert!(plan(&found, "identity").steps.len() == 1);
    let through = "User: arn:aws:sts::111122223333:assumed-role/churn/SageMaker is not authorized to perform: s3:GetObject on \
                   resource: \"arn:aws:s3:::churn-data/train/a\" with an explicit deny in a VPC endpoint policy transitively through \
                   a service control policy";
    let found = crate::found(&state, through);
    assert!(found.helpless.is_some(), "{found:#?}");
}

#[test]
fn a_session_policy_is_of_who_assumed_the_role() {
    let found = found(&account(), &reads(DeniedBy::Session, false));
    certain(&found, "session policy");
    assert!(matches!(fix(&found, "session").remedy, Remedy::Steps(_)));
    assert!(found.fixes.iter().all(|fix| fix.remedy.plan().is_none()));
    let both = crate::found(&without("s3:GetObject"), &reads(DeniedBy::Session, false));
    certain(&both, "session policy");
    assert_eq!(plan(&both, "identity").steps.len(), 1);
}

#[test]
fn what_the_account_allows_would_pass_today() {
    for (layer, explicit) in [(DeniedBy::Identity, false), (DeniedBy::Resource, true), (DeniedBy::Boundary, false)] {
        let found = found(&account(), &reads(layer, explicit));
        assert!(found.cause.starts_with("It would pass today"), "{found:#?}");
        assert_eq!(found.certainty, Certainty::Likely);
        assert!(found.fixes.iter().all(|fix| fix.remedy.plan().is_none()));
        assert!(
            found.looked.iter().any(|look| look.what == "Policies of the role churn" && look.state == LinkState::Holds)
        );
    }
}

#[test]
fn who_is_not_in_the_account_is_told() {
    let mut state = account();
    let text = reads(DeniedBy::Identity, false).replace(ACCOUNT, "444455556666");
    let other = found(&state, &text);
    assert!(other.looked.iter().any(|look| look.found.contains("444455556666")), "{other:#?}");
    assert!(other.fixes.iter().all(|fix| fix.remedy.plan().is_none()), "{other:#?}");
    state.roles.items.retain(|role| role.name != "churn");
    // The chain's facts need the caller's role alone.
    certain(&found(&state, &reads(DeniedBy::Identity, false)), "The role churn is not in the account");
    let user = found(&account(), &denial(CALLER, "s3:GetObject", OBJECT, Some(DeniedBy::Identity), false));
    assert!(matches!(fix(&user, "identity").remedy, Remedy::Code { language: "json", .. }), "{user:#?}");
    assert_eq!(user.certainty, Certainty::Likely);
}

#[test]
fn without_an_account_the_words_are_taken() {
    let complaint = gatehouse_doctor::read(&reads(DeniedBy::Identity, false));
    let case = gatehouse_doctor::diagnose::Case { complaint: &complaint, state: None, chains: &[], answers: &[] };
    let found = gatehouse_doctor::diagnose(&case);
    certain(&found, "No identity-based policy allows s3:GetObject to churn");
    assert!(matches!(fix(&found, "identity").remedy, Remedy::Code { .. }));
}

#[test]
fn what_was_not_read_makes_nothing_certain() {
    let mut state = without("s3:GetObject");
    let arn = format!("arn:aws:iam::{ACCOUNT}:policy/unseen");
    role(&mut state, "churn").attached.push(gatehouse_plan::AttachedPolicy { name: "unseen".into(), arn });
    let found = found(&state, &reads(DeniedBy::Identity, false));
    assert_eq!(found.certainty, Certainty::Likely);
    assert!(found.cause.contains("unseen was not read"), "{found:#?}");
}

#[test]
fn roles_that_others_keep_are_left_alone() {
    let mut state = without("s3:GetObject");
    let text = reads(DeniedBy::Identity, false);
    for path in ["/aws-service-role/sagemaker.amazonaws.com/", "/aws-reserved/sso.amazonaws.com/"] {
        role(&mut state, "churn").path = path.into();
        let found = found(&state, &text);
        assert!(matches!(fix(&found, "identity").remedy, Remedy::Steps(_)), "{path}");
    }
}

#[test]
fn what_is_not_said_is_asked() {
    let state = without("s3:ListBucket");
    let text = "An error occurred (AccessDenied) when calling the ListObjectsV2 operation: Access Denied";
    let first = found(&state, text);
    assert_eq!(questions(&first), ["who", "resource"]);
    assert!(first.questions[0].choices.iter().any(|choice| choice.value == "churn"));
    assert!(first.fixes.is_empty());
    turns(&state, text, &[("who", "churn"), ("resource", "s3://churn-data/train/")], "identity");
    let silent = found(&state, "Access Denied");
    assert_eq!(questions(&silent), ["action"]);
    let answers = [("action", "s3:ListBucket"), ("who", ROLE), ("resource", "churn-data")];
    turns(&state, "Access Denied", &answers, "identity");
}

#[test]
fn a_secret_whose_key_is_closed_is_found_by_its_key() {
    let state = without("kms:Decrypt");
    let text = "An error occurred (AccessDeniedException) when calling the GetSecretValue operation: Access to KMS is not allowed";
    assert_eq!(questions(&found(&state, text)), ["secret", "who", "key"]);
    let answers = [("secret", "ml/db"), ("who", "churn")];
    let second = asked(&state, text, &answers);
    certain(&second, "kms:Decrypt");
    let statement: serde_json::Value =
        serde_json::from_str(fix(&second, "identity").statement.as_ref().unwrap()).unwrap();
    assert_eq!(statement["Resource"], KEY);
    assert_eq!(statement["Condition"]["StringEquals"]["kms:ViaService"], "secretsmanager.eu-west-1.amazonaws.com");
    turns(&state, text, &answers, "identity");
}

#[test]
fn a_key_that_kms_does_not_name_is_the_buckets() {
    let mut state = without("kms:GenerateDataKey");
    state.buckets.items[1].encryption = Some(gatehouse_plan::s3::bucket::Encryption {
        algorithm: "aws:kms".into(),
        key: Some(KEY.into()),
        bucket_key: true,
    });
    let text = format!(
        "upload failed: m.tar.gz to s3://churn-models/m.tar.gz An error occurred (AccessDenied) when calling the PutObject \
         operation: User: {SESSION} is not authorized to perform: kms:GenerateDataKey on this resource because no identity-based \
         policy allows the kms:GenerateDataKey action"
    );
    turns(&state, &text, &[], "identity");
}
