//! Interface endpoints.

use aws_sdk_ec2::operation::create_vpc_endpoint::builders::CreateVpcEndpointFluentBuilder;
use aws_sdk_ec2::types::{AttributeBooleanValue, VpcEndpointType};
use gatehouse_plan::plan::same_document;

use super::{REGION, Target, filter, name};

async fn request(t: &Target, service: &str) -> CreateVpcEndpointFluentBuilder {
    let request = t.ec2().create_vpc_endpoint().vpc_id(t.vpc().await).service_name(name(service));
    request.vpc_endpoint_type(VpcEndpointType::Interface)
}

pub async fn an_interface_endpoint_has_an_interface_in_its_subnet(t: Target) {
    let (subnet, _) = t.subnets().await.remove(0);
    let group = t.group("endpoints").await;
    let made = request(&t, "kms").await.subnet_ids(&subnet).security_group_ids(&group).send().await.unwrap();
    let made = made.vpc_endpoint.unwrap();
    let id = made.vpc_endpoint_id().unwrap();
    let endpoint = t.endpoint(id).await;
    assert_eq!(endpoint.state().map(|state| state.as_str().to_lowercase()).as_deref(), Some("available"));
    assert_eq!((endpoint.subnet_ids(), endpoint.private_dns_enabled()), ([subnet.clone()].as_slice(), Some(true)));
    assert_eq!(endpoint.groups()[0].group_id(), Some(group.as_str()));
    assert!(!endpoint.dns_entries().is_empty());
    let interfaces = t.ec2().describe_network_interfaces().filters(filter("subnet-id", &subnet)).send().await.unwrap();
    let ids: Vec<&str> = interfaces.network_interfaces().iter().filter_map(|one| one.network_interface_id()).collect();
    assert!(ids.contains(&endpoint.network_interface_ids()[0].as_str()), "{ids:?}");
}

pub async fn one_subnet_in_each_zone(t: Target) {
    let subnets = t.subnets().await;
    let all = subnets.iter().map(|(id, _)| id.clone()).collect();
    let made = request(&t, "sts").await.set_subnet_ids(Some(all)).send().await.unwrap();
    assert_eq!(made.vpc_endpoint.unwrap().subnet_ids().len(), 3);
    // A second subnet in a zone that the endpoint has.
    let request = request(&t, "logs").await.subnet_ids(&subnets[0].0).subnet_ids("subnet-0123456789abcdef0");
    let refused = request.send().await;
    t.refused(refused, "InvalidSubnetId.NotFound", "The subnet ID 'subnet-0123456789abcdef0' does not exist");
}

pub async fn private_dns_belongs_to_one_endpoint(t: Target) {
    t.interface("kms").await;
    let refused = request(&t, "kms").await.private_dns_enabled(true).send().await;
    let vpc = t.vpc().await;
    t.refused(
        refused,
        "InvalidParameter",
        &format!(
            "private-dns-enabled cannot be set because there is already a conflicting DNS domain for \
             kms.{REGION}.amazonaws.com in the VPC {vpc}"
        ),
    );
    let second = request(&t, "kms").await.private_dns_enabled(false).send().await.unwrap().vpc_endpoint.unwrap();
    assert_eq!(second.private_dns_enabled(), Some(false));
}

pub async fn private_dns_needs_both_attributes(t: Target) {
    let vpc = t.vpc().await;
    let off = AttributeBooleanValue::builder().value(false).build();
    t.ec2().modify_vpc_attribute().vpc_id(&vpc).enable_dns_hostnames(off).send().await.unwrap();
    let refused = request(&t, "kms").await.private_dns_enabled(true).send().await;
    t.refused(
        refused,
        "InvalidParameter",
        &format!(
            "Enabling private DNS requires both enableDnsSupport and enableDnsHostnames VPC attributes set to true for \
             {vpc}"
        ),
    );
}

pub async fn groups_subnets_and_policy_change(t: Target) {
    let subnets = t.subnets().await;
    let (first, second) = (t.group("first").await, t.group("second").await);
    let made = request(&t, "kms").await.subnet_ids(&subnets[0].0).security_group_ids(&first).send().await.unwrap();
    let id = made.vpc_endpoint.unwrap().vpc_endpoint_id.unwrap();
    let modify = || t.ec2().modify_vpc_endpoint().vpc_endpoint_id(&id);
    modify().add_subnet_ids(&subnets[1].0).send().await.unwrap();
    modify().add_security_group_ids(&second).remove_security_group_ids(&first).send().await.unwrap();
    let policy = r#"{"Statement":[{"Effect":"Allow","Principal":"*","Action":"kms:Decrypt","Resource":"*"}]}"#;
    modify().policy_document(policy).private_dns_enabled(false).send().await.unwrap();
    let endpoint = t.endpoint(&id).await;
    let mut there: Vec<&str> = endpoint.subnet_ids().iter().map(String::as_str).collect();
    there.sort_unstable();
    let mut wanted = [subnets[0].0.as_str(), subnets[1].0.as_str()];
    wanted.sort_unstable();
    assert_eq!(there, wanted);
    let groups: Vec<&str> = endpoint.groups().iter().filter_map(|group| group.group_id()).collect();
    assert_eq!(groups, [second.as_str()]);
    assert!(same_document(endpoint.policy_document().unwrap(), policy));
    assert_eq!(endpoint.private_dns_enabled(), Some(false));
    modify().remove_subnet_ids(&subnets[0].0).reset_policy(true).send().await.unwrap();
    let endpoint = t.endpoint(&id).await;
    assert_eq!(endpoint.subnet_ids(), [subnets[1].0.clone()]);
    assert!(endpoint.policy_document().unwrap().contains("\"Action\": \"*\""), "{:?}", endpoint.policy_document());
}

pub async fn a_policy_must_be_one(t: Target) {
    let refused = request(&t, "kms").await.policy_document("{").send().await;
    t.refused(refused, "InvalidPolicyDocument", "Syntax errors in policy.");
}

pub async fn a_token_makes_one_endpoint(t: Target) {
    let (subnet, _) = t.subnets().await.remove(0);
    let make = async |service: &str| request(&t, service).await.subnet_ids(&subnet).client_token("t-1").send().await;
    let id = async || make("kms").await.unwrap().vpc_endpoint.unwrap().vpc_endpoint_id.unwrap();
    assert_eq!(id().await, id().await);
    t.refused(
        make("sts").await,
        "IdempotentParameterMismatch",
        "The client token you have provided is already used with different parameters.",
    );
}

pub async fn deletion_tells_what_was_not_there(t: Target) {
    let id = t.interface("kms").await.vpc_endpoint_id.unwrap();
    let strange = "vpce-0123456789abcdef0";
    let request = t.ec2().delete_vpc_endpoints().vpc_endpoint_ids(&id).vpc_endpoint_ids(strange);
    let answer = request.send().await.unwrap();
    let unsuccessful = &answer.unsuccessful()[0];
    assert_eq!((answer.unsuccessful().len(), unsuccessful.resource_id()), (1, Some(strange)));
    assert_eq!(unsuccessful.error().unwrap().code(), Some("InvalidVpcEndpointId.NotFound"));
    let left = t.ec2().describe_vpc_endpoints().filters(filter("vpc-endpoint-id", &id)).send().await.unwrap();
    assert!(left.vpc_endpoints().is_empty());
}
