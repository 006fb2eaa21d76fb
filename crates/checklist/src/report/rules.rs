//! The managed rules of AWS Config that checks may name, with the parameters that they cannot do without.
//!
//! Each was found on its own page at AWS or in the packs that AWS publishes, with what it needs. A check that names another
//! one is told so by a test: then its page is to be read, and where it looks for the same it is to be added here.
//!
//! Sources: <https://docs.aws.amazon.com/config/latest/developerguide/managed-rules-by-aws-config.html>,
//! <https://github.com/awslabs/aws-config-rules/tree/master/aws-config-conformance-packs>

/// A managed rule of AWS Config.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Managed {
    /// `CMK_BACKING_KEY_ROTATION_ENABLED`.
    pub identifier: &'static str,
    /// Parameters that have no default at AWS, or whose default would ask something else than the checks do.
    pub parameters: &'static [(&'static str, &'static str)],
    /// Where it asks something else than the checks that name it.
    pub note: Option<&'static str>,
}

/// A rule that needs nothing.
const fn plain(identifier: &'static str) -> Managed {
    Managed { identifier, parameters: &[], note: None }
}

/// A rule that needs parameters, or that asks something else.
const fn with(
    identifier: &'static str,
    parameters: &'static [(&'static str, &'static str)],
    note: &'static str,
) -> Managed {
    Managed { identifier, parameters, note: Some(note) }
}

/// What Security Hub's controls KMS.1 and KMS.2 block.
const KMS_ACTIONS: &[(&str, &str)] = &[("blockedActionsPatterns", "kms:Decrypt,kms:ReEncryptFrom")];

