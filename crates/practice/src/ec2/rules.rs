//! Rules of security groups: shown one by one, added and taken away.
//!
//! Source: <https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html>

use std::collections::BTreeMap;

use super::errors;
use super::groups;
use super::listing::{self, one};
use super::state::{Group, Peer, Rule, Tags};
use super::{ids, input};
use crate::ACCOUNT_ID;
use crate::account::Account;
use crate::error::ApiError;
use crate::protocol::query::Params;
use crate::protocol::xml::Xml;
use crate::service::{Answer, Call};

/// How many rules a group may have in each direction.
///
/// Source: <https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html#vpc-limits-security-groups>
const MOST: usize = 60;

/// A rule that a request names.
pub(super) struct New {
    protocol: String,
    ports: Option<(i32, i32)>,
    pub(super) peer: Peer,
    description: Option<String>,
}

impl New {
    fn is(&self, rule: &Rule) -> bool {
        (&rule.protocol, rule.ports, &rule.peer) == (&self.protocol, self.ports, &self.peer)
    }

    /// As EC2 writes a rule in its errors.
    fn said(&self) -> String {
        let (Peer::Ipv4(peer) | Peer::Ipv6(peer) | Peer::PrefixList(peer) | Peer::Group(peer)) = &self.peer;
        let protocol = if self.protocol == "-1" { "ALL".to_owned() } else { self.protocol.to_ascii_uppercase() };
        let ports = self.ports.map(|(from, to)| format!(", from port: {from}, to port: {to}")).unwrap_or_default();
        format!("peer: {peer}, {protocol}{ports}, ALLOW")
    }
}

pub(super) fn describe(account: &Account, call: &Call<'_>) -> Answer {
    let region = account.ec2.region(call.region);
    let all: BTreeMap<String, (&String, &Rule)> = region
        .groups
        .iter()
        .flat_map(|(group, it)| it.rules.iter().map(move |rule| (rule.id.clone(), (group, rule))))
        .collect();
    let none = Tags::new();
    let page = listing::page(call, "SecurityGroupRuleId", &all, errors::no_rule, |id, (group, _)| {
        listing::passes(call.params, &none, |filter| match filter {
            "group-id" => one(group.as_str()),
            "security-group-rule-id" => one(id),
            _ => None,
        })
    })?;
    let mut xml = Xml::default();
    let shown = page.items.iter().map(|(_, (group, rule))| (group.as_str(), rule));
    write(&mut xml, shown);
    page.write_end(&mut xml);
    Ok(Some(xml))
}

fn write<'a>(xml: &mut Xml, rules: impl IntoIterator<Item = (&'a str, &'a &'a Rule)>) {
    xml.items("securityGroupRuleSet", rules, |xml, (group, rule)| {
        xml.text("securityGroupRuleId", &rule.id);
        xml.text("groupId", group);
        xml.text("groupOwnerId", ACCOUNT_ID);
        xml.text("isEgress", rule.egress);
        xml.text("ipProtocol", &rule.protocol);
        let (from, to) = rule.ports.unwrap_or((-1, -1));
        xml.text("fromPort", from);
        xml.text("toPort", to);
        match &rule.peer {
            Peer::Ipv4(cidr) => xml.text("cidrIpv4", cidr),
            Peer::Ipv6(cidr) => xml.text("cidrIpv6", cidr),
            Peer::PrefixList(id) => xml.text("prefixListId", id),
            Peer::Group(id) => xml.element("referencedGroupInfo", |xml| {
                xml.text("groupId", id);
                xml.text("userId", ACCOUNT_ID);
            }),
        }
        xml.optional("description", rule.description.as_ref());
        xml.element("tagSet", |_| ());
    });
}

pub(super) fn authorize_ingress(account: &mut Account, call: &Call<'_>) -> Answer {
    authorize(account, call, false)
}

pub(super) fn authorize_egress(account: &mut Account, call: &Call<'_>) -> Answer {
    authorize(account, call, true)
}

fn authorize(account: &mut Account, call: &Call<'_>, egress: bool) -> Answer {
    let new = requested(call.params)?;
    if new.is_empty() {
        return Err(errors::error(
            "MissingParameter",
            "Either 'ipPermissions' or 'securityGroupRuleIds' should be provided.",
        ));
    }
    let region = account.ec2.region_mut(call.region);
    groups::peers_exist(region, &new)?;
    let (id, group) = groups::named(region, call)?;
    let mut made = Vec::new();
    for rule in new {
        if group.rules.iter().any(|present| present.egress == egress && rule.is(present)) {
            let message = format!("the specified rule \"{}\" already exists", rule.said());
            return Err(errors::error("InvalidPermission.Duplicate", message));
        }
        let New { protocol, ports, peer, description } = rule;
        let rule = Rule { id: ids::new("sgr"), egress, protocol, ports, peer, description };
        group.rules.push(rule.clone());
        made.push(rule);
    }
    if count(group, egress) > MOST {
        let message = "The maximum number of rules per security group has been reached.";
        return Err(errors::error("RulesPerSecurityGroupLimitExceeded", message));
    }
    let mut xml = Xml::default();
    xml.text("return", true);
    let made: Vec<&Rule> = made.iter().collect();
    write(&mut xml, made.iter().map(|rule| (id.as_str(), rule)));
    Ok(Some(xml))
}

fn count(group: &Group, egress: bool) -> usize {
    group.rules.iter().filter(|rule| rule.egress == egress).count()
}

