//! The way to a service, and places in a VPC.

use std::collections::BTreeSet;

use gatehouse_checklist::AccountState;
use gatehouse_plan::ec2::network::{Network, Part};
use gatehouse_plan::{Plan, sagemaker::resource::Resource};
use gatehouse_workload::chain::LinkState;
use gatehouse_workload::network::{Need, NeedState, Placement, WorkloadKind};

use super::desk::Desk;
use super::{Certainty, Choice, Fix, Remedy};
use crate::kind::Kind;

const VPC: &str = "https://docs.aws.amazon.com/sagemaker/latest/dg/train-vpc.html";

/// The short name by which needs know the service behind a host.
fn short_of(host: &str) -> Option<&'static str> {
    const HOSTS: [(&str, &str); 24] = [
        ("api.sagemaker.", "sagemaker.api"),
        ("runtime.sagemaker.", "sagemaker.runtime"),
        ("featurestore-runtime.sagemaker.", "sagemaker.featurestore-runtime"),
        ("metrics.sagemaker.", "sagemaker.metrics"),
        ("api.ecr.", "ecr.api"),
        (".dkr.ecr.", "ecr.dkr"),
        ("monitoring.", "monitoring"),
        ("logs.", "logs"),
        ("sts.", "sts"),
        ("kms.", "kms"),
        ("secretsmanager.", "secretsmanager"),
        ("ssm.", "ssm"),
        ("ec2.", "ec2"),
        ("athena.", "athena"),
        ("glue.", "glue"),
        ("redshift-data.", "redshift-data"),
        ("lakeformation.", "lakeformation"),
        ("dynamodb.", "dynamodb"),
        ("bedrock-runtime.", "bedrock-runtime"),
        ("elasticfilesystem.", "elasticfilesystem"),
        ("codecommit.", "codecommit"),
        ("servicecatalog.", "servicecatalog"),
        ("s3.", "s3"),
        ("s3-", "s3"),
    ];
    if !host.contains("amazonaws") {
        return None;
    }
    let begins = HOSTS.iter().find(|(part, _)| host.starts_with(part) || part.starts_with('.') && host.contains(part));
    let bucket = || [".s3.", ".s3-"].iter().any(|part| host.contains(part)).then_some("s3");
    begins.map(|(_, short)| *short).or_else(bucket)
}

fn host(endpoint: &str) -> &str {
    let rest = endpoint.split_once("://").map_or(endpoint, |(_, rest)| rest);
    rest.split(['/', ':', '?']).next().unwrap_or(rest)
}

pub(super) fn reach(desk: &mut Desk<'_>) {
    desk.source(VPC);
    desk.source("https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-aws-services.html");
    let complaint = desk.complaint();
    let Some(endpoint) = complaint.endpoint.as_ref().map(|piece| piece.text.clone()) else {
        let answer = desk.ask(
            "service",
            "Which service was called?",
            "The host of the message, or the service: sts.",
            Vec::new(),
        );
        let named =
            answer.map(
                |answer| {
                    if answer.contains('.') { answer.to_owned() } else { format!("{answer}.REGION.amazonaws.com") }
                },
            );
        match named {
            Some(named) => way(desk, &named),
            None => {
                desk.conclude(Certainty::Likely, "A service could not be reached. The message does not say which one.");
            }
        }
        return;
    };
    way(desk, &endpoint);
}

fn way(desk: &mut Desk<'_>, endpoint: &str) {
    let host = host(endpoint).to_ascii_lowercase();
    if host == "sts.amazonaws.com" {
        regional_sts(desk);
    }
    if host == "iam.amazonaws.com" {
        iam(desk);
        return;
    }
    let Some(short) = short_of(&host) else {
        if host.contains("amazonaws") {
            desk.conclude(
                Certainty::Likely,
                format!("{host} does not answer from where the code ran: there is no VPC endpoint for it, and no way to the internet."),
            );
        } else {
            internet(desk, &host);
        }
        return;
    };
    if desk.complaint().kind == Kind::ConnectionBroken {
        broken(desk, &host);
    }
    if other_region(desk, &host, short) {
        return;
    }
    link(desk, short);
    let Some(network) = desk.state().and_then(|state| state.network.as_ref()) else {
        desk.look("The network", "It was not read, or no account is open.", LinkState::Unknown);
        desk.conclude(
            Certainty::Likely,
            format!(
                "{host} does not answer. In a VPC without internet that means: there is no endpoint for {short}, its private DNS is \
                 off, or a security group lets nothing through on port 443."
            ),
        );
        return;
    };
    let Some((place, told)) = place_of(desk, network, short) else {
        desk.conclude(
            Certainty::Likely,
            format!("{host} does not answer from where the code ran. With its VPC, subnets and groups the way can be looked at."),
        );
        return;
    };
    judge(desk, network, &place, short);
    if !told && desk.found.certainty == Certainty::Certain {
        desk.found.certainty = Certainty::Likely;
    }
}

