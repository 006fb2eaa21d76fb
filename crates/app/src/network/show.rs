//! The network as the window gets it.

use gatehouse_plan::Network;
use gatehouse_plan::ec2::network::{Endpoint, EndpointKind, Part, Rule, name_of};

use super::notices;
use crate::apply::now;
use crate::views::{
    EndpointKindView, EndpointPriceView, EndpointServiceView, EndpointView, GroupView, NetworkView, RouteTableView,
    RouteView, RuleView, SubnetView, TagView, VpcView,
};

pub(super) fn network(network: &Network, price: &EndpointPriceView) -> NetworkView {
    let mut vpcs: Vec<VpcView> = network.vpcs.iter().map(|vpc| vpc_view(network, vpc)).collect();
    vpcs.sort_by(|one, other| (one.is_default, &one.name, &one.id).cmp(&(other.is_default, &other.name, &other.id)));
    let mut subnets: Vec<SubnetView> = network.subnets.iter().map(|subnet| subnet_view(network, subnet)).collect();
    subnets
        .sort_by(|one, other| (&one.zone, one.is_public, &one.cidr).cmp(&(&other.zone, other.is_public, &other.cidr)));
    let mut endpoints: Vec<EndpointView> =
        network.endpoints.iter().map(|endpoint| endpoint_view(network, endpoint, price)).collect();
    endpoints.sort_by(|one, other| (&one.service, &one.id).cmp(&(&other.service, &other.id)));
    let services = network.services.iter().map(|service| EndpointServiceView {
        name: service.name.clone(),
        kind: kind(service.kind),
        zones: service.zones.clone(),
        private_dns: service.kind == EndpointKind::Interface && !service.private_dns_names.is_empty(),
        policy_supported: service.policy_supported,
    });
    let mut services: Vec<EndpointServiceView> = services.collect();
    services.sort_by(|one, other| one.name.cmp(&other.name));
    NetworkView {
        region: network.region.clone(),
        vpcs,
        subnets,
        route_tables: route_tables(network),
        groups: groups(network),
        endpoints,
        services,
        notices: notices(&network.unread),
        price: price.clone(),
        read_at: now(),
    }
}

fn vpc_view(network: &Network, vpc: &gatehouse_plan::ec2::network::Vpc) -> VpcView {
    let here = network.subnets.iter().filter(|subnet| subnet.vpc == vpc.id);
    let mut zones: Vec<String> = here.map(|subnet| subnet.zone.clone()).collect();
    zones.sort();
    zones.dedup();
    VpcView {
        id: vpc.id.clone(),
        name: name_of(&vpc.tags).map(str::to_owned),
        cidrs: vpc.cidrs.clone(),
        is_default: vpc.is_default,
        dns_support: vpc.dns_support,
        dns_hostnames: vpc.dns_hostnames,
        zones,
    }
}

fn subnet_view(network: &Network, subnet: &gatehouse_plan::ec2::network::Subnet) -> SubnetView {
    SubnetView {
        id: subnet.id.clone(),
        name: name_of(&subnet.tags).map(str::to_owned),
        vpc: subnet.vpc.clone(),
        zone: subnet.zone.clone(),
        cidr: subnet.cidr.clone(),
        free_addresses: subnet.free_addresses,
        is_public: network.is_public(subnet),
        route_table: network.table_of(subnet).map(|table| table.id.clone()),
    }
}

fn route_tables(network: &Network) -> Vec<RouteTableView> {
    let list = |id: &str| network.prefix_lists.iter().find(|list| list.id == id).map(|list| list.name.clone());
    let view = |table: &gatehouse_plan::ec2::network::RouteTable| RouteTableView {
        id: table.id.clone(),
        name: name_of(&table.tags).map(str::to_owned),
        vpc: table.vpc.clone(),
        main: table.main,
        subnets: network
            .subnets
            .iter()
            .filter(|subnet| network.table_of(subnet).is_some_and(|own| own.id == table.id))
            .map(|subnet| subnet.id.clone())
            .collect(),
        routes: table
            .routes
            .iter()
            .map(|route| RouteView {
                destination: list(&route.destination).unwrap_or_else(|| route.destination.clone()),
                target: route.target.clone(),
                active: route.active,
            })
            .collect(),
    };
    network.route_tables.iter().map(view).collect()
}

fn groups(network: &Network) -> Vec<GroupView> {
    let rules = |rules: &[Rule]| -> Vec<RuleView> {
        let view = |rule: &Rule| RuleView { words: said(network, rule), description: rule.description.clone() };
        rules.iter().map(view).collect()
    };
    let view = |group: &gatehouse_plan::ec2::network::Group| GroupView {
        id: group.id.clone(),
        name: group.name.clone(),
        description: group.description.clone(),
        vpc: group.vpc.clone(),
        ingress: rules(&group.ingress),
        egress: rules(&group.egress),
        interface_count: network
            .has_read(Part::Interfaces)
            .then(|| network.interfaces.iter().filter(|interface| interface.groups.contains(&group.id)).count()),
    };
    network.groups.iter().map(view).collect()
}

/// A rule with its peer's name.
fn said(network: &Network, rule: &Rule) -> String {
    rule.words().replace(rule.peer.id(), &network.said(rule.peer.id()))
}

fn endpoint_view(network: &Network, endpoint: &Endpoint, price: &EndpointPriceView) -> EndpointView {
    let service = network.services.iter().find(|one| one.name == endpoint.service && one.kind == endpoint.kind);
    EndpointView {
        id: endpoint.id.clone(),
        name: name_of(&endpoint.tags).map(str::to_owned),
        vpc: endpoint.vpc.clone(),
        service: endpoint.service.clone(),
        kind: kind(endpoint.kind),
        state: endpoint.state.to_lowercase(),
        subnets: endpoint.subnets.clone(),
        groups: endpoint.groups.clone(),
        route_tables: endpoint.route_tables.clone(),
        policy: endpoint.policy.clone(),
        policy_supported: service.is_none_or(|service| service.policy_supported),
        private_dns: endpoint.private_dns,
        dns_names: endpoint.dns_names.clone(),
        requester_managed: endpoint.requester_managed,
        created: endpoint.created.clone(),
        tags: endpoint.tags.iter().map(|tag| TagView { key: tag.key.clone(), value: tag.value.clone() }).collect(),
        monthly_cost: super::price::month(price, endpoint.kind, endpoint.subnets.len()),
    }
}

pub(super) const fn kind(kind: EndpointKind) -> EndpointKindView {
    match kind {
        EndpointKind::Gateway => EndpointKindView::Gateway,
        EndpointKind::Interface => EndpointKindView::Interface,
        EndpointKind::Other => EndpointKindView::Other,
    }
}
