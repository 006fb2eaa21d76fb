//! Security groups of workloads: what belongs together gets through, and nobody else.

use gatehouse_plan::Plan;
use gatehouse_plan::ec2::network::{Group, Part, Peer, Rule, Subnet};
use gatehouse_plan::ec2::plans::WantedChange;
use gatehouse_plan::sagemaker::resource::{Resource, ResourceKind};
use gatehouse_workload::network::block;

use super::place::{Ground, Placed, lacking, plan, who};
use crate::check::{Check, Over, Practice, Severity};
use crate::finding::{Finding, SubjectKind};
use crate::fix::Fix;
use crate::scan::Scan;

/// Instances of one job, and Studio with its storage, get through to each other.
pub(super) static VP_09: Check = Check {
    id: "VP-09",
    practice: Practice::Network,
    severity: Severity::Medium,
    title: "Instances of one job reach each other",
    why: "The instances of a distributed job, and the apps of Studio with their storage, speak to each other through the \
          security group. Where it does not let its own members in, the job hangs until it is stopped, at its full price.",
    criterion: "The security groups of every job on several instances let all TCP through among themselves (all traffic \
                where the instances have EFA; UDP 500 and ESP too where traffic is encrypted); those of a domain that goes \
                through the VPC alone tcp 2049 and tcp 8192-65535.",
    source: "https://docs.aws.amazon.com/sagemaker/latest/dg/train-vpc.html#train-vpc-groups",
    security_hub: &[],
    prowler: &[],
    config_rules: &[],
    over: Over::Rest,
    run: among_themselves,
    fix: Some(let_members_in),
};

/// Traffic that must get through between members of a group.
struct Traffic {
    protocol: &'static str,
    ports: Option<(i32, i32)>,
}

impl Traffic {
    const ALL: Self = Self { protocol: "-1", ports: None };
    const TCP: Self = Self { protocol: "tcp", ports: Some((1, 65535)) };
    /// Keys of IPsec are agreed upon.
    const IKE: Self = Self { protocol: "udp", ports: Some((500, 500)) };
    /// Encapsulating Security Payload.
    const ESP: Self = Self { protocol: "50", ports: None };
    const NFS: Self = Self { protocol: "tcp", ports: Some((2049, 2049)) };
    const APPS: Self = Self { protocol: "tcp", ports: Some((8192, 65535)) };

    fn words(&self) -> String {
        match (self.protocol, self.ports) {
            ("-1", _) => "all traffic".to_owned(),
            ("50", _) => "ESP (IP protocol 50)".to_owned(),
            ("tcp", Some((1, 65535))) => "tcp on all ports".to_owned(),
            (protocol, Some((from, to))) if from == to => format!("{protocol} {from}"),
            (protocol, Some((from, to))) => format!("{protocol} {from}-{to}"),
            (protocol, None) => protocol.to_owned(),
        }
    }

    fn rule(&self, group: &str) -> Rule {
        Rule {
            protocol: self.protocol.to_owned(),
            ports: self.ports,
            peer: Peer::Group(group.to_owned()),
            description: Some("Members of this group among themselves".to_owned()),
        }
    }
}

/// Families of instances for distributed training that EC2 offers with an Elastic Fabric Adapter, and single sizes of
/// others: SageMaker has no list of its own.
///
/// Source: <https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/efa.html#efa-instance-types>
const EFA: [&str; 11] = [
    "p3dn.24xlarge",
    "p4d.",
    "p4de.",
    "p5.",
    "p5e.",
    "p5en.",
    "p6-",
    "trn1.32xlarge",
    "trn1n.",
    "trn2.",
    "c5n.18xlarge",
];

/// Whether a job on such instances goes over an Elastic Fabric Adapter.
pub(super) fn has_efa(thing: &Resource) -> bool {
    let name = thing.instance_type.as_deref().unwrap_or_default();
    let name = name.strip_prefix("ml.").unwrap_or(name);
    EFA.iter().any(|family| name.starts_with(family))
}

