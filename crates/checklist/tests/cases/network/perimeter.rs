//! Policies of endpoints.

use gatehouse_checklist::{AccountState, DraftKind};
use gatehouse_plan::ec2::network::Part;
use gatehouse_plan::{Ec2Call, Network};

use super::{GUARDED, but, calls, declared, draft, network, training, with, without};
use crate::common::{ACCOUNT, Case, Mends, asks_nothing, fails, one, passes, unknown};

/// What EC2 writes where nobody wrote a policy.
const OPEN: &str =
    r#"{"Version":"2008-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}"#;

pub(super) fn cases() -> Vec<Case> {
    let of = |place: usize, policy: &str| but(|network| network.endpoints[place].policy = Some(policy.into()));
    let s3 = |policy: &str| training(of(0, policy));
    let runtime = |policy: &str| training(of(2, policy));
    let allow = |principal: &str, action: &str, resource: &str, condition: &str| {
        let condition = if condition.is_empty() { String::new() } else { format!(r#", "Condition": {condition}"#) };
        one(&format!(
            r#""Effect": "Allow", "Principal": {principal}, "Action": "{action}", "Resource": "{resource}"{condition}"#
        ))
    };
    let everybody = |condition: &str| allow(r#""*""#, "*", "*", condition);
    let account = r#"{"AWS": "arn:aws:iam::444455556666:root"}"#;
    let text = |text: &str| AccountState::of_draft(DraftKind::EndpointPolicy, "endpoint.json", text);
    let mine = |state: AccountState| AccountState { account: ACCOUNT.into(), region: "eu-west-1".into(), ..state };
    let none = |change: fn(&mut Network)| {
        training(but(|network| {
            network.endpoints[0].policy = None;
            change(network);
        }))
    };
    vec![
        fails("VP-14", "the default", s3(OPEN), "vpce-s3")
            .shows(&["any account", "s3:PutObject", "another account"])
            .mended(Mends::Plan),
        fails("VP-14", "the default of the runtime", runtime(OPEN), "vpce-sagemaker.runtime")
            .shows(&["sagemaker:InvokeEndpoint"])
            .mended(Mends::Plan),
        fails(
            "VP-14",
            "a condition that holds for everybody",
            s3(&everybody(r#"{"StringEquals": {"aws:SourceVpc": "vpc-1"}}"#)),
            "vpce-s3",
        )
        .mended(Mends::Plan),
        fails("VP-14", "another account", s3(&allow(account, "s3:*", "*", "")), "vpce-s3")
            .shows(&["444455556666", "line: 4"])
            .mended(Mends::Steps),
        fails(
            "VP-14",
            "another account reads named data",
            s3(&allow(account, "s3:GetObject", "arn:aws:s3:::churn-data/*", "")),
            "vpce-s3",
        )
        .shows(&["arn:aws:s3:::churn-data/x"]),
        fails(
            "VP-14",
            "another account by condition",
            {
                let both = r#"{"StringEquals": {"aws:PrincipalAccount": ["111122223333", "444455556666"]}}"#;
                s3(&everybody(both))
            },
            "vpce-s3",
        )
        .shows(&["444455556666"])
        .mended(Mends::Steps),
        fails(
            "VP-14",
            "an organization, or none",
            s3(&everybody(r#"{"StringEqualsIfExists": {"aws:PrincipalOrgID": "o-1234567890"}}"#)),
            "vpce-s3",
        )
        .mended(Mends::Plan),
        fails("VP-14", "any organization", s3(&everybody(r#"{"Null": {"aws:PrincipalOrgID": "false"}}"#)), "vpce-s3")
            .mended(Mends::Plan),
        fails(
            "VP-14",
            "buckets that anybody can make",
            s3(&allow(r#""*""#, "s3:*", "arn:aws:s3:::*-models/*", "")),
            "vpce-s3",
        )
        .shows(&["arn:aws:s3:::x-models/x"])
        .mended(Mends::Plan),
        fails(
            "VP-14",
            "endpoints of any account",
            runtime(&allow(r#""*""#, "sagemaker:InvokeEndpoint", "arn:aws:sagemaker:*:*:endpoint/churn", "")),
            "vpce-sagemaker.runtime",
        )
        .mended(Mends::Plan),
        fails("VP-14", "no policy", none(|_| {}), "vpce-s3").shows(&["PolicyDocument"]),
        fails("VP-14", "draft", mine(text(&everybody(""))), "endpoint.json").mended(Mends::Text),
        fails("VP-14", "draft of no account", text(&everybody("")), "endpoint.json").mended(Mends::Steps),
        fails("VP-14", "workload to come", draft(declared("churn", &[]), Some(of(0, OPEN))), "vpce-s3")
            .mended(Mends::Plan),
        passes("VP-14", "this account", training(network()), "vpce-s3"),
        passes("VP-14", "named buckets", s3(&allow(r#""*""#, "s3:*", "arn:aws:s3:::churn-models/*", "")), "vpce-s3"),
        passes(
            "VP-14",
            "image layers alone",
            s3(&allow(r#""*""#, "s3:GetObject", "arn:aws:s3:::prod-eu-west-1-starport-layer-bucket/*", "")),
            "vpce-s3",
        ),
        passes(
            "VP-14",
            "named resources of this account",
            runtime(&allow(r#""*""#, "sagemaker:*", "arn:aws:sagemaker:eu-west-1:111122223333:endpoint/churn", "")),
            "vpce-sagemaker.runtime",
        ),
        passes(
            "VP-14",
            "the organization",
            s3(&everybody(r#"{"StringEquals": {"aws:PrincipalOrgID": "o-1234567890"}}"#)),
            "vpce-s3",
        ),
        passes(
            "VP-14",
            "resources of this account",
            s3(&everybody(r#"{"StringEquals": {"aws:ResourceAccount": "111122223333"}}"#)),
            "vpce-s3",
        ),
        passes(
            "VP-14",
            "a trusted account",
            {
                let trusted_accounts = vec!["444455556666".to_owned()];
                AccountState { trusted_accounts, ..s3(&allow(account, "s3:*", "*", "")) }
            },
            "vpce-s3",
        ),
        passes("VP-14", "draft", mine(text(GUARDED)), "endpoint.json"),
        passes("VP-14", "draft of no account", text(GUARDED), "endpoint.json"),
        unknown("VP-14", training(without(Part::Endpoints)), ACCOUNT, "ec2:DescribeVpcEndpoints"),
        unknown("VP-14", AccountState { network: None, ..training(network()) }, ACCOUNT, "ec2:DescribeVpcs"),
        asks_nothing("VP-14", "no policies", none(|network| network.services[0].policy_supported = false), "vpce-s3"),
        asks_nothing("VP-14", "nothing runs there", with(of(0, OPEN)), ACCOUNT),
        asks_nothing("VP-14", "draft of nothing in a VPC", draft(crate::common::workload("churn"), None), ACCOUNT),
    ]
}

#[test]
fn the_rest_of_a_policy_stays_as_its_author_wrote_it() {
    let text = r#"{"Version" : "2012-10-17",
  "Statement":{ "Sid":"all",  "Effect":"Allow", "Principal":{"AWS":"*"}, "Action":["s3:*"], "Resource":"*" } }"#;
    let network = but(|network| network.endpoints[0].policy = Some(text.into()));
    let trusting = AccountState { trusted_accounts: vec!["444455556666".into()], ..training(network) };
    let calls = calls("VP-14", &trusting, "vpce-s3");
    let [Ec2Call::ModifyVpcEndpoint { change, .. }] = calls.as_slice() else { panic!("{calls:?}") };
    let after = r#"{"Version" : "2012-10-17",
  "Statement":[{ "Sid":"all",  "Effect":"Allow", "Principal":{"AWS":"*"}, "Action":["s3:*"], "Resource":"*",  "Condition": {"StringEquals": {"aws:PrincipalAccount": ["111122223333", "444455556666"]}} }, { "Sid": "ImageLayers", "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::prod-eu-west-1-starport-layer-bucket/*" }] }"#;
    assert_eq!(change.policy.as_deref(), Some(after));
}
