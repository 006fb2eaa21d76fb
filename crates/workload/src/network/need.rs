//! What a workload needs of the network, one service at a time.

use std::collections::BTreeSet;

use gatehouse_plan::ec2::network::{Endpoint, EndpointKind, Network, Part, Service, Subnet};
use gatehouse_plan::ec2::plans::WantedChange;

use super::fix;
use super::reach::{self, Fault};
use super::table::{self, Line, Use, WorkloadKind};

/// Where a workload runs, and what it calls.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placement {
    /// Its kind.
    pub kind: WorkloadKind,
    /// Its VPC.
    pub vpc: String,
    /// Its subnets.
    pub subnets: Vec<String>,
    /// Its security groups.
    pub groups: Vec<String>,
    /// What its code calls beyond what its kind always calls: `kms`, as [`Need::short`] names services.
    pub uses: BTreeSet<String>,
}

/// How it stands with a service.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NeedState {
    /// It is reached through an endpoint from every subnet.
    Met,
    /// There is no endpoint that can be used, and NAT leads to the service over the internet.
    ByInternet,
    /// There is no endpoint.
    Missing,
    /// There is one, and something stands in the way.
    Unusable,
    /// The Region has no endpoints for the service.
    NotOffered,
    /// Endpoints could not be read.
    Unknown,
}

/// A service that the workload calls.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Need {
    /// The service's name, `com.amazonaws.eu-west-1.kms`.
    pub service: String,
    /// The part of it that differs: `kms`.
    pub short: String,
    /// What the workload does with it.
    pub purpose: &'static str,
    /// Its kind always calls it; otherwise its code may.
    pub always: bool,
    /// It is called: always, or because its code was said to.
    pub wanted: bool,
    /// How it stands.
    pub state: NeedState,
    /// The kind of endpoint that there is or shall be.
    pub kind: EndpointKind,
    /// The endpoint that serves it, or comes nearest.
    pub endpoint: Option<String>,
    /// What stands in the way, and what weakens it.
    pub faults: Vec<Fault>,
    /// What mends it.
    pub fix: Vec<WantedChange>,
}

impl Placement {
    /// Every service that a workload of this kind calls or may call.
    #[must_use]
    pub fn needs(&self, network: &Network) -> Vec<Need> {
        let lines = table::lines().iter().filter(|line| line.of(self.kind) != Use::Never);
        lines.map(|line| self.need(network, line)).collect()
    }

    /// What brings all that the workload calls within reach, for
    /// [`Plan::for_network`](gatehouse_plan::Plan::for_network).
    #[must_use]
    pub fn fixes(&self, network: &Network) -> Vec<WantedChange> {
        self.needs(network).into_iter().filter(|need| need.wanted).flat_map(|need| need.fix).collect()
    }

    pub(super) fn subnets<'n>(&self, network: &'n Network) -> Vec<&'n Subnet> {
        self.subnets.iter().filter_map(|id| network.subnet(id)).collect()
    }

    fn need(&self, network: &Network, line: &Line) -> Need {
        let always = line.of(self.kind) == Use::Always;
        let short = line.service.replace("{region}.", "");
        let offered: Vec<&Service> =
            network.services.iter().filter(|service| line.is(&network.region, &service.name)).collect();
        // Where there is a gateway it is the better choice: it costs nothing.
        let preferred = offered
            .iter()
            .find(|service| service.kind == EndpointKind::Gateway)
            .or_else(|| offered.iter().find(|service| service.kind == EndpointKind::Interface));
        let name = preferred.map_or_else(|| line.name(&network.region), |service| service.name.clone());
        let mut need = Need {
            wanted: always || self.uses.contains(&short),
            service: name,
            short,
            purpose: line.purpose,
            always,
            state: NeedState::Missing,
            kind: preferred.map_or(EndpointKind::Interface, |service| service.kind),
            endpoint: None,
            faults: Vec::new(),
            fix: Vec::new(),
        };
        if !network.has_read(Part::Endpoints) {
            need.state = NeedState::Unknown;
            return need;
        }
        let best = network
            .endpoints
            .iter()
            .filter(|endpoint| endpoint.vpc == self.vpc && line.is(&network.region, &endpoint.service))
            .filter(|endpoint| endpoint.is_there())
            .map(|endpoint| (endpoint, self.faults(network, endpoint)))
            .min_by_key(|(_, faults)| (faults.iter().filter(|fault| fault.blocks).count(), faults.len()));
        let by_internet = !self.subnets.is_empty()
            && self.subnets(network).iter().all(|subnet| reach::by_internet(network, subnet, &self.groups));
        match best {
            Some((endpoint, faults)) => {
                let blocked = faults.iter().any(|fault| fault.blocks);
                need.state = match (blocked, by_internet) {
                    (false, _) => NeedState::Met,
                    (true, true) => NeedState::ByInternet,
                    (true, false) => NeedState::Unusable,
                };
                need.kind = endpoint.kind;
                need.endpoint = Some(endpoint.id.clone());
                need.fix = fix::of_endpoint(self, network, endpoint, &faults);
                need.faults = faults;
            }
            None => match preferred {
                Some(service) => {
                    if by_internet {
                        need.state = NeedState::ByInternet;
                    }
                    need.fix = fix::new_endpoint(self, network, service);
                }
                // That a service is not offered is known only where the offers could be read.
                None if network.has_read(Part::Services) => need.state = NeedState::NotOffered,
                None => need.state = NeedState::Unknown,
            },
        }
        need
    }

    /// What is wrong from any of the subnets, each thing once.
    fn faults(&self, network: &Network, endpoint: &Endpoint) -> Vec<Fault> {
        let mut all: Vec<Fault> = Vec::new();
        for subnet in self.subnets(network) {
            for fault in reach::faults(network, subnet, &self.groups, endpoint) {
                if !all.contains(&fault) {
                    all.push(fault);
                }
            }
        }
        all
    }
}
