//! The way to a service.

use gatehouse_checklist::AccountState;
use gatehouse_plan::Plan;
use gatehouse_plan::ec2::network::{Network, Part};
use gatehouse_workload::chain::LinkState;
use gatehouse_workload::network::{Need, NeedState, Placement, WorkloadKind};

use super::desk::Desk;
use super::{Certainty, Fix, Remedy, ran};
use crate::complaint::host;
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
    let Some((place, told)) = ran::place_of(desk, network, short) else {
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
