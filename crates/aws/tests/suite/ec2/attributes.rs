//! The attributes of a VPC that private DNS needs.

use aws_sdk_ec2::types::{AttributeBooleanValue, VpcAttributeName};

use super::Target;

fn value(on: bool) -> AttributeBooleanValue {
    AttributeBooleanValue::builder().value(on).build()
}

async fn hostnames(t: &Target) -> Option<bool> {
    let request =
        t.ec2().describe_vpc_attribute().vpc_id(t.vpc().await).attribute(VpcAttributeName::EnableDnsHostnames);
    request.send().await.unwrap().enable_dns_hostnames.and_then(|attribute| attribute.value)
}

pub async fn dns_is_on_and_can_be_turned_off(t: Target) {
    assert_eq!(hostnames(&t).await, Some(true));
    t.ec2().modify_vpc_attribute().vpc_id(t.vpc().await).enable_dns_hostnames(value(false)).send().await.unwrap();
    assert_eq!(hostnames(&t).await, Some(false));
    let refused = t
        .ec2()
        .describe_vpc_attribute()
        .vpc_id("vpc-0123456789abcdef0")
        .attribute(VpcAttributeName::EnableDnsSupport)
        .send()
        .await;
    t.refused(refused, "InvalidVpcID.NotFound", "The vpc ID 'vpc-0123456789abcdef0' does not exist");
}

pub async fn one_attribute_at_a_time(t: Target) {
    let request = t.ec2().modify_vpc_attribute().vpc_id(t.vpc().await);
    let refused = request.enable_dns_hostnames(value(true)).enable_dns_support(value(true)).send().await;
    t.refused(
        refused,
        "InvalidParameterCombination",
        "Fields for multiple attribute types specified: enableDnsHostnames, enableDnsSupport",
    );
}
