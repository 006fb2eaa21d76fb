//! Subnets of workloads: private, and with room.

use gatehouse_plan::Plan;
use gatehouse_plan::ec2::network::Part;
use gatehouse_plan::sagemaker::resource::{Resource, ResourceKind};

use super::groups::has_efa;
use super::place::{Ground, Placed, capital, lacking, who};
use crate::check::{Check, Over, Practice, Severity};
use crate::finding::{Finding, SubjectKind};
use crate::fix::Fix;
use crate::scan::Scan;

/// Subnets are private.
pub(super) static VP_11: Check = Check {
    id: "VP-11",
    practice: Practice::Network,
    severity: Severity::High,
    title: "Workloads run in private subnets",
    why: "SageMaker's network interfaces get no public address, so an internet gateway is of no use to them; but whatever \
          else starts in the same subnet stands on the internet, next to them.",
    criterion: "No subnet in which something runs has a route to an internet gateway or gives out public addresses.",
    source: "https://docs.aws.amazon.com/vpc/latest/userguide/configure-subnets.html",
    security_hub: &["EC2.15"],
    prowler: &["vpc_subnet_no_public_ip_by_default"],
    config_rules: &["SUBNET_AUTO_ASSIGN_PUBLIC_IP_DISABLED"],
    over: Over::Rest,
    run: private,
    fix: Some(make_private),
};

fn private(scan: &Scan<'_>, out: &mut Vec<Finding>) {
    let Some(ground) = Ground::of(scan, &VP_11, out) else { return };
    let network = ground.network;
    for (subnet, users) in ground.subnets() {
        let subject = ground.subject(SubjectKind::Subnet, &subnet.id);
        let gateway = network.table_of(subnet).and_then(|table| {
            let route = table.routes.iter().find(|route| route.target.starts_with("igw-"))?;
            Some((table, route))
        });
        let missing = lacking(network, &[Part::RouteTables]);
        let addresses = if subnet.public_addresses { "true" } else { "false" };
        out.push(match gateway {
            Some((table, route)) => {
                let words = format!(
                    "{} is public: {} sends {} to an internet gateway. {} runs next to whatever is on the internet there.",
                    subject.said(),
                    network.said(&table.id),
                    route.destination,
                    capital(&who(users)),
                );
                VP_11.failed(subject, words).field("GatewayId", &route.target).field("MapPublicIpOnLaunch", addresses)
            }
            None if subnet.public_addresses => {
                let words = format!(
                    "{} gives public addresses to what starts in it: one route more and it is on the internet, next to {}.",
                    subject.said(),
                    who(users)
                );
                VP_11.failed(subject, words).field("MapPublicIpOnLaunch", addresses)
            }
            None if !missing.is_empty() => VP_11.unanswered(subject, missing),
            None => VP_11.passed(subject, "It has no route to an internet gateway and gives out no public address."),
        });
    }
}

fn make_private(scan: &Scan<'_>, finding: &Finding) -> Option<Fix> {
    let network = scan.state().network.as_ref()?;
    let subnet = network.subnet(&finding.resource.id)?;
    if !network.is_public(subnet) {
        let plan = Plan::public_addresses(&scan.state().account, &scan.state().region, subnet, false);
        return Some(Fix::Plan(plan));
    }
    let mut steps = Vec::new();
    let other = network.subnets.iter().find(|other| {
        other.vpc == subnet.vpc && other.zone == subnet.zone && !network.is_public(other) && !other.public_addresses
    });
    steps.push(other.map_or_else(
        || {
            "Make a subnet in the same zone whose route table has no internet gateway, with a route to the S3 endpoint."
                .to_owned()
        },
        |other| format!("Use {} from now on: it is in the same zone and private.", network.said(&other.id)),
    ));
    steps.push(
        "Start jobs with the new subnet; make models and notebook instances anew with it, since theirs cannot be changed."
            .to_owned(),
    );
    if subnet.public_addresses {
        steps.push(format!(
            "Give out no public addresses any more: aws ec2 modify-subnet-attribute --subnet-id {} \
             --no-map-public-ip-on-launch.",
            subnet.id
        ));
    }
    Some(Fix::Steps(steps))
}

