//! The Workshop's network: one VPC without a way to the internet but for its public subnet.
//!
//! Two flaws that one finds in such networks: the S3 gateway endpoint misses the route table of the third private
//! subnet, so that a job fails or not by where it lands; and the KMS endpoint has no private DNS, so that nobody's code
//! reaches it.

use crate::account::Date;
use crate::ec2::{
    Endpoint, EndpointKind, FlowLog, Group, Interface, Peer, Region, Route, RouteTable, Rule, Subnet, Tags, Vpc, zones,
};

/// The ids, which are the same in every new account so that lessons can name them.
pub(super) const VPC: &str = "vpc-0a11ce0000000001";
pub(super) const PRIVATE: [&str; 3] = ["subnet-0a11ce00000000a1", "subnet-0a11ce00000000b1", "subnet-0a11ce00000000c1"];
const PUBLIC: &str = "subnet-0a11ce00000000a9";
const TABLES: [&str; 4] =
    ["rtb-0a11ce0000000001", "rtb-0a11ce00000000ab", "rtb-0a11ce000000000c", "rtb-0a11ce0000000009"];
const GATEWAY: &str = "igw-0a11ce0000000001";
const DEFAULT_GROUP: &str = "sg-0a11ce0000000000";
pub(super) const TRAINING_GROUP: &str = "sg-0a11ce0000000001";
const ENDPOINT_GROUP: &str = "sg-0a11ce0000000002";
const S3: &str = "vpce-0a11ce0000000001";
const KMS: &str = "vpce-0a11ce0000000002";

fn named(name: &str) -> Tags {
    [("Name", name), ("Project", "ml-platform")].map(|(key, value)| (key.to_owned(), value.to_owned())).into()
}

/// Puts the network into a Region.
pub(super) fn plant(region: &mut Region, name: &str, created: Date) {
    region.vpcs.insert(
        VPC.to_owned(),
        Vpc {
            cidr: "10.20.0.0/16".to_owned(),
            is_default: false,
            dns_support: true,
            dns_hostnames: true,
            tags: named("ml-workloads"),
        },
    );
    let zones: Vec<String> = zones(name).into_iter().map(|(zone, _)| zone).collect();
    let zone = |at: usize| zones.get(at).cloned().unwrap_or_default();
    for ((id, letter), at) in PRIVATE.into_iter().zip(["a", "b", "c"]).zip(0..) {
        let cidr = format!("10.20.{}.0/24", at * 16);
        region.subnets.insert(id.to_owned(), subnet(&format!("ml-private-{letter}"), &cidr, zone(at), false));
    }
    region.subnets.insert(PUBLIC.to_owned(), subnet("ml-public-a", "10.20.200.0/24", zone(0), true));
    plant_tables(region);
    plant_groups(region);
    plant_endpoints(region, name, created);
    // Turned on for the bill, and deaf to what is refused.
    let log = FlowLog {
        of: VPC.to_owned(),
        traffic: "ACCEPT".to_owned(),
        destination: "arn:aws:s3:::example-ml-logs/flow-logs/".to_owned(),
        created,
        tags: named("ml-traffic"),
    };
    region.flow_logs.insert("fl-0a11ce0000000001".to_owned(), log);
}

fn subnet(name: &str, cidr: &str, zone: String, public: bool) -> Subnet {
    Subnet {
        vpc: VPC.to_owned(),
        cidr: cidr.to_owned(),
        zone,
        public_addresses: public,
        default_for_zone: false,
        taken: if public { 2 } else { 11 },
        tags: named(name),
    }
}

fn plant_tables(region: &mut Region) {
    let local = || Route { destination: "10.20.0.0/16".to_owned(), target: "local".to_owned() };
    let out = Route { destination: "0.0.0.0/0".to_owned(), target: GATEWAY.to_owned() };
    let [a, b, c] = PRIVATE.map(str::to_owned);
    let tables = [
        (true, Vec::new(), vec![local()], "ml-main"),
        (false, vec![a, b], vec![local()], "ml-private"),
        // Made a year later, for the third subnet, and forgotten at the endpoint.
        (false, vec![c], vec![local()], "ml-private-c"),
        (false, vec![PUBLIC.to_owned()], vec![local(), out], "ml-public"),
    ];
    for (id, (main, subnets, routes, name)) in TABLES.into_iter().zip(tables) {
        let table = RouteTable { vpc: VPC.to_owned(), main, subnets, routes, tags: named(name) };
        region.route_tables.insert(id.to_owned(), table);
    }
}

