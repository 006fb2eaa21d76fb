//! What a workload needs of a network, on small networks.

// A test says what it expects by failing.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use gatehouse_plan::ec2::call::{EndpointChange, VpcAttribute};
use gatehouse_plan::ec2::network::{
    Endpoint, EndpointKind, Group, Network, Part, Peer, PrefixList, Route, RouteTable, Rule, Service, Subnet, Unread,
    Vpc,
};
use gatehouse_plan::ec2::plans::WantedChange;
use gatehouse_workload::network::{Need, NeedState, Placement, WorkloadKind, cut_off, faults};

const REGION: &str = "eu-west-1";

fn name(service: &str) -> String {
    format!("com.amazonaws.{REGION}.{service}")
}

fn rule(protocol: &str, ports: Option<(i32, i32)>, peer: Peer) -> Rule {
    Rule { protocol: protocol.into(), ports, peer, description: None }
}

fn everything() -> Rule {
    rule("-1", None, Peer::Ipv4("0.0.0.0/0".into()))
}

fn group(id: &str, ingress: Vec<Rule>, egress: Vec<Rule>) -> Group {
    Group { id: id.into(), name: id.into(), vpc: "vpc-1".into(), ingress, egress, ..Group::default() }
}

fn endpoint(id: &str, service: &str, kind: EndpointKind) -> Endpoint {
    Endpoint {
        id: id.into(),
        vpc: "vpc-1".into(),
        service: name(service),
        kind,
        state: "available".into(),
        subnets: Vec::new(),
        groups: Vec::new(),
        route_tables: Vec::new(),
        policy: None,
        private_dns: kind == EndpointKind::Interface,
        dns_names: Vec::new(),
        requester_managed: false,
        created: String::new(),
        tags: Vec::new(),
    }
}

/// A VPC of two subnets in two zones, each with a route table of its own; groups for jobs and for endpoints; an S3
/// gateway for both tables and a KMS endpoint in both zones.
fn network() -> Network {
    let subnet = |number: u32, zone: &str| Subnet {
        id: format!("subnet-{number}"),
        vpc: "vpc-1".into(),
        zone: format!("{REGION}{zone}"),
        cidr: format!("10.0.{number}.0/24"),
        free_addresses: 100,
        ..Subnet::default()
    };
    let table = |number: u32| RouteTable {
        id: format!("rtb-{number}"),
        vpc: "vpc-1".into(),
        subnets: vec![format!("subnet-{number}")],
        ..RouteTable::default()
    };
    let service = |service: &str, kind| Service {
        name: name(service),
        kind,
        zones: ["a", "b"].map(|zone| format!("{REGION}{zone}")).to_vec(),
        private_dns_names: vec![format!("{service}.{REGION}.amazonaws.com")],
        policy_supported: true,
    };
    let mut s3 = endpoint("vpce-s3", "s3", EndpointKind::Gateway);
    s3.route_tables = vec!["rtb-1".into(), "rtb-2".into()];
    let mut kms = endpoint("vpce-kms", "kms", EndpointKind::Interface);
    kms.subnets = vec!["subnet-1".into(), "subnet-2".into()];
    kms.groups = vec!["sg-endpoints".into()];
    Network {
        region: REGION.into(),
        vpcs: vec![Vpc {
            id: "vpc-1".into(),
            cidrs: vec!["10.0.0.0/16".into()],
            dns_support: Some(true),
            dns_hostnames: Some(true),
            ..Vpc::default()
        }],
        subnets: vec![subnet(1, "a"), subnet(2, "b")],
        route_tables: vec![table(1), table(2)],
        groups: vec![
            group("sg-jobs", Vec::new(), vec![everything()]),
            group("sg-endpoints", vec![Rule::https(Peer::Group("sg-jobs".into()))], Vec::new()),
        ],
        endpoints: vec![s3, kms],
        services: vec![
            service("s3", EndpointKind::Gateway),
            service("s3", EndpointKind::Interface),
            service("kms", EndpointKind::Interface),
            service("sts", EndpointKind::Interface),
        ],
        prefix_lists: vec![PrefixList { id: "pl-1".into(), name: name("s3"), cidrs: vec!["52.218.0.0/17".into()] }],
        ..Network::default()
    }
}

fn job() -> Placement {
    Placement {
        kind: WorkloadKind::Training,
        vpc: "vpc-1".into(),
        subnets: vec!["subnet-1".into(), "subnet-2".into()],
        groups: vec!["sg-jobs".into()],
        uses: ["kms".to_owned(), "sts".to_owned()].into(),
    }
}

fn need(network: &Network, placement: &Placement, short: &str) -> Need {
    placement.needs(network).into_iter().find(|need| need.short == short).unwrap()
}

