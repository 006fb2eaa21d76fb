//! What a Region has before anybody made anything there: its zones and the default VPC.
//!
//! Source: <https://docs.aws.amazon.com/vpc/latest/userguide/default-vpc-components.html>

use super::ids;
use super::state::{Group, Peer, Region, Route, RouteTable, Rule, Subnet, Tags, Vpc};

/// The letters of a Region's zones. Most Regions have three; these have others.
///
/// Source: <https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-availability-zones.html>, read 2026-11
fn letters(region: &str) -> &'static str {
    match region {
        "us-east-1" => "abcdef",
        "us-west-2" | "ap-northeast-2" => "abcd",
        "us-west-1" => "ab",
        _ => "abc",
    }
}

/// The names and ids of a Region's zones: `eu-west-1a`, `euw1-az1`. Which name has which id differs from account to
/// account.
pub(crate) fn zones(region: &str) -> Vec<(String, String)> {
    letters(region)
        .chars()
        .zip(1..)
        .map(|(letter, number)| (format!("{region}{letter}"), format!("{}-az{number}", short(region))))
        .collect()
}

/// `euw1` for `eu-west-1`, `apse2` for `ap-southeast-2`.
fn short(region: &str) -> String {
    let mut parts = region.split('-');
    let mut short = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match part {
            "northeast" => short.push_str("ne"),
            "northwest" => short.push_str("nw"),
            "southeast" => short.push_str("se"),
            "southwest" => short.push_str("sw"),
            number if number.bytes().all(|byte| byte.is_ascii_digit()) => short.push_str(number),
            other => short.extend(other.chars().take(1)),
        }
    }
    short
}

/// A Region with its default VPC.
pub(super) fn region(name: &str) -> Region {
    let id = |prefix: &str, what: &str| ids::derived(prefix, &format!("{name} default {what}"));
    let vpc = id("vpc", "vpc");
    let mut region = Region::default();
    region.vpcs.insert(
        vpc.clone(),
        Vpc {
            cidr: "172.31.0.0/16".to_owned(),
            is_default: true,
            dns_support: true,
            dns_hostnames: true,
            tags: Tags::new(),
        },
    );
    for ((zone, _), number) in zones(name).into_iter().zip(0_u8..) {
        region.subnets.insert(
            id("subnet", &zone),
            Subnet {
                vpc: vpc.clone(),
                cidr: format!("172.31.{}.0/20", u32::from(number) * 16),
                zone,
                public_addresses: true,
                default_for_zone: true,
                taken: 0,
                tags: Tags::new(),
            },
        );
    }
    region.route_tables.insert(
        id("rtb", "route table"),
        RouteTable {
            vpc: vpc.clone(),
            main: true,
            subnets: Vec::new(),
            routes: vec![
                Route { destination: "172.31.0.0/16".to_owned(), target: "local".to_owned() },
                Route { destination: "0.0.0.0/0".to_owned(), target: id("igw", "gateway") },
            ],
            tags: Tags::new(),
        },
    );
    let group = id("sg", "group");
    region.groups.insert(group.clone(), default_group(&vpc, &group));
    region
}

/// The group that every VPC has: all traffic from itself, all traffic out.
///
/// Source: <https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html>
pub(super) fn default_group(vpc: &str, id: &str) -> Group {
    let rule = |egress, peer| Rule {
        id: ids::derived("sgr", &format!("{id} {egress}")),
        egress,
        protocol: "-1".to_owned(),
        ports: None,
        peer,
        description: None,
    };
    Group {
        name: "default".to_owned(),
        description: "default VPC security group".to_owned(),
        vpc: vpc.to_owned(),
        rules: vec![rule(false, Peer::Group(id.to_owned())), rule(true, Peer::Ipv4("0.0.0.0/0".to_owned()))],
        tags: Tags::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zones_have_the_ids_of_their_region() {
        assert_eq!(zones("eu-west-1")[1], ("eu-west-1b".to_owned(), "euw1-az2".to_owned()));
        assert_eq!(zones("us-east-1").len(), 6);
        assert_eq!(zones("ap-southeast-2")[0].1, "apse2-az1");
        assert_eq!(zones("us-gov-west-1")[0].1, "usgw1-az1");
    }

    #[test]
    fn a_region_is_the_same_whenever_it_is_asked() {
        assert_eq!(region("eu-west-1"), region("eu-west-1"));
        assert_ne!(region("eu-west-1"), region("eu-west-2"));
        assert_eq!(region("eu-west-1").subnets.len(), 3);
    }
}
