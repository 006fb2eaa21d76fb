//! Whether what runs in a subnet with some security groups reaches a service through an endpoint, and what stands in
//! the way.
//!
//! Sources: <https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html> (routes),
//! <https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html> (groups, private DNS),
//! <https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html>.

use gatehouse_plan::ec2::network::{Endpoint, EndpointKind, Network, Part, Peer, Rule, Subnet};

use super::block;

/// Where HTTPS goes to.
const HTTPS: i32 = 443;

/// Something that stands in the way, or weakens what is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Stable.
    pub code: &'static str,
    /// The id of what is to be changed: a subnet, a route table, a group, an endpoint, a VPC.
    pub place: String,
    /// The workload does not get through.
    pub blocks: bool,
    /// What is wrong, in the user's words.
    pub message: String,
}

/// Everything that keeps a workload in a subnet, with these groups, from a service through an endpoint. Without blocking
/// faults it gets through.
#[must_use]
pub fn faults(network: &Network, subnet: &Subnet, groups: &[String], endpoint: &Endpoint) -> Vec<Fault> {
    let mut faults = Faults { network, list: Vec::new() };
    if endpoint.vpc != subnet.vpc {
        faults.block("OTHER_VPC", &endpoint.id, format!("{} is in another VPC.", network.said(&endpoint.id)));
        return faults.list;
    }
    if !endpoint.is_there() {
        let message = format!("{} is in the state {}.", network.said(&endpoint.id), endpoint.state);
        faults.block("NOT_AVAILABLE", &endpoint.id, message);
    }
    match endpoint.kind {
        EndpointKind::Gateway => faults.of_gateway(subnet, groups, endpoint),
        EndpointKind::Interface => faults.of_interface(subnet, groups, endpoint),
        EndpointKind::Other => {
            let message = format!("{} is of a kind that workloads do not use.", network.said(&endpoint.id));
            faults.block("OTHER_KIND", &endpoint.id, message);
        }
    }
    faults.list
}

struct Faults<'n> {
    network: &'n Network,
    list: Vec<Fault>,
}

