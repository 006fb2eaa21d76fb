//! Feature stores, and what endpoints write.

use gatehouse_plan::sagemaker::resource::{Resource, ResourceKind};

use super::used::is_of_aws;
use crate::check::{Check, Over, Practice, Severity};
use crate::finding::Evidence;
use crate::fix::Fix;
use crate::things::subject_of;

/// Feature groups have keys.
pub(super) static EN_08: Check = Check {
    id: "EN-08",
    practice: Practice::Encryption,
    severity: Severity::Medium,
    title: "Feature groups have keys of the account",
    why: "Features are the data in its most useful form. Under a key of the account you say who can read them, see each use in \
          CloudTrail and can stop it.",
    criterion: "The online store and the offline store of every feature group, where it has them, have a KmsKeyId of a key that \
                is not AWS's own.",
    source: "https://docs.aws.amazon.com/sagemaker/latest/dg/feature-store-security.html",
    security_hub: &[],
    prowler: &[],
    config_rules: &[],
    over: Over::Rest,
    run: |scan, out| {
        for group in scan.things(&EN_08, &[ResourceKind::FeatureGroup], out) {
            let subject = subject_of(group);
            let own = |key: &Option<String>| key.as_ref().is_some_and(|key| !is_of_aws(scan.state(), key));
            let shown = |key: &Option<String>| key.clone().unwrap_or_else(|| "none".to_owned());
            let mut wrong = Vec::new();
            if is_online(group) && !own(&group.volume_key) {
                let name = "OnlineStoreConfig.SecurityConfig.KmsKeyId".to_owned();
                wrong.push(Evidence::Field { name, value: shown(&group.volume_key) });
            }
            if !group.uris.is_empty() && !own(&group.output_key) {
                let name = "OfflineStoreConfig.S3StorageConfig.KmsKeyId".to_owned();
                wrong.push(Evidence::Field { name, value: shown(&group.output_key) });
            }
            out.push(if wrong.is_empty() {
                EN_08.passed(subject, "Its stores name keys of the account.")
            } else {
                let words = format!("A store of the feature group {} names no key of the account.", group.name);
                EN_08.failed(subject, words).with(wrong)
            });
        }
    },
    fix: Some(|_, finding| {
        let name = &finding.resource.name;
        Some(Fix::Steps(vec![
            format!("Make a feature group like {name} with KmsKeyId for each of its stores: one that is there keeps its keys for ever."),
            "Let the key of the online store be used through SageMaker by whoever reads it; do not narrow the key of the offline \
             store by kms:ViaService of SageMaker."
                .to_owned(),
            format!("Ingest the features there from the offline store, and delete {name}."),
        ]))
    }),
};

/// Whether it has an online store: it is described with one, its settings say so, it has a key, or it has no offline one.
fn is_online(group: &Resource) -> bool {
    if !group.captures.is_empty() {
        return group.captures.iter().any(|store| store.what == "online store");
    }
    let said = group.settings.iter().find(|(name, _)| name == "EnableOnlineStore").map(|(_, value)| value.as_str());
    said.map_or(group.volume_key.is_some() || group.uris.is_empty(), |value| value == "true")
}

/// What endpoints write has a key.
pub(super) static EN_09: Check = Check {
    id: "EN-09",
    practice: Practice::Encryption,
    severity: Severity::Medium,
    title: "What endpoints record is written under a key of the account",
    why: "Captured requests and answers, and the results of asynchronous calls, are the data of the people who asked. Under a \
          key of the account you say who can read them.",
    criterion: "Data capture and asynchronous output of every endpoint configuration, where it has them, have a KmsKeyId of a \
                key that is not AWS's own.",
    source: "https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DataCaptureConfig.html",
    security_hub: &[],
    prowler: &[],
    config_rules: &[],
    over: Over::Rest,
    run: |scan, out| {
        for endpoint in scan.things(&EN_09, &[ResourceKind::EndpointConfig], out) {
            let subject = subject_of(endpoint);
            let own = |key: &Option<String>| key.as_ref().is_some_and(|key| !is_of_aws(scan.state(), key));
            let wrong: Vec<Evidence> = endpoint
                .captures
                .iter()
                .filter(|capture| !own(&capture.key))
                .map(|capture| Evidence::Field {
                    name: format!("KmsKeyId of the {}", capture.what),
                    value: capture.key.clone().unwrap_or_else(|| "none".to_owned()),
                })
                .collect();
            out.push(if endpoint.captures.is_empty() {
                EN_09.not_applicable(subject, "It records nothing.")
            } else if wrong.is_empty() {
                EN_09.passed(subject, "What it records is written under a key of the account.")
            } else {
                let words = format!("{} records without a key of the account.", subject.said());
                EN_09.failed(subject, words).with(wrong)
            });
        }
    },
    fix: Some(|_, finding| {
        let name = &finding.resource.name;
        Some(Fix::Steps(vec![
            format!(
                "Make an endpoint configuration like {name} with a KmsKeyId for what is recorded: one that is there never changes."
            ),
            "Let the role of the models use the key: kms:GenerateDataKey and kms:Decrypt, through S3.".to_owned(),
            "Update each endpoint that uses the old one to the new one (UpdateEndpoint).".to_owned(),
        ]))
    }),
};