/// What must get through between the members of its groups; none where nothing must.
fn needed(thing: &Resource) -> Option<Vec<Traffic>> {
    match thing.kind {
        ResourceKind::Domain if thing.internet_access == Some(false) => Some(vec![Traffic::NFS, Traffic::APPS]),
        ResourceKind::TrainingJob | ResourceKind::TuningJob | ResourceKind::ProcessingJob
            if thing.instances.is_some_and(|count| count > 1) =>
        {
            if has_efa(thing) {
                return Some(vec![Traffic::ALL]);
            }
            let mut traffic = vec![Traffic::TCP];
            if thing.traffic_encryption == Some(true) {
                traffic.extend([Traffic::IKE, Traffic::ESP]);
            }
            Some(traffic)
        }
        _ => None,
    }
}

fn among_themselves(scan: &Scan<'_>, out: &mut Vec<Finding>) {
    let Some(ground) = Ground::of(scan, &VP_09, out) else { return };
    for placed in &ground.placed {
        let (Some(needed), subject) = (placed.thing.and_then(needed), placed.subject.clone()) else { continue };
        if !placed.has_groups() {
            out.push(VP_09.not_applicable(subject, "Its security groups are those of each user profile."));
            continue;
        }
        let missing = lacking(ground.network, &[Part::Groups]);
        if !missing.is_empty() {
            out.push(VP_09.unanswered(subject, missing));
            continue;
        }
        let shut = shut(&ground, placed, &needed);
        if shut.is_empty() {
            out.push(VP_09.passed(subject, "What it runs on gets through to each other."));
            continue;
        }
        let mut what: Vec<String> = shut.iter().map(|(traffic, _)| traffic.words()).collect();
        what.dedup();
        let then = match placed.thing.map(|thing| thing.kind) {
            Some(ResourceKind::Domain) => "apps cannot open their storage or reach their kernels",
            _ => "its instances wait for each other until the job is stopped",
        };
        let words = format!(
            "The security groups of {} do not let {} through among themselves: {then}.",
            placed.said(),
            what.join(" and ")
        );
        let mut finding = VP_09.failed(subject, words).field("SecurityGroupIds", &placed.place.groups.join(", "));
        for (traffic, egress) in shut {
            let name = if egress { "IpPermissionsEgress" } else { "IpPermissions" };
            finding = finding.field(name, &format!("no rule for {} with the group itself", traffic.words()));
        }
        out.push(finding);
    }
}

/// The traffic that does not get through, and whether outwards.
fn shut<'t>(ground: &Ground<'_>, placed: &Placed<'_>, needed: &'t [Traffic]) -> Vec<(&'t Traffic, bool)> {
    let (groups, subnets) = (ground.groups_of(placed), ground.subnets_of(placed));
    let directions = needed.iter().flat_map(|traffic| [(traffic, false), (traffic, true)]);
    directions.filter(|(traffic, egress)| !lets(&groups, &subnets, traffic, *egress)).collect()
}

/// Whether rules of the groups let traffic through to or from each other's members.
fn lets(groups: &[&Group], subnets: &[&Subnet], traffic: &Traffic, egress: bool) -> bool {
    let member = |rule: &&Rule| match &rule.peer {
        Peer::Group(id) => groups.iter().any(|group| group.id == *id),
        // EFA asks for the group itself, beside whatever else is let through:
        // https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/efa-start.html#efa-start-security
        Peer::Ipv4(block) if traffic.protocol != "-1" => {
            !subnets.is_empty() && subnets.iter().all(|subnet| block::contains(block, &subnet.cidr))
        }
        _ => false,
    };
    let rules = groups.iter().flat_map(|group| if egress { &group.egress } else { &group.ingress });
    let rules: Vec<&Rule> = rules.filter(member).collect();
    if rules.iter().any(|rule| rule.protocol == "-1") {
        return true;
    }
    let mut ranges: Vec<(i32, i32)> = rules
        .iter()
        .filter(|rule| rule.protocol == traffic.protocol)
        .map(|rule| rule.ports.unwrap_or((i32::MIN, i32::MAX)))
        .collect();
    let Some((from, to)) = traffic.ports else { return traffic.protocol != "-1" && !ranges.is_empty() };
    ranges.sort_unstable();
    // Several rules may cover the ports together.
    let mut next = from;
    for (begin, end) in ranges {
        if begin <= next {
            next = next.max(end.saturating_add(1));
        }
    }
    next > to
}

