//! VPC endpoints in the Workshop, whose network has what the default VPC has not: two subnets in one zone.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test says what it expects by failing"
)]

mod common;

use common::{Answer, send};
use gatehouse_practice::{ACCESS_KEY_ID, Options, Practice};

const VPC: &str = "vpc-0a11ce0000000001";
const PRIVATE: &str = "subnet-0a11ce00000000a1";
const PUBLIC: &str = "subnet-0a11ce00000000a9";
const S3: &str = "vpce-0a11ce0000000001";

fn workshop(folder: &tempfile::TempDir) -> Practice {
    Practice::open_with(&folder.path().join("practice.json"), Options::default()).unwrap().practice
}

fn ec2(practice: &Practice, operation: &str, params: &[(&str, &str)]) -> Answer {
    let form: Vec<String> =
        [("Action", operation)].iter().chain(params).map(|(name, value)| format!("{name}={value}")).collect();
    let scope = format!("AWS4-HMAC-SHA256 Credential={ACCESS_KEY_ID}/20260101/eu-west-1/ec2/aws4_request, Signature=0");
    send(practice, "https://ec2.eu-west-1.amazonaws.com/", &[("authorization", &scope)], &form.join("&"))
}

#[test]
fn two_subnets_of_one_zone_are_refused_in_ec2s_form() {
    let folder = tempfile::tempdir().unwrap();
    let answer = ec2(
        &workshop(&folder),
        "CreateVpcEndpoint",
        &[
            ("VpcId", VPC),
            ("VpcEndpointType", "Interface"),
            ("ServiceName", "com.amazonaws.eu-west-1.sts"),
            ("SubnetId.1", PRIVATE),
            ("SubnetId.2", PUBLIC),
        ],
    );
    assert_eq!(answer.status, 400);
    let begins = "<Response><Errors><Error><Code>DuplicateSubnetsInSameZone</Code><Message>Found another VPC endpoint \
                  subnet in the availability zone of subnet-0a11ce00000000a9.";
    assert!(answer.body.starts_with(begins), "{}", answer.body);
}

#[test]
fn a_gateway_has_no_subnets_and_no_private_dns() {
    let folder = tempfile::tempdir().unwrap();
    let practice = workshop(&folder);
    for change in [("AddSubnetId.1", PRIVATE), ("PrivateDnsEnabled", "true")] {
        let answer = ec2(&practice, "ModifyVpcEndpoint", &[("VpcEndpointId", S3), change]);
        assert!(answer.body.contains("<Code>InvalidParameter</Code>"), "{}", answer.body);
    }
}

#[test]
fn what_was_made_survives_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let practice = workshop(&folder);
    let made = ec2(
        &practice,
        "CreateVpcEndpoint",
        &[
            ("VpcId", VPC),
            ("VpcEndpointType", "Interface"),
            ("ServiceName", "com.amazonaws.eu-west-1.sts"),
            ("SubnetId.1", PRIVATE),
        ],
    );
    let id = made.body.split_once("<vpcEndpointId>").unwrap().1.split('<').next().unwrap().to_owned();
    drop(practice);
    let shown = ec2(&workshop(&folder), "DescribeVpcEndpoints", &[("VpcEndpointId.1", &id)]);
    assert!(shown.body.contains("<privateDnsEnabled>true</privateDnsEnabled>"), "{}", shown.body);
    assert!(shown.body.contains(&format!("<subnetIdSet><item>{PRIVATE}</item></subnetIdSet>")), "{}", shown.body);
}