fn codes(need: &Need) -> Vec<(&str, &str)> {
    need.faults.iter().map(|fault| (fault.code, fault.place.as_str())).collect()
}

fn change(endpoint: &str, change: EndpointChange) -> WantedChange {
    WantedChange::Change { endpoint: endpoint.into(), change }
}

#[test]
fn what_is_there_and_usable_is_met() {
    let network = network();
    for short in ["s3", "kms"] {
        let need = need(&network, &job(), short);
        assert_eq!((need.state, codes(&need), need.fix.len()), (NeedState::Met, vec![], 0), "{short}");
    }
    assert_eq!(need(&network, &job(), "s3").endpoint.as_deref(), Some("vpce-s3"));
}

#[test]
fn what_a_kind_always_calls_is_wanted_and_the_rest_only_where_it_is_used() {
    let wanted = |kind| -> Vec<String> {
        let placement = Placement { kind, uses: Default::default(), ..job() };
        placement.needs(&network()).into_iter().filter(|need| need.wanted).map(|need| need.short).collect()
    };
    assert_eq!(wanted(WorkloadKind::Training), ["s3"]);
    let studio = wanted(WorkloadKind::Studio);
    assert!(
        ["s3", "sagemaker.api", "sagemaker.runtime", "ecr.dkr", "logs", "sts"]
            .iter()
            .all(|short| studio.iter().any(|other| other == short)),
        "{studio:?}"
    );
    assert!(job().needs(&network()).iter().any(|need| need.short == "kms" && need.wanted && !need.always));
}

#[test]
fn a_route_table_that_a_gateway_misses_is_named_and_added() {
    let mut network = network();
    network.endpoints[0].route_tables.pop();
    let need = need(&network, &job(), "s3");
    assert_eq!((need.state, codes(&need)), (NeedState::Unusable, vec![("NO_ROUTE", "rtb-2")]));
    assert!(need.faults[0].message.contains("subnet-2"), "{}", need.faults[0].message);
    let add = EndpointChange { add_route_tables: vec!["rtb-2".into()], ..EndpointChange::default() };
    assert_eq!(need.fix, [change("vpce-s3", add)]);
}

#[test]
fn an_endpoint_without_private_dns_is_not_usable() {
    let mut network = network();
    network.endpoints[1].private_dns = false;
    network.vpcs[0].dns_hostnames = Some(false);
    let need = need(&network, &job(), "kms");
    assert_eq!((need.state, codes(&need)), (NeedState::Unusable, vec![("NO_PRIVATE_DNS", "vpce-kms")]));
    let on = EndpointChange { private_dns: Some(true), ..EndpointChange::default() };
    let attribute = VpcAttribute::EnableDnsHostnames;
    assert_eq!(need.fix, [WantedChange::Attribute { vpc: "vpc-1".into(), attribute }, change("vpce-kms", on)]);
}

#[test]
fn a_vpc_without_dns_resolves_nothing() {
    let mut network = network();
    network.vpcs[0].dns_support = Some(false);
    for short in ["s3", "kms"] {
        let need = need(&network, &job(), short);
        assert_eq!((need.state, codes(&need)), (NeedState::Unusable, vec![("DNS_SUPPORT_OFF", "vpc-1")]), "{short}");
        let attribute = VpcAttribute::EnableDnsSupport;
        assert_eq!(need.fix, [WantedChange::Attribute { vpc: "vpc-1".into(), attribute }]);
    }
}

#[test]
fn the_endpoints_group_must_let_the_workload_in() {
    let mut network = network();
    network.groups[1].ingress = vec![rule("tcp", Some((80, 80)), Peer::Group("sg-jobs".into()))];
    let found = need(&network, &job(), "kms");
    assert_eq!(found.state, NeedState::Unusable);
    assert!(codes(&found).iter().all(|code| *code == ("NO_INGRESS", "sg-endpoints")), "{:?}", codes(&found));
    let WantedChange::Rule { group, egress: false, rule } = &found.fix[0] else { panic!("{:?}", found.fix) };
    assert!(group == "sg-endpoints" && rule.is_same(&Rule::https(Peer::Group("sg-jobs".into()))));
    // An address block does as well, where it holds the subnets.
    network.groups[1].ingress = vec![Rule::https(Peer::Ipv4("10.0.0.0/16".into()))];
    assert_eq!(need(&network, &job(), "kms").state, NeedState::Met);
    network.groups[1].ingress = vec![Rule::https(Peer::Ipv4("10.0.1.0/24".into()))];
    let half = need(&network, &job(), "kms");
    assert_eq!(half.state, NeedState::Unusable);
    assert!(half.faults.iter().all(|fault| fault.message.contains("subnet-2")), "{:?}", half.faults);
}

