//! EC2: reading a Region's network, and carrying out and looking up its calls.

mod perform;
mod probe;
mod read;

pub(crate) use perform::send;
pub(crate) use probe::shows;

use aws_sdk_ec2::types::{IpPermission, IpRange, Ipv6Range, PrefixListId, UserIdGroupPair};
use gatehouse_plan::Tag;
use gatehouse_plan::ec2::network::{Peer, Rule};

/// Tags as we have them. EC2 gives both halves always.
fn tags(tags: Option<Vec<aws_sdk_ec2::types::Tag>>) -> Vec<Tag> {
    let tag =
        |tag: aws_sdk_ec2::types::Tag| Tag { key: tag.key.unwrap_or_default(), value: tag.value.unwrap_or_default() };
    tags.unwrap_or_default().into_iter().map(tag).collect()
}

fn sdk_tags(tags: &[Tag]) -> Vec<aws_sdk_ec2::types::Tag> {
    tags.iter().map(|tag| aws_sdk_ec2::types::Tag::builder().key(&tag.key).value(&tag.value).build()).collect()
}

/// The rules of a permission, one for each peer.
fn rules(permission: IpPermission) -> Vec<Rule> {
    let protocol = permission.ip_protocol.unwrap_or_default();
    let ports = match (permission.from_port, permission.to_port) {
        // EC2 says -1 for all in some answers and nothing in others.
        (Some(from), Some(to)) if protocol != "-1" && (from, to) != (-1, -1) => Some((from, to)),
        _ => None,
    };
    let rule = |peer: Option<Peer>, description| {
        peer.map(|peer| Rule { protocol: protocol.clone(), ports, peer, description })
    };
    let mut rules = Vec::new();
    for range in permission.ip_ranges.unwrap_or_default() {
        rules.extend(rule(range.cidr_ip.map(Peer::Ipv4), range.description));
    }
    for range in permission.ipv6_ranges.unwrap_or_default() {
        rules.extend(rule(range.cidr_ipv6.map(Peer::Ipv6), range.description));
    }
    for list in permission.prefix_list_ids.unwrap_or_default() {
        rules.extend(rule(list.prefix_list_id.map(Peer::PrefixList), list.description));
    }
    for pair in permission.user_id_group_pairs.unwrap_or_default() {
        rules.extend(rule(pair.group_id.map(Peer::Group), pair.description));
    }
    rules
}

/// The other way round: a permission for each rule.
fn permissions(rules: &[Rule]) -> Vec<IpPermission> {
    rules.iter().map(permission).collect()
}

fn permission(rule: &Rule) -> IpPermission {
    let permission = IpPermission::builder()
        .ip_protocol(&rule.protocol)
        .set_from_port(rule.ports.map(|(from, _)| from))
        .set_to_port(rule.ports.map(|(_, to)| to));
    let description = rule.description.clone();
    match &rule.peer {
        Peer::Ipv4(cidr) => permission.ip_ranges(IpRange::builder().cidr_ip(cidr).set_description(description).build()),
        Peer::Ipv6(cidr) => {
            permission.ipv6_ranges(Ipv6Range::builder().cidr_ipv6(cidr).set_description(description).build())
        }
        Peer::PrefixList(id) => {
            permission.prefix_list_ids(PrefixListId::builder().prefix_list_id(id).set_description(description).build())
        }
        Peer::Group(id) => {
            permission.user_id_group_pairs(UserIdGroupPair::builder().group_id(id).set_description(description).build())
        }
    }
    .build()
}
