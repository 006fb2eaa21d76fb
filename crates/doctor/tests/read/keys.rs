//! KMS and Secrets Manager.

use gatehouse_doctor::{DeniedBy, Kind};

use crate::{Row, row};

const KEY: &str = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const SESSION: &str = "arn:aws:sts::111122223333:assumed-role/churn-training/SageMaker";
const SECRET: &str = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:ml/db-AbCdEf";

pub(crate) fn rows() -> Vec<Row> {
    let mut rows = of_kms();
    rows.extend(of_secrets());
    rows
}

fn of_kms() -> Vec<Row> {
    vec![
        row(
            Kind::KeyHidden,
            "An error occurred (AccessDeniedException) when calling the Decrypt operation: The ciphertext refers to a customer \
             master key that does not exist, does not exist in this region, or you are not allowed to access.",
        )
        .api("Decrypt")
        .code("AccessDeniedException")
        .service("kms"),
        row(
            Kind::Denied,
            format!(
                "User: {SESSION} is not authorized to perform: kms:GenerateDataKey on this resource because the resource does \
                 not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly \
                 denies access"
            ),
        )
        .who(SESSION)
        .action("kms:GenerateDataKey")
        .by(DeniedBy::Resource),
        row(
            Kind::Denied,
            format!(
                "An error occurred (AccessDenied) when calling the GetObject operation: User: {SESSION} is not authorized to \
                 perform: kms:Decrypt on the resource associated with this ciphertext because no identity-based policy allows \
                 the kms:Decrypt action"
            ),
        )
        .who(SESSION)
        .action("kms:Decrypt")
        .by(DeniedBy::Identity)
        .api("GetObject"),
        row(
            Kind::Denied,
            format!(
                "User: {SESSION} is not authorized to perform: kms:Decrypt on the resource associated with this ciphertext \
                 because the resource does not exist in this Region, no resource-based policies allow access, or a \
                 resource-based policy explicitly denies access"
            ),
        )
        .who(SESSION)
        .action("kms:Decrypt")
        .by(DeniedBy::Resource),
        row(
            Kind::Denied,
            format!(
                "User: {SESSION} is not authorized to perform: kms:CreateGrant on resource: {KEY} because no resource-based \
                 policy allows the kms:CreateGrant action"
            ),
        )
        .who(SESSION)
        .action("kms:CreateGrant")
        .resource(KEY)
        .by(DeniedBy::Resource)
        .region("eu-west-1"),
        row(
            Kind::KeyDisabled,
            format!("An error occurred (KMS.DisabledException) when calling the PutObject operation: {KEY} is disabled."),
        )
        .resource(KEY)
        .api("PutObject")
        .code("KMS.DisabledException"),
        row(Kind::KeyDisabled, format!("DisabledException: {KEY} is disabled. (Service: AWSKMS; Status Code: 400)")).resource(KEY),
        row(
            Kind::KeyPendingDeletion,
            format!(
                "An error occurred (KMS.KMSInvalidStateException) when calling the GetObject operation: {KEY} is pending deletion."
            ),
        )
        .resource(KEY)
        .code("KMS.KMSInvalidStateException"),
        row(Kind::KeyUnusable, format!("KMSInvalidStateException: {KEY} is pending import.")).resource(KEY),
        row(
            Kind::KeyUsage,
            format!(
                "An error occurred (InvalidKeyUsageException) when calling the Encrypt operation: {KEY} key usage is \
                 SIGN_VERIFY which is not valid for Encrypt."
            ),
        )
        .resource(KEY)
        .code("InvalidKeyUsageException"),
        row(Kind::KeyWrong, "An error occurred (InvalidCiphertextException) when calling the Decrypt operation: None").api("Decrypt"),
        row(
            Kind::KeyWrong,
            format!(
                "IncorrectKeyException: The key ID in the request does not identify a CMK that can perform this operation. {KEY}"
            ),
        )
        .resource(KEY),
        row(
            Kind::KeyMissing,
            format!("An error occurred (NotFoundException) when calling the DescribeKey operation: Key '{KEY}' does not exist"),
        )
        .resource(KEY)
        .code("NotFoundException"),
        row(
            Kind::KeyMissing,
            "NotFoundException: Alias arn:aws:kms:eu-west-1:111122223333:alias/churn is not found.",
        )
        .resource("arn:aws:kms:eu-west-1:111122223333:alias/churn"),
        row(
            Kind::KeyMissing,
            "An error occurred (KMS.NotFoundException) when calling the PutObject operation: Invalid keyId \
             '1234abcd-12ab-34cd-56ef-1234567890ab'",
        )
        .resource("1234abcd-12ab-34cd-56ef-1234567890ab"),
        row(
            Kind::KeyHidden,
            format!("KMSAccessDeniedException: The caller may not use the key {KEY} in the name of the queue."),
        )
        .resource(KEY),
        row(Kind::KeyHidden, format!("ClientError: KMS key {KEY} is invalid or you do not have permission to use it.")).resource(KEY),
        row(Kind::KeyMissing, format!("error: KMS Key {KEY} non existent, in the wrong region, or not enabled. Aborting.")).resource(KEY),
        row(
            Kind::NvmeKey,
            "An error occurred (ValidationException) when calling the CreateTrainingJob operation: KMS key is not supported for \
             NVMe instance storage: ml.g5.2xlarge",
        )
        .api("CreateTrainingJob"),
        row(
            Kind::NvmeKey,
            "ClientError: VolumeKmsKeyId is not supported for instance type ml.p4d.24xlarge, which has local storage.",
        ),
    ]
}

fn of_secrets() -> Vec<Row> {
    vec![
        row(
            Kind::SecretKey,
            "An error occurred (AccessDeniedException) when calling the GetSecretValue operation: Access to KMS is not allowed",
        )
        .api("GetSecretValue")
        .service("secretsmanager"),
        row(
            Kind::SecretKey,
            format!("failed to fetch secret {SECRET} from secrets manager: AccessDeniedException: Access to KMS is not allowed status code: 400, request id: 77aa88bb-1"),
        )
        .resource(SECRET)
        .code("AccessDeniedException")
        .request("77aa88bb-1"),
        row(
            Kind::SecretMissing,
            "An error occurred (ResourceNotFoundException) when calling the GetSecretValue operation: Secrets Manager can't find \
             the specified secret.",
        )
        .code("ResourceNotFoundException"),
        row(
            Kind::SecretMissing,
            "ResourceNotFoundException: Secrets Manager can\u{2019}t find the specified secret. (SecretId: ml/db)",
        )
        .resource("ml/db"),
        row(
            Kind::SecretDeleted,
            "An error occurred (InvalidRequestException) when calling the GetSecretValue operation: You can't perform this \
             operation on the secret because it was marked for deletion.",
        )
        .code("InvalidRequestException"),
        row(
            Kind::SecretDeleted,
            "InvalidRequestException: You can't create this secret because a secret with this name is already scheduled for deletion.",
        ),
        row(
            Kind::SecretEmpty,
            "An error occurred (ResourceNotFoundException) when calling the GetSecretValue operation: Secrets Manager can't find \
             the specified secret value for staging label: AWSCURRENT",
        ),
        row(
            Kind::Denied,
            format!(
                "User: {SESSION} is not authorized to perform: secretsmanager:GetSecretValue on resource: {SECRET} with an \
                 explicit deny in a resource-based policy"
            ),
        )
        .who(SESSION)
        .action("secretsmanager:GetSecretValue")
        .resource(SECRET)
        .by(DeniedBy::Resource)
        .deny(),
    ]
}
