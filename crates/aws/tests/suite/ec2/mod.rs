//! EC2: the network of a Region, from its default VPC on, which both accounts have.

pub mod attributes;
pub mod calls;
pub mod flow_logs;
pub mod gateways;
pub mod groups;
pub mod interfaces;
pub mod reading;
pub mod services;
pub mod tags;

use aws_sdk_ec2::types::{Filter, VpcEndpoint, VpcEndpointType};

pub use crate::target::{REGION, Target};

impl Target {
    pub fn ec2(&self) -> aws_sdk_ec2::Client {
        aws_sdk_ec2::Client::new(&self.sdk)
    }

    /// The default VPC's id.
    pub async fn vpc(&self) -> String {
        let vpcs = self.ec2().describe_vpcs().filters(filter("is-default", "true")).send().await.unwrap();
        vpcs.vpcs()[0].vpc_id().unwrap().to_owned()
    }

    /// Its subnets' ids with their zones, by zone.
    pub async fn subnets(&self) -> Vec<(String, String)> {
        let answer = self.ec2().describe_subnets().filters(filter("default-for-az", "true")).send().await.unwrap();
        let mut subnets: Vec<(String, String)> = answer
            .subnets()
            .iter()
            .map(|subnet| (subnet.subnet_id().unwrap().to_owned(), subnet.availability_zone().unwrap().to_owned()))
            .collect();
        subnets.sort_by(|one, other| one.1.cmp(&other.1));
        subnets
    }

    /// Its main route table's id.
    pub async fn table(&self) -> String {
        let vpc = self.vpc().await;
        let tables = self.ec2().describe_route_tables().filters(filter("vpc-id", &vpc)).send().await.unwrap();
        tables.route_tables()[0].route_table_id().unwrap().to_owned()
    }

    /// An interface endpoint for a service in the first zone.
    pub async fn interface(&self, service: &str) -> VpcEndpoint {
        let (subnet, _) = self.subnets().await.remove(0);
        let request = self
            .ec2()
            .create_vpc_endpoint()
            .vpc_id(self.vpc().await)
            .service_name(name(service))
            .vpc_endpoint_type(VpcEndpointType::Interface)
            .subnet_ids(subnet);
        request.send().await.unwrap().vpc_endpoint.unwrap()
    }

    pub async fn endpoint(&self, id: &str) -> VpcEndpoint {
        let answer = self.ec2().describe_vpc_endpoints().vpc_endpoint_ids(id).send().await.unwrap();
        answer.vpc_endpoints.unwrap().remove(0)
    }

    /// A group in the default VPC.
    pub async fn group(&self, name: &str) -> String {
        let request =
            self.ec2().create_security_group().group_name(name).description("A group").vpc_id(self.vpc().await);
        request.send().await.unwrap().group_id.unwrap()
    }
}

/// The whole name of a service of the suite's Region.
pub fn name(service: &str) -> String {
    format!("com.amazonaws.{REGION}.{service}")
}

pub fn filter(name: &str, value: &str) -> Filter {
    Filter::builder().name(name).values(value).build()
}

crate::cases! {
    "ec2";
    reading {
        a_region_has_a_default_vpc,
        zones_have_names_and_ids,
        filters_narrow_and_may_have_wildcards,
        a_filter_that_there_is_not_is_refused,
        what_is_not_there_is_named,
        gatehouse_reads_it_all,
    }
    attributes {
        dns_is_on_and_can_be_turned_off,
        one_attribute_at_a_time,
    }
    services {
        s3_has_both_kinds,
        interface_services_have_zones_and_private_names,
        strange_services_are_refused,
        prefix_lists_are_found_by_service,
    }
    gateways {
        a_gateway_comes_and_goes_with_its_route,
        a_table_has_one_route_to_a_service,
        a_kind_that_the_service_has_not_is_refused,
        subnets_are_not_for_gateways,
    }
    interfaces {
        an_interface_endpoint_has_an_interface_in_its_subnet,
        one_subnet_in_each_zone,
        private_dns_belongs_to_one_endpoint,
        private_dns_needs_both_attributes,
        groups_subnets_and_policy_change,
        a_policy_must_be_one,
        a_token_makes_one_endpoint,
        deletion_tells_what_was_not_there,
    }
    groups {
        a_new_group_lets_everything_out,
        names_are_unique_in_a_vpc,
        rules_come_and_go,
        a_rule_is_there_once,
        rules_are_shown_one_by_one,
        a_group_in_use_stays,
        the_default_group_stays,
    }
    flow_logs {
        they_come_and_go,
        one_of_a_kind,
        a_bucket_must_be_there,
        a_missing_one_is_named,
    }
    tags {
        tags_come_and_go,
        what_is_made_has_its_tags,
    }
    calls {
        a_gateway_is_made_changed_and_deleted,
        an_interface_endpoint_is_made_changed_and_deleted,
        a_deletion_of_nothing_is_refused,
        a_group_and_its_rules,
        attributes_and_tags,
        a_flow_log_is_made_read_and_deleted,
        public_addresses_are_turned_off,
    }
}
