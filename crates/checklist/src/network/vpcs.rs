//! VPCs of workloads: their traffic is logged, and names are resolved.

use gatehouse_plan::Plan;
use gatehouse_plan::ec2::call::VpcAttribute;
use gatehouse_plan::ec2::network::Part;
use gatehouse_plan::ec2::plans::WantedChange;

use super::place::{Ground, lacking, plan, who};
use crate::check::{Check, Over, Practice, Severity};
use crate::finding::{Finding, SubjectKind};
use crate::fix::Fix;
use crate::scan::{Scan, unread};

/// Flow logs.
pub(super) static VP_13: Check = Check {
    id: "VP-13",
    practice: Practice::Network,
    severity: Severity::Medium,
    title: "Traffic of workloads is logged",
    why: "When data has gone somewhere, a flow log is what tells where and when. It cannot be made up for afterwards.",
    criterion: "Every VPC in which something runs, or each of the subnets in which it does, has an active flow log that \
                holds refused traffic too.",
    source: "https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs.html",
    security_hub: &["EC2.6"],
    prowler: &["vpc_flow_logs_enabled"],
    config_rules: &["VPC_FLOW_LOGS_ENABLED"],
    over: Over::Rest,
    run: logged,
    fix: Some(make_flow_log),
};

fn logged(scan: &Scan<'_>, out: &mut Vec<Finding>) {
    let Some(ground) = Ground::of(scan, &VP_13, out) else { return };
    let logs = &scan.state().flow_logs;
    let complete = logs.complete && logs.unread.is_empty();
    let is_logged = |id: &str| logs.items.iter().any(|log| log.of == id && log.active && log.traffic != "ACCEPT");
    for (vpc, users) in ground.vpcs() {
        let subject = ground.subject(SubjectKind::Vpc, &vpc);
        let subnets = ground.subnets();
        let mut here = subnets.iter().filter(|(subnet, _)| subnet.vpc == vpc).peekable();
        let by_subnets = here.peek().is_some() && here.all(|(subnet, _)| is_logged(&subnet.id));
        out.push(if is_logged(&vpc) || by_subnets {
            VP_13.passed(subject, "Its traffic is logged.")
        } else if !complete {
            let told = logs.unread.clone();
            let missing = if told.is_empty() { vec![unread("flow logs", "ec2:DescribeFlowLogs")] } else { told };
            VP_13.unanswered(subject, missing)
        } else {
            let half = logs.items.iter().any(|log| log.of == vpc && log.active);
            let words = if half {
                format!(
                    "The flow log of {} leaves refused traffic out: attempts are not seen.",
                    ground.network.said(&vpc)
                )
            } else {
                format!(
                    "The traffic of {} is not logged: where data of {} went could not be found out afterwards.",
                    subject.name,
                    who(users)
                )
            };
            VP_13.failed(subject, words).field("FlowLogs", if half { "ACCEPT" } else { "none" })
        });
    }
}

fn make_flow_log(scan: &Scan<'_>, finding: &Finding) -> Option<Fix> {
    let vpc = &finding.resource.id;
    let region = &scan.state().region;
    let partition = &scan.state().partition;
    // Where logs go already.
    let flow_log = scan.state().flow_logs.items.iter().find_map(|log| log.bucket.clone());
    let trail = || {
        let trails = scan.state().trails.items.iter().filter(|trail| !trail.bucket.is_empty());
        trails.map(|trail| format!("arn:{partition}:s3:::{}/flow-logs/", trail.bucket)).next()
    };
    if let Some(bucket) = flow_log.or_else(trail) {
        let token = scan.state().token(vpc);
        let plan = Plan::flow_log(&scan.state().account, region, vpc, &bucket, &mut || token.clone());
        return Some(Fix::Plan(plan));
    }
    let text = format!(
        "# BUCKET is a bucket that nobody but auditors reads.\naws ec2 create-flow-logs --region {region} --resource-type \
         VPC --resource-ids {vpc} \\\n  --traffic-type ALL --log-destination-type s3 \\\n  --log-destination \
         arn:{partition}:s3:::BUCKET/flow-logs/\n"
    );
    Some(Fix::Code { language: "sh", text })
}

/// Names.
pub(super) static VP_15: Check = Check {
    id: "VP-15",
    practice: Practice::Network,
    severity: Severity::Medium,
    title: "VPCs of workloads resolve the names of endpoints",
    why: "Code calls services by their usual names. These lead to endpoints only where the VPC has DNS support and DNS \
          hostnames on; otherwise calls go out to the internet or nowhere.",
    criterion: "Every VPC in which something runs has enableDnsSupport and enableDnsHostnames on.",
    source: "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-dns.html",
    security_hub: &[],
    prowler: &[],
    config_rules: &[],
    over: Over::Rest,
    run: names,
    fix: Some(turn_names_on),
};

fn names(scan: &Scan<'_>, out: &mut Vec<Finding>) {
    let Some(ground) = Ground::of(scan, &VP_15, out) else { return };
    let network = ground.network;
    for (id, users) in ground.vpcs() {
        let subject = ground.subject(SubjectKind::Vpc, &id);
        let vpc = network.vpc(&id);
        let (support, hostnames) = (vpc.and_then(|vpc| vpc.dns_support), vpc.and_then(|vpc| vpc.dns_hostnames));
        let said = |on: Option<bool>| match on {
            Some(true) => "true",
            Some(false) => "false",
            None => "unknown",
        };
        let failed = |words: String| {
            VP_15
                .failed(subject.clone(), words)
                .field("enableDnsSupport", said(support))
                .field("enableDnsHostnames", said(hostnames))
        };
        out.push(match (support, hostnames) {
            (Some(false), _) => failed(format!(
                "DNS support is off in {}: {} resolves no name there, not even that of S3.",
                subject.name,
                who(users)
            )),
            (_, Some(false)) => failed(format!(
                "DNS hostnames are off in {}: no endpoint there can have private DNS, so that {} would miss them.",
                subject.name,
                who(users)
            )),
            (Some(true), Some(true)) => VP_15.passed(subject, "Names of services lead to its endpoints."),
            _ => {
                let told = lacking(network, &[Part::Attributes, Part::Vpcs]);
                let own = || vec![unread(&format!("DNS settings of {id}"), Part::Attributes.action())];
                VP_15.unanswered(subject, if told.is_empty() { own() } else { told })
            }
        });
    }
}

fn turn_names_on(scan: &Scan<'_>, finding: &Finding) -> Option<Fix> {
    let vpc = scan.state().network.as_ref()?.vpc(&finding.resource.id)?;
    let both =
        [(vpc.dns_support, VpcAttribute::EnableDnsSupport), (vpc.dns_hostnames, VpcAttribute::EnableDnsHostnames)];
    let off = both.into_iter().filter(|(on, _)| *on == Some(false));
    let wanted: Vec<WantedChange> =
        off.map(|(_, attribute)| WantedChange::Attribute { vpc: vpc.id.clone(), attribute }).collect();
    plan(scan, finding, &format!("Resolve names in {}", finding.resource.name), &wanted)
}
