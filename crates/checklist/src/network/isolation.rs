//! Containers that need no network have none.

use gatehouse_plan::sagemaker::resource::{Resource, ResourceKind};

use super::snippet;
use crate::check::{Check, Over, Practice, Severity};
use crate::finding::{Finding, SubjectKind};
use crate::fix::Fix;
use crate::scan::{Scan, unread};
use crate::things::subject_of;

/// Containers that need no network have none.
pub(super) static VP_03: Check = Check {
    id: "VP-03",
    practice: Practice::Network,
    severity: Severity::High,
    title: "Containers that call nothing have no network",
    why: "SageMaker itself brings the data in and takes the results out. A library that was slipped into the image can \
          send nothing away when the container has neither a network nor credentials.",
    criterion: "Every training, tuning and processing job and every model has network isolation on, unless a declared \
                workload with its role says that its code calls services.",
    source: "https://docs.aws.amazon.com/sagemaker/latest/dg/mkt-algo-model-internet-free.html",
    security_hub: &["SageMaker.5"],
    prowler: &["sagemaker_training_jobs_network_isolation_enabled", "sagemaker_models_network_isolation_enabled"],
    config_rules: &["SAGEMAKER_MODEL_ISOLATION_ENABLED"],
    over: Over::Rest,
    run: isolated,
    fix: Some(isolate),
};

const KINDS: [ResourceKind; 4] =
    [ResourceKind::TrainingJob, ResourceKind::TuningJob, ResourceKind::ProcessingJob, ResourceKind::Model];

fn isolated(scan: &Scan<'_>, out: &mut Vec<Finding>) {
    for thing in scan.things(&VP_03, &KINDS, out) {
        let subject = subject_of(thing);
        out.push(match thing.network_isolation {
            Some(true) => VP_03.passed(subject, "Its container reaches no network."),
            Some(false) => match calls(scan, thing) {
                Some(services) => {
                    VP_03.not_applicable(subject, &format!("Its workload says that its code calls {services}."))
                }
                None => {
                    let words = format!(
                        "The container of {} may open connections to anywhere that its network leads: a library in its \
                         image could send data or the role's credentials away.",
                        super::place::said(&subject)
                    );
                    VP_03.failed(subject, words).field("EnableNetworkIsolation", "false")
                }
            },
            None => {
                let what = format!("network isolation of {}", thing.name);
                VP_03.unanswered(subject, vec![unread(&what, thing.kind.describe_action())])
            }
        });
    }
}

/// What the code of the declared workload calls whose role the thing has.
fn calls(scan: &Scan<'_>, thing: &Resource) -> Option<String> {
    let role = thing.role.as_deref()?.rsplit('/').next()?;
    let workload = scan.state().workloads.iter().find(|workload| workload.job.role_name == role)?;
    let uses: Vec<&str> = workload.placement.as_ref()?.uses.iter().map(String::as_str).collect();
    (!uses.is_empty()).then(|| uses.join(", "))
}

fn isolate(_scan: &Scan<'_>, finding: &Finding) -> Option<Fix> {
    let SubjectKind::SageMaker(kind) = finding.resource.kind else { return None };
    Some(snippet::isolated(kind, &finding.resource.name))
}
