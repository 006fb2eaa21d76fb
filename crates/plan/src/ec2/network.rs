//! The network of an account in one Region, as it was read.

use serde::{Deserialize, Serialize};

use crate::tag::Tag;

/// The network of an account in one Region.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Network {
    /// The Region.
    pub region: String,
    /// VPCs.
    pub vpcs: Vec<Vpc>,
    /// Subnets.
    pub subnets: Vec<Subnet>,
    /// Route tables.
    pub route_tables: Vec<RouteTable>,
    /// Security groups.
    pub groups: Vec<Group>,
    /// VPC endpoints.
    pub endpoints: Vec<Endpoint>,
    /// What endpoints can be made for, in the Region.
    pub services: Vec<Service>,
    /// AWS's own prefix lists.
    pub prefix_lists: Vec<PrefixList>,
    /// Network interfaces.
    pub interfaces: Vec<Interface>,
    /// What could not be read. Its list above is then empty, which says nothing.
    pub unread: Vec<Unread>,
}

/// A part of the network.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "they are the lists of a network")]
pub enum Part {
    Vpcs,
    Attributes,
    Subnets,
    RouteTables,
    Groups,
    Endpoints,
    Services,
    PrefixLists,
    Interfaces,
}

impl Part {
    /// What it is, in the plural: `route tables`.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Vpcs => "VPCs",
            Self::Attributes => "DNS settings of VPCs",
            Self::Subnets => "subnets",
            Self::RouteTables => "route tables",
            Self::Groups => "security groups",
            Self::Endpoints => "endpoints",
            Self::Services => "endpoint services",
            Self::PrefixLists => "prefix lists",
            Self::Interfaces => "network interfaces",
        }
    }

    /// The permission that reading it needs.
    #[must_use]
    pub const fn action(self) -> &'static str {
        match self {
            Self::Vpcs => "ec2:DescribeVpcs",
            Self::Attributes => "ec2:DescribeVpcAttribute",
            Self::Subnets => "ec2:DescribeSubnets",
            Self::RouteTables => "ec2:DescribeRouteTables",
            Self::Groups => "ec2:DescribeSecurityGroups",
            Self::Endpoints => "ec2:DescribeVpcEndpoints",
            Self::Services => "ec2:DescribeVpcEndpointServices",
            Self::PrefixLists => "ec2:DescribePrefixLists",
            Self::Interfaces => "ec2:DescribeNetworkInterfaces",
        }
    }
}

/// A part that could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unread {
    /// Which.
    pub part: Part,
    /// AWS's error code.
    pub code: String,
    /// AWS's message.
    pub message: String,
}

/// A VPC.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Vpc {
    /// `vpc-...`.
    pub id: String,
    /// Its address blocks, IPv4 first.
    pub cidrs: Vec<String>,
    /// It is the Region's default one.
    pub is_default: bool,
    /// `enableDnsSupport`, where it could be read.
    pub dns_support: Option<bool>,
    /// `enableDnsHostnames`, where it could be read.
    pub dns_hostnames: Option<bool>,
    /// Its tags.
    pub tags: Vec<Tag>,
}

/// A subnet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Subnet {
    /// `subnet-...`.
    pub id: String,
    /// Its VPC.
    pub vpc: String,
    /// The name of its Availability Zone in this account, `eu-west-1a`.
    pub zone: String,
    /// Its IPv4 addresses.
    pub cidr: String,
    /// How many of them are free.
    pub free_addresses: i32,
    /// What starts in it gets a public address.
    pub public_addresses: bool,
    /// Its tags.
    pub tags: Vec<Tag>,
}

/// A route table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RouteTable {
    /// `rtb-...`.
    pub id: String,
    /// Its VPC.
    pub vpc: String,
    /// It holds for the subnets of the VPC that no table names.
    pub main: bool,
    /// The subnets that it is named for.
    pub subnets: Vec<String>,
    /// Its routes.
    pub routes: Vec<Route>,
    /// Its tags.
    pub tags: Vec<Tag>,
}

/// A route.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Route {
    /// An address block or a prefix list's id.
    pub destination: String,
    /// `local`, `igw-...`, `nat-...`, `vpce-...`, ...
    pub target: String,
    /// The target is there.
    pub active: bool,
}

/// A security group.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Group {
    /// `sg-...`.
    pub id: String,
    /// Its name, unique in its VPC.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// Its VPC.
    pub vpc: String,
    /// What may come in.
    pub ingress: Vec<Rule>,
    /// What may go out.
    pub egress: Vec<Rule>,
    /// Its tags.
    pub tags: Vec<Tag>,
}

