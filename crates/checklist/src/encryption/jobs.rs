//! Volumes and outputs of what SageMaker runs: each names a key.

use gatehouse_plan::sagemaker::resource::{Resource, ResourceKind};

use super::used::{is_of_aws, key_to_name};
use crate::check::{Check, Over, Practice, Severity};
use crate::finding::{Evidence, Finding};
use crate::fix::Fix;
use crate::scan::Scan;
use crate::things::subject_of;

/// A key that a thing should name.
struct Field {
    /// As the API names it.
    name: &'static str,
    of: fn(&Resource) -> Option<&str>,
    /// It is of a volume, which local disks do without.
    volume: bool,
}

const fn volume(name: &'static str) -> Field {
    Field { name, of: |thing| thing.volume_key.as_deref(), volume: true }
}

const fn output(name: &'static str) -> Field {
    Field { name, of: |thing| thing.output_key.as_deref(), volume: false }
}

const WHY_VOLUME: &str = "The volume holds data, code and models while it runs. Under a key of the account you say who can read \
                          it, see each use in CloudTrail and can stop it; under AWS's own key you cannot.";
const WHY_OUTPUT: &str = "What it writes to S3 is encrypted by the bucket's default, whoever set that. Under a named key you say \
                          who can read it, see each use in CloudTrail and can stop it.";

/// The volumes of notebook instances.
pub(super) static EN_01: Check = Check {
    id: "EN-01",
    practice: Practice::Encryption,
    severity: Severity::High,
    title: "Notebook instances have a key of the account",
    why: WHY_VOLUME,
    criterion: "Every notebook instance has a KmsKeyId of a key that is not AWS's own.",
    source: "https://docs.aws.amazon.com/sagemaker/latest/dg/encryption-at-rest.html",
    security_hub: &[],
    prowler: &["sagemaker_notebook_instance_encryption_enabled"],
    config_rules: &["SAGEMAKER_NOTEBOOK_INSTANCE_KMS_KEY_CONFIGURED"],
    over: Over::Rest,
    run: |scan, out| keyed(scan, out, &EN_01, &[ResourceKind::Notebook], &[volume("KmsKeyId")]),
    fix: Some(|_, finding| {
        let name = &finding.resource.name;
        Some(Fix::Steps(vec![
            format!("Copy what is on {name} to S3 or to Git: the key of a notebook instance never changes."),
            "Make a new notebook instance with KmsKeyId, and the same role, network and lifecycle configuration."
                .to_owned(),
            format!("Copy the files there, and delete {name}."),
        ]))
    }),
};

/// The volumes of training and tuning jobs.
pub(super) static EN_02: Check = Check {
    id: "EN-02",
    practice: Practice::Encryption,
    severity: Severity::High,
    title: "Training volumes have a key of the account",
    why: WHY_VOLUME,
    criterion: "Every training and tuning job has a VolumeKmsKeyId, unless its instance type has local disks: those are \
                encrypted by the hardware, and a key for them is refused.",
    source: "https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ResourceConfig.html",
    security_hub: &[],
    prowler: &["sagemaker_training_jobs_volume_and_output_encryption_enabled"],
    config_rules: &[],
    over: Over::Rest,
    run: |scan, out| keyed(scan, out, &EN_02, &TRAINING, &[volume("ResourceConfig.VolumeKmsKeyId")]),
    fix: Some(|scan, finding| code(scan, finding, &EN_02)),
};

/// The models that training and tuning jobs write.
pub(super) static EN_03: Check = Check {
    id: "EN-03",
    practice: Practice::Encryption,
    severity: Severity::High,
    title: "Models are written under a key of the account",
    why: WHY_OUTPUT,
    criterion: "Every training and tuning job has OutputDataConfig.KmsKeyId of a key that is not AWS's own.",
    source: "https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_OutputDataConfig.html",
    security_hub: &[],
    prowler: &["sagemaker_training_jobs_volume_and_output_encryption_enabled"],
    config_rules: &[],
    over: Over::Rest,
    run: |scan, out| keyed(scan, out, &EN_03, &TRAINING, &[output("OutputDataConfig.KmsKeyId")]),
    fix: Some(|scan, finding| code(scan, finding, &EN_03)),
};