/// All of them, by their identifiers.
pub static RULES: &[Managed] = &[
    plain("CLOUDTRAIL_ALL_READ_S3_DATA_EVENT_CHECK"),
    plain("CLOUDTRAIL_ALL_WRITE_S3_DATA_EVENT_CHECK"),
    plain("CLOUDTRAIL_S3_BUCKET_ACCESS_LOGGING"),
    plain("CLOUDTRAIL_S3_BUCKET_PUBLIC_ACCESS_PROHIBITED"),
    plain("CLOUDTRAIL_S3_DATAEVENTS_ENABLED"),
    plain("CLOUDTRAIL_SECURITY_TRAIL_ENABLED"),
    plain("CLOUDWATCH_LOG_GROUP_ENCRYPTED"),
    plain("CLOUD_TRAIL_CLOUD_WATCH_LOGS_ENABLED"),
    plain("CLOUD_TRAIL_ENABLED"),
    plain("CLOUD_TRAIL_ENCRYPTION_ENABLED"),
    plain("CLOUD_TRAIL_LOG_FILE_VALIDATION_ENABLED"),
    plain("CMK_BACKING_KEY_ROTATION_ENABLED"),
    plain("EC2_EBS_ENCRYPTION_BY_DEFAULT"),
    plain("ECR_PRIVATE_IMAGE_SCANNING_ENABLED"),
    plain("ECR_PRIVATE_LIFECYCLE_POLICY_CONFIGURED"),
    plain("ECR_PRIVATE_TAG_IMMUTABILITY_ENABLED"),
    plain("ECR_REPOSITORY_CMK_ENCRYPTION_ENABLED"),
    plain("EFS_ENCRYPTED_CHECK"),
    with("IAM_CUSTOMER_POLICY_BLOCKED_KMS_ACTIONS", KMS_ACTIONS, "It looks at customer managed policies."),
    plain("IAM_EXTERNAL_ACCESS_ANALYZER_ENABLED"),
    with("IAM_INLINE_POLICY_BLOCKED_KMS_ACTIONS", KMS_ACTIONS, "It looks at inline policies."),
    plain("IAM_NO_INLINE_POLICY_CHECK"),
    with(
        "IAM_POLICY_BLACKLISTED_CHECK",
        &[(
            "policyArns",
            "arn:PARTITION:iam::aws:policy/AdministratorAccess,arn:PARTITION:iam::aws:policy/AmazonSageMakerFullAccess",
        )],
        "It looks at users and groups too, not at execution roles alone.",
    ),
    with("IAM_POLICY_NO_STATEMENTS_WITH_ADMIN_ACCESS", &[], "It looks at customer managed policies alone."),
    with("IAM_POLICY_NO_STATEMENTS_WITH_FULL_ACCESS", &[], "It looks at customer managed policies alone."),
    plain("IAM_USER_NO_POLICIES_CHECK"),
    plain("INCOMING_SSH_DISABLED"),
    plain("INTERNET_GATEWAY_AUTHORIZED_VPC_ONLY"),
    plain("KMS_CMK_NOT_SCHEDULED_FOR_DELETION"),
    plain("KMS_KEY_POLICY_NO_PUBLIC_ACCESS"),
    plain("MACIE_STATUS_CHECK"),
    plain("MULTI_REGION_CLOUD_TRAIL_ENABLED"),
    plain("NACL_NO_UNRESTRICTED_SSH_RDP"),
    plain("NO_UNRESTRICTED_ROUTE_TO_IGW"),
    plain("RESTRICTED_INCOMING_TRAFFIC"),
    plain("S3_ACCESS_POINT_PUBLIC_ACCESS_BLOCKS"),
    plain("S3_ACCOUNT_LEVEL_PUBLIC_ACCESS_BLOCKS"),
    plain("S3_ACCOUNT_LEVEL_PUBLIC_ACCESS_BLOCKS_PERIODIC"),
    plain("S3_BUCKET_ACL_PROHIBITED"),
    with(
        "S3_BUCKET_BLACKLISTED_ACTIONS_PROHIBITED",
        &[(
            "blacklistedActionPattern",
            "s3:DeleteBucketPolicy,s3:PutBucketAcl,s3:PutBucketPolicy,s3:PutEncryptionConfiguration,s3:PutObjectAcl",
        )],
        "It blocks some actions for all other accounts, those that are meant to have access too.",
    ),
    plain("S3_BUCKET_LEVEL_PUBLIC_ACCESS_PROHIBITED"),
    plain("S3_BUCKET_LOGGING_ENABLED"),
    with(
        "S3_BUCKET_POLICY_GRANTEE_CHECK",
        &[],
        "Name those who are meant to have access in its parameters: without them nobody is.",
    ),
    plain("S3_BUCKET_PUBLIC_READ_PROHIBITED"),
    plain("S3_BUCKET_PUBLIC_WRITE_PROHIBITED"),
    plain("S3_BUCKET_SERVER_SIDE_ENCRYPTION_ENABLED"),
    plain("S3_BUCKET_SSL_REQUESTS_ONLY"),
    plain("S3_BUCKET_VERSIONING_ENABLED"),
    plain("S3_DEFAULT_ENCRYPTION_KMS"),
    plain("SAGEMAKER_DATA_QUALITY_JOB_ENCRYPT_IN_TRANSIT"),
    plain("SAGEMAKER_DATA_QUALITY_JOB_ISOLATION"),
    plain("SAGEMAKER_DOMAIN_IN_VPC"),
    plain("SAGEMAKER_ENDPOINT_CONFIGURATION_KMS_KEY_CONFIGURED"),
    plain("SAGEMAKER_ENDPOINT_CONFIG_PROD_INSTANCE_COUNT"),
    plain("SAGEMAKER_MODEL_BIAS_JOB_ENCRYPT_IN_TRANSIT"),
    plain("SAGEMAKER_MODEL_BIAS_JOB_ISOLATION"),
    plain("SAGEMAKER_MODEL_EXPLAINABILITY_JOB_ENCRYPT_IN_TRANSIT"),
    plain("SAGEMAKER_MODEL_EXPLAINABILITY_JOB_NETWORK_ISOLATION"),
    plain("SAGEMAKER_MODEL_IN_VPC"),
    plain("SAGEMAKER_MODEL_ISOLATION_ENABLED"),
    plain("SAGEMAKER_MODEL_PRIVATE_REGISTRY_REQUIRED"),
    plain("SAGEMAKER_MODEL_QUALITY_JOB_DEFINITION_ISOLATION"),
    plain("SAGEMAKER_NOTEBOOK_INSTANCE_INSIDE_VPC"),
    plain("SAGEMAKER_NOTEBOOK_INSTANCE_KMS_KEY_CONFIGURED"),
    plain("SAGEMAKER_NOTEBOOK_INSTANCE_ROOT_ACCESS_CHECK"),
    plain("SAGEMAKER_NOTEBOOK_NO_DIRECT_INTERNET_ACCESS"),
    plain("SECRETSMANAGER_ROTATION_ENABLED_CHECK"),
    plain("SECRETSMANAGER_SCHEDULED_ROTATION_SUCCESS_CHECK"),
    plain("SECRETSMANAGER_SECRET_PERIODIC_ROTATION"),
    plain("SECRETSMANAGER_SECRET_UNUSED"),
    plain("SECRETSMANAGER_USING_CMK"),
    with(
        "SERVICE_VPC_ENDPOINT_ENABLED",
        &[("serviceName", "s3")],
        "It looks for an endpoint in every VPC, not at the route tables that use it.",
    ),
    plain("SUBNET_AUTO_ASSIGN_PUBLIC_IP_DISABLED"),
    plain("VPC_DEFAULT_SECURITY_GROUP_CLOSED"),
    with(
        "VPC_ENDPOINT_ENABLED",
        &[("serviceNames", "ecr.api,ecr.dkr,kms,logs,monitoring,sagemaker.api,sts")],
        "It asks for these services in every VPC, whatever runs there: change the list to what your workloads need.",
    ),
    plain("VPC_FLOW_LOGS_ENABLED"),
    plain("VPC_SG_OPEN_ONLY_TO_AUTHORIZED_PORTS"),
    plain("VPC_SG_PORT_RESTRICTION_CHECK"),
];

/// The rule of this identifier, where it is known.
#[must_use]
pub fn rule(identifier: &str) -> Option<&'static Managed> {
    RULES.iter().find(|rule| rule.identifier == identifier)
}