/// A rule of a security group, for one peer. Which rule it is, is all of this but its description.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Rule {
    /// `tcp`, `udp`, `icmp`, `icmpv6`, a protocol's number, or `-1` for all.
    pub protocol: String,
    /// From and to; none for all. For ICMP these are type and code.
    pub ports: Option<(i32, i32)>,
    /// Whom it lets in or out to.
    pub peer: Peer,
    /// What its author wrote.
    pub description: Option<String>,
}

/// Whom a rule lets in or out to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Peer {
    /// An IPv4 block.
    Ipv4(String),
    /// An IPv6 block.
    Ipv6(String),
    /// A prefix list.
    PrefixList(String),
    /// Whatever has this security group.
    Group(String),
}

impl Rule {
    /// HTTPS to or from one peer.
    #[must_use]
    pub fn https(peer: Peer) -> Self {
        Self { protocol: "tcp".to_owned(), ports: Some((443, 443)), peer, description: None }
    }

    /// Whether the rule is about TCP connections to this port.
    #[must_use]
    pub fn is_for_tcp(&self, port: i32) -> bool {
        self.protocol == "-1"
            || (self.protocol == "tcp" && self.ports.is_none_or(|(from, to)| from <= port && port <= to))
    }

    /// Whether both are the same rule, whatever their descriptions.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        (&self.protocol, self.ports, &self.peer) == (&other.protocol, other.ports, &other.peer)
    }

    /// The rule in a few words: `HTTPS (tcp 443) with sg-1`.
    #[must_use]
    pub fn words(&self) -> String {
        let what = match (self.protocol.as_str(), self.ports) {
            ("-1", _) => "all traffic".to_owned(),
            ("tcp", Some((443, 443))) => "HTTPS (tcp 443)".to_owned(),
            (protocol, None) => format!("all {protocol}"),
            (protocol, Some((from, to))) if from == to => format!("{protocol} {from}"),
            (protocol, Some((from, to))) => format!("{protocol} {from}-{to}"),
        };
        format!("{what} with {}", self.peer.id())
    }
}

impl Peer {
    /// The block or the id.
    #[must_use]
    pub fn id(&self) -> &str {
        match self {
            Self::Ipv4(id) | Self::Ipv6(id) | Self::PrefixList(id) | Self::Group(id) => id,
        }
    }
}

/// The kind of an endpoint, or of the endpoints that a service has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum EndpointKind {
    /// A target in route tables.
    Gateway,
    /// Network interfaces in subnets.
    Interface,
    /// `GatewayLoadBalancer`, `Resource`, ...: shown, not made here.
    Other,
}

impl EndpointKind {
    /// As EC2 spells it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Gateway => "Gateway",
            Self::Interface => "Interface",
            Self::Other => "Other",
        }
    }
}

/// A VPC endpoint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endpoint {
    /// `vpce-...`.
    pub id: String,
    /// Its VPC.
    pub vpc: String,
    /// The service's name, `com.amazonaws.eu-west-1.kms`.
    pub service: String,
    /// Its kind.
    pub kind: EndpointKind,
    /// `available`, `pending`, ...
    pub state: String,
    /// Of an interface endpoint, one in each of its zones.
    pub subnets: Vec<String>,
    /// Of an interface endpoint.
    pub groups: Vec<String>,
    /// Of a gateway endpoint.
    pub route_tables: Vec<String>,
    /// What it lets through; EC2 writes out the default too.
    pub policy: Option<String>,
    /// The service's own names mean this endpoint in the VPC.
    pub private_dns: bool,
    /// The names that mean it.
    pub dns_names: Vec<String>,
    /// Another AWS service made it and keeps it.
    pub requester_managed: bool,
    /// RFC 3339.
    pub created: String,
    /// Its tags.
    pub tags: Vec<Tag>,
}

impl Endpoint {
    /// It can be used, or soon can.
    #[must_use]
    pub fn is_there(&self) -> bool {
        is_there(&self.state)
    }
}

/// Whether an endpoint in this state is there to stay. AWS spells states with a capital in some answers.
#[must_use]
pub fn is_there(state: &str) -> bool {
    matches!(state.to_ascii_lowercase().as_str(), "available" | "pending" | "pendingacceptance" | "")
}

/// A service that endpoints can be made for, in one kind: S3 and DynamoDB are there twice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Service {
    /// `com.amazonaws.eu-west-1.kms`.
    pub name: String,
    /// The kind.
    pub kind: EndpointKind,
    /// The zones that it has.
    pub zones: Vec<String>,
    /// The names that mean the endpoint where private DNS is on; none where it cannot be.
    pub private_dns_names: Vec<String>,
    /// Its endpoints may have a policy.
    pub policy_supported: bool,
}

/// A prefix list of AWS: the addresses of a service with gateway endpoints.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrefixList {
    /// `pl-...`.
    pub id: String,
    /// The service's name.
    pub name: String,
    /// Its address blocks.
    pub cidrs: Vec<String>,
}

