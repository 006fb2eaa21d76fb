//! The links that routes, security groups and endpoints decide.

use gatehouse_plan::Network;
use gatehouse_plan::ec2::network::EndpointKind;
use gatehouse_policy::decide::Layer;

use super::facts::Facts;
use super::{Answer, Chain, Fix, FixTarget, Link, LinkState, Node, NodeKind, Refused, access};
use crate::network::{Need, NeedState, Placement};
use crate::workload::{Workload, WorkloadDesign};

pub(super) fn add(workload: &Workload, design: &WorkloadDesign, facts: &Facts, chain: &mut Chain) {
    if !workload.job.vpc {
        return;
    }
    let Some(place) = &workload.placement else {
        chain.nodes.push(node("network", NodeKind::Network, "A VPC", "None was chosen", 3));
        chain.links.extend(access::attaches(workload, design, facts));
        return;
    };
    let title = facts.found.network.as_ref().map_or_else(|| place.vpc.clone(), |network| network.said(&place.vpc));
    let counted = |count: usize, what: &str| format!("{count} {what}{}", if count == 1 { "" } else { "s" });
    let detail =
        format!("{}, {}", counted(place.subnets.len(), "subnet"), counted(place.groups.len(), "security group"));
    chain.nodes.push(node("network", NodeKind::Network, &title, &detail, 3));
    chain.links.extend(access::attaches(workload, design, facts));
    let Some(network) = &facts.found.network else { return };
    if let Some(broken) = gone(place, network) {
        chain.links.push(broken);
        return;
    }
    for need in place.needs(network).into_iter().filter(|need| need.wanted) {
        endpoint(workload, design, network, &need, chain);
    }
}

fn node(id: &str, kind: NodeKind, title: &str, detail: &str, column: usize) -> Node {
    Node { id: id.to_owned(), kind, title: title.to_owned(), detail: detail.to_owned(), column }
}

/// A subnet or group of the workload that is not in the VPC any more.
fn gone(place: &Placement, network: &Network) -> Option<Link> {
    let subnets = place.subnets.iter().filter(|id| network.subnet(id).is_none_or(|subnet| subnet.vpc != place.vpc));
    let groups = place.groups.iter().filter(|id| network.group(id).is_none_or(|group| group.vpc != place.vpc));
    let missing: Vec<&str> = subnets.chain(groups).map(String::as_str).collect();
    if missing.is_empty() {
        return None;
    }
    let link = Link::new("placed", "network", "network", "has the subnets and groups");
    let fix = Fix::new("Change the workload: choose subnets and groups that are there.".to_owned(), None);
    let link = link.because(LinkState::Broken, format!("These are not in the VPC: {}.", missing.join(", ")));
    Some(Link { fixes: vec![fix], ..link })
}

fn endpoint(workload: &Workload, design: &WorkloadDesign, network: &Network, need: &Need, chain: &mut Chain) {
    let id = format!("endpoint:{}", need.short);
    let kind = match need.kind {
        EndpointKind::Gateway => "Gateway endpoint",
        _ => "Interface endpoint",
    };
    let there = need.endpoint.as_deref().and_then(|endpoint| network.endpoint(endpoint));
    let detail = there.map_or_else(|| "No endpoint".to_owned(), |endpoint| format!("{kind} {}", endpoint.id));
    chain.nodes.push(node(&id, NodeKind::Endpoint, &need.short, &detail, 4));
    let mut link = Link::new(&format!("reaches:{}", need.short), "network", &id, &format!("reaches {}", need.short));
    for fault in &need.faults {
        let state = match (fault.blocks, need.state) {
            (true, NeedState::Unusable) => LinkState::Broken,
            _ => LinkState::Weak,
        };
        link = link.because(state, fault.message.clone());
    }
    link = match need.state {
        NeedState::Met | NeedState::Unusable => link,
        NeedState::ByInternet => link.because(
            LinkState::Weak,
            "No endpoint can be used: the service is reached over the internet, through NAT.",
        ),
        NeedState::Missing => link.because(
            LinkState::Broken,
            "There is no endpoint, and no way to the internet: the request does not arrive.",
        ),
        NeedState::NotOffered => link.because(
            LinkState::Broken,
            "The Region has no endpoints for this service, and there is no way to the internet.",
        ),
        NeedState::Unknown => link.because(LinkState::Unknown, "Endpoints could not be read."),
    };
    if link.state != LinkState::Holds && !need.fix.is_empty() {
        let words = match there {
            Some(endpoint) => format!("Change the endpoint {} and what belongs to it.", endpoint.id),
            None => format!("Make an endpoint for {}.", need.short),
        };
        link.fixes.push(Fix { repair: workload.make_endpoints, ..Fix::new(words, None) });
    }
    chain.links.push(link);
    let asks = workload.through(&need.short, design);
    let (Some(endpoint), false) = (there, asks.is_empty()) else { return };
    let to = match need.short.as_str() {
        "s3" => format!("bucket:{}", workload.job.input.bucket),
        _ => "secret".to_owned(),
    };
    let mut link = Link::new(&format!("through:{}", need.short), &id, &to, "lets the requests through");
    let policy = endpoint.policy.as_deref().unwrap_or("{}");
    let shut = if endpoint.policy.is_some() { workload.cannot_pass(design, &need.short, policy) } else { Vec::new() };
    for ask in asks {
        let shut = shut.iter().find(|(other, _)| *other == ask);
        let state = if shut.is_some() { LinkState::Broken } else { LinkState::Holds };
        let words = match state {
            LinkState::Holds => format!("The policy of {} lets {} through.", endpoint.id, ask.action),
            _ => format!("The policy of {} does not let {} through.", endpoint.id, ask.action),
        };
        if state == LinkState::Broken {
            link = link.because(state, words.clone());
        }
        let refused = shut.map(|(_, explicit)| Refused { layer: Layer::Endpoint, explicit: *explicit });
        link.requests.push(Answer { action: ask.action.to_owned(), resource: ask.resource, state, words, refused });
    }
    if link.state == LinkState::Broken {
        let opened = workload.opened_endpoint_policy(design, &need.short, policy);
        let target = FixTarget::Endpoint { id: endpoint.id.clone() };
        let words = match opened {
            Some(_) => "Let the role's requests through in the endpoint's policy.",
            None => "A Deny of the endpoint's policy stands in the way: make it narrower.",
        };
        let statement = workload.endpoint_statement(design, &need.short);
        let statement = statement.and_then(|statement| serde_json::to_string_pretty(&statement).ok());
        let fix = Fix { repair: opened.is_some(), statement, ..Fix::new(words.to_owned(), Some(target)) };
        link.fixes.push(fix);
    }
    chain.links.push(link);
}
