//! What is in a Region before anything was made there.

use gatehouse_aws::Watch;

use super::{REGION, Target, filter};

pub async fn a_region_has_a_default_vpc(t: Target) {
    let vpcs = t.ec2().describe_vpcs().send().await.unwrap();
    let vpc = &vpcs.vpcs()[0];
    assert_eq!((vpcs.vpcs().len(), vpc.is_default(), vpc.cidr_block()), (1, Some(true), Some("172.31.0.0/16")));
    let zones: Vec<String> = t.subnets().await.into_iter().map(|(_, zone)| zone).collect();
    assert_eq!(zones, ["a", "b", "c"].map(|letter| format!("{REGION}{letter}")));
    let tables = t.ec2().describe_route_tables().send().await.unwrap();
    let table = &tables.route_tables()[0];
    assert_eq!(table.associations()[0].main(), Some(true));
    assert!(table.routes().iter().any(|route| route.gateway_id() == Some("local")));
    let groups = t.ec2().describe_security_groups().send().await.unwrap();
    let group = &groups.security_groups()[0];
    assert_eq!((group.group_name(), group.vpc_id()), (Some("default"), vpc.vpc_id()));
    assert_eq!(group.ip_permissions_egress()[0].ip_protocol(), Some("-1"));
}

pub async fn zones_have_names_and_ids(t: Target) {
    let zones = t.ec2().describe_availability_zones().send().await.unwrap();
    let zones: Vec<(&str, &str)> =
        zones.availability_zones().iter().map(|zone| (zone.zone_name().unwrap(), zone.zone_id().unwrap())).collect();
    assert_eq!(zones.len(), 3);
    assert!(zones.iter().all(|(name, id)| name.starts_with(REGION) && id.starts_with("euw1-az")), "{zones:?}");
}

pub async fn filters_narrow_and_may_have_wildcards(t: Target) {
    let count = async |name: &str, value: &str| {
        t.ec2().describe_subnets().filters(filter(name, value)).send().await.unwrap().subnets().len()
    };
    assert_eq!(count("availability-zone", &format!("{REGION}a")).await, 1);
    assert_eq!(count("availability-zone", &format!("{REGION}*")).await, 3);
    assert_eq!(count("vpc-id", "vpc-00000000000000000").await, 0);
}

pub async fn a_filter_that_there_is_not_is_refused(t: Target) {
    let refused = t.ec2().describe_vpcs().filters(filter("colour", "red")).send().await;
    t.refused(refused, "InvalidParameterValue", "The filter 'colour' is invalid");
}

pub async fn what_is_not_there_is_named(t: Target) {
    let id = "vpc-0123456789abcdef0";
    let refused = t.ec2().describe_vpcs().vpc_ids(id).send().await;
    t.refused(refused, "InvalidVpcID.NotFound", &format!("The vpc ID '{id}' does not exist"));
    let id = "subnet-0123456789abcdef0";
    let refused = t.ec2().describe_subnets().subnet_ids(id).send().await;
    t.refused(refused, "InvalidSubnetID.NotFound", &format!("The subnet ID '{id}' does not exist"));
    let id = "sg-0123456789abcdef0";
    let refused = t.ec2().describe_security_groups().group_ids(id).send().await;
    t.refused(refused, "InvalidGroup.NotFound", &format!("The security group '{id}' does not exist"));
    let id = "vpce-0123456789abcdef0";
    let refused = t.ec2().describe_vpc_endpoints().vpc_endpoint_ids(id).send().await;
    t.refused(refused, "InvalidVpcEndpointId.NotFound", &format!("The Vpc Endpoint Id '{id}' does not exist"));
}

pub async fn gatehouse_reads_it_all(t: Target) {
    let made = t.interface("kms").await;
    let network = t.gatehouse().await.network(&Watch::default()).await.unwrap();
    assert_eq!(network.region, REGION);
    assert!(network.unread.is_empty(), "{:?}", network.unread);
    let vpc = network.vpc(&t.vpc().await).unwrap();
    assert_eq!((vpc.is_default, vpc.dns_support, vpc.dns_hostnames), (true, Some(true), Some(true)));
    assert_eq!((network.subnets.len(), network.route_tables.len(), network.groups.len()), (3, 1, 1));
    let subnet = network.subnet(&t.subnets().await[0].0).unwrap();
    assert_eq!(network.table_of(subnet).map(|table| table.main), Some(true));
    let group = &network.groups[0];
    assert!(group.egress[0].is_for_tcp(443), "{group:?}");
    let endpoint = network.endpoint(made.vpc_endpoint_id().unwrap()).unwrap();
    assert!(endpoint.is_there());
    assert_eq!((endpoint.subnets.as_slice(), endpoint.private_dns), ([subnet.id.clone()].as_slice(), true));
    assert!(network.services.iter().any(|service| service.name == endpoint.service));
}