impl Faults<'_> {
    fn block(&mut self, code: &'static str, place: &str, message: String) {
        self.list.push(Fault { code, place: place.to_owned(), blocks: true, message });
    }

    fn weaken(&mut self, code: &'static str, place: &str, message: String) {
        self.list.push(Fault { code, place: place.to_owned(), blocks: false, message });
    }

    fn dns_support(&mut self, vpc: &str) {
        if self.network.vpc(vpc).and_then(|vpc| vpc.dns_support) == Some(false) {
            let message = format!("DNS support is off in {}: no name is resolved there.", self.network.said(vpc));
            self.block("DNS_SUPPORT_OFF", vpc, message);
        }
    }

    fn of_gateway(&mut self, subnet: &Subnet, groups: &[String], endpoint: &Endpoint) {
        let network = self.network;
        self.dns_support(&subnet.vpc);
        if network.has_read(Part::RouteTables) {
            match network.table_of(subnet) {
                Some(table) if endpoint.route_tables.contains(&table.id) => {}
                Some(table) => {
                    let message = format!(
                        "The route table {} of {} has no route to {}.",
                        network.said(&table.id),
                        network.said(&subnet.id),
                        network.said(&endpoint.id)
                    );
                    self.block("NO_ROUTE", &table.id, message);
                }
                None => {
                    let message = format!("{} has no route table that could be read.", network.said(&subnet.id));
                    self.block("NO_ROUTE_TABLE", &subnet.id, message);
                }
            }
        }
        if !network.has_read(Part::Groups) {
            return;
        }
        let list = network.prefix_lists.iter().find(|list| list.name == endpoint.service);
        let lets_out = |rule: &Rule| match &rule.peer {
            Peer::PrefixList(id) => list.is_none_or(|list| list.id == *id),
            // Where the list is not known, only everything is known to hold its addresses.
            Peer::Ipv4(cidr) => match list {
                Some(list) => list.cidrs.iter().all(|inner| block::contains(cidr, inner)),
                None => cidr == "0.0.0.0/0",
            },
            Peer::Ipv6(_) | Peer::Group(_) => false,
        };
        self.egress(groups, endpoint, lets_out);
    }

    fn of_interface(&mut self, subnet: &Subnet, groups: &[String], endpoint: &Endpoint) {
        let network = self.network;
        let said = network.said(&endpoint.id);
        if endpoint.private_dns {
            self.dns_support(&subnet.vpc);
            if network.vpc(&subnet.vpc).and_then(|vpc| vpc.dns_hostnames) == Some(false) {
                let vpc = network.said(&subnet.vpc);
                let message = format!("DNS hostnames are off in {vpc}: the private names of {said} do not work.");
                self.block("DNS_HOSTNAMES_OFF", &subnet.vpc, message);
            }
        } else {
            let message = format!(
                "Private DNS is off: code that calls {} by its usual name does not reach {said}.",
                endpoint.service
            );
            self.block("NO_PRIVATE_DNS", &endpoint.id, message);
        }
        let placed: Vec<&Subnet> = endpoint.subnets.iter().filter_map(|id| network.subnet(id)).collect();
        if endpoint.subnets.is_empty() {
            let message = format!("{said} is in no subnet, so it has no address.");
            self.block("NO_SUBNET", &endpoint.id, message);
        } else if !placed.iter().any(|placed| placed.zone == subnet.zone) && self.serves(endpoint, &subnet.zone) {
            let message = format!(
                "{said} has no subnet in {}: {} reaches it through another zone, which costs more and fails with it.",
                subnet.zone,
                network.said(&subnet.id)
            );
            self.weaken("OTHER_ZONE", &subnet.id, message);
        }
        if !network.has_read(Part::Groups) {
            return;
        }
        self.egress(groups, endpoint, |rule| match &rule.peer {
            Peer::Group(id) => endpoint.groups.contains(id),
            Peer::Ipv4(cidr) => placed.iter().all(|placed| block::contains(cidr, &placed.cidr)),
            Peer::Ipv6(_) | Peer::PrefixList(_) => false,
        });
        let lets_in = |rule: &Rule| match &rule.peer {
            Peer::Group(id) => groups.contains(id),
            Peer::Ipv4(cidr) => block::contains(cidr, &subnet.cidr),
            Peer::Ipv6(_) | Peer::PrefixList(_) => false,
        };
        let inward = endpoint.groups.iter().filter_map(|id| network.group(id)).flat_map(|group| &group.ingress);
        if !inward.filter(|rule| rule.is_for_tcp(HTTPS)).any(lets_in) {
            let own: Vec<String> = endpoint.groups.iter().map(|id| network.said(id)).collect();
            let message = format!(
                "The security group {} of {said} lets no HTTPS (tcp {HTTPS}) in from {}.",
                own.join(", "),
                network.said(&subnet.id)
            );
            let place = endpoint.groups.first().unwrap_or(&endpoint.id).clone();
            self.block("NO_INGRESS", &place, message);
        }
    }

    /// One of the workload's groups must let HTTPS out to the endpoint.
    fn egress(&mut self, groups: &[String], endpoint: &Endpoint, lets_out: impl Fn(&Rule) -> bool) {
        let network = self.network;
        let outward = groups.iter().filter_map(|id| network.group(id)).flat_map(|group| &group.egress);
        if outward.filter(|rule| rule.is_for_tcp(HTTPS)).any(lets_out) {
            return;
        }
        let own: Vec<String> = groups.iter().map(|id| network.said(id)).collect();
        let message = format!(
            "The workload's security group {} lets no HTTPS (tcp {HTTPS}) out to {}.",
            own.join(", "),
            network.said(&endpoint.id)
        );
        self.block("NO_EGRESS", groups.first().map_or("", String::as_str), message);
    }

    /// Whether the service can have an endpoint in the zone.
    fn serves(&self, endpoint: &Endpoint, zone: &str) -> bool {
        let service =
            self.network.services.iter().find(|one| one.name == endpoint.service && one.kind == endpoint.kind);
        service.is_none_or(|service| service.zones.iter().any(|other| other == zone))
    }
}

/// Whether a workload in the subnet gets to the internet, and so to AWS's public addresses: through NAT, since SageMaker's
/// network interfaces have no public address.
pub(super) fn by_internet(network: &Network, subnet: &Subnet, groups: &[String]) -> bool {
    let routed = network.table_of(subnet).is_some_and(|table| {
        let all = table.routes.iter().filter(|route| route.destination == "0.0.0.0/0" && route.active);
        all.into_iter().any(|route| route.target.starts_with("nat-") || route.target.starts_with("tgw-"))
    });
    let outward = groups.iter().filter_map(|id| network.group(id)).flat_map(|group| &group.egress);
    let everywhere = |rule: &Rule| rule.peer == Peer::Ipv4("0.0.0.0/0".to_owned());
    routed && outward.filter(|rule| rule.is_for_tcp(HTTPS)).any(everywhere)
}
