//! Reading the network of a Region: all its parts at once, page after page.

use aws_sdk_ec2::Client;
use aws_sdk_ec2::types::{LogDestinationType, ServiceType, VpcAttributeName, VpcEndpointType};
use gatehouse_plan::ec2::flow_log::FlowLog;
use gatehouse_plan::ec2::network::{
    Endpoint, EndpointKind, Group, Interface, Network, Part, PrefixList, Route, RouteTable, Service, Subnet, Unread,
    Vpc,
};
use tokio::task::JoinSet;

use super::{rules, tags};
use crate::account::Account;
use crate::error::AwsError;
use crate::watch::{Watch, time};

/// How many VPCs are asked about their attributes at a time.
const AT_A_TIME: usize = 8;

/// All items of a paginated operation.
macro_rules! all {
    ($request:expr, $watch:expr) => {{
        let mut pages = $request.into_paginator().items().send();
        let mut items = Vec::new();
        while let Some(item) = $watch.or_cancel(pages.try_next()).await? {
            items.push(item);
        }
        Ok::<_, AwsError>(items)
    }};
}

impl Account {
    /// The network of the Region. A part that the caller may not read is told in [`Network::unread`].
    ///
    /// # Errors
    /// Where AWS does not answer, or refuses for another reason, or the user cancels.
    pub async fn network(&self, watch: &Watch<'_>) -> Result<Network, AwsError> {
        let ec2 = &self.ec2;
        let (vpcs, subnets, tables, groups, endpoints, services, lists, interfaces) = tokio::join!(
            self.vpcs(watch),
            self.subnets(watch),
            async { all!(ec2.describe_route_tables(), watch) },
            self.security_groups(watch),
            self.endpoints(watch),
            services(ec2, watch),
            async { all!(ec2.describe_prefix_lists(), watch) },
            async { all!(ec2.describe_network_interfaces(), watch) },
        );
        let mut network = Network { region: self.region().to_owned(), ..Network::default() };
        let unread = &mut network.unread;
        network.vpcs = part(unread, Part::Vpcs, vpcs)?;
        network.subnets = part(unread, Part::Subnets, subnets)?;
        network.route_tables = part(unread, Part::RouteTables, tables)?.into_iter().map(route_table).collect();
        network.groups = part(unread, Part::Groups, groups)?;
        network.endpoints = part(unread, Part::Endpoints, endpoints)?;
        network.services = part(unread, Part::Services, services)?;
        network.prefix_lists = part(unread, Part::PrefixLists, lists)?
            .into_iter()
            .map(|list| PrefixList {
                id: list.prefix_list_id.unwrap_or_default(),
                name: list.prefix_list_name.unwrap_or_default(),
                cidrs: list.cidrs.unwrap_or_default(),
            })
            .collect();
        network.interfaces = part(unread, Part::Interfaces, interfaces)?.into_iter().map(interface).collect();
        let asked = attributes(ec2, watch, &mut network.vpcs).await;
        part(&mut network.unread, Part::Attributes, asked.map(|()| Vec::<()>::new()))?;
        watch.tell(network.vpcs.len() + network.endpoints.len());
        Ok(network)
    }
}

impl Account {
    /// The VPCs of the Region, without their attributes.
    ///
    /// # Errors
    /// As [`Account::network`], and where the caller may not read them. So with the three below.
    pub async fn vpcs(&self, watch: &Watch<'_>) -> Result<Vec<Vpc>, AwsError> {
        Ok(all!(self.ec2.describe_vpcs(), watch)?.into_iter().map(vpc).collect())
    }

    /// The subnets of the Region.
    ///
    /// # Errors
    /// As [`Account::vpcs`].
    pub async fn subnets(&self, watch: &Watch<'_>) -> Result<Vec<Subnet>, AwsError> {
        Ok(all!(self.ec2.describe_subnets(), watch)?.into_iter().map(subnet).collect())
    }

    /// The security groups of the Region.
    ///
    /// # Errors
    /// As [`Account::vpcs`].
    pub async fn security_groups(&self, watch: &Watch<'_>) -> Result<Vec<Group>, AwsError> {
        Ok(all!(self.ec2.describe_security_groups(), watch)?.into_iter().map(group).collect())
    }

    /// The flow logs of the Region.
    ///
    /// # Errors
    /// As [`Account::vpcs`].
    pub async fn flow_logs(&self, watch: &Watch<'_>) -> Result<Vec<FlowLog>, AwsError> {
        let logs = all!(self.ec2.describe_flow_logs(), watch)?;
        watch.tell(logs.len());
        Ok(logs.into_iter().map(flow_log).collect())
    }

