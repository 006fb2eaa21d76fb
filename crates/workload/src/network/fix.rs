//! The changes that bring a service within reach.

use gatehouse_plan::Tag;
use gatehouse_plan::ec2::call::{EndpointChange, VpcAttribute};
use gatehouse_plan::ec2::network::{Endpoint, EndpointKind, Network, Peer, Rule, Service};
use gatehouse_plan::ec2::plans::{WantedChange, WantedEndpoint, WantedGroup};

use super::need::Placement;
use super::reach::{self, Fault};

/// The name of the security group that is made for endpoints, and what stands for its id until it has one.
const GROUP: &str = "gatehouse-endpoints";

/// What mends the faults of an endpoint. Another service's endpoints are its own to change.
pub(super) fn of_endpoint(
    place: &Placement,
    network: &Network,
    endpoint: &Endpoint,
    faults: &[Fault],
) -> Vec<WantedChange> {
    if endpoint.requester_managed {
        return Vec::new();
    }
    let change = |change| WantedChange::Change { endpoint: endpoint.id.clone(), change };
    let mut fixes = Vec::new();
    for fault in faults {
        match fault.code {
            "NO_ROUTE" => fixes.push(change(EndpointChange {
                add_route_tables: vec![fault.place.clone()],
                ..EndpointChange::default()
            })),
            "NO_PRIVATE_DNS" => {
                fixes.extend(dns(network, &endpoint.vpc));
                fixes.push(change(EndpointChange { private_dns: Some(true), ..EndpointChange::default() }));
            }
            "DNS_SUPPORT_OFF" | "DNS_HOSTNAMES_OFF" => fixes.extend(dns(network, &endpoint.vpc)),
            "OTHER_ZONE" | "NO_SUBNET" => {
                let add_subnets = match fault.code {
                    "OTHER_ZONE" => vec![fault.place.clone()],
                    _ => one_in_each_zone(place, network, &endpoint.service, endpoint.kind),
                };
                fixes.push(change(EndpointChange { add_subnets, ..EndpointChange::default() }));
            }
            "NO_INGRESS" => fixes.extend(let_in(place, &fault.place)),
            "NO_EGRESS" => fixes.extend(let_out(place, network, endpoint)),
            _ => {}
        }
    }
    // Two subnets of one zone ask for the same zone: the endpoint takes one of them.
    let mut zones: Vec<&str> = Vec::new();
    fixes.retain(|fix| match fix {
        WantedChange::Change { change: EndpointChange { add_subnets, .. }, .. } if add_subnets.len() == 1 => {
            let zone = add_subnets.first().and_then(|id| network.subnet(id)).map_or("", |subnet| subnet.zone.as_str());
            let first = !zones.contains(&zone);
            zones.push(zone);
            first
        }
        _ => true,
    });
    fixes
}

/// A new endpoint, with what it needs.
pub(super) fn new_endpoint(place: &Placement, network: &Network, service: &Service) -> Vec<WantedChange> {
    let tags = vec![Tag { key: "Name".to_owned(), value: format!("gatehouse-{}", last_part(&service.name)) }];
    let mut endpoint = WantedEndpoint {
        vpc: place.vpc.clone(),
        service: service.name.clone(),
        kind: service.kind,
        subnets: Vec::new(),
        groups: Vec::new(),
        route_tables: Vec::new(),
        policy: None,
        private_dns: false,
        tags,
    };
    let mut fixes = Vec::new();
    if service.kind == EndpointKind::Gateway {
        for table in place.subnets(network).into_iter().filter_map(|subnet| network.table_of(subnet)) {
            if !endpoint.route_tables.contains(&table.id) {
                endpoint.route_tables.push(table.id.clone());
            }
        }
        fixes.extend(dns_support(network, &place.vpc));
    } else {
        endpoint.subnets = one_in_each_zone(place, network, &service.name, service.kind);
        endpoint.private_dns = !service.private_dns_names.is_empty();
        if endpoint.private_dns {
            fixes.extend(dns(network, &place.vpc));
        }
        let (group, made) = group(place, network);
        fixes.extend(made);
        endpoint.groups.push(group);
    }
    fixes.extend(way_out(place, network, &endpoint));
    fixes.push(WantedChange::Endpoint(endpoint));
    fixes
}

/// What lets the workload out to an endpoint that is still to be made, where its groups do not.
fn way_out(place: &Placement, network: &Network, wanted: &WantedEndpoint) -> Option<WantedChange> {
    let endpoint = Endpoint {
        id: String::new(),
        vpc: wanted.vpc.clone(),
        service: wanted.service.clone(),
        kind: wanted.kind,
        state: "available".to_owned(),
        subnets: wanted.subnets.clone(),
        groups: wanted.groups.clone(),
        route_tables: wanted.route_tables.clone(),
        policy: None,
        private_dns: wanted.private_dns,
        dns_names: Vec::new(),
        requester_managed: false,
        created: String::new(),
        tags: Vec::new(),
    };
    let subnet = place.subnets(network).into_iter().next()?;
    let faults = reach::faults(network, subnet, &place.groups, &endpoint);
    if faults.iter().any(|fault| fault.code == "NO_EGRESS") { let_out(place, network, &endpoint) } else { None }
}