/// Volumes and outputs of processing jobs.
pub(super) static EN_04: Check = Check {
    id: "EN-04",
    practice: Practice::Encryption,
    severity: Severity::High,
    title: "Processing jobs have keys of the account",
    why: WHY_VOLUME,
    criterion: "Every processing job has ProcessingResources.ClusterConfig.VolumeKmsKeyId, unless its instance type has local \
                disks, and ProcessingOutputConfig.KmsKeyId.",
    source: "https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ProcessingClusterConfig.html",
    security_hub: &[],
    prowler: &[],
    config_rules: &[],
    over: Over::Rest,
    run: |scan, out| {
        let fields =
            [volume("ProcessingResources.ClusterConfig.VolumeKmsKeyId"), output("ProcessingOutputConfig.KmsKeyId")];
        keyed(scan, out, &EN_04, &[ResourceKind::ProcessingJob], &fields);
    },
    fix: Some(|scan, finding| code(scan, finding, &EN_04)),
};

/// Volumes and outputs of batch transform jobs.
pub(super) static EN_05: Check = Check {
    id: "EN-05",
    practice: Practice::Encryption,
    severity: Severity::High,
    title: "Batch transform jobs have keys of the account",
    why: WHY_OUTPUT,
    criterion: "Every batch transform job has TransformResources.VolumeKmsKeyId, unless its instance type has local disks, and \
                TransformOutput.KmsKeyId.",
    source: "https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_TransformOutput.html",
    security_hub: &[],
    prowler: &[],
    config_rules: &[],
    over: Over::Rest,
    run: |scan, out| {
        let fields = [volume("TransformResources.VolumeKmsKeyId"), output("TransformOutput.KmsKeyId")];
        keyed(scan, out, &EN_05, &[ResourceKind::TransformJob], &fields);
    },
    fix: Some(|scan, finding| code(scan, finding, &EN_05)),
};

/// The volumes of endpoints.
pub(super) static EN_06: Check = Check {
    id: "EN-06",
    practice: Practice::Encryption,
    severity: Severity::Medium,
    title: "Endpoints have a key of the account",
    why: WHY_VOLUME,
    criterion: "Every endpoint configuration has a KmsKeyId, unless it has no instances of its own, or instances with local \
                disks.",
    source: "https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateEndpointConfig.html",
    security_hub: &[],
    prowler: &["sagemaker_endpoint_config_kms_encryption_enabled"],
    config_rules: &["SAGEMAKER_ENDPOINT_CONFIGURATION_KMS_KEY_CONFIGURED"],
    over: Over::Rest,
    run: |scan, out| keyed(scan, out, &EN_06, &[ResourceKind::EndpointConfig], &[volume("KmsKeyId")]),
    fix: Some(|_, finding| {
        let name = &finding.resource.name;
        Some(Fix::Steps(vec![
            format!("Make an endpoint configuration like {name} with KmsKeyId: one that is there never changes."),
            "Update each endpoint that uses the old one to the new one (UpdateEndpoint): it stays in service meanwhile.".to_owned(),
            format!("Delete {name} once no endpoint uses it."),
        ]))
    }),
};

/// The home folders of Studio.
pub(super) static EN_07: Check = Check {
    id: "EN-07",
    practice: Practice::Encryption,
    severity: Severity::Medium,
    title: "Domains have a key of the account",
    why: "The home folders of everybody in Studio are on one file system. Under a key of the account you say who can read it, \
          see each use in CloudTrail and can stop it.",
    criterion: "Every domain has a KmsKeyId of a key that is not AWS's own.",
    source: "https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateDomain.html",
    security_hub: &[],
    prowler: &[],
    config_rules: &[],
    over: Over::Rest,
    run: |scan, out| keyed(scan, out, &EN_07, &[ResourceKind::Domain], &[volume("KmsKeyId")]),
    fix: Some(|_, finding| {
        let name = &finding.resource.name;
        Some(Fix::Steps(vec![
            format!("Make a new domain with KmsKeyId: {name} keeps its key for ever."),
            "Copy each home folder to S3 from the old domain, and from there to the new one.".to_owned(),
            format!("Delete {name} once everybody works in the new one."),
        ]))
    }),
};

