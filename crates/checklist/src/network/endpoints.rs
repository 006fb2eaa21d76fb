//! Endpoints are in the zones in which workloads run.

use std::collections::BTreeMap;

use gatehouse_plan::ec2::call::EndpointChange;
use gatehouse_plan::ec2::network::{Endpoint, EndpointKind, Part};
use gatehouse_plan::ec2::plans::WantedChange;

use super::place::{Ground, plan};
use crate::check::{Check, Over, Practice, Severity};
use crate::finding::{Finding, SubjectKind};
use crate::fix::Fix;
use crate::scan::Scan;

/// Endpoints are in every zone.
pub(super) static VP_16: Check = Check {
    id: "VP-16",
    practice: Practice::Network,
    severity: Severity::Low,
    title: "Endpoints are in every zone of the workloads",
    why: "From a zone without an address of the endpoint, calls go through another zone: that costs money for each \
          gigabyte, and everything stops when that other zone fails.",
    criterion: "Every interface endpoint of a VPC in which something runs has a subnet in each Availability Zone in which \
                something runs and which its service offers.",
    source: "https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html",
    security_hub: &[],
    prowler: &["vpc_endpoint_multi_az_enabled"],
    config_rules: &[],
    over: Over::Rest,
    run: zones,
    fix: Some(add_zones),
};

/// The zones that an endpoint lacks, each with a subnet of the workloads there.
fn lacks(ground: &Ground<'_>, endpoint: &Endpoint) -> BTreeMap<String, String> {
    let network = ground.network;
    let offer = network.services.iter().find(|one| one.name == endpoint.service && one.kind == endpoint.kind);
    let own: Vec<&str> =
        endpoint.subnets.iter().filter_map(|id| network.subnet(id)).map(|subnet| subnet.zone.as_str()).collect();
    let mut lacks = BTreeMap::new();
    for (subnet, users) in ground.subnets() {
        let used = subnet.vpc == endpoint.vpc && users.iter().any(|user| !user.goes_past());
        let offered = offer.is_none_or(|offer| offer.zones.contains(&subnet.zone));
        if used && offered && !own.contains(&subnet.zone.as_str()) {
            lacks.entry(subnet.zone.clone()).or_insert_with(|| subnet.id.clone());
        }
    }
    lacks
}

fn zones(scan: &Scan<'_>, out: &mut Vec<Finding>) {
    let Some(ground) = Ground::of(scan, &VP_16, out) else { return };
    if !ground.has_read(scan, &VP_16, Part::Endpoints, out) {
        return;
    }
    let vpcs = ground.vpcs();
    let here = |vpc: &String| vpcs.iter().any(|(id, _)| id == vpc);
    let all = ground.network.endpoints.iter().filter(|one| one.kind == EndpointKind::Interface && here(&one.vpc));
    for endpoint in all {
        let subject = ground.subject(SubjectKind::Endpoint, &endpoint.id);
        let lacks: Vec<String> = lacks(&ground, endpoint).into_keys().collect();
        out.push(if lacks.is_empty() {
            VP_16.passed(subject, "It is in every zone in which something runs.")
        } else {
            let words = format!(
                "{} has no address in {}: from there {} is reached through another zone, and not at all when that fails.",
                subject.said(),
                lacks.join(", "),
                endpoint.service
            );
            VP_16.failed(subject, words).field("SubnetIds", &endpoint.subnets.join(", "))
        });
    }
}

fn add_zones(scan: &Scan<'_>, finding: &Finding) -> Option<Fix> {
    let ground = Ground::of(scan, &VP_16, &mut Vec::new())?;
    let endpoint = ground.network.endpoint(&finding.resource.id).filter(|endpoint| !endpoint.requester_managed)?;
    let add_subnets: Vec<String> = lacks(&ground, endpoint).into_values().collect();
    let change = EndpointChange { add_subnets, ..EndpointChange::default() };
    let wanted = [WantedChange::Change { endpoint: endpoint.id.clone(), change }];
    plan(scan, finding, &format!("Put the endpoint {} into more zones", finding.resource.name), &wanted)
}
