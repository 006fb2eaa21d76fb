//! What workloads call is within reach, without a way over the internet.

use std::collections::BTreeMap;

use gatehouse_plan::ec2::network::{EndpointKind, Part, Subnet};
use gatehouse_plan::ec2::plans::WantedChange;
use gatehouse_workload::network::{Fault, Need, NeedState, Placement, WorkloadKind};

use super::perimeter;
use super::place::{Ground, Placed, capital, lacking, need, plan, who};
use crate::check::{Check, Over, Practice, Severity};
use crate::finding::{Finding, SubjectKind};
use crate::fix::Fix;
use crate::scan::{Scan, unread};

/// What S3 is called among the services.
const S3: &str = "s3";

/// S3 through an endpoint.
pub(super) static VP_06: Check = Check {
    id: "VP-06",
    practice: Practice::Network,
    severity: Severity::High,
    title: "S3 is reached through an endpoint",
    why: "Data, models and image layers come from S3. Without an endpoint a job in a VPC hangs or fails when it reads its \
          data; over NAT the data takes a way that no endpoint policy guards and that costs money for each gigabyte.",
    criterion: "From every subnet in which something runs there is a way to S3 through an endpoint: a gateway endpoint in \
                its route table that the security groups let out to, or an interface endpoint with private DNS.",
    source: "https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-s3.html",
    security_hub: &[],
    prowler: &[],
    config_rules: &[],
    over: Over::Rest,
    run: s3,
    fix: Some(reach_s3),
};

fn s3(scan: &Scan<'_>, out: &mut Vec<Finding>) {
    let Some(ground) = Ground::of(scan, &VP_06, out) else { return };
    for (subnet, users) in ground.subnets() {
        let users: Vec<&Placed<'_>> = users.into_iter().filter(|placed| placed.needs_endpoints()).collect();
        if !users.is_empty() {
            out.push(from_subnet(&ground, subnet, &users));
        }
    }
}