fn let_members_in(scan: &Scan<'_>, finding: &Finding) -> Option<Fix> {
    let ground = Ground::of(scan, &VP_09, &mut Vec::new())?;
    let placed = ground.find(&finding.resource)?;
    let needed = placed.thing.and_then(needed)?;
    let group = &ground.groups_of(placed).first()?.id;
    let wanted: Vec<WantedChange> = shut(&ground, placed, &needed)
        .into_iter()
        .map(|(traffic, egress)| WantedChange::Rule { group: group.clone(), egress, rule: traffic.rule(group) })
        .collect();
    plan(scan, finding, &format!("Let {} reach itself", placed.said()), &wanted)
}

/// Nobody from anywhere.
pub(super) static VP_10: Check = Check {
    id: "VP-10",
    practice: Practice::Network,
    severity: Severity::High,
    title: "Security groups of workloads let nobody in from everywhere",
    why: "Nothing outside has a reason to open a connection to a job, a model's container or a notebook: SageMaker brings \
          requests in by itself. An open port waits for the day on which a route or another member of the group exposes it.",
    criterion: "No security group of a workload has an inbound rule from 0.0.0.0/0 or ::/0.",
    source: "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html",
    security_hub: &["EC2.18", "EC2.19"],
    prowler: &[],
    config_rules: &["VPC_SG_OPEN_ONLY_TO_AUTHORIZED_PORTS"],
    over: Over::Rest,
    run: open_doors,
    fix: Some(close),
};

/// Rules that let everybody in.
fn open(group: &Group) -> Vec<Rule> {
    let everybody = |peer: &Peer| match peer {
        Peer::Ipv4(block) => block.ends_with("/0"),
        Peer::Ipv6(block) => block.ends_with("/0"),
        Peer::PrefixList(_) | Peer::Group(_) => false,
    };
    group.ingress.iter().filter(|rule| everybody(&rule.peer)).cloned().collect()
}

/// `tcp 22 from 0.0.0.0/0`.
fn from(rule: &Rule) -> String {
    rule.words().replace(" with ", " from ")
}

fn open_doors(scan: &Scan<'_>, out: &mut Vec<Finding>) {
    let Some(ground) = Ground::of(scan, &VP_10, out) else { return };
    if !ground.has_read(scan, &VP_10, Part::Groups, out) {
        return;
    }
    for (id, users) in ground.groups() {
        let Some(group) = ground.network.group(&id) else { continue };
        let subject = ground.subject(SubjectKind::SecurityGroup, &id);
        let rules = open(group);
        let Some(first) = rules.first() else {
            out.push(VP_10.passed(subject, "It lets nobody in from everywhere."));
            continue;
        };
        let words = format!("{} lets everybody in: {}. It is on {}.", subject.said(), from(first), who(users));
        let mut finding = VP_10.failed(subject, words);
        for rule in &rules {
            finding = finding.field("IpPermissions", &from(rule));
        }
        out.push(finding);
    }
}

fn close(scan: &Scan<'_>, finding: &Finding) -> Option<Fix> {
    let network = scan.state().network.as_ref()?;
    let group = network.group(&finding.resource.id)?;
    let plan = Plan::revoke_ingress(&scan.state().account, network, group, &open(group));
    (!plan.steps.is_empty()).then_some(Fix::Plan(plan))
}