/// An endpoint stands for the names of its own Region alone.
fn other_region(desk: &mut Desk<'_>, host: &str, short: &str) -> bool {
    let called = host.split('.').find(|label| gatehouse_policy::names::is_region(label));
    let Some((called, network)) = called.zip(desk.state().and_then(|state| state.network.as_ref())) else {
        return false;
    };
    if network.region.is_empty() || called == network.region {
        return false;
    }
    desk.look(
        "The Region",
        format!("{called} was called; the open network is of {}.", network.region),
        LinkState::Broken,
    );
    desk.conclude(
        Certainty::Likely,
        format!(
            "The code calls {short} in {called}. A VPC endpoint stands for the names of its own Region alone, so from a closed VPC of \
             {} other Regions are not reached.",
            network.region
        ),
    );
    let text = format!("import os\n\nos.environ[\"AWS_DEFAULT_REGION\"] = \"{}\"", network.region);
    let words = "Or open the Region in which the code ran, and look at its network there.";
    desk.code("region", "Call the service in the VPC's own Region", words, "python", text);
    true
}

/// The link of a declared workload that does not reach the service.
fn link(desk: &mut Desk<'_>, short: &str) {
    desk.link(|_, link| link.id == format!("reaches:{short}"));
}

/// The answer that none of the known places is it.
const ELSEWHERE: &str = "elsewhere";