fn from_subnet(ground: &Ground<'_>, subnet: &Subnet, users: &[&Placed<'_>]) -> Finding {
    let network = ground.network;
    let subject = ground.subject(SubjectKind::Subnet, &subnet.id);
    let missing = lacking(network, &[Part::Endpoints, Part::RouteTables, Part::Groups]);
    if !network.has_read(Part::Endpoints) {
        return VP_06.unanswered(subject, missing);
    }
    // Whoever has the same groups fares the same.
    let mut by_groups: BTreeMap<&[String], Vec<&Placed<'_>>> = BTreeMap::new();
    for user in users {
        by_groups.entry(&user.place.groups).or_default().push(user);
    }
    let mut lacks: Vec<(Vec<&Placed<'_>>, Need)> = Vec::new();
    for users in by_groups.into_values() {
        let Some(first) = users.first() else { continue };
        let place = Placement { subnets: vec![subnet.id.clone()], ..first.place.clone() };
        lacks.extend(need(&place, network, S3).filter(|need| need.state != NeedState::Met).map(|need| (users, need)));
    }
    let by_internet = |need: &Need| need.state == NeedState::ByInternet;
    let alike = lacks.iter().all(|(_, need)| by_internet(need));
    lacks.retain(|(_, need)| alike || !by_internet(need));
    let affected = || lacks.iter().flat_map(|(users, _)| users).copied();
    let table = network.table_of(subnet).map_or("unknown", |table| table.id.as_str());
    let Some((_, need)) = lacks.first() else {
        return match missing.is_empty() {
            true => VP_06.passed(subject, "From here S3 is reached through an endpoint."),
            false => VP_06.unanswered(subject, missing),
        };
    };
    let reason = reason(network, need, &subnet.vpc);
    let finding = if alike {
        let words = format!("{reason} From {} the data of {} goes through NAT.", subject.name, who(affected()));
        Finding { severity: Severity::Medium, ..VP_06.failed(subject, words) }
    } else {
        // Whether there is NAT is known only where routes and groups are.
        let cannot = if missing.is_empty() { "cannot read data or write results" } else { "may not reach its data" };
        let words = format!("{reason} {} {cannot} from there.", capital(&who(affected())));
        VP_06.failed(subject, words)
    };
    finding.field("VpcEndpointId", need.endpoint.as_deref().unwrap_or("none")).field("RouteTableId", table)
}

/// Why a service is not reached through an endpoint, as a sentence.
fn reason(network: &gatehouse_plan::Network, need: &Need, vpc: &str) -> String {
    match need.faults.iter().find(|fault| fault.blocks) {
        Some(fault) => fault.message.clone(),
        None => format!("There is no endpoint for {} in {}.", need.short, network.said(vpc)),
    }
}

fn reach_s3(scan: &Scan<'_>, finding: &Finding) -> Option<Fix> {
    let ground = Ground::of(scan, &VP_06, &mut Vec::new())?;
    let network = ground.network;
    let vpc = &network.subnet(&finding.resource.id)?.vpc;
    let users: Vec<&Placed<'_>> =
        ground.placed.iter().filter(|placed| &placed.place.vpc == vpc && placed.needs_endpoints()).collect();
    let mut wanted: Vec<WantedChange> =
        users.iter().filter_map(|user| user.need(network, S3)).flat_map(|need| need.fix).collect();
    if wanted.iter().any(|change| matches!(change, WantedChange::Endpoint(_))) {
        // One endpoint for all of them; the ways out to it are each one's own.
        wanted.retain(|change| matches!(change, WantedChange::Rule { .. }));
        wanted.extend(need(&together(&users)?, network, S3)?.fix);
    }
    let guarded = guard(scan, &mut wanted);
    plan(scan, finding, &format!("Reach S3 from {} through an endpoint", network.said(vpc)), &wanted)
        .map(|fix| perimeter::telling(fix, guarded))
}

/// All of them as one.
fn together(users: &[&Placed<'_>]) -> Option<Placement> {
    let mut all = users.first()?.place.clone();
    for user in users {
        for (list, more) in [(&mut all.subnets, &user.place.subnets), (&mut all.groups, &user.place.groups)] {
            list.extend(more.iter().filter(|id| !list.contains(id)).cloned().collect::<Vec<_>>());
        }
    }
    Some(all)
}

/// New endpoints by which data could leave get a policy that lets this account alone through. Tells whether there are
/// such.
fn guard(scan: &Scan<'_>, wanted: &mut [WantedChange]) -> bool {
    let mut guarded = false;
    for change in wanted {
        if let WantedChange::Endpoint(endpoint) = change
            && endpoint.policy.is_none()
        {
            endpoint.policy = perimeter::policy(scan.state(), &endpoint.service);
            guarded |= endpoint.policy.is_some();
        }
    }
    guarded
}

/// Services that a workload calls, through interface endpoints.
pub(super) static VP_07: Check = Check {
    id: "VP-07",
    practice: Practice::Network,
    severity: Severity::High,
    title: "The services that a workload calls have endpoints",
    why: "In a VPC without internet a call to a service that has no endpoint does not fail: it waits until it times out. \
          Over NAT it works, but then the code reaches everything else on the internet too.",
    criterion: "For every service that a notebook instance, a domain or a declared workload calls from the VPC there is an \
                interface endpoint that is available, has private DNS on, and that the workload's security group lets out \
                to.",
    source: "https://docs.aws.amazon.com/sagemaker/latest/dg/interface-vpc-endpoint.html",
    security_hub: &[],
    prowler: &[],
    config_rules: &[],
    over: Over::Rest,
    run: services,
    fix: Some(make_endpoints),
};

fn services(scan: &Scan<'_>, out: &mut Vec<Finding>) {
    let Some(ground) = Ground::of(scan, &VP_07, out) else { return };
    for placed in &ground.placed {
        // What the code of other jobs and models calls is not known.
        if !calls_for_certain(placed) {
            continue;
        }
        let needs = called(&ground, placed);
        let subject = placed.subject.clone();
        if placed.goes_past() {
            out.push(VP_07.not_applicable(subject, "It goes to the internet past the VPC: see VP-04 and VP-05."));
        } else if !placed.has_groups() {
            out.push(VP_07.not_applicable(subject, "Its security groups are those of each user profile."));
        } else if !needs.is_empty() {
            out.push(within_reach(&ground, placed, &needs));
        } else {
            out.push(VP_07.not_applicable(subject, "Its code was not said to call a service beside S3."));
        }
    }
}

/// Whether it is known what it calls beside S3: what people work with calls the same services each time, and a declared
/// workload says so.
fn calls_for_certain(placed: &Placed<'_>) -> bool {
    placed.thing.is_none() || matches!(placed.place.kind, WorkloadKind::Notebook | WorkloadKind::Studio)
}

/// What it calls for certain, S3 aside.
fn called(ground: &Ground<'_>, placed: &Placed<'_>) -> Vec<Need> {
    let needs = placed.place.needs(ground.network).into_iter();
    needs.filter(|need| need.wanted && need.short != S3).collect()
}

/// What keeps it from the service, beside the endpoint's own group, which is another check's.
fn in_the_way(need: &Need) -> Option<&Fault> {
    need.faults.iter().find(|fault| fault.blocks && fault.code != NO_INGRESS)
}

/// The code of the fault that an endpoint's group lets nothing in.
const NO_INGRESS: &str = "NO_INGRESS";

fn is_within_reach(need: &Need) -> bool {
    need.state == NeedState::Met || (need.endpoint.is_some() && in_the_way(need).is_none())
}

fn within_reach(ground: &Ground<'_>, placed: &Placed<'_>, needs: &[Need]) -> Finding {
    let network = ground.network;
    let subject = placed.subject.clone();
    let mut missing = lacking(network, &[Part::Endpoints, Part::Groups, Part::Attributes]);
    let named =
        network.vpc(&placed.place.vpc).is_some_and(|vpc| vpc.dns_support.is_some() && vpc.dns_hostnames.is_some());
    if !named && missing.iter().all(|unread| unread.action != Part::Attributes.action()) {
        missing.push(unread("DNS settings of the VPC", Part::Attributes.action()));
    }
    if !network.has_read(Part::Endpoints) {
        return VP_07.unanswered(subject, missing);
    }
    let lacks: Vec<&Need> = needs.iter().filter(|need| !is_within_reach(need)).collect();
    let Some(first) = lacks.first() else {
        return match missing.is_empty() {
            true => {
                let names: Vec<&str> = needs.iter().map(|need| need.short.as_str()).collect();
                VP_07.passed(subject, format!("It reaches {} through endpoints.", names.join(", ")))
            }
            false => VP_07.unanswered(subject, missing),
        };
    };
    let names: Vec<&str> = lacks.iter().map(|need| need.short.as_str()).collect();
    let (said, names) = (subject.said(), names.join(", "));
    let mut finding = if lacks.iter().all(|need| need.state == NeedState::ByInternet) {
        let words = format!("{said} reaches {names} through NAT: with that it reaches the whole internet.");
        Finding { severity: Severity::Medium, ..VP_07.failed(subject, words) }
    } else {
        let words = format!("{said} does not reach {names}: calls wait until they time out.");
        VP_07.failed(subject, words)
    };
    let offered_not: Vec<&str> =
        lacks.iter().filter(|need| need.state == NeedState::NotOffered).map(|need| need.short.as_str()).collect();
    if !offered_not.is_empty() {
        let more = format!(" The Region offers no endpoints for {}: that needs NAT.", offered_not.join(", "));
        finding.words.push_str(&more);
    }
    finding.words = format!("{} {}", finding.words, reason(network, first, &placed.place.vpc));
    for need in lacks {
        let value = match in_the_way(need) {
            Some(fault) => &fault.message,
            None if need.state == NeedState::NotOffered => "not offered in the Region",
            None => "no endpoint",
        };
        finding = finding.field(&need.service, value);
    }
    finding
}

fn make_endpoints(scan: &Scan<'_>, finding: &Finding) -> Option<Fix> {
    let ground = Ground::of(scan, &VP_07, &mut Vec::new())?;
    let placed = ground.find(&finding.resource)?;
    let lacks = called(&ground, placed).into_iter().filter(|need| !is_within_reach(need));
    let mut wanted: Vec<WantedChange> = lacks.flat_map(|need| need.fix).collect();
    guard(scan, &mut wanted);
    plan(scan, finding, &format!("Bring services within reach of {}", placed.said()), &wanted)
}

/// Endpoints let those in that call them.
pub(super) static VP_08: Check = Check {
    id: "VP-08",
    practice: Practice::Network,
    severity: Severity::High,
    title: "Endpoints let in who calls them",
    why: "An interface endpoint has a security group of its own. Where that lets no HTTPS in from the workload, the \
          service's name leads to an address that does not answer: the code waits until it times out.",
    criterion: "The security groups of every interface endpoint let tcp 443 in from the groups or subnets of all that are \
                known to call its service from its VPC.",
    source: "https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html",
    security_hub: &[],
    prowler: &[],
    config_rules: &[],
    over: Over::Rest,
    run: doors,
    fix: Some(let_in),
};

fn doors(scan: &Scan<'_>, out: &mut Vec<Finding>) {
    let Some(ground) = Ground::of(scan, &VP_08, out) else { return };
    if !ground.has_read(scan, &VP_08, Part::Endpoints, out) {
        return;
    }
    let network = ground.network;
    let vpcs = ground.vpcs();
    let here = |vpc: &String| vpcs.iter().any(|(id, _)| id == vpc);
    let callers = callers(&ground);
    for endpoint in network.endpoints.iter().filter(|one| one.kind == EndpointKind::Interface && here(&one.vpc)) {
        let subject = ground.subject(SubjectKind::Endpoint, &endpoint.id);
        let mine = || callers.iter().filter(|(_, need)| need.endpoint.as_deref() == Some(&endpoint.id));
        let shut = mine().find_map(|(placed, need)| {
            let fault = need.faults.iter().find(|fault| fault.code == NO_INGRESS)?;
            Some((*placed, need, fault))
        });
        let missing = lacking(network, &[Part::Groups]);
        out.push(if mine().next().is_none() {
            VP_08.not_applicable(subject, "Nothing that runs in its VPC is known to call its service.")
        } else if !missing.is_empty() {
            VP_08.unanswered(subject, missing)
        } else if let Some((placed, need, fault)) = shut {
            let words = format!("{} {} cannot call {}.", fault.message, capital(&placed.said()), need.short);
            VP_08
                .failed(subject, words)
                .field("Groups", &endpoint.groups.join(", "))
                .field("SecurityGroupIds", &placed.place.groups.join(", "))
        } else {
            VP_08.passed(subject, format!("It lets in {}.", who(mine().map(|(placed, _)| *placed))))
        });
    }
}

/// Who calls what for certain.
fn callers<'g, 'a>(ground: &'g Ground<'a>) -> Vec<(&'g Placed<'a>, Need)> {
    let mut callers: Vec<(&Placed<'a>, Need)> = Vec::new();
    // Many jobs run in the same place.
    let mut known: Vec<(&Placement, Vec<Need>)> = Vec::new();
    for placed in ground.placed.iter().filter(|placed| placed.needs_endpoints()) {
        let needs = match known.iter().find(|(place, _)| *place == &placed.place) {
            Some((_, needs)) => needs.clone(),
            None => {
                let needs: Vec<Need> =
                    placed.place.needs(ground.network).into_iter().filter(|need| need.wanted).collect();
                known.push((&placed.place, needs.clone()));
                needs
            }
        };
        callers.extend(needs.into_iter().map(|need| (placed, need)));
    }
    callers
}

fn let_in(scan: &Scan<'_>, finding: &Finding) -> Option<Fix> {
    let ground = Ground::of(scan, &VP_08, &mut Vec::new())?;
    let callers = callers(&ground).into_iter();
    let mine = callers.filter(|(_, need)| need.endpoint.as_deref() == Some(&finding.resource.id));
    let wanted: Vec<WantedChange> = mine
        .flat_map(|(_, need)| need.fix)
        .filter(|change| matches!(change, WantedChange::Rule { egress: false, .. }))
        .collect();
    let title = format!("Let workloads reach the endpoint {}", finding.resource.name);
    plan(scan, finding, &title, &wanted)
}
