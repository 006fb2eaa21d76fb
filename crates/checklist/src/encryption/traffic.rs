//! What the instances of a job tell each other.

use crate::check::{Check, Over, Practice, Severity};
use crate::encryption::used::JOBS;
use crate::fix::Fix;
use crate::things::subject_of;

/// Distributed jobs encrypt what they tell each other.
pub(super) static EN_10: Check = Check {
    id: "EN-10",
    practice: Practice::Encryption,
    severity: Severity::Medium,
    title: "Distributed jobs encrypt their traffic",
    why: "The instances of a distributed job send each other data and weights, which nothing else encrypts on the way.",
    criterion: "Every training, tuning and processing job with more than one instance has EnableInterContainerTrafficEncryption.",
    source: "https://docs.aws.amazon.com/sagemaker/latest/dg/train-encrypt.html",
    security_hub: &[],
    prowler: &["sagemaker_training_jobs_intercontainer_encryption_enabled"],
    config_rules: &[],
    over: Over::Rest,
    run: |scan, out| {
        for job in scan.things(&EN_10, &JOBS, out) {
            let subject = subject_of(job);
            out.push(match (job.instances, job.traffic_encryption) {
                (_, Some(true)) => EN_10.passed(subject, "What its instances tell each other is encrypted."),
                (Some(count), _) if count > 1 => {
                    let words = format!("The {count} instances of {} talk in clear text.", job.name);
                    EN_10
                        .failed(subject, words)
                        .field("EnableInterContainerTrafficEncryption", "false")
                        .field("InstanceCount", &count.to_string())
                }
                (Some(_), _) => EN_10.not_applicable(subject, "It has one instance alone."),
                (None, _) => EN_10.not_applicable(subject, "How many instances it has is not said."),
            });
        }
    },
    fix: Some(|_, finding| {
        let line = match finding.resource.kind {
            crate::SubjectKind::SageMaker(gatehouse_plan::sagemaker::resource::ResourceKind::ProcessingJob) => {
                "request[\"NetworkConfig\"][\"EnableInterContainerTrafficEncryption\"] = True"
            }
            crate::SubjectKind::SageMaker(gatehouse_plan::sagemaker::resource::ResourceKind::TuningJob) => {
                "request[\"TrainingJobDefinition\"][\"EnableInterContainerTrafficEncryption\"] = True"
            }
            _ => "request[\"EnableInterContainerTrafficEncryption\"] = True",
        };
        let text = format!(
            "# In a VPC the job's security group must let its own members reach UDP 500 and IP protocol 50. Training takes longer.\n\
             {line}\n"
        );
        Some(Fix::Code { language: "python", text })
    }),
};
