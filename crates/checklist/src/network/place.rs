//! What runs in which place of the network.

use std::collections::{BTreeMap, BTreeSet};

use gatehouse_plan::ec2::network::{Group, Network, Part, Subnet};
use gatehouse_plan::ec2::plans::WantedChange;
use gatehouse_plan::sagemaker::resource::{Resource, ResourceKind};
use gatehouse_plan::{Plan, Unread};
use gatehouse_workload::network::{Need, Placement, WorkloadKind};
use gatehouse_workload::workload::Workload;

use crate::check::Check;
use crate::finding::{Finding, Subject, SubjectKind};
use crate::fix::Fix;
use crate::scan::{Scan, unread};
use crate::things::subject_of;

/// What can be in a VPC. Batch transform runs where its model is.
pub(super) const KINDS: [ResourceKind; 7] = [
    ResourceKind::Domain,
    ResourceKind::Notebook,
    ResourceKind::TrainingJob,
    ResourceKind::TuningJob,
    ResourceKind::ProcessingJob,
    ResourceKind::Model,
    ResourceKind::EndpointConfig,
];

/// Something that runs in a VPC of the account, or shall.
pub(super) struct Placed<'a> {
    pub(super) subject: Subject,
    pub(super) place: Placement,
    /// None of a declared workload.
    pub(super) thing: Option<&'a Resource>,
}

/// The network with what runs in it.
pub(super) struct Ground<'a> {
    pub(super) network: &'a Network,
    pub(super) placed: Vec<Placed<'a>>,
}

impl Placed<'_> {
    /// Whether it goes to the internet past the VPC: then it needs nothing of the VPC's endpoints.
    pub(super) fn goes_past(&self) -> bool {
        self.thing.is_some_and(|thing| thing.internet_access == Some(true))
    }

    /// Whether its security groups are known: a domain may leave them to each user profile.
    pub(super) fn has_groups(&self) -> bool {
        !self.place.groups.is_empty()
    }

    /// Whether it needs endpoints, and it is known with which groups it goes to them.
    pub(super) fn needs_endpoints(&self) -> bool {
        !self.goes_past() && self.has_groups()
    }

    /// `the training job churn`.
    pub(super) fn said(&self) -> String {
        said(&self.subject)
    }

    /// What it needs of a service, by the service's short name.
    pub(super) fn need(&self, network: &Network, short: &str) -> Option<Need> {
        need(&self.place, network, short)
    }
}

/// What a placement needs of a service.
pub(super) fn need(place: &Placement, network: &Network, short: &str) -> Option<Need> {
    place.needs(network).into_iter().find(|need| need.short == short)
}

/// A subject within a sentence.
pub(super) fn said(subject: &Subject) -> String {
    let said = subject.said();
    said.strip_prefix("The ").map_or_else(|| said.clone(), |rest| format!("the {rest}"))
}

/// The same at the beginning of one.
pub(super) fn capital(said: &str) -> String {
    said.strip_prefix("the ").map_or_else(|| said.to_owned(), |rest| format!("The {rest}"))
}

/// Things in a list: the first, and how many more.
pub(super) fn who<'p>(placed: impl IntoIterator<Item = &'p Placed<'p>>) -> String {
    let mut placed = placed.into_iter();
    let first = placed.next().map(Placed::said).unwrap_or_default();
    match placed.count() {
        0 => first,
        more => format!("{first} and {more} more"),
    }
}

/// Declared workloads, as what a finding is about.
pub(super) fn subject_of_workload(workload: &Workload) -> Subject {
    Subject::new(SubjectKind::Workload, &workload.job.role_name, &workload.job.role_name)
}

impl<'a> Ground<'a> {
    /// What runs in VPCs. What could not be read of it is reported; none where there is no network to look at.
    pub(super) fn of(scan: &Scan<'a>, check: &Check, out: &mut Vec<Finding>) -> Option<Self> {
        let state = scan.state();
        let workloads = state.workloads.iter().filter_map(|workload| {
            let place = workload.placement.clone()?;
            Some(Placed { subject: subject_of_workload(workload), place, thing: None })
        });
        let mut placed: Vec<Placed<'a>> = workloads.collect();
        let things = scan.things(check, &KINDS, out);
        placed.extend(things.into_iter().filter(|thing| !thing.subnets.is_empty()).map(of_thing));
        let Some(network) = &state.network else {
            let missing = || vec![unread("network", Part::Vpcs.action())];
            if state.draft {
                out.extend(placed.iter().map(|placed| check.unanswered(placed.subject.clone(), missing())));
            } else if !placed.is_empty() {
                out.push(check.unanswered(scan.account_subject(), missing()));
            }
            return None;
        };
        let subnets = lacking(network, &[Part::Subnets]);
        placed.retain_mut(|placed| {
            let subnet = placed.place.subnets.iter().find_map(|id| network.subnet(id));
            if let Some(subnet) = subnet {
                placed.place.vpc.clone_from(&subnet.vpc);
            } else if !subnets.is_empty() {
                out.push(check.unanswered(placed.subject.clone(), subnets.clone()));
            }
            // Where its subnets are not there any more, the network says nothing of it.
            subnet.is_some()
        });
        Some(Self { network, placed })
    }

