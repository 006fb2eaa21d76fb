//! Where people work, there is no way to the internet past the VPC.

use gatehouse_plan::sagemaker::resource::ResourceKind;

use crate::check::{Check, Over, Practice, Severity};
use crate::finding::Finding;
use crate::fix::Fix;
use crate::scan::{Scan, unread};
use crate::things::subject_of;

/// Notebook instances.
pub(super) static VP_04: Check = Check {
    id: "VP-04",
    practice: Practice::Network,
    severity: Severity::High,
    title: "Notebook instances have no internet of their own",
    why: "People install packages and open files from anywhere in notebooks, with the rights of an execution role. \
          SageMaker's own way to the internet goes past the VPC: what leaves by it, nobody sees or stops.",
    criterion: "Every notebook instance is in a subnet of the account and has direct internet access disabled.",
    source: "https://docs.aws.amazon.com/sagemaker/latest/dg/appendix-notebook-and-internet-access.html",
    security_hub: &["SageMaker.1", "SageMaker.2"],
    prowler: &[
        "sagemaker_notebook_instance_without_direct_internet_access_configured",
        "sagemaker_notebook_instance_vpc_settings_configured",
    ],
    config_rules: &["SAGEMAKER_NOTEBOOK_NO_DIRECT_INTERNET_ACCESS", "SAGEMAKER_NOTEBOOK_INSTANCE_INSIDE_VPC"],
    over: Over::Rest,
    run: notebooks,
    fix: Some(make_another),
};

fn notebooks(scan: &Scan<'_>, out: &mut Vec<Finding>) {
    for notebook in scan.things(&VP_04, &[ResourceKind::Notebook], out) {
        let subject = subject_of(notebook);
        let subnet = notebook.subnets.first().map(String::as_str);
        let words = match (subnet, notebook.internet_access) {
            (None, _) => format!(
                "{} is in no VPC of the account: whatever runs in it reaches the internet, and nothing of yours limits it.",
                subject.said()
            ),
            (Some(_), Some(true)) => format!(
                "{} is in a VPC, but reaches the internet past it: security groups, endpoints and flow logs do not see that.",
                subject.said()
            ),
            (Some(subnet), Some(false)) => {
                out.push(VP_04.passed(subject, format!("It reaches only what {subnet} leads to.")));
                continue;
            }
            (Some(_), None) => {
                let what = format!("internet access of {}", notebook.name);
                out.push(VP_04.unanswered(subject, vec![unread(&what, notebook.kind.describe_action())]));
                continue;
            }
        };
        let access = if notebook.internet_access == Some(false) { "Disabled" } else { "Enabled" };
        let failed = VP_04.failed(subject, words).field("DirectInternetAccess", access);
        out.push(failed.field("SubnetId", subnet.unwrap_or("none")));
    }
}

fn make_another(_scan: &Scan<'_>, finding: &Finding) -> Option<Fix> {
    let name = &finding.resource.name;
    Some(Fix::Steps(vec![
        "SageMaker changes neither the subnet nor the internet access of a notebook instance: another one takes its place."
            .to_owned(),
        format!("Copy what is worth keeping from {name} to S3 or to a Git repository."),
        "Choose a subnet from which the checks VP-06 and VP-07 find S3 and the SageMaker API within reach.".to_owned(),
        format!(
            "Make the new one: aws sagemaker create-notebook-instance --notebook-instance-name {name}-private \
             --direct-internet-access Disabled --subnet-id SUBNET --security-group-ids GROUP, with instance type, role and \
             key of the old one."
        ),
        format!("Stop {name} and delete it when nobody misses it."),
    ]))
}

/// Studio.
pub(super) static VP_05: Check = Check {
    id: "VP-05",
    practice: Practice::Network,
    severity: Severity::High,
    title: "Studio goes through the VPC alone",
    why: "In the mode PublicInternetOnly each notebook and app of Studio has a way to the internet through a network of \
          SageMaker's. A package that somebody installs can send data away, past everything that you set up.",
    criterion: "Every domain has the network access type VpcOnly.",
    source: "https://docs.aws.amazon.com/sagemaker/latest/dg/studio-notebooks-and-internet-access.html",
    security_hub: &[],
    prowler: &[],
    config_rules: &[],
    over: Over::Rest,
    run: domains,
    fix: Some(vpc_only),
};

fn domains(scan: &Scan<'_>, out: &mut Vec<Finding>) {
    for domain in scan.things(&VP_05, &[ResourceKind::Domain], out) {
        let subject = subject_of(domain);
        out.push(match domain.internet_access {
            Some(false) => VP_05.passed(subject, "All that its apps send goes through the VPC."),
            Some(true) => {
                let words = format!(
                    "The apps of {} reach the internet past the VPC: no security group or endpoint of yours limits them.",
                    super::place::said(&subject)
                );
                VP_05.failed(subject, words).field("AppNetworkAccessType", "PublicInternetOnly")
            }
            None => {
                let what = format!("network access of {}", domain.name);
                VP_05.unanswered(subject, vec![unread(&what, domain.kind.describe_action())])
            }
        });
    }
}

fn vpc_only(scan: &Scan<'_>, finding: &Finding) -> Option<Fix> {
    let domain = scan.state().resources.items.iter().find(|thing| thing.arn == finding.resource.id)?;
    let mut steps = vec![
        "Make the endpoints for S3, the SageMaker API and runtime, STS, logs and ECR in the domain's VPC: without them, or \
         NAT, no app starts any more."
            .to_owned(),
        "Have everybody save and delete their running apps and spaces: SageMaker changes the mode only while no app is \
         there."
            .to_owned(),
    ];
    let groups = if domain.groups.is_empty() {
        steps.push(
            "Choose a security group that lets tcp 2049 and tcp 8192-65535 in and out within itself: this mode needs one."
                .to_owned(),
        );
        " --default-user-settings SecurityGroups=GROUP"
    } else {
        ""
    };
    steps.push(format!(
        "Change it: aws sagemaker update-domain --domain-id {} --app-network-access-type VpcOnly{groups}. A domain with \
         RStudio cannot be changed; it must be made again.",
        domain.id
    ));
    Some(Fix::Steps(steps))
}
