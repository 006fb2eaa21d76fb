//! What the deletion of an endpoint would cut off.

use gatehouse_plan::ec2::network::{Endpoint, Network, Subnet};

use super::reach;
use super::table::{self, Use, WorkloadKind};

/// A subnet from which a service is no longer reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CutOff {
    /// The subnet.
    pub subnet: String,
    /// Security groups with which it was reached from there.
    pub groups: Vec<String>,
    /// Kinds of workloads that always call the service.
    pub always: Vec<WorkloadKind>,
    /// Kinds of workloads whose code may call it.
    pub maybe: Vec<WorkloadKind>,
}

/// What is no longer reached when the endpoint is gone: through it, and through no other way.
#[must_use]
pub fn cut_off(network: &Network, endpoint: &Endpoint) -> Vec<CutOff> {
    let line = table::lines().iter().find(|line| line.is(&network.region, &endpoint.service));
    let kinds = |wanted: Use| -> Vec<WorkloadKind> {
        let of = |kind: &WorkloadKind| line.is_some_and(|line| line.of(*kind) == wanted);
        WorkloadKind::ALL.into_iter().filter(of).collect()
    };
    let gets_through = |subnet: &Subnet, groups: &[String], endpoint: &Endpoint| {
        !reach::faults(network, subnet, groups, endpoint).iter().any(|fault| fault.blocks)
    };
    let others: Vec<&Endpoint> = network
        .endpoints
        .iter()
        .filter(|other| other.id != endpoint.id && other.vpc == endpoint.vpc && other.service == endpoint.service)
        .collect();
    let mut cut = Vec::new();
    for subnet in network.subnets.iter().filter(|subnet| subnet.vpc == endpoint.vpc) {
        let lost = |group: &String| {
            let groups = std::slice::from_ref(group);
            gets_through(subnet, groups, endpoint)
                && !others.iter().any(|other| gets_through(subnet, groups, other))
                && !reach::by_internet(network, subnet, groups)
        };
        let here = network.groups.iter().filter(|group| group.vpc == endpoint.vpc).map(|group| &group.id);
        // The endpoint's own groups are on endpoints, not on workloads.
        let groups: Vec<String> =
            here.filter(|id| !endpoint.groups.contains(id)).filter(|id| lost(id)).cloned().collect();
        if !groups.is_empty() {
            let (always, maybe) = (kinds(Use::Always), kinds(Use::IfUsed));
            cut.push(CutOff { subnet: subnet.id.clone(), groups, always, maybe });
        }
    }
    cut
}
