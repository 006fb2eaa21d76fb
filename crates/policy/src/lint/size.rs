//! How long a policy may be.

use super::check::{Context, checks};
use super::{Options, PolicyType, ResourceKind};
use crate::document::syntax::Value;
use crate::document::{Span, counted_size};

checks! {
    POLICY_SIZE_EXCEEDS_IDENTITY_POLICY_QUOTA Warning iam "reference_iam-quotas.html"
        "IAM refuses a managed policy of more than 6,144 characters, and inline policies of a role of more than 10,240 together; white space is not counted.";
    POLICY_SIZE_EXCEEDS_ROLE_TRUST_POLICY_QUOTA Warning iam "reference_iam-quotas.html"
        "IAM refuses a trust policy that is longer than the account's quota; white space is not counted.";
    POLICY_SIZE_EXCEEDS_RESOURCE_POLICY_QUOTA Warning iam "access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-general-warning-policy-size-exceeds-resource-policy-quota"
        "The service refuses a resource policy that is longer than its quota.";
    POLICY_SIZE_EXCEEDS_SESSION_POLICY_QUOTA Warning aws "STS/latest/APIReference/API_AssumeRole.html"
        "AWS STS takes session policies of 2,048 characters in all, white space counted.";
    POLICY_SIZE_EXCEEDS_SCP_QUOTA Error aws "organizations/latest/userguide/orgs_reference_limits.html"
        "AWS Organizations refuses a service control policy that is longer than its quota.";
    POLICY_SIZE_EXCEEDS_RCP_QUOTA Error aws "organizations/latest/userguide/orgs_reference_limits.html"
        "AWS Organizations refuses a resource control policy that is longer than its quota.";
}

/// Quotas of resource policies, in characters or bytes of the text as it is written.
///
/// Sources: <https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-policies.html> (20 KB),
/// <https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html> (32 KB),
/// <https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_limits.html> (20,480 characters),
/// <https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-limits-endpoints.html> (20,480 characters),
/// <https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html> (20 KB),
/// <https://docs.aws.amazon.com/efs/latest/ug/limits.html> (20,000 characters),
/// <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-policies.html> (8,192 bytes),
/// <https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-language-api-permissions-reference.html> (30 KB),
/// <https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_SetRepositoryPolicy.html> (10,240 characters),
/// <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_PutResourcePolicy.html> (20 KB),
/// <https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_PutModelPackageGroupPolicy.html> (20,480 characters)
const fn quota(kind: ResourceKind) -> Option<usize> {
    match kind {
        ResourceKind::S3Bucket
        | ResourceKind::Secret
        | ResourceKind::VpcEndpoint
        | ResourceKind::LambdaFunction
        | ResourceKind::DynamoDbTable
        | ResourceKind::SageMakerResource => Some(20_480),
        ResourceKind::KmsKey => Some(32_768),
        ResourceKind::SnsTopic => Some(30_720),
        ResourceKind::EfsFileSystem => Some(20_000),
        ResourceKind::EcrRepository => Some(10_240),
        ResourceKind::SqsQueue => Some(8192),
        ResourceKind::Other => None,
    }
}

/// Characters of all inline policies of a role together, white space not counted.
///
/// Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html>
const ROLE_INLINE_QUOTA: usize = 10_240;

/// How long a policy is, as AWS counts it for this kind, and how long it may be. A role's inline policies are counted
/// together.
#[must_use]
pub fn measure(text: &str, kind: PolicyType, options: &Options) -> (usize, Option<usize>) {
    if let (PolicyType::Identity, Some(beside)) = (kind, options.inline_beside) {
        return (counted_size(text) + beside, Some(ROLE_INLINE_QUOTA));
    }
    match kind {
        PolicyType::Identity | PolicyType::Boundary => (counted_size(text), Some(6144)),
        PolicyType::Trust => (counted_size(text), Some(options.trust_policy_quota)),
        // Organizations keeps the white space that the API was given; the console takes it out first.
        PolicyType::Scp => (counted_size(text), Some(10_240)),
        PolicyType::Rcp => (counted_size(text), Some(5120)),
        PolicyType::Resource(kind) => (text.len(), quota(kind)),
        PolicyType::Session => (text.chars().count(), Some(2048)),
    }
}

pub(super) fn run(cx: &mut Context<'_>) {
    let check = match cx.kind {
        PolicyType::Identity | PolicyType::Boundary => &POLICY_SIZE_EXCEEDS_IDENTITY_POLICY_QUOTA,
        PolicyType::Trust => &POLICY_SIZE_EXCEEDS_ROLE_TRUST_POLICY_QUOTA,
        PolicyType::Scp => &POLICY_SIZE_EXCEEDS_SCP_QUOTA,
        PolicyType::Rcp => &POLICY_SIZE_EXCEEDS_RCP_QUOTA,
        PolicyType::Resource(_) => &POLICY_SIZE_EXCEEDS_RESOURCE_POLICY_QUOTA,
        PolicyType::Session => &POLICY_SIZE_EXCEEDS_SESSION_POLICY_QUOTA,
    };
    let (size, Some(quota)) = measure(cx.policy.text(), cx.kind, cx.options) else { return };
    if size > quota && matches!(cx.policy.root.value, Value::Object(_)) {
        let start = cx.policy.root.span.start;
        let subject = match (cx.kind, cx.options.inline_beside) {
            (PolicyType::Identity, Some(beside)) if beside > 0 => "The role's inline policies together have",
            _ => "The policy has",
        };
        let message = format!("{subject} {size} characters, {} more than the {quota} allowed.", size - quota);
        cx.report(check, Span::new(start, start + 1), message);
    }
}