#[test]
fn the_workloads_group_must_let_https_out() {
    let mut network = network();
    network.groups[0].egress = vec![Rule::https(Peer::Group("sg-endpoints".into()))];
    assert_eq!(need(&network, &job(), "kms").state, NeedState::Met);
    let s3 = need(&network, &job(), "s3");
    assert_eq!((s3.state, codes(&s3)), (NeedState::Unusable, vec![("NO_EGRESS", "sg-jobs")]));
    let WantedChange::Rule { group, egress: true, rule } = &s3.fix[0] else { panic!("{:?}", s3.fix) };
    assert!(group == "sg-jobs" && rule.peer == Peer::PrefixList("pl-1".into()));
    network.groups[0].egress.push(rule.clone());
    assert_eq!(need(&network, &job(), "s3").state, NeedState::Met);
    // A block that holds the service's addresses does as well.
    network.groups[0].egress = vec![Rule::https(Peer::Ipv4("52.218.0.0/16".into()))];
    assert_eq!(need(&network, &job(), "s3").state, NeedState::Met);
}

#[test]
fn a_zone_without_the_endpoint_weakens_and_does_not_block() {
    let mut network = network();
    network.endpoints[1].subnets.pop();
    let found = need(&network, &job(), "kms");
    assert_eq!((found.state, codes(&found)), (NeedState::Met, vec![("OTHER_ZONE", "subnet-2")]));
    let add = EndpointChange { add_subnets: vec!["subnet-2".into()], ..EndpointChange::default() };
    assert_eq!(found.fix, [change("vpce-kms", add)]);
    // Where the service does not have the zone, nothing can be done and nothing is said.
    network.services.iter_mut().for_each(|service| service.zones.truncate(1));
    assert_eq!(codes(&need(&network, &job(), "kms")), []);
}

#[test]
fn a_missing_endpoint_is_made_with_a_group_that_lets_the_workload_in() {
    let mut network = network();
    let endpoint = |need: &Need| {
        let found = need.fix.iter().find_map(|fix| match fix {
            WantedChange::Endpoint(endpoint) => Some(endpoint.clone()),
            _ => None,
        });
        found.unwrap()
    };
    let found = need(&network, &job(), "sts");
    let wanted = endpoint(&found);
    assert_eq!((found.state, wanted.private_dns), (NeedState::Missing, true));
    assert_eq!(
        (wanted.subnets.as_slice(), wanted.groups.as_slice()),
        (job().subnets.as_slice(), ["sg-endpoints".to_owned()].as_slice())
    );
    assert_eq!(found.fix.len(), 1, "the group lets jobs in already");
    // Without such a group one is made, with its rule.
    network.endpoints.pop();
    network.groups.pop();
    let found = need(&network, &job(), "sts");
    assert!(matches!(&found.fix[0], WantedChange::Group(group) if endpoint(&found).groups == [group.key.clone()]));
    assert!(matches!(&found.fix[1], WantedChange::Rule { egress: false, .. }));
    // Two subnets of one zone take one place.
    network.subnets[1].zone = network.subnets[0].zone.clone();
    assert_eq!(endpoint(&need(&network, &job(), "sts")).subnets, ["subnet-1"]);
}

#[test]
fn a_missing_gateway_is_made_for_all_route_tables() {
    let mut network = network();
    network.endpoints.remove(0);
    let found = need(&network, &job(), "s3");
    let [WantedChange::Endpoint(wanted)] = found.fix.as_slice() else { panic!("{:?}", found.fix) };
    assert_eq!((found.state, wanted.kind), (NeedState::Missing, EndpointKind::Gateway));
    assert_eq!(wanted.route_tables, ["rtb-1", "rtb-2"]);
    // An interface endpoint for S3 serves too.
    let mut interface = endpoint("vpce-s3i", "s3", EndpointKind::Interface);
    interface.subnets = job().subnets;
    interface.groups = vec!["sg-endpoints".into()];
    network.endpoints.push(interface);
    let found = need(&network, &job(), "s3");
    assert_eq!((found.state, found.kind), (NeedState::Met, EndpointKind::Interface));
}

#[test]
fn a_closed_workload_is_let_out_to_the_endpoints_that_are_made() {
    let mut network = network();
    network.endpoints.clear();
    network.groups.truncate(1);
    network.groups[0].egress.clear();
    let out = |short: &str| -> Vec<(String, Peer)> {
        let fix = need(&network, &job(), short).fix.into_iter();
        fix.filter_map(|change| match change {
            WantedChange::Rule { group, egress: true, rule } => Some((group, rule.peer)),
            _ => None,
        })
        .collect()
    };
    assert_eq!(out("s3"), [("sg-jobs".to_owned(), Peer::PrefixList("pl-1".into()))]);
    assert_eq!(out("kms"), [("sg-jobs".to_owned(), Peer::Group("gatehouse-endpoints".into()))]);
    network.groups[0].egress.push(Rule::https(Peer::Ipv4("10.0.0.0/16".into())));
    // The addresses of interface endpoints are among these, those of S3 are not.
    let out = |short: &str| {
        need(&network, &job(), short)
            .fix
            .iter()
            .filter(|change| matches!(change, WantedChange::Rule { egress: true, .. }))
            .count()
    };
    assert_eq!((out("s3"), out("kms")), (1, 0));
}

