//! Where in the network the code ran.

use std::collections::BTreeSet;

use gatehouse_plan::Network;
use gatehouse_plan::sagemaker::resource::Resource;
use gatehouse_workload::chain::LinkState;
use gatehouse_workload::network::{Placement, WorkloadKind};

use super::Choice;
use super::desk::Desk;

/// The answer that none of the known places is it.
const ELSEWHERE: &str = "elsewhere";

/// Where the code ran, and whether somebody said so: the only place that there is, or asked.
pub(super) fn place_of(desk: &mut Desk<'_>, network: &Network, short: &str) -> Option<(Placement, bool)> {
    let mut places: Vec<(String, Placement)> = Vec::new();
    for (workload, _) in desk.case.chains {
        if let Some(place) = &workload.placement {
            places.push((format!("The workload {}", workload.job.role_name), place.clone()));
        }
    }
    if let Some(state) = desk.state() {
        for thing in &state.resources.items {
            if let Some(place) = of_thing(network, thing) {
                places.push((format!("{} {}", capital(thing.kind.words()), thing.name), place));
            }
        }
        for workload in state.workloads.iter().filter_map(|workload| Some((workload, workload.placement.as_ref()?))) {
            let named = format!("The workload {}", workload.0.job.role_name);
            if !places.iter().any(|(name, _)| *name == named) {
                places.push((named, workload.1.clone()));
            }
        }
    }
    // Those in the same place are one.
    let mut distinct: Vec<(String, Placement)> = Vec::new();
    for (name, place) in places {
        let same = |(_, other): &(String, Placement)| {
            (&other.vpc, &other.subnets, &other.groups) == (&place.vpc, &place.subnets, &place.groups)
        };
        if !distinct.iter().any(same) {
            distinct.push((name, place));
        }
    }
    if !distinct.is_empty() {
        let named =
            |(name, place): &(String, Placement)| Choice::named(name, format!("{name}, {}", network.said(&place.vpc)));
        let choices = distinct.iter().map(named).chain([Choice::named(ELSEWHERE, "Somewhere else")]).collect();
        let answer = desk.ask("place", "What ran there?", "The job or workload whose code made the call.", choices);
        let chosen = match (answer, distinct.len()) {
            // Until somebody says otherwise it was the only one that there is.
            (None, 1) => distinct.pop(),
            (None, _) => return None,
            (Some(answer), _) => distinct.into_iter().find(|(name, _)| name == answer),
        };
        if let Some((name, place)) = chosen {
            desk.look("Where it ran", format!("{name}, in {}.", network.said(&place.vpc)), LinkState::Holds);
            return Some((wanting(place, short), answer.is_some()));
        }
    }
    let subnets: Vec<Choice> = network
        .subnets
        .iter()
        .map(|subnet| Choice::named(&subnet.id, format!("{}, {}", network.said(&subnet.id), network.said(&subnet.vpc))))
        .collect();
    let subnet =
        desk.ask("subnet", "In which subnet did it run?", "The subnet of the job, notebook or function.", subnets);
    let subnet = network.subnet(subnet?)?;
    let groups: Vec<Choice> = network
        .groups
        .iter()
        .filter(|group| group.vpc == subnet.vpc)
        .map(|group| Choice::named(&group.id, network.said(&group.id)))
        .collect();
    let group =
        desk.ask("group", "With which security group?", "The group of the job, notebook or function.", groups)?;
    let place = Placement {
        kind: WorkloadKind::Training,
        vpc: subnet.vpc.clone(),
        subnets: vec![subnet.id.clone()],
        groups: vec![group.to_owned()],
        uses: BTreeSet::new(),
    };
    Some((wanting(place, short), true))
}

/// The same place, from which the service is called. A kind that never calls it is looked at as one that may.
fn wanting(mut place: Placement, short: &str) -> Placement {
    place.uses.insert(short.to_owned());
    place
}

fn of_thing(network: &Network, thing: &Resource) -> Option<Placement> {
    let vpc = &network.subnet(thing.subnets.first()?)?.vpc;
    Some(Placement {
        kind: WorkloadKind::Training,
        vpc: vpc.clone(),
        subnets: thing.subnets.clone(),
        groups: thing.groups.clone(),
        uses: BTreeSet::new(),
    })
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