fn plant_groups(region: &mut Region) {
    let rule = |number: u32, egress, protocol: &str, ports, peer, description: &str| Rule {
        id: format!("sgr-0a11ce00000000{number:02}"),
        egress,
        protocol: protocol.to_owned(),
        ports,
        peer,
        description: (!description.is_empty()).then(|| description.to_owned()),
    };
    let group = |name: &str, description: &str, rules| Group {
        name: name.to_owned(),
        description: description.to_owned(),
        vpc: VPC.to_owned(),
        rules,
        tags: named(name),
    };
    let itself = |id: &str| Peer::Group(id.to_owned());
    let everywhere = || Peer::Ipv4("0.0.0.0/0".to_owned());
    let groups = [
        (
            DEFAULT_GROUP,
            group(
                "default",
                "default VPC security group",
                vec![
                    rule(1, false, "-1", None, itself(DEFAULT_GROUP), ""),
                    rule(2, true, "-1", None, everywhere(), ""),
                ],
            ),
        ),
        (
            TRAINING_GROUP,
            group(
                "ml-training",
                "Training and processing jobs",
                vec![
                    rule(3, false, "-1", None, itself(TRAINING_GROUP), "Between the instances of a job"),
                    rule(4, true, "-1", None, everywhere(), ""),
                ],
            ),
        ),
        (
            ENDPOINT_GROUP,
            group(
                "ml-endpoints",
                "Interface endpoints",
                vec![
                    rule(5, false, "tcp", Some((443, 443)), itself(TRAINING_GROUP), "HTTPS from jobs"),
                    rule(6, true, "-1", None, everywhere(), ""),
                ],
            ),
        ),
    ];
    region.groups.extend(groups.map(|(id, group)| (id.to_owned(), group)));
}

fn plant_endpoints(region: &mut Region, name: &str, created: Date) {
    let endpoint = |kind, service: &str, what: &str| Endpoint {
        kind,
        vpc: VPC.to_owned(),
        service: format!("com.amazonaws.{name}.{service}"),
        created,
        policy: None,
        route_tables: Vec::new(),
        subnets: Vec::new(),
        groups: Vec::new(),
        private_dns: false,
        tags: named(what),
    };
    let [_, table, ..] = TABLES;
    let gateway = Endpoint { route_tables: vec![table.to_owned()], ..endpoint(EndpointKind::Gateway, "s3", "ml-s3") };
    let mut kms =
        Endpoint { groups: vec![ENDPOINT_GROUP.to_owned()], ..endpoint(EndpointKind::Interface, "kms", "ml-kms") };
    for (subnet, (id, address)) in PRIVATE.into_iter().zip([
        ("eni-0a11ce00000000a1", "10.20.0.20"),
        ("eni-0a11ce00000000b1", "10.20.16.20"),
        ("eni-0a11ce00000000c1", "10.20.32.20"),
    ]) {
        kms.subnets.push((subnet.to_owned(), id.to_owned()));
        region.interfaces.insert(
            id.to_owned(),
            Interface {
                subnet: subnet.to_owned(),
                address: address.to_owned(),
                groups: vec![ENDPOINT_GROUP.to_owned()],
                description: format!("VPC Endpoint Interface {KMS}"),
                kind: "vpc_endpoint".to_owned(),
            },
        );
    }
    region.endpoints.extend([(S3.to_owned(), gateway), (KMS.to_owned(), kms)]);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ec2::State;

    #[test]
    fn everything_that_is_named_is_there() {
        let mut state = State::default();
        let region = state.region_mut("eu-west-1");
        plant(region, "eu-west-1", Date(jiff::Timestamp::UNIX_EPOCH));
        assert!(region.subnets.values().all(|subnet| region.vpcs.contains_key(&subnet.vpc)));
        for table in region.route_tables.values() {
            assert!(table.subnets.iter().all(|subnet| region.subnets.contains_key(subnet)));
        }
        for endpoint in region.endpoints.values() {
            assert!(endpoint.groups.iter().all(|group| region.groups.contains_key(group)));
            assert!(endpoint.route_tables.iter().all(|table| region.route_tables.contains_key(table)));
            assert!(endpoint.subnets.iter().all(|(_, interface)| region.interfaces.contains_key(interface)));
        }
        let rules: Vec<&str> =
            region.groups.values().flat_map(|group| &group.rules).map(|rule| rule.id.as_str()).collect();
        let mut once = rules.clone();
        once.sort_unstable();
        once.dedup();
        assert_eq!(once.len(), rules.len());
    }
}