fn last_part(service: &str) -> String {
    let parts: Vec<&str> = service.split('.').collect();
    let own = parts.iter().skip_while(|part| !part.contains('-') || part.len() < 7).skip(1).copied();
    own.collect::<Vec<_>>().join("-")
}

/// The workload's subnets, the first in each zone that the service has.
fn one_in_each_zone(place: &Placement, network: &Network, service: &str, kind: EndpointKind) -> Vec<String> {
    let offer = network.services.iter().find(|one| one.name == service && one.kind == kind);
    let (mut zones, mut subnets): (Vec<&str>, Vec<String>) = (Vec::new(), Vec::new());
    for subnet in place.subnets(network) {
        let served = offer.is_none_or(|offer| offer.zones.contains(&subnet.zone));
        if served && !zones.contains(&subnet.zone.as_str()) {
            zones.push(&subnet.zone);
            subnets.push(subnet.id.clone());
        }
    }
    subnets
}

/// A group for endpoints that lets the workload in: one that does so already, the one that was made for this before, or
/// a new one.
fn group(place: &Placement, network: &Network) -> (String, Vec<WantedChange>) {
    let inviting = |id: &String| {
        network.group(id).is_some_and(|group| {
            place.groups.iter().all(|own| {
                let from = |rule: &&Rule| rule.is_for_tcp(443) && rule.peer == Peer::Group(own.clone());
                group.ingress.iter().any(|rule| from(&rule))
            })
        })
    };
    let used = network.endpoints.iter().filter(|endpoint| endpoint.vpc == place.vpc && !endpoint.requester_managed);
    if let Some(group) = used.flat_map(|endpoint| &endpoint.groups).find(|id| inviting(id)) {
        return (group.clone(), Vec::new());
    }
    if let Some(group) = network.groups.iter().find(|group| group.vpc == place.vpc && group.name == GROUP) {
        return (group.id.clone(), let_in(place, &group.id));
    }
    let mut made = vec![WantedChange::Group(WantedGroup {
        key: GROUP.to_owned(),
        vpc: place.vpc.clone(),
        name: GROUP.to_owned(),
        description: "HTTPS from workloads to interface endpoints".to_owned(),
        tags: vec![Tag { key: "Name".to_owned(), value: GROUP.to_owned() }],
    })];
    made.extend(let_in(place, GROUP));
    (GROUP.to_owned(), made)
}

/// HTTPS from each group of the workload.
fn let_in(place: &Placement, group: &str) -> Vec<WantedChange> {
    let rule = |from: &String| WantedChange::Rule {
        group: group.to_owned(),
        egress: false,
        rule: Rule { description: Some("HTTPS from workloads".to_owned()), ..Rule::https(Peer::Group(from.clone())) },
    };
    place.groups.iter().map(rule).collect()
}

/// HTTPS out to the endpoint, from the workload's first group.
fn let_out(place: &Placement, network: &Network, endpoint: &Endpoint) -> Option<WantedChange> {
    let peer = match endpoint.kind {
        EndpointKind::Gateway => {
            let list = network.prefix_lists.iter().find(|list| list.name == endpoint.service)?;
            Peer::PrefixList(list.id.clone())
        }
        _ => Peer::Group(endpoint.groups.first()?.clone()),
    };
    let rule = Rule { description: Some("HTTPS to endpoints".to_owned()), ..Rule::https(peer) };
    Some(WantedChange::Rule { group: place.groups.first()?.clone(), egress: true, rule })
}

fn dns_support(network: &Network, vpc: &str) -> Option<WantedChange> {
    let off = network.vpc(vpc).and_then(|vpc| vpc.dns_support) == Some(false);
    off.then(|| WantedChange::Attribute { vpc: vpc.to_owned(), attribute: VpcAttribute::EnableDnsSupport })
}

/// Both attributes that private DNS needs.
fn dns(network: &Network, vpc: &str) -> Vec<WantedChange> {
    let off = network.vpc(vpc).and_then(|vpc| vpc.dns_hostnames) == Some(false);
    let hostnames =
        off.then(|| WantedChange::Attribute { vpc: vpc.to_owned(), attribute: VpcAttribute::EnableDnsHostnames });
    dns_support(network, vpc).into_iter().chain(hostnames).collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn an_endpoint_is_named_for_its_service() {
        assert_eq!(super::last_part("com.amazonaws.eu-west-1.sagemaker.api"), "sagemaker-api");
        assert_eq!(super::last_part("aws.sagemaker.eu-west-1.studio"), "studio");
        assert_eq!(super::last_part("com.amazonaws.eu-west-1.git-codecommit"), "git-codecommit");
    }
}