pub(super) fn revoke_ingress(account: &mut Account, call: &Call<'_>) -> Answer {
    revoke(account, call, false)
}

pub(super) fn revoke_egress(account: &mut Account, call: &Call<'_>) -> Answer {
    revoke(account, call, true)
}

/// In a VPC every rule that is named must be there.
fn revoke(account: &mut Account, call: &Call<'_>, egress: bool) -> Answer {
    let (ids, named) = (input::ids(call.params, "SecurityGroupRuleId"), requested(call.params)?);
    if ids.is_empty() && named.is_empty() {
        return Err(errors::error(
            "MissingParameter",
            "Either 'ipPermissions' or 'securityGroupRuleIds' should be provided.",
        ));
    }
    let (_, group) = groups::named(account.ec2.region_mut(call.region), call)?;
    for id in ids {
        let before = group.rules.len();
        group.rules.retain(|rule| rule.egress != egress || rule.id != id);
        if group.rules.len() == before {
            return Err(errors::no_rule(&id));
        }
    }
    for rule in named {
        let before = group.rules.len();
        group.rules.retain(|present| present.egress != egress || !rule.is(present));
        if group.rules.len() == before {
            let message = "The specified rule does not exist in this security group.";
            return Err(errors::error("InvalidPermission.NotFound", message));
        }
    }
    Ok(None)
}

/// The rules that `IpPermissions` names, one for each peer.
fn requested(params: &Params) -> Result<Vec<New>, ApiError> {
    let mut rules = Vec::new();
    for number in 1..=params.ec2_count("IpPermissions") {
        let at = format!("IpPermissions.{number}");
        let protocol = protocol(input::required(params, &format!("{at}.IpProtocol"))?)?;
        let port = |name: &str| match params.get(&format!("{at}.{name}")) {
            None => Ok(None),
            Some(port) => port
                .parse::<i32>()
                .map(Some)
                .map_err(|_| errors::value(format!("Invalid value '{port}' for port. Must be an integer."))),
        };
        let ports = match (port("FromPort")?, port("ToPort")?) {
            _ if protocol == "-1" => None,
            (Some(from), Some(to)) => Some((from, to)),
            (None, None) if !matches!(protocol.as_str(), "tcp" | "udp") => None,
            _ => {
                return Err(errors::value(
                    "Invalid value 'Must specify both from and to ports with TCP/UDP.' for portRange.",
                ));
            }
        };
        check_ports(&protocol, ports)?;
        let before = rules.len();
        for (list, member, make) in [
            ("IpRanges", "CidrIp", Peer::Ipv4 as fn(String) -> Peer),
            ("Ipv6Ranges", "CidrIpv6", Peer::Ipv6),
            ("PrefixListIds", "PrefixListId", Peer::PrefixList),
            ("Groups", "GroupId", Peer::Group),
        ] {
            for number in 1..=params.ec2_count(&format!("{at}.{list}")) {
                let peer = make(input::required(params, &format!("{at}.{list}.{number}.{member}"))?.to_owned());
                check_peer(&peer)?;
                let description = params.get(&format!("{at}.{list}.{number}.Description")).map(str::to_owned);
                rules.push(New { protocol: protocol.clone(), ports, peer, description });
            }
        }
        if rules.len() == before {
            return Err(errors::error(
                "MissingParameter",
                "The request must contain a source or a destination of each rule",
            ));
        }
    }
    Ok(rules)
}

/// Protocols that have a name are kept by it.
fn protocol(text: &str) -> Result<String, ApiError> {
    match text {
        "all" | "-1" => Ok("-1".to_owned()),
        "tcp" | "6" => Ok("tcp".to_owned()),
        "udp" | "17" => Ok("udp".to_owned()),
        "icmp" | "1" => Ok("icmp".to_owned()),
        "icmpv6" | "58" => Ok("icmpv6".to_owned()),
        number if number.parse::<u8>().is_ok() => Ok(number.to_owned()),
        other => Err(errors::value(format!("Invalid value '{other}' for IP protocol. Unknown protocol."))),
    }
}

fn check_ports(protocol: &str, ports: Option<(i32, i32)>) -> Result<(), ApiError> {
    let Some((from, to)) = ports else { return Ok(()) };
    if matches!(protocol, "tcp" | "udp") && (from < 0 || to > 65535 || from > to) {
        return Err(errors::value(format!(
            "Invalid value '{from}-{to}' for portRange. Ports must be from 0 to 65535, the first not above the last."
        )));
    }
    Ok(())
}

fn check_peer(peer: &Peer) -> Result<(), ApiError> {
    let block = |cidr: &str, most: u8| {
        let (address, bits) = cidr.split_once('/')?;
        let fits = bits.parse::<u8>().is_ok_and(|bits| bits <= most);
        let right = if most == 32 {
            address.parse::<std::net::Ipv4Addr>().is_ok()
        } else {
            address.parse::<std::net::Ipv6Addr>().is_ok()
        };
        (fits && right).then_some(())
    };
    let (cidr, fits) = match peer {
        Peer::Ipv4(cidr) => (cidr, block(cidr, 32)),
        Peer::Ipv6(cidr) => (cidr, block(cidr, 128)),
        Peer::PrefixList(_) | Peer::Group(_) => return Ok(()),
    };
    fits.ok_or_else(|| errors::value(format!("CIDR block {cidr} is malformed")))
}