    /// The VPC endpoints of the Region.
    ///
    /// # Errors
    /// As [`Account::vpcs`].
    pub async fn endpoints(&self, watch: &Watch<'_>) -> Result<Vec<Endpoint>, AwsError> {
        Ok(all!(self.ec2.describe_vpc_endpoints(), watch)?.into_iter().map(endpoint).collect())
    }
}

/// What was read, or nothing and why.
fn part<T>(unread: &mut Vec<Unread>, part: Part, read: Result<Vec<T>, AwsError>) -> Result<Vec<T>, AwsError> {
    match read {
        Ok(found) => Ok(found),
        Err(error) if error.is_denied() => {
            unread.push(Unread { part, code: error.code, message: error.message });
            Ok(Vec::new())
        }
        Err(error) => Err(error),
    }
}

/// Services of AWS itself. The SDK has no paginator for them.
async fn services(ec2: &Client, watch: &Watch<'_>) -> Result<Vec<Service>, AwsError> {
    let mut services = Vec::new();
    let mut token = None;
    loop {
        let page = watch.or_cancel(ec2.describe_vpc_endpoint_services().set_next_token(token).send()).await?;
        for detail in page.service_details.unwrap_or_default() {
            if detail.owner.as_deref() != Some("amazon") {
                continue;
            }
            let kinds = detail.service_type.unwrap_or_default().into_iter().filter_map(|kind| kind.service_type);
            let mut names: Vec<String> = detail.private_dns_name.into_iter().collect();
            for name in detail.private_dns_names.unwrap_or_default().into_iter().filter_map(|one| one.private_dns_name)
            {
                if !names.contains(&name) {
                    names.push(name);
                }
            }
            for kind in kinds {
                services.push(Service {
                    name: detail.service_name.clone().unwrap_or_default(),
                    kind: match kind {
                        ServiceType::Gateway => EndpointKind::Gateway,
                        ServiceType::Interface => EndpointKind::Interface,
                        _ => EndpointKind::Other,
                    },
                    zones: detail.availability_zones.clone().unwrap_or_default(),
                    private_dns_names: names.clone(),
                    policy_supported: detail.vpc_endpoint_policy_supported.unwrap_or_default(),
                });
            }
        }
        token = page.next_token.filter(|token| !token.is_empty());
        if token.is_none() {
            return Ok(services);
        }
    }
}

/// Both DNS attributes of each VPC, which EC2 tells one at a time.
async fn attributes(ec2: &Client, watch: &Watch<'_>, vpcs: &mut [Vpc]) -> Result<(), AwsError> {
    for some in vpcs.chunks_mut(AT_A_TIME) {
        let mut asking = JoinSet::new();
        for (at, vpc) in some.iter().enumerate() {
            let (ec2, id) = (ec2.clone(), vpc.id.clone());
            asking.spawn(async move {
                let ask = |name| ec2.describe_vpc_attribute().vpc_id(&id).attribute(name).send();
                let support = ask(VpcAttributeName::EnableDnsSupport).await.map_err(AwsError::from)?;
                let names = ask(VpcAttributeName::EnableDnsHostnames).await.map_err(AwsError::from)?;
                let on = |value: Option<aws_sdk_ec2::types::AttributeBooleanValue>| value.and_then(|value| value.value);
                Ok::<_, AwsError>((at, on(support.enable_dns_support), on(names.enable_dns_hostnames)))
            });
        }
        while let Some(answer) = watch.or_cancel(async { Ok::<_, AwsError>(asking.join_next().await) }).await? {
            match answer.map_err(|error| AwsError::nonsense(error.to_string()))? {
                Ok((at, support, hostnames)) => {
                    if let Some(vpc) = some.get_mut(at) {
                        (vpc.dns_support, vpc.dns_hostnames) = (support, hostnames);
                    }
                }
                // Deleted since it was listed.
                Err(error) if error.is_absent() => {}
                Err(error) => return Err(error),
            }
        }
    }
    Ok(())
}

fn vpc(vpc: aws_sdk_ec2::types::Vpc) -> Vpc {
    let first = vpc.cidr_block.into_iter();
    let more = vpc.cidr_block_association_set.unwrap_or_default().into_iter().filter_map(|one| one.cidr_block);
    let ipv6 =
        vpc.ipv6_cidr_block_association_set.unwrap_or_default().into_iter().filter_map(|one| one.ipv6_cidr_block);
    let mut cidrs: Vec<String> = Vec::new();
    for cidr in first.chain(more).chain(ipv6) {
        if !cidrs.contains(&cidr) {
            cidrs.push(cidr);
        }
    }
    Vpc {
        id: vpc.vpc_id.unwrap_or_default(),
        cidrs,
        is_default: vpc.is_default.unwrap_or_default(),
        dns_support: None,
        dns_hostnames: None,
        tags: tags(vpc.tags),
    }
}

