//! Which service an operation belongs to, and which action it needs first.

use gatehouse_policy::catalog::catalog;

/// Operations that are called otherwise than the action that they need.
///
/// Source: <https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html>
const OTHERWISE: [(&str, &str); 26] = [
    ("headobject", "s3:GetObject"),
    ("headbucket", "s3:ListBucket"),
    ("listobjects", "s3:ListBucket"),
    ("listobjectsv2", "s3:ListBucket"),
    ("listobjectversions", "s3:ListBucketVersions"),
    ("listbuckets", "s3:ListAllMyBuckets"),
    ("createmultipartupload", "s3:PutObject"),
    ("initiatemultipartupload", "s3:PutObject"),
    ("uploadpart", "s3:PutObject"),
    ("completemultipartupload", "s3:PutObject"),
    ("copyobject", "s3:PutObject"),
    ("deleteobjects", "s3:DeleteObject"),
    ("listmultipartuploads", "s3:ListBucketMultipartUploads"),
    ("listparts", "s3:ListMultipartUploadParts"),
    ("getbucketencryption", "s3:GetEncryptionConfiguration"),
    ("putbucketencryption", "s3:PutEncryptionConfiguration"),
    ("getpublicaccessblock", "s3:GetBucketPublicAccessBlock"),
    ("putpublicaccessblock", "s3:PutBucketPublicAccessBlock"),
    ("getbucketlifecycleconfiguration", "s3:GetLifecycleConfiguration"),
    ("getbucketreplication", "s3:GetReplicationConfiguration"),
    ("selectobjectcontent", "s3:GetObject"),
    ("invoke", "lambda:InvokeFunction"),
    ("invokeendpointwithresponsestream", "sagemaker:InvokeEndpoint"),
    ("getbucketnotificationconfiguration", "s3:GetBucketNotification"),
    ("getobjectlockconfiguration", "s3:GetBucketObjectLockConfiguration"),
    ("getbucketaccelerateconfiguration", "s3:GetAccelerateConfiguration"),
];

/// The services that the user of this program most likely called.
const LIKELY: [&str; 14] = [
    "sagemaker",
    "s3",
    "kms",
    "secretsmanager",
    "ecr",
    "sts",
    "iam",
    "ec2",
    "logs",
    "cloudwatch",
    "lambda",
    "cloudtrail",
    "glue",
    "ssm",
];

/// The action that an operation needs first: `HeadObject` needs `s3:GetObject`.
pub(super) fn action_of(operation: &str, service: Option<&str>) -> Option<String> {
    let name = operation.to_ascii_lowercase();
    if let Some((_, action)) = OTHERWISE.iter().find(|(other, _)| *other == name) {
        return Some((*action).to_owned());
    }
    let services = service.into_iter().chain(LIKELY.into_iter().filter(|_| service.is_none()));
    let known = |service: &str| catalog().action(&format!("{service}:{operation}")).map(|action| action.full_name());
    services.into_iter().find_map(known)
}

/// Names by which SDKs and events call a service otherwise than policies do.
const NAMES: [(&str, &str); 22] = [
    ("amazons3", "s3"),
    ("amazon s3", "s3"),
    ("s3", "s3"),
    ("awskms", "kms"),
    ("kms", "kms"),
    ("amazonsagemakerruntime", "sagemaker"),
    ("sagemakerruntime", "sagemaker"),
    ("sagemaker runtime", "sagemaker"),
    ("amazonsagemaker", "sagemaker"),
    ("sagemaker", "sagemaker"),
    ("awssecretsmanager", "secretsmanager"),
    ("secrets manager", "secretsmanager"),
    ("secretsmanager", "secretsmanager"),
    ("awssecuritytokenservice", "sts"),
    ("sts", "sts"),
    ("amazonidentitymanagement", "iam"),
    ("iam", "iam"),
    ("amazonecr", "ecr"),
    ("ecr", "ecr"),
    ("amazonec2", "ec2"),
    ("ec2", "ec2"),
    ("awslogs", "logs"),
];

/// The prefix of a service that is called so by an SDK (`AmazonS3`) or an event (`s3.amazonaws.com`).
pub(super) fn service_named(name: &str) -> Option<String> {
    let name = name.to_ascii_lowercase();
    let name = name.strip_suffix(".amazonaws.com").unwrap_or(&name);
    if let Some((_, prefix)) = NAMES.iter().find(|(other, _)| *other == name) {
        return Some((*prefix).to_owned());
    }
    catalog().service(name).map(|service| service.prefix().to_owned())
}

/// The service behind a host: `api.sagemaker.eu-west-1.amazonaws.com`.
pub(super) fn service_of_host(host: &str) -> Option<String> {
    let host = host.to_ascii_lowercase();
    let labels: Vec<&str> = host.split('.').collect();
    if host.contains(".dkr.ecr.") || host.contains(".dkr-ecr.") {
        return Some("ecr".to_owned());
    }
    // A bucket's name stands first, and may itself be called like a service.
    let ends = |at: &usize| {
        labels.get(*at..).is_some_and(|rest| rest.starts_with(&["amazonaws"]) || rest.starts_with(&["api", "aws"]))
    };
    let cut = (0..labels.len()).find(ends).unwrap_or(labels.len());
    let known = labels.iter().take(cut).rev().find_map(|label| {
        let label = label.strip_suffix("-fips").unwrap_or(label);
        if gatehouse_policy::names::is_region(label) {
            return None;
        }
        match label {
            "monitoring" => Some("cloudwatch".to_owned()),
            "email" => Some("ses".to_owned()),
            label if label.starts_with("s3") => Some("s3".to_owned()),
            label => service_named(label),
        }
    });
    known.filter(|_| host.contains("amazonaws") || host.contains("api.aws"))
}
