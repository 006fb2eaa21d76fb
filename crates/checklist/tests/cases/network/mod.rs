//! VPC isolation.

mod groups;
mod inside;
mod perimeter;
mod reach;
mod subnets;

use gatehouse_checklist::{AccountState, Finding, Fix, Scan, Section};
use gatehouse_plan::ec2::flow_log::FlowLog;
use gatehouse_plan::ec2::network::{
    Endpoint, EndpointKind, Group, Part, Peer, PrefixList, Route, RouteTable, Rule, Service, Subnet, Unread, Vpc,
};
use gatehouse_plan::sagemaker::resource::{Resource, ResourceKind};
use gatehouse_plan::{Call, Ec2Call, Network};
use gatehouse_policy::Partition;
use gatehouse_workload::workload::{Workload, WorkloadWish};
use gatehouse_workload::{Site, TrainingWish};

use crate::common::{ACCOUNT, Case, NOW, REGION, With, empty, thing};

/// The checks of this practice that are still to be written.
pub(crate) const TO_COME: &[&str] = &[];

pub(crate) fn cases() -> Vec<Case> {
    [inside::cases(), reach::cases(), groups::cases(), subnets::cases(), perimeter::cases()]
        .into_iter()
        .flatten()
        .collect()
}

/// What endpoints let through: this account, and image layers.
const GUARDED: &str = r#"{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*",
      "Condition": { "StringEquals": { "aws:PrincipalAccount": "111122223333" } }
    },
    {
      "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject",
      "Resource": "arn:aws:s3:::prod-eu-west-1-starport-layer-bucket/*"
    }
  ]
}"#;

fn rule(protocol: &str, ports: Option<(i32, i32)>, peer: Peer) -> Rule {
    Rule { protocol: protocol.into(), ports, peer, description: None }
}

fn from_group(protocol: &str, ports: Option<(i32, i32)>, group: &str) -> Rule {
    rule(protocol, ports, Peer::Group(group.into()))
}

fn everywhere(protocol: &str, ports: Option<(i32, i32)>) -> Rule {
    rule(protocol, ports, Peer::Ipv4("0.0.0.0/0".into()))
}

fn service(short: &str) -> String {
    format!("com.amazonaws.{REGION}.{short}")
}

fn endpoint(short: &str, kind: EndpointKind) -> Endpoint {
    let interface = kind == EndpointKind::Interface;
    let only =
        |ids: &[&str], wanted: bool| ids.iter().filter(|_| wanted).map(|id| (*id).to_owned()).collect::<Vec<String>>();
    Endpoint {
        id: format!("vpce-{short}"),
        vpc: "vpc-1".into(),
        service: service(short),
        kind,
        state: "available".into(),
        subnets: only(&["subnet-1", "subnet-2"], interface),
        groups: only(&["sg-2"], interface),
        route_tables: only(&["rtb-1"], !interface),
        policy: Some(GUARDED.into()),
        private_dns: interface,
        dns_names: Vec::new(),
        requester_managed: false,
        created: NOW.into(),
        tags: Vec::new(),
    }
}

/// Services that Studio and notebooks call, beside S3.
const CALLED: [&str; 6] = ["sagemaker.api", "sagemaker.runtime", "ecr.api", "ecr.dkr", "logs", "sts"];

/// A VPC of two private subnets in two zones, with the endpoints that everything needs.
pub(crate) fn network() -> Network {
    let subnet = |number: u32, zone: &str| Subnet {
        id: format!("subnet-{number}"),
        vpc: "vpc-1".into(),
        zone: format!("{REGION}{zone}"),
        cidr: format!("10.0.{number}.0/24"),
        free_addresses: 100,
        ..Subnet::default()
    };
    let group = |id: &str, name: &str, ingress: Vec<Rule>| Group {
        id: id.into(),
        name: name.into(),
        vpc: "vpc-1".into(),
        ingress,
        egress: vec![everywhere("-1", None)],
        ..Group::default()
    };
    let offer = |short: &str, kind: EndpointKind| Service {
        name: service(short),
        kind,
        zones: vec![format!("{REGION}a"), format!("{REGION}b")],
        private_dns_names: vec![format!("{short}.{REGION}.amazonaws.com")],
        policy_supported: true,
    };
    let interfaces = CALLED.iter().map(|short| endpoint(short, EndpointKind::Interface));
    let offers = CALLED.iter().chain(&["kms"]).map(|short| offer(short, EndpointKind::Interface));
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
        route_tables: vec![RouteTable {
            id: "rtb-1".into(),
            vpc: "vpc-1".into(),
            main: true,
            routes: vec![Route { destination: "10.0.0.0/16".into(), target: "local".into(), active: true }],
            ..RouteTable::default()
        }],
        groups: vec![
            group("sg-1", "jobs", vec![from_group("-1", None, "sg-1")]),
            group("sg-2", "endpoints", vec![from_group("tcp", Some((443, 443)), "sg-1")]),
        ],
        endpoints: [endpoint("s3", EndpointKind::Gateway)].into_iter().chain(interfaces).collect(),
        services: [offer("s3", EndpointKind::Gateway)].into_iter().chain(offers).collect(),
        prefix_lists: vec![PrefixList { id: "pl-s3".into(), name: service("s3"), cidrs: vec!["52.218.0.0/17".into()] }],
        ..Network::default()
    }
}