const TRAINING: [ResourceKind; 2] = [ResourceKind::TrainingJob, ResourceKind::TuningJob];

fn keyed(scan: &Scan<'_>, out: &mut Vec<Finding>, check: &Check, kinds: &[ResourceKind], fields: &[Field]) {
    let state = scan.state();
    for thing in scan.things(check, kinds, out) {
        let subject = subject_of(thing);
        let local = thing.instance_type.as_deref().is_some_and(has_local_disks);
        let without_instances = thing.kind == ResourceKind::EndpointConfig && thing.instance_type.is_none();
        let asked: Vec<&Field> = fields.iter().filter(|field| !field.volume || !(local || without_instances)).collect();
        if asked.is_empty() {
            let reason = match local {
                true => "Its instances have local disks, which the hardware encrypts: a key for them is refused.",
                false => "It has no instances of its own.",
            };
            out.push(check.not_applicable(subject, reason));
            continue;
        }
        let wrong: Vec<Evidence> = asked
            .iter()
            .filter_map(|field| {
                let key = (field.of)(thing);
                let value = match key {
                    None => "none".to_owned(),
                    Some(key) if is_of_aws(state, key) => key.to_owned(),
                    Some(_) => return None,
                };
                Some(Evidence::Field { name: field.name.to_owned(), value })
            })
            .collect();
        out.push(if wrong.is_empty() {
            check.passed(subject, "It names a key of the account.")
        } else {
            let names: Vec<&str> = wrong
                .iter()
                .filter_map(
                    |evidence| if let Evidence::Field { name, .. } = evidence { Some(name.as_str()) } else { None },
                )
                .collect();
            let words = format!("{} names no key of the account in {}.", subject.said(), names.join(" and "));
            check.failed(subject, words).with(wrong)
        });
    }
}

/// Families of instances whose volumes are local disks, by what their names are.
///
/// Sources: <https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ResourceConfig.html>,
/// <https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instance-store-volumes.html>
const LOCAL: [&str; 17] = [
    "g4dn", "g5", "g6", "g6e", "gr6", "p3dn", "p4d", "p4de", "p5", "p5e", "p5en", "p6-b200", "trn1", "trn1n", "trn2",
    "i3en", "i4i",
];

/// Whether the type's storage is on local disks. Beside the accelerated ones, a family with a `d` behind its generation has
/// them: `m5d`, `c6id`, `r7gd`.
pub(super) fn has_local_disks(instance_type: &str) -> bool {
    let name = instance_type.strip_prefix("ml.").unwrap_or(instance_type);
    let family = name.split('.').next().unwrap_or(name);
    let generation = family.find(|letter: char| letter.is_ascii_digit());
    let behind = generation.and_then(|at| family.get(at + 1..)).unwrap_or_default();
    LOCAL.contains(&family) || (behind.contains('d') && family.starts_with(['m', 'c', 'r', 'x', 'z']))
}

/// How a job is asked for from now on.
fn code(scan: &Scan<'_>, finding: &Finding, check: &Check) -> Option<Fix> {
    let key = key_to_name(scan.state());
    let names: Vec<&str> = finding
        .evidence
        .iter()
        .filter_map(|evidence| if let Evidence::Field { name, .. } = evidence { Some(name.as_str()) } else { None })
        .collect();
    let mut text = format!("# {}: a job that ran cannot be changed, its request can.\n", check.title);
    for name in names {
        let path: String = name.split('.').map(|part| format!("[\"{part}\"]")).collect();
        text.push_str(&format!("request{path} = \"{key}\"\n"));
    }
    Some(Fix::Code { language: "python", text })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_with_local_disks_are_known_by_their_family() {
        for local in
            ["ml.g5.xlarge", "ml.p4d.24xlarge", "ml.m5d.large", "ml.c6id.large", "ml.r7gd.large", "ml.g4dn.xlarge"]
        {
            assert!(has_local_disks(local), "{local}");
        }
        for ebs in ["ml.m5.large", "ml.p3.2xlarge", "ml.c5.xlarge", "ml.t3.medium", "ml.inf2.xlarge"] {
            assert!(!has_local_disks(ebs), "{ebs}");
        }
    }
}
