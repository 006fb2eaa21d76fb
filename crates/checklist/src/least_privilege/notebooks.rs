//! Notebook instances and domains: who works in them, and as whom.

use gatehouse_plan::Plan;
use gatehouse_plan::sagemaker::resource::{Resource, ResourceKind};

use crate::check::{Check, Over, Practice, Severity};
use crate::finding::Finding;
use crate::fix::Fix;
use crate::scan::Scan;
use crate::things::subject_of;

/// Nobody is root on a notebook instance.
pub(super) static LP_16: Check = Check {
    id: "LP-16",
    practice: Practice::LeastPrivilege,
    severity: Severity::Medium,
    title: "Nobody is root on notebook instances",
    why: "Root reads the files of everybody else on the instance, changes its lifecycle scripts' work and turns its guards off.",
    criterion: "RootAccess of every notebook instance is Disabled.",
    source: "https://docs.aws.amazon.com/sagemaker/latest/dg/nbi-root-access.html",
    security_hub: &["SageMaker.3"],
    prowler: &["sagemaker_notebook_instance_root_access_disabled"],
    config_rules: &["SAGEMAKER_NOTEBOOK_INSTANCE_ROOT_ACCESS_CHECK"],
    over: Over::Rest,
    run: |scan, out| {
        for notebook in scan.things(&LP_16, &[ResourceKind::Notebook], out) {
            let subject = subject_of(notebook);
            out.push(match notebook.root_access {
                Some(false) => LP_16.passed(subject, "Nobody is root on it."),
                _ => LP_16
                    .failed(subject, format!("Whoever works on the notebook instance {} is root.", notebook.name))
                    .field("RootAccess", "Enabled"),
            });
        }
    },
    fix: Some(|scan, finding| {
        let state = scan.state();
        let notebook = thing(scan, finding)?;
        let mut plan = Plan::notebook_root_access(&state.account, &state.region, notebook, false);
        if notebook.status.as_deref() == Some("InService") {
            plan.consequences.push("SageMaker changes a stopped notebook instance alone: stop it first.".to_owned());
        }
        Some(Fix::Plan(plan))
    }),
};

/// Sessions for the metadata service.
pub(super) static LP_17: Check = Check {
    id: "LP-17",
    practice: Practice::LeastPrivilege,
    severity: Severity::Medium,
    title: "Notebook instances answer version 2 of the metadata service alone",
    why: "Version 1 gives the role's credentials to any request that reaches it, also to one that a web page or a library was \
          talked into; version 2 asks for a session first.",
    criterion: "MinimumInstanceMetadataServiceVersion of every notebook instance is 2.",
    source: "https://docs.aws.amazon.com/sagemaker/latest/dg/nbi-imds.html",
    security_hub: &[],
    prowler: &[],
    config_rules: &[],
    over: Over::Rest,
    run: |scan, out| {
        for notebook in scan.things(&LP_17, &[ResourceKind::Notebook], out) {
            let subject = subject_of(notebook);
            let version = notebook.metadata_version.as_deref();
            out.push(if version == Some("2") {
                LP_17.passed(subject, "It answers version 2 alone.")
            } else {
                LP_17
                    .failed(subject, format!("The notebook instance {} answers version 1 too.", notebook.name))
                    .field("MinimumInstanceMetadataServiceVersion", version.unwrap_or("none"))
            });
        }
    },
    fix: Some(|_, finding| {
        let name = &finding.resource.name;
        Some(Fix::Code {
            language: "sh",
            text: format!(
                "aws sagemaker stop-notebook-instance --notebook-instance-name {name}\n\
                 aws sagemaker wait notebook-instance-stopped --notebook-instance-name {name}\n\
                 aws sagemaker update-notebook-instance --notebook-instance-name {name} \
                 --instance-metadata-service-configuration MinimumInstanceMetadataServiceVersion=2\n"
            ),
        })
    }),
};

/// People sign in to Studio as themselves.
pub(super) static LP_18: Check = Check {
    id: "LP-18",
    practice: Practice::LeastPrivilege,
    severity: Severity::Medium,
    title: "People sign in to Studio through IAM Identity Center",
    why: "With IAM alone whoever may make a presigned URL opens the profile of anybody; with Identity Center each person signs in \
          as themselves, with the company's second factor.",
    criterion: "AuthMode of every domain is SSO.",
    source: "https://docs.aws.amazon.com/sagemaker/latest/dg/onboard-sso-users.html",
    security_hub: &[],
    prowler: &["sagemaker_domain_sso_configured"],
    config_rules: &[],
    over: Over::Rest,
    run: |scan, out| {
        for domain in scan.things(&LP_18, &[ResourceKind::Domain], out) {
            let subject = subject_of(domain);
            let mode = domain.auth_mode.as_deref();
            out.push(if mode == Some("SSO") {
                LP_18.passed(subject, "People sign in through IAM Identity Center.")
            } else {
                LP_18
                    .failed(subject, format!("People open the domain {} by presigned URLs of IAM.", domain.name))
                    .field("AuthMode", mode.unwrap_or("none"))
            });
        }
    },
    fix: Some(|_, finding| {
        let name = &finding.resource.name;
        Some(Fix::Steps(vec![
            "Turn IAM Identity Center on in the Region, if it is not.".to_owned(),
            format!("Make a new domain with AuthMode SSO: {name} keeps its own for ever."),
            "Give each person a user profile there, copy their home folder, and delete the old domain.".to_owned(),
        ]))
    }),
};

/// The thing that a finding is about.
fn thing<'a>(scan: &Scan<'a>, finding: &Finding) -> Option<&'a Resource> {
    scan.state().resources.items.iter().find(|thing| thing.arn == finding.resource.id)
}