/// Where the code ran, and whether somebody said so: the only place that there is, or asked.
fn place_of(desk: &mut Desk<'_>, network: &Network, short: &str) -> Option<(Placement, bool)> {
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

fn judge(desk: &mut Desk<'_>, network: &Network, place: &Placement, short: &str) {
    let need = need(network, place, short);
    let Some(need) = need else {
        desk.conclude(
            Certainty::Likely,
            format!("Whether {short} is within reach is not known here: training jobs do not call it from the VPC."),
        );
        return;
    };
    if !network.has_read(Part::Endpoints) {
        desk.look("Endpoints", "They could not be read (ec2:DescribeVpcEndpoints).", LinkState::Unknown);
    }
    for fault in &need.faults {
        desk.look("The way", fault.message.clone(), if fault.blocks { LinkState::Broken } else { LinkState::Weak });
    }
    let vpc = network.said(&place.vpc);
    let named = need.endpoint.as_deref().map(|id| network.said(id)).unwrap_or_default();
    let (certainty, cause) = match need.state {
        NeedState::Missing => (
            Certainty::Certain,
            format!(
                "There is no endpoint for {short} in {vpc}, and no way to the internet: the request waits until it times out."
            ),
        ),
        NeedState::Unusable => {
            let why: Vec<&str> =
                need.faults.iter().filter(|fault| fault.blocks).map(|fault| fault.message.as_str()).collect();
            (
                Certainty::Certain,
                format!("The endpoint {named} for {short} cannot be used from there. {}", why.join(" ")),
            )
        }
        NeedState::NotOffered => (
            Certainty::Certain,
            format!("This Region has no endpoints for {short}, and {vpc} has no way to the internet."),
        ),
        NeedState::ByInternet => (
            Certainty::Likely,
            format!(
                "By routes and groups {short} is reached over the internet, through NAT. A network ACL, a firewall, the NAT gateway \
                 itself or DNS stands in the way, or the routes were changed since."
            ),
        ),
        NeedState::Met => (
            Certainty::Likely,
            format!(
                "It would arrive today: {short} is reached through the endpoint {named}. It was made since, or a network ACL, a \
                 firewall or the code's own DNS stands in the way."
            ),
        ),
        NeedState::Unknown => (Certainty::Unknown, "Endpoints could not be read: the way is not known.".to_owned()),
    };
    let found = match need.state {
        NeedState::Met => ("It is there, and can be used from there.", LinkState::Holds),
        NeedState::ByInternet => ("None; NAT leads to the internet.", LinkState::Weak),
        NeedState::Unknown => ("They could not be read.", LinkState::Unknown),
        NeedState::Unusable => ("There is one, which cannot be used from there.", LinkState::Broken),
        NeedState::Missing | NeedState::NotOffered => ("There is none.", LinkState::Broken),
    };
    desk.look(format!("Endpoint for {short}"), found.0, found.1);
    desk.conclude(certainty, cause);
    if need.state == NeedState::NotOffered {
        desk.steps(
            "nat",
            "Open a way to the internet",
            "Where a service has no endpoint, only NAT leads there.",
            &["Make a NAT gateway in a public subnet.", "Route 0.0.0.0/0 of the job's subnets to it."],
        );
    }
    mend(desk, network, &need, short, &vpc);
}

/// What a place needs of a service.
pub(super) fn need(network: &Network, place: &Placement, short: &str) -> Option<Need> {
    let of = |kind| Placement { kind, ..place.clone() }.needs(network).into_iter().find(|need| need.short == short);
    of(place.kind).or_else(|| of(WorkloadKind::Studio))
}

fn mend(desk: &mut Desk<'_>, network: &Network, need: &Need, short: &str, vpc: &str) {
    let Some(state) = desk.state().filter(|_| need.state != NeedState::Met && !need.fix.is_empty()) else { return };
    let plan = plan(state, network, need, short, vpc);
    if plan.steps.is_empty() {
        return;
    }
    let there = need.endpoint.is_some();
    let title = match there {
        true => format!("Make the endpoint for {short} usable"),
        false => format!("Make an endpoint for {short}"),
    };
    let words = match there {
        true => "Changes the endpoint, its groups or the VPC's DNS, as far as each stands in the way.",
        false => {
            "Makes the endpoint in the job's subnets, lets the job's group in on port 443, and turns private DNS on."
        }
    };
    desk.fix(Fix::new("endpoint", title, words, Remedy::Plan(plan)));
}

fn plan(state: &AccountState, network: &Network, need: &Need, short: &str, vpc: &str) -> Plan {
    let mut made = 0;
    // Each thing that is made is found again by a value that nothing else has.
    let mut token = || {
        made += 1;
        format!("doctor {short} {} {made}", state.now)
    };
    Plan::for_network(&format!("Reach {short} from {vpc}"), &state.account, network, &need.fix, &mut token)
}

fn regional_sts(desk: &mut Desk<'_>) {
    desk.look("Host", "sts.amazonaws.com is STS's one global host: no VPC endpoint has this name.", LinkState::Broken);
    desk.conclude(
        Certainty::Likely,
        "The SDK calls STS at its global host, which no VPC endpoint stands for: an endpoint for STS answers to the Region's own \
         name, sts.REGION.amazonaws.com.",
    );
    let region = desk.home().region;
    let text = format!(
        "import os\n\nos.environ[\"AWS_STS_REGIONAL_ENDPOINTS\"] = \"regional\"\nos.environ[\"AWS_DEFAULT_REGION\"] = \"{region}\""
    );
    let words = "Set it before boto3 is imported, or in the job's environment; newer SDKs do so by themselves.";
    desk.code("regional", "Let the SDK call STS in the Region", words, "python", text);
    desk.source("https://docs.aws.amazon.com/sdkref/latest/guide/feature-sts-regionalized-endpoints.html");
}

fn iam(desk: &mut Desk<'_>) {
    desk.conclude(
        Certainty::Likely,
        "IAM has one host for all Regions, and in a VPC of another Region no endpoint stands for it. sagemaker.get_execution_role() \
         asks IAM for the role's ARN.",
    );
    let text = "role = \"arn:aws:iam::ACCOUNT:role/ROLE\"  # instead of sagemaker.get_execution_role()";
    desk.code("arn", "Name the role by its ARN", "Then IAM need not be asked.", "python", text);
}

fn internet(desk: &mut Desk<'_>, host: &str) {
    desk.conclude(
        Certainty::Likely,
        format!(
            "{host} is on the internet. From a VPC without NAT, and from a container under network isolation, nothing on the internet \
             is reached."
        ),
    );
    desk.steps(
        "mirror",
        "Bring what is needed into the account",
        "Code that downloads while it runs breaks in a closed network, and can be led astray in an open one.",
        &[
            "Put packages into the image, or into CodeArtifact, which has VPC endpoints.",
            "Put models and data into S3, and name them as an input of the job.",
            "Turn network isolation off only if the container must reach a network.",
            "Or route the subnets to a NAT gateway.",
        ],
    );
    desk.source("https://docs.aws.amazon.com/sagemaker/latest/dg/mkt-algo-model-internet-free.html");
}

fn broken(desk: &mut Desk<'_>, host: &str) {
    desk.conclude(
        Certainty::Likely,
        format!(
            "{host} was reached and the connection was cut or not trusted: a proxy or a firewall stands between, or the other side \
             closed it. That is not a matter of IAM policies."
        ),
    );
    desk.steps(
        "proxy",
        "Look what stands between",
        "A proxy that opens TLS signs with a certificate of its own.",
        &[
            "Give the SDK the company's certificates: AWS_CA_BUNDLE or REQUESTS_CA_BUNDLE.",
            "Set NO_PROXY for the hosts of VPC endpoints.",
            "Look at the endpoint's security group and at network ACLs: both directions.",
        ],
    );
}

/// Subnets and groups.
pub(super) fn place(desk: &mut Desk<'_>) {
    desk.source(VPC);
    let complaint = desk.complaint();
    let named = complaint.resource().map(str::to_owned);
    let network = desk.state().and_then(|state| state.network.as_ref());
    match complaint.kind {
        Kind::VpcQuota => {
            desk.conclude(
                Certainty::Certain,
                "A quota of the VPC is used up: network interfaces, endpoints, groups or rules. No policy changes that.",
            );
            desk.found.helpless = Some(
                "No policy helps: it is a quota of the account in this Region. Whoever may use Service Quotas can ask for more; \
                 what is not used any more can be deleted."
                    .to_owned(),
            );
            desk.source("https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html");
            desk.steps(
                "quota",
                "Ask for more, or make room",
                "Interfaces that jobs left behind are deleted by SageMaker after a while.",
                &["Delete interfaces, endpoints and groups that nothing uses.", "Ask Service Quotas for more."],
            );
        }
        Kind::FreeAddresses => {
            let free = named.as_ref().and_then(|id| network?.subnet(id)).map(|subnet| subnet.free_addresses);
            if let (Some(id), Some(free)) = (&named, free) {
                let how = if free < 16 { LinkState::Broken } else { LinkState::Holds };
                desk.look(format!("Subnet {id}"), format!("{free} addresses are free."), how);
            }
            desk.conclude(
                if free.is_some_and(|free| free < 16) { Certainty::Certain } else { Certainty::Likely },
                "The subnet has too few free addresses: a job needs at least two for each instance, with EFA five. No policy changes \
                 that.",
            );
            let roomy: Vec<String> = network
                .map(|network| {
                    let mut subnets: Vec<_> =
                        network.subnets.iter().filter(|subnet| subnet.free_addresses >= 16).collect();
                    subnets.sort_by_key(|subnet| -subnet.free_addresses);
                    subnets
                        .iter()
                        .take(3)
                        .map(|subnet| format!("{} ({} free)", subnet.id, subnet.free_addresses))
                        .collect()
                })
                .unwrap_or_default();
            let words = if roomy.is_empty() {
                "A larger or a second subnet has room.".to_owned()
            } else {
                format!("Room is in {}.", roomy.join(", "))
            };
            desk.steps(
                "room",
                "Give the job more subnets",
                words,
                &[
                    "Name further subnets of the same VPC in the job.",
                    "Or add an address block to the VPC, with subnets in it.",
                ],
            );
        }
        _ => {
            let gone = |id: &String| {
                network.map(|network| {
                    network.subnet(id).is_none() && network.group(id).is_none() && network.vpc(id).is_none()
                })
            };
            match named.as_ref().map(|id| (id, gone(id))) {
                Some((id, Some(true))) => {
                    desk.look(id.clone(), "It is not there in this account and Region.", LinkState::Broken);
                    desk.conclude(
                        Certainty::Certain,
                        format!("{id} is not there: it was deleted, or is of another account or Region."),
                    );
                }
                Some((id, Some(false))) => {
                    desk.look(id.clone(), "It is there.", LinkState::Holds);
                    desk.conclude(
                        Certainty::Likely,
                        format!("It would pass today: {id} is there. The job ran in another Region, or subnets and groups of different VPCs were mixed."),
                    );
                }
                _ => desk.conclude(Certainty::Likely, "A subnet or security group that the job names is not there."),
            }
            desk.link(|_, link| link.id == "placed");
            desk.steps(
                "place",
                "Name subnets and groups that are there",
                "All of them must be of one VPC, in the job's Region.",
                &["Choose subnets and groups in the workload again.", "Change the job's vpc_config to these ids."],
            );
        }
    }
}
