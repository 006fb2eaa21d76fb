//! What EC2 keeps.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::defaults;
use crate::account::Date;

/// EC2 tells tag keys apart by case.
pub(crate) type Tags = BTreeMap<String, String>;

/// All networks, by Region.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct State {
    pub(crate) regions: BTreeMap<String, Region>,
}

/// The networks of one Region. Everything is kept by its id.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Region {
    pub(crate) vpcs: BTreeMap<String, Vpc>,
    pub(crate) subnets: BTreeMap<String, Subnet>,
    pub(crate) route_tables: BTreeMap<String, RouteTable>,
    pub(crate) groups: BTreeMap<String, Group>,
    pub(crate) endpoints: BTreeMap<String, Endpoint>,
    pub(crate) interfaces: BTreeMap<String, Interface>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) flow_logs: BTreeMap<String, FlowLog>,
    /// What `ClientToken` of a CreateVpcEndpoint made which endpoint.
    pub(crate) tokens: BTreeMap<String, Token>,
}

/// A client token that was used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Token {
    /// What was asked for: the same token with another request is refused.
    pub(crate) request: String,
    pub(crate) endpoint: String,
}

/// A VPC.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Vpc {
    pub(crate) cidr: String,
    pub(crate) is_default: bool,
    pub(crate) dns_support: bool,
    pub(crate) dns_hostnames: bool,
    pub(crate) tags: Tags,
}

/// A subnet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Subnet {
    pub(crate) vpc: String,
    pub(crate) cidr: String,
    /// `eu-west-1a`.
    pub(crate) zone: String,
    pub(crate) public_addresses: bool,
    pub(crate) default_for_zone: bool,
    /// How many addresses others than the interfaces kept here have taken.
    pub(crate) taken: u32,
    pub(crate) tags: Tags,
}

/// A route table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RouteTable {
    pub(crate) vpc: String,
    /// It is for the subnets that no other table names.
    pub(crate) main: bool,
    pub(crate) subnets: Vec<String>,
    /// Without those of gateway endpoints, which follow from the endpoints.
    pub(crate) routes: Vec<Route>,
    pub(crate) tags: Tags,
}

/// A route.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Route {
    pub(crate) destination: String,
    /// `local`, `igw-...`, `nat-...`.
    pub(crate) target: String,
}

/// A security group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Group {
    pub(crate) name: String,
    pub(crate) description: String,
    pub(crate) vpc: String,
    pub(crate) rules: Vec<Rule>,
    pub(crate) tags: Tags,
}

/// A rule of a security group: one peer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Rule {
    pub(crate) id: String,
    pub(crate) egress: bool,
    /// `tcp`, `udp`, `icmp`, `icmpv6`, `-1` for all, or a number.
    pub(crate) protocol: String,
    /// None for all.
    pub(crate) ports: Option<(i32, i32)>,
    pub(crate) peer: Peer,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) description: Option<String>,
}

/// Whom a rule lets in or out to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) enum Peer {
    Ipv4(String),
    Ipv6(String),
    PrefixList(String),
    Group(String),
}

/// The kind of an endpoint or of a service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) enum EndpointKind {
    Gateway,
    Interface,
}

/// A flow log into a bucket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FlowLog {
    /// A VPC, a subnet or a network interface.
    pub(crate) of: String,
    /// `ALL`, `ACCEPT` or `REJECT`.
    pub(crate) traffic: String,
    /// The ARN of a bucket, with a prefix.
    pub(crate) destination: String,
    pub(crate) created: Date,
    pub(crate) tags: Tags,
}

/// A VPC endpoint.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Endpoint {
    pub(crate) kind: EndpointKind,
    pub(crate) vpc: String,
    pub(crate) service: String,
    pub(crate) created: Date,
    /// As it was written; none for the default, which allows everything.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) policy: Option<String>,
    /// Of a gateway endpoint.
    pub(crate) route_tables: Vec<String>,
    /// Of an interface endpoint, each with the interface there.
    pub(crate) subnets: Vec<(String, String)>,
    pub(crate) groups: Vec<String>,
    pub(crate) private_dns: bool,
    pub(crate) tags: Tags,
}

/// A network interface.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Interface {
    pub(crate) subnet: String,
    pub(crate) address: String,
    pub(crate) groups: Vec<String>,
    pub(crate) description: String,
    /// `interface`, `vpc_endpoint`.
    pub(crate) kind: String,
}

impl State {
    /// The Region's networks: what every Region has from the beginning, until something was changed there.
    pub(crate) fn region(&self, region: &str) -> Cow<'_, Region> {
        self.regions.get(region).map_or_else(|| Cow::Owned(defaults::region(region)), Cow::Borrowed)
    }

    /// The same, to be changed.
    pub(crate) fn region_mut(&mut self, region: &str) -> &mut Region {
        self.regions.entry(region.to_owned()).or_insert_with(|| defaults::region(region))
    }
}

impl Region {
    /// The tags of whatever has this id.
    pub(super) fn tags_mut(&mut self, id: &str) -> Option<&mut Tags> {
        match id.split('-').next()? {
            "vpc" => self.vpcs.get_mut(id).map(|vpc| &mut vpc.tags),
            "subnet" => self.subnets.get_mut(id).map(|subnet| &mut subnet.tags),
            "rtb" => self.route_tables.get_mut(id).map(|table| &mut table.tags),
            "sg" => self.groups.get_mut(id).map(|group| &mut group.tags),
            "vpce" => self.endpoints.get_mut(id).map(|endpoint| &mut endpoint.tags),
            "fl" => self.flow_logs.get_mut(id).map(|log| &mut log.tags),
            _ => None,
        }
    }

    /// What an id's tags are.
    pub(super) fn tags(&self, id: &str) -> Option<&Tags> {
        match id.split('-').next()? {
            "vpc" => self.vpcs.get(id).map(|vpc| &vpc.tags),
            "subnet" => self.subnets.get(id).map(|subnet| &subnet.tags),
            "rtb" => self.route_tables.get(id).map(|table| &table.tags),
            "sg" => self.groups.get(id).map(|group| &group.tags),
            "vpce" => self.endpoints.get(id).map(|endpoint| &endpoint.tags),
            "fl" => self.flow_logs.get(id).map(|log| &log.tags),
            _ => None,
        }
    }
}

impl EndpointKind {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Gateway => "Gateway",
            Self::Interface => "Interface",
        }
    }
}