/// There are enough addresses.
pub(super) static VP_12: Check = Check {
    id: "VP-12",
    practice: Practice::Network,
    severity: Severity::Medium,
    title: "Subnets have addresses for the next job",
    why: "Every instance takes addresses of the subnet. Where too few are free, a job does not start and an endpoint \
          neither scales nor changes over to a new model, often on the day of the highest load.",
    criterion: "For every job that does not run now, and for every hosted model, two private addresses are free for each \
                instance (five where it has an Elastic Fabric Adapter): in one subnet of a job, in all of a model \
                together.",
    source: "https://docs.aws.amazon.com/sagemaker/latest/dg/train-vpc.html#train-vpc-ip",
    security_hub: &[],
    prowler: &[],
    config_rules: &[],
    over: Over::Rest,
    run: room,
    fix: Some(find_room),
};

fn room(scan: &Scan<'_>, out: &mut Vec<Finding>) {
    let Some(ground) = Ground::of(scan, &VP_12, out) else { return };
    for placed in &ground.placed {
        let subject = placed.subject.clone();
        if placed.thing.is_some_and(|thing| thing.status.as_deref() == Some("InProgress")) {
            out.push(VP_12.not_applicable(subject, "It runs now: it has its addresses."));
            continue;
        }
        let Some((needed, instances)) = needed(scan, placed) else { continue };
        let subnets = ground.subnets_of(placed);
        let each = subnets.iter().map(|subnet| subnet.free_addresses);
        // A job's instances are in one of the subnets, a model's in all of them.
        let hosted = placed.thing.is_some_and(|thing| thing.kind == ResourceKind::Model);
        let free = if hosted { each.sum() } else { each.max().unwrap_or_default() };
        let counted = if instances == 1 { "one instance".to_owned() } else { format!("{instances} instances") };
        out.push(if free >= needed {
            VP_12.passed(subject, format!("{free} addresses are free; {needed} are enough for {counted}."))
        } else {
            let then = if hosted { "its endpoint cannot change over" } else { "the next one like it does not start" };
            let words = format!("{} needs {needed} addresses for {counted} and finds {free}: {then}.", subject.said());
            let mut finding = VP_12.failed(subject, words);
            for subnet in subnets {
                let name = format!("AvailableIpAddressCount of {}", subnet.id);
                finding = finding.field(&name, &subnet.free_addresses.to_string());
            }
            finding
        });
    }
}

/// How many addresses it takes, for how many instances; none where that is not known.
fn needed(scan: &Scan<'_>, placed: &Placed<'_>) -> Option<(i32, i32)> {
    let each = |thing: &Resource| -> i32 { if has_efa(thing) { 5 } else { 2 } };
    let counted = |thing: &Resource| Some((each(thing).checked_mul(thing.instances?)?, thing.instances?));
    let Some(thing) = placed.thing else {
        // A declared workload takes at least one instance.
        return Some((2, 1));
    };
    match thing.kind {
        ResourceKind::TrainingJob | ResourceKind::TuningJob | ResourceKind::ProcessingJob => counted(thing),
        ResourceKind::Model => {
            let configs = scan.state().resources.items.iter().filter(|other| other.models.contains(&thing.name));
            configs.filter_map(counted).max()
        }
        _ => None,
    }
}

fn find_room(scan: &Scan<'_>, finding: &Finding) -> Option<Fix> {
    let ground = Ground::of(scan, &VP_12, &mut Vec::new())?;
    let placed = ground.find(&finding.resource)?;
    let (needed, _) = needed(scan, placed)?;
    let network = ground.network;
    let roomy = network.subnets.iter().find(|subnet| {
        subnet.vpc == placed.place.vpc
            && subnet.free_addresses >= needed
            && !network.is_public(subnet)
            && !placed.place.subnets.contains(&subnet.id)
    });
    let first = roomy.map_or_else(
        || "Make a subnet with a larger block of addresses, in the route table of the present ones.".to_owned(),
        |subnet| format!("Name {} as well: it has {} free addresses.", network.said(&subnet.id), subnet.free_addresses),
    );
    let second = "Delete network interfaces that nothing uses any more: they keep their addresses.".to_owned();
    Some(Fix::Steps(vec![first, second]))
}