fn flow_log(log: aws_sdk_ec2::types::FlowLog) -> FlowLog {
    let into_s3 = log.log_destination_type == Some(LogDestinationType::S3);
    FlowLog {
        id: log.flow_log_id.unwrap_or_default(),
        of: log.resource_id.unwrap_or_default(),
        active: log.flow_log_status.as_deref() == Some("ACTIVE"),
        traffic: log.traffic_type.map(|traffic| traffic.as_str().to_owned()).unwrap_or_default(),
        bucket: log.log_destination.filter(|_| into_s3),
    }
}

fn subnet(subnet: aws_sdk_ec2::types::Subnet) -> Subnet {
    Subnet {
        id: subnet.subnet_id.unwrap_or_default(),
        vpc: subnet.vpc_id.unwrap_or_default(),
        zone: subnet.availability_zone.unwrap_or_default(),
        cidr: subnet.cidr_block.unwrap_or_default(),
        free_addresses: subnet.available_ip_address_count.unwrap_or_default(),
        public_addresses: subnet.map_public_ip_on_launch.unwrap_or_default(),
        tags: tags(subnet.tags),
    }
}

fn route_table(table: aws_sdk_ec2::types::RouteTable) -> RouteTable {
    let associations = table.associations.unwrap_or_default();
    RouteTable {
        id: table.route_table_id.unwrap_or_default(),
        vpc: table.vpc_id.unwrap_or_default(),
        main: associations.iter().any(|one| one.main.unwrap_or_default()),
        subnets: associations.into_iter().filter_map(|one| one.subnet_id).collect(),
        routes: table.routes.unwrap_or_default().into_iter().map(route).collect(),
        tags: tags(table.tags),
    }
}

fn route(route: aws_sdk_ec2::types::Route) -> Route {
    let destination = route
        .destination_cidr_block
        .or(route.destination_prefix_list_id)
        .or(route.destination_ipv6_cidr_block)
        .unwrap_or_default();
    let target = route
        .gateway_id
        .or(route.nat_gateway_id)
        .or(route.transit_gateway_id)
        .or(route.egress_only_internet_gateway_id)
        .or(route.vpc_peering_connection_id)
        .or(route.network_interface_id)
        .or(route.local_gateway_id)
        .or(route.carrier_gateway_id)
        .or(route.core_network_arn)
        .unwrap_or_default();
    let active = route.state.is_none_or(|state| state.as_str() == "active");
    Route { destination, target, active }
}

fn group(group: aws_sdk_ec2::types::SecurityGroup) -> Group {
    let all = |permissions: Option<Vec<_>>| permissions.unwrap_or_default().into_iter().flat_map(rules).collect();
    Group {
        id: group.group_id.unwrap_or_default(),
        name: group.group_name.unwrap_or_default(),
        description: group.description.unwrap_or_default(),
        vpc: group.vpc_id.unwrap_or_default(),
        ingress: all(group.ip_permissions),
        egress: all(group.ip_permissions_egress),
        tags: tags(group.tags),
    }
}

pub(super) fn endpoint(endpoint: aws_sdk_ec2::types::VpcEndpoint) -> Endpoint {
    Endpoint {
        id: endpoint.vpc_endpoint_id.unwrap_or_default(),
        vpc: endpoint.vpc_id.unwrap_or_default(),
        service: endpoint.service_name.unwrap_or_default(),
        kind: match endpoint.vpc_endpoint_type {
            Some(VpcEndpointType::Gateway) => EndpointKind::Gateway,
            Some(VpcEndpointType::Interface) => EndpointKind::Interface,
            _ => EndpointKind::Other,
        },
        state: endpoint.state.map(|state| state.as_str().to_owned()).unwrap_or_default(),
        subnets: endpoint.subnet_ids.unwrap_or_default(),
        groups: endpoint.groups.unwrap_or_default().into_iter().filter_map(|group| group.group_id).collect(),
        route_tables: endpoint.route_table_ids.unwrap_or_default(),
        policy: endpoint.policy_document,
        private_dns: endpoint.private_dns_enabled.unwrap_or_default(),
        dns_names: endpoint.dns_entries.unwrap_or_default().into_iter().filter_map(|entry| entry.dns_name).collect(),
        requester_managed: endpoint.requester_managed.unwrap_or_default(),
        created: endpoint.creation_timestamp.as_ref().map(time).unwrap_or_default(),
        tags: tags(endpoint.tags),
    }
}

fn interface(interface: aws_sdk_ec2::types::NetworkInterface) -> Interface {
    Interface {
        id: interface.network_interface_id.unwrap_or_default(),
        subnet: interface.subnet_id.unwrap_or_default(),
        groups: interface.groups.unwrap_or_default().into_iter().filter_map(|group| group.group_id).collect(),
        description: interface.description.unwrap_or_default(),
        kind: interface.interface_type.map(|kind| kind.as_str().to_owned()).unwrap_or_default(),
    }
}