/// A network interface.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Interface {
    /// `eni-...`.
    pub id: String,
    /// Its subnet.
    pub subnet: String,
    /// Its security groups.
    pub groups: Vec<String>,
    /// What whoever made it says of it.
    pub description: String,
    /// `interface`, `vpc_endpoint`, ...
    pub kind: String,
}

/// The value of the tag `Name`, by which people know things of EC2.
#[must_use]
pub fn name_of(tags: &[Tag]) -> Option<&str> {
    tags.iter().find(|tag| tag.key == "Name").map(|tag| tag.value.as_str()).filter(|name| !name.is_empty())
}

impl Network {
    /// The VPC of this id.
    #[must_use]
    pub fn vpc(&self, id: &str) -> Option<&Vpc> {
        self.vpcs.iter().find(|vpc| vpc.id == id)
    }

    /// The subnet of this id.
    #[must_use]
    pub fn subnet(&self, id: &str) -> Option<&Subnet> {
        self.subnets.iter().find(|subnet| subnet.id == id)
    }

    /// The group of this id.
    #[must_use]
    pub fn group(&self, id: &str) -> Option<&Group> {
        self.groups.iter().find(|group| group.id == id)
    }

    /// The endpoint of this id.
    #[must_use]
    pub fn endpoint(&self, id: &str) -> Option<&Endpoint> {
        self.endpoints.iter().find(|endpoint| endpoint.id == id)
    }

    /// The route table that holds for a subnet: the one that names it, or the main one of its VPC.
    ///
    /// Source: <https://docs.aws.amazon.com/vpc/latest/userguide/RouteTables.html#RouteTableDetails>
    #[must_use]
    pub fn table_of(&self, subnet: &Subnet) -> Option<&RouteTable> {
        let here = || self.route_tables.iter().filter(|table| table.vpc == subnet.vpc);
        here().find(|table| table.subnets.contains(&subnet.id)).or_else(|| here().find(|table| table.main))
    }

    /// Whether a part was read.
    #[must_use]
    pub fn has_read(&self, part: Part) -> bool {
        !self.unread.iter().any(|unread| unread.part == part)
    }

    /// Whether a subnet has a route to an internet gateway, which makes it a public one.
    #[must_use]
    pub fn is_public(&self, subnet: &Subnet) -> bool {
        self.table_of(subnet).is_some_and(|table| table.routes.iter().any(|route| route.target.starts_with("igw-")))
    }

    /// The name of whatever has this id, or the id: `ml-training (sg-1)`.
    #[must_use]
    pub fn said(&self, id: &str) -> String {
        let tags = |tags: &[Tag]| name_of(tags).map(str::to_owned);
        let name = match id.split('-').next().unwrap_or_default() {
            "vpc" => self.vpc(id).and_then(|vpc| tags(&vpc.tags)),
            "subnet" => self.subnet(id).and_then(|subnet| tags(&subnet.tags)),
            "rtb" => self.route_tables.iter().find(|table| table.id == id).and_then(|table| tags(&table.tags)),
            "sg" => self.group(id).map(|group| group.name.clone()),
            "vpce" => self.endpoint(id).and_then(|endpoint| tags(&endpoint.tags)),
            _ => None,
        };
        name.map_or_else(|| id.to_owned(), |name| format!("{name} ({id})"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_main_table_holds_for_subnets_that_none_names() {
        let table = |id: &str, main, subnets: &[&str]| RouteTable {
            id: id.into(),
            vpc: "vpc-1".into(),
            main,
            subnets: subnets.iter().map(|id| (*id).to_owned()).collect(),
            ..RouteTable::default()
        };
        let network = Network {
            route_tables: vec![table("rtb-main", true, &[]), table("rtb-own", false, &["subnet-1"])],
            ..Network::default()
        };
        let of = |id: &str| {
            let subnet = Subnet { id: id.into(), vpc: "vpc-1".into(), ..Subnet::default() };
            network.table_of(&subnet).map(|table| table.id.clone())
        };
        assert_eq!(of("subnet-1").as_deref(), Some("rtb-own"));
        assert_eq!(of("subnet-2").as_deref(), Some("rtb-main"));
    }

    #[test]
    fn a_rule_is_for_a_port_if_its_range_has_it() {
        let rule = |protocol: &str, ports| Rule {
            protocol: protocol.into(),
            ports,
            peer: Peer::Ipv4("10.0.0.0/8".into()),
            description: None,
        };
        assert!(rule("-1", None).is_for_tcp(443));
        assert!(rule("tcp", Some((0, 65535))).is_for_tcp(443));
        assert!(!rule("tcp", Some((80, 442))).is_for_tcp(443));
        assert!(!rule("udp", Some((443, 443))).is_for_tcp(443));
        assert_eq!(rule("tcp", Some((443, 443))).words(), "HTTPS (tcp 443) with 10.0.0.0/8");
    }
}
