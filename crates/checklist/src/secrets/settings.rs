//! No secret stands in the settings of jobs, models and notebook instances.

use gatehouse_plan::sagemaker::resource::ResourceKind;

use super::looks::suspects;
use crate::check::{Check, Over, Practice, Severity};
use crate::finding::Finding;
use crate::fix::Fix;
use crate::scan::Scan;
use crate::things::subject_of;

/// Settings hold no secret.
pub(super) static SE_01: Check = Check {
    id: "SE-01",
    practice: Practice::Secrets,
    severity: Severity::Critical,
    title: "No secret stands in settings or scripts",
    why: "Environment variables, hyperparameters and lifecycle scripts are shown to everybody who may describe the job, \
          and they stay in its record for ever: a password there is no secret any more.",
    criterion: "No environment variable, hyperparameter or lifecycle script of a job, model or notebook instance is called \
                like a secret and has a value, or looks like the key of a known provider.",
    source: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/best-practices.html",
    security_hub: &[],
    prowler: &["sagemaker_notebook_instance_no_secrets"],
    config_rules: &[],
    over: Over::Rest,
    run: in_the_clear,
    fix: Some(read_at_run_time),
};

/// What has settings.
const KINDS: [ResourceKind; 6] = [
    ResourceKind::Notebook,
    ResourceKind::TrainingJob,
    ResourceKind::TuningJob,
    ResourceKind::ProcessingJob,
    ResourceKind::TransformJob,
    ResourceKind::Model,
];

/// Without it nobody sees the scripts of a notebook instance.
const SCRIPTS: &str = "sagemaker:DescribeNotebookInstanceLifecycleConfig";

fn in_the_clear(scan: &Scan<'_>, out: &mut Vec<Finding>) {
    let unread_scripts = scan.state().resources.unread.iter().find(|unread| unread.action == SCRIPTS);
    for thing in scan.things(&SE_01, &KINDS, out) {
        let found: Vec<_> = thing.settings.iter().flat_map(|(name, value)| suspects(name, value)).collect();
        let subject = subject_of(thing);
        out.push(match (found.first(), unread_scripts) {
            (Some(first), _) => {
                let more = match found.len() {
                    1 => String::new(),
                    count => format!(", and {} more places look so", count - 1),
                };
                let words = format!(
                    "{} seems to carry {} in the clear, in {}{more}: whoever may describe it reads it.",
                    subject.said(),
                    first.looks_like,
                    first.place
                );
                found.iter().fold(SE_01.failed(subject, words), |finding, suspect| {
                    finding.field(&suspect.place, &format!("{}, not shown here", suspect.looks_like))
                })
            }
            (None, Some(unread)) if thing.kind == ResourceKind::Notebook => {
                SE_01.unanswered(subject, vec![unread.clone()])
            }
            (None, _) => SE_01.passed(subject, "Nothing in its settings looks like a secret."),
        });
    }
}

fn read_at_run_time(_: &Scan<'_>, _: &Finding) -> Option<Fix> {
    Some(Fix::Code {
        language: "python",
        text: "# 1. Make a new password or key where the old one is used, and withdraw the old one: others have seen it.\n\
               # 2. Put the new one into a secret, and let the role read that secret alone.\n\
               # 3. Give the job the secret's name instead of its value: environment={\"SECRET_ID\": \"ml/database\"}\n\
               # 4. Read it when the code runs:\n\
               import json\n\
               import os\n\
               \n\
               import boto3\n\
               \n\
               \n\
               def read_secret():\n\
               \x20   client = boto3.client(\"secretsmanager\")\n\
               \x20   return json.loads(client.get_secret_value(SecretId=os.environ[\"SECRET_ID\"])[\"SecretString\"])\n"
            .to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::check;
    use crate::state::{AccountState, Section};
    use gatehouse_plan::sagemaker::resource::Resource;

    #[test]
    fn no_finding_shows_a_value() {
        const VALUE: &str = "Tr0ub4dor9x";
        let settings = vec![
            ("DB_PASSWORD".to_owned(), VALUE.to_owned()),
            ("URL".to_owned(), format!("mysql://ana:{VALUE}@db/x")),
            ("config".to_owned(), format!("{{\"db\": {{\"token\": \"{VALUE}\"}}}}")),
            ("on-start".to_owned(), format!("#!/bin/sh\nexport API_KEY={VALUE}\nlogin --password {VALUE}\n")),
        ];
        let job = Resource { arn: "arn:job".into(), settings, ..Resource::named(ResourceKind::TrainingJob, "job") };
        let state = AccountState { resources: Section::all(vec![job]), ..AccountState::default() };
        let scan = Scan::of(&state);
        let findings = scan.run(check("SE-01"));
        assert_eq!(findings[0].evidence.len(), 5, "{findings:#?}");
        let fix = read_at_run_time(&scan, &findings[0]);
        let shown = format!("{findings:?} {fix:?}");
        assert!(!shown.contains(VALUE), "{shown}");
    }
}