#[test]
fn nat_leads_to_the_service_over_the_internet() {
    let mut network = network();
    network.endpoints.clear();
    for table in &mut network.route_tables {
        table.routes.push(Route { destination: "0.0.0.0/0".into(), target: "nat-1".into(), active: true });
    }
    assert_eq!(need(&network, &job(), "kms").state, NeedState::ByInternet);
    // An internet gateway does not: a job's interface has no public address.
    network.route_tables[0].routes[0].target = "igw-1".into();
    assert_eq!(need(&network, &job(), "kms").state, NeedState::Missing);
}

#[test]
fn what_could_not_be_read_is_not_called_missing() {
    let mut network = network();
    network.endpoints.clear();
    network.unread =
        vec![Unread { part: Part::Endpoints, code: "UnauthorizedOperation".into(), message: String::new() }];
    assert!(job().needs(&network).iter().all(|need| need.state == NeedState::Unknown && need.fix.is_empty()));
    network.unread.clear();
    assert_eq!(need(&network, &job(), "glue").state, NeedState::NotOffered);
}

#[test]
fn one_gateway_does_not_serve_another_vpc() {
    let mut network = network();
    network.endpoints[0].vpc = "vpc-2".into();
    let found = faults(&network, &network.subnets[0], &["sg-jobs".to_owned()], &network.endpoints[0]);
    assert_eq!(found.iter().map(|fault| fault.code).collect::<Vec<_>>(), ["OTHER_VPC"]);
    assert_eq!(need(&network, &job(), "s3").state, NeedState::Missing);
}

#[test]
fn a_deletion_cuts_off_the_subnets_that_have_no_other_way() {
    let mut network = network();
    let cut = cut_off(&network, &network.endpoints[0]);
    assert_eq!(cut.iter().map(|cut| cut.subnet.as_str()).collect::<Vec<_>>(), ["subnet-1", "subnet-2"]);
    assert!(cut[0].always.contains(&WorkloadKind::Training) && cut[0].groups.contains(&"sg-jobs".to_owned()));
    let kms = cut_off(&network, &network.endpoints[1]);
    assert!(kms[0].always.is_empty() && kms[0].maybe.contains(&WorkloadKind::Training));
    assert_eq!(kms[0].groups, ["sg-jobs"]);
    // What was not reached is not cut off.
    network.endpoints[0].route_tables.pop();
    assert_eq!(cut_off(&network, &network.endpoints[0]).len(), 1);
    // Another endpoint for the same service is another way.
    let mut second = network.endpoints[1].clone();
    second.id = "vpce-kms-2".into();
    network.endpoints.push(second);
    assert!(cut_off(&network, &network.endpoints[1]).is_empty());
}

/// All fixes together, applied to the network by hand, leave nothing wanted.
#[test]
fn the_fixes_mend() {
    let mut network = network();
    network.endpoints[0].route_tables.pop();
    network.endpoints[1].private_dns = false;
    network.groups[1].ingress.clear();
    for fix in job().fixes(&network) {
        match fix {
            WantedChange::Attribute { .. } => panic!("{fix:?}"),
            WantedChange::Group(wanted) => {
                let mut made = network.groups[1].clone();
                (made.id, made.name) = (wanted.key, wanted.name);
                made.ingress.clear();
                network.groups.push(made);
            }
            WantedChange::Rule { group, egress, rule } => {
                let group = network.groups.iter_mut().find(|other| other.id == group).unwrap();
                if egress { group.egress.push(rule) } else { group.ingress.push(rule) }
            }
            WantedChange::Endpoint(wanted) => {
                let mut made = endpoint("vpce-new", "x", wanted.kind);
                (made.service, made.groups, made.subnets) = (wanted.service, wanted.groups, wanted.subnets);
                made.private_dns = wanted.private_dns;
                network.endpoints.push(made);
            }
            WantedChange::Change { endpoint, change } => {
                let endpoint = network.endpoints.iter_mut().find(|other| other.id == endpoint).unwrap();
                endpoint.route_tables.extend(change.add_route_tables);
                endpoint.subnets.extend(change.add_subnets);
                endpoint.private_dns = change.private_dns.unwrap_or(endpoint.private_dns);
            }
        }
    }
    for need in job().needs(&network).into_iter().filter(|need| need.wanted) {
        assert_eq!(need.state, NeedState::Met, "{need:#?}");
    }
}