    /// Whether a part of the network was read; if not, that is reported where something runs in the network.
    pub(super) fn has_read(&self, scan: &Scan<'_>, check: &Check, part: Part, out: &mut Vec<Finding>) -> bool {
        let missing = lacking(self.network, &[part]);
        if !missing.is_empty() && !self.placed.is_empty() {
            out.push(check.unanswered(scan.account_subject(), missing.clone()));
        }
        missing.is_empty()
    }

    /// The subnets in which something runs, with that.
    pub(super) fn subnets(&self) -> Vec<(&'a Subnet, Vec<&Placed<'a>>)> {
        let ids = self.by(|placed| placed.place.subnets.clone());
        ids.into_iter().filter_map(|(id, placed)| Some((self.network.subnet(&id)?, placed))).collect()
    }

    /// The ids of security groups that something has, with that.
    pub(super) fn groups(&self) -> Vec<(String, Vec<&Placed<'a>>)> {
        self.by(|placed| placed.place.groups.clone()).into_iter().collect()
    }

    /// The ids of VPCs in which something runs, with that.
    pub(super) fn vpcs(&self) -> Vec<(String, Vec<&Placed<'a>>)> {
        self.by(|placed| vec![placed.place.vpc.clone()]).into_iter().collect()
    }

    fn by(&self, names: impl Fn(&Placed<'a>) -> Vec<String>) -> BTreeMap<String, Vec<&Placed<'a>>> {
        let mut all: BTreeMap<String, Vec<&Placed<'a>>> = BTreeMap::new();
        for placed in &self.placed {
            for name in names(placed).into_iter().collect::<BTreeSet<_>>() {
                all.entry(name).or_default().push(placed);
            }
        }
        all
    }

    /// What a finding is about.
    pub(super) fn find(&self, subject: &Subject) -> Option<&Placed<'a>> {
        self.placed.iter().find(|placed| placed.subject == *subject)
    }

    /// The groups of a thing that are there.
    pub(super) fn groups_of(&self, placed: &Placed<'_>) -> Vec<&'a Group> {
        placed.place.groups.iter().filter_map(|id| self.network.group(id)).collect()
    }

    /// The subnets of a thing that are there.
    pub(super) fn subnets_of(&self, placed: &Placed<'_>) -> Vec<&'a Subnet> {
        placed.place.subnets.iter().filter_map(|id| self.network.subnet(id)).collect()
    }

    /// A part of the network, as what a finding is about.
    pub(super) fn subject(&self, kind: SubjectKind, id: &str) -> Subject {
        Subject::new(kind, id, &self.network.said(id))
    }
}

fn of_thing(thing: &Resource) -> Placed<'_> {
    let kind = match thing.kind {
        ResourceKind::Domain => WorkloadKind::Studio,
        ResourceKind::Notebook => WorkloadKind::Notebook,
        ResourceKind::ProcessingJob => WorkloadKind::Processing,
        ResourceKind::Model | ResourceKind::EndpointConfig => WorkloadKind::Hosting,
        _ => WorkloadKind::Training,
    };
    let (subnets, groups) = (thing.subnets.clone(), thing.groups.clone());
    let place = Placement { kind, vpc: String::new(), subnets, groups, uses: BTreeSet::new() };
    Placed { subject: subject_of(thing), place, thing: Some(thing) }
}

/// What of these parts of the network could not be read.
pub(super) fn lacking(network: &Network, parts: &[Part]) -> Vec<Unread> {
    let gone = network.unread.iter().filter(|unread| parts.contains(&unread.part));
    gone.map(|unread| Unread {
        what: unread.part.words().to_owned(),
        action: unread.part.action(),
        code: unread.code.clone(),
        message: unread.message.clone(),
    })
    .collect()
}

/// The plan of changes of the network; none where they come to nothing.
pub(super) fn plan(scan: &Scan<'_>, finding: &Finding, title: &str, wanted: &[WantedChange]) -> Option<Fix> {
    let state = scan.state();
    let network = state.network.as_ref()?;
    let mut made = 0;
    // What is made carries this, so that it is found again when no answer came: another reading has another moment.
    let mut token = || {
        made += 1;
        format!("{} {} {made}", finding.check, state.now)
    };
    let plan = Plan::for_network(title, &state.account, network, wanted, &mut token);
    (!plan.steps.is_empty()).then_some(Fix::Plan(plan))
}