/// The same, with something else about it.
fn but(change: impl FnOnce(&mut Network)) -> Network {
    let mut network = network();
    change(&mut network);
    network
}

/// The same, of which a part could not be read.
fn without(part: Part) -> Network {
    but(|network| {
        network.unread.push(Unread { part, code: "UnauthorizedOperation".into(), message: "not authorized".into() });
        match part {
            Part::Subnets => network.subnets.clear(),
            Part::RouteTables => network.route_tables.clear(),
            Part::Groups => network.groups.clear(),
            Part::Endpoints => network.endpoints.clear(),
            Part::Services => network.services.clear(),
            Part::Attributes => {
                network.vpcs.iter_mut().for_each(|vpc| (vpc.dns_support, vpc.dns_hostnames) = (None, None));
            }
            _ => {}
        }
    })
}

/// The way out over NAT.
fn nat(network: &mut Network) {
    let route = Route { destination: "0.0.0.0/0".into(), target: "nat-1".into(), active: true };
    network.route_tables[0].routes.push(route);
}

fn drop_endpoint(network: &mut Network, short: &str) {
    network.endpoints.retain(|endpoint| endpoint.service != service(short));
}

/// An account with this network, of which the traffic is logged.
fn with(network: Network) -> AccountState {
    let log = FlowLog { id: "fl-1".into(), of: "vpc-1".into(), active: true, traffic: "ALL".into(), bucket: None };
    AccountState { network: Some(network), flow_logs: Section::all(vec![log]), ..empty() }
}

/// Something that runs in both subnets and has nothing wrong.
pub(crate) fn inside(kind: ResourceKind, name: &str) -> Resource {
    let isolated = !matches!(kind, ResourceKind::Domain | ResourceKind::Notebook | ResourceKind::EndpointConfig);
    Resource {
        subnets: match kind {
            ResourceKind::Notebook => vec!["subnet-1".into()],
            _ => vec!["subnet-1".into(), "subnet-2".into()],
        },
        groups: vec!["sg-1".into()],
        network_isolation: isolated.then_some(true),
        internet_access: (kind == ResourceKind::Domain || kind == ResourceKind::Notebook).then_some(false),
        instances: Some(1),
        instance_type: Some("ml.m5.xlarge".into()),
        status: Some("Completed".into()),
        ..thing(kind, name)
    }
}

/// A training job in this network.
fn training(network: Network) -> AccountState {
    with(network).thing(inside(ResourceKind::TrainingJob, "churn"))
}

/// A notebook instance in this network.
fn notebook(network: Network) -> AccountState {
    with(network).thing(inside(ResourceKind::Notebook, "poc"))
}

/// A declared workload in both subnets, whose code calls these services.
fn declared(name: &str, services: &[&str]) -> Workload {
    let training = TrainingWish {
        role_name: name.into(),
        input_bucket: format!("{name}-data"),
        output_bucket: format!("{name}-models"),
        image: format!("{name}/train:1.0"),
        vpc: true,
        ..TrainingWish::default()
    };
    let wish = WorkloadWish {
        training,
        vpc_id: "vpc-1".into(),
        subnets: vec!["subnet-1".into(), "subnet-2".into()],
        groups: vec!["sg-1".into()],
        services: services.iter().map(|service| (*service).to_owned()).collect(),
        ..WorkloadWish::default()
    };
    wish.check(&Site { partition: Partition::Aws, region: REGION.into(), account: ACCOUNT.into() }).unwrap()
}

/// A workload that does not exist yet, in the network that there is.
fn draft(workload: Workload, network: Option<Network>) -> AccountState {
    AccountState {
        account: ACCOUNT.into(),
        partition: "aws".into(),
        region: REGION.into(),
        now: NOW.into(),
        draft: true,
        network,
        workloads: vec![workload],
        ..AccountState::default()
    }
}

/// An account of which the things of a kind could not be listed.
fn unlisted(kind: ResourceKind) -> AccountState {
    let unread = crate::common::refused(kind.words(), kind.list_action());
    AccountState { resources: Section { unread: vec![unread], ..Section::default() }, ..with(network()) }
}

/// What a check finds on the thing of this name, and what mends it.
fn found(check: &str, state: &AccountState, name: &str) -> (Finding, Option<Fix>) {
    let check = gatehouse_checklist::check(check).unwrap();
    let scan = Scan::of(state);
    let finding = scan.run([check]).into_iter().find(|finding| finding.resource.name == name).unwrap();
    let fix = check.fix.and_then(|fix| fix(&scan, &finding));
    (finding, fix)
}

/// The calls of EC2 that mend it.
fn calls(check: &str, state: &AccountState, name: &str) -> Vec<Ec2Call> {
    let Some(Fix::Plan(plan)) = found(check, state, name).1 else { panic!("{check} has no plan for {name}") };
    let call = |step: gatehouse_plan::Step| match step.call {
        Call::Ec2(call) => call,
        other => panic!("{other:?}"),
    };
    plan.steps.into_iter().map(call).collect()
}
