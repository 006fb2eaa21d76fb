//! Jobs and models are in a VPC of the account.

use std::collections::BTreeSet;

use gatehouse_plan::ec2::network::Part;
use gatehouse_plan::sagemaker::resource::ResourceKind;
use gatehouse_workload::workload::Workload;

use super::place::{lacking, subject_of_workload};
use super::snippet;
use crate::check::{Check, Over, Practice, Severity};
use crate::finding::{Finding, SubjectKind};
use crate::fix::Fix;
use crate::scan::{Scan, unread};
use crate::things::subject_of;

/// Jobs are in a VPC.
pub(super) static VP_01: Check = Check {
    id: "VP-01",
    practice: Practice::Network,
    severity: Severity::High,
    title: "Jobs run in a VPC of the account",
    why: "Outside of it a job's container reads your data over the internet and may send it anywhere: no route, no \
          security group, no endpoint policy and no flow log of yours is in between.",
    criterion: "Every training, tuning and processing job, and every declared workload, names subnets and security \
                groups; those of a declared workload are there.",
    source: "https://docs.aws.amazon.com/sagemaker/latest/dg/train-vpc.html",
    security_hub: &[],
    prowler: &["sagemaker_training_jobs_vpc_settings_configured"],
    config_rules: &[],
    over: Over::Rest,
    run: jobs,
    fix: Some(name_a_vpc),
};

const JOBS: [ResourceKind; 3] = [ResourceKind::TrainingJob, ResourceKind::TuningJob, ResourceKind::ProcessingJob];

fn jobs(scan: &Scan<'_>, out: &mut Vec<Finding>) {
    for job in scan.things(&VP_01, &JOBS, out) {
        let subject = subject_of(job);
        out.push(if job.subnets.is_empty() {
            let words = format!(
                "{} is in no VPC of the account: what its container does on the internet, nothing of yours limits or logs.",
                subject.said()
            );
            VP_01.failed(subject, words).field("VpcConfig", "none")
        } else {
            VP_01.passed(subject, format!("It runs in {}.", job.subnets.join(", ")))
        });
    }
    for workload in &scan.state().workloads {
        let subject = subject_of_workload(workload);
        let gone = gone(scan, workload);
        out.push(if !gone.is_empty() {
            let words = format!("{} shall run in what is not there: {}.", subject.said(), gone.join(", "));
            VP_01.failed(subject, words).field("VpcConfig", &gone.join(", "))
        } else if workload.job.vpc {
            VP_01.passed(subject, "Its jobs run in a VPC.")
        } else {
            let words = format!("{} has no VPC: its jobs would read and write over the internet.", subject.said());
            VP_01.failed(subject, words).field("VpcConfig", "none")
        });
    }
}

/// Subnets and groups of a declared workload that are not in its VPC any more, as far as is known.
fn gone(scan: &Scan<'_>, workload: &Workload) -> Vec<String> {
    let (Some(network), Some(place)) = (&scan.state().network, &workload.placement) else { return Vec::new() };
    let subnet = |id: &&String| network.subnet(id).is_none_or(|subnet| subnet.vpc != place.vpc);
    let group = |id: &&String| network.group(id).is_none_or(|group| group.vpc != place.vpc);
    let subnets = place.subnets.iter().filter(|id| network.has_read(Part::Subnets) && subnet(id));
    let groups = place.groups.iter().filter(|id| network.has_read(Part::Groups) && group(id));
    subnets.chain(groups).cloned().collect()
}

fn name_a_vpc(scan: &Scan<'_>, finding: &Finding) -> Option<Fix> {
    let SubjectKind::SageMaker(kind) = finding.resource.kind else {
        return Some(Fix::Steps(vec![
            "Open the workload and choose a VPC, at least two subnets without a route to an internet gateway, and a \
             security group."
                .to_owned(),
            "Let it make the endpoints that it needs, so that its jobs still reach S3.".to_owned(),
        ]));
    };
    Some(snippet::in_vpc(scan, kind, &finding.resource.name))
}

/// Models are in a VPC, in two zones.
pub(super) static VP_02: Check = Check {
    id: "VP-02",
    practice: Practice::Network,
    severity: Severity::High,
    title: "Models are hosted in a VPC, in two zones",
    why: "A hosted model answers for months. Outside of a VPC its container may send what it is asked to anywhere; in a \
          single Availability Zone it goes down with that zone.",
    criterion: "Every model names subnets in at least two Availability Zones, and security groups.",
    source: "https://docs.aws.amazon.com/sagemaker/latest/dg/host-vpc.html",
    security_hub: &[],
    prowler: &["sagemaker_models_vpc_settings_configured"],
    config_rules: &["SAGEMAKER_MODEL_IN_VPC"],
    over: Over::Rest,
    run: models,
    fix: Some(host_in_two_zones),
};

fn models(scan: &Scan<'_>, out: &mut Vec<Finding>) {
    for model in scan.things(&VP_02, &[ResourceKind::Model], out) {
        let subject = subject_of(model);
        if model.subnets.is_empty() {
            let words = format!(
                "{} is in no VPC of the account: its container reaches the internet, past every control of yours.",
                subject.said()
            );
            out.push(VP_02.failed(subject, words).field("VpcConfig", "none"));
            continue;
        }
        let listed = model.subnets.join(", ");
        let network = scan.state().network.as_ref();
        let missing = network.map_or_else(
            || vec![unread("subnets", Part::Subnets.action())],
            |network| lacking(network, &[Part::Subnets]),
        );
        let found: Vec<_> =
            model.subnets.iter().filter_map(|id| network.and_then(|network| network.subnet(id))).collect();
        let zones: BTreeSet<&str> = found.iter().map(|subnet| subnet.zone.as_str()).collect();
        out.push(if zones.len() >= 2 {
            VP_02.passed(subject, format!("It is hosted in {}.", zones.into_iter().collect::<Vec<_>>().join(", ")))
        } else if model.subnets.len() == 1 || missing.is_empty() {
            let zone = zones.first().map_or("one zone", |zone| zone);
            let words = format!("{} is hosted in {zone} alone: it goes down with this zone.", subject.said());
            // It is a fault of its own, and a smaller one than the internet.
            let failed = VP_02.failed(subject, words).field("VpcConfig.Subnets", &listed);
            Finding { severity: Severity::Medium, ..failed }
        } else {
            VP_02.unanswered(subject, missing)
        });
    }
}

fn host_in_two_zones(scan: &Scan<'_>, finding: &Finding) -> Option<Fix> {
    Some(snippet::in_vpc(scan, ResourceKind::Model, &finding.resource.name))
}
