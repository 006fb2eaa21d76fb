//! Credentials, limits, Regions.

use gatehouse_doctor::Kind;

use crate::{Row, row};

pub(crate) fn rows() -> Vec<Row> {
    vec![
        row(Kind::NoCredentials, "botocore.exceptions.NoCredentialsError: Unable to locate credentials"),
        row(
            Kind::NoCredentials,
            "Unable to locate credentials. You can configure credentials by running \"aws configure\".",
        ),
        row(
            Kind::NoCredentials,
            "NoCredentialProviders: no valid providers in chain. Deprecated.",
        ),
        row(
            Kind::NoCredentials,
            "software.amazon.awssdk.core.exception.SdkClientException: Unable to load credentials from any of the providers in \
             the chain AwsCredentialsProviderChain",
        ),
        row(
            Kind::NoCredentials,
            "urllib3 Connect timeout to http://169.254.169.254/latest/meta-data/iam/security-credentials/",
        ),
        row(
            Kind::Expired,
            "An error occurred (ExpiredToken) when calling the PutObject operation: The provided token has expired.",
        )
        .code("ExpiredToken"),
        row(
            Kind::Expired,
            "An error occurred (ExpiredTokenException) when calling the CreateTrainingJob operation: The security token included \
             in the request is expired",
        )
        .api("CreateTrainingJob"),
        row(
            Kind::Expired,
            "Error loading SSO Token: Token for https://example.awsapps.com/start does not exist",
        ),
        row(
            Kind::UnknownCredentials,
            "An error occurred (InvalidClientTokenId) when calling the GetCallerIdentity operation: The security token included in \
             the request is invalid.",
        )
        .code("InvalidClientTokenId"),
        row(
            Kind::UnknownCredentials,
            "UnrecognizedClientException: The security token included in the request is invalid.",
        )
        .code("UnrecognizedClientException"),
        row(
            Kind::UnknownCredentials,
            "An error occurred (InvalidAccessKeyId) when calling the ListBuckets operation: The AWS Access Key Id you provided does \
             not exist in our records.",
        ),
        row(
            Kind::Signature,
            "An error occurred (SignatureDoesNotMatch) when calling the ListUsers operation: The request signature we calculated \
             does not match the signature you provided. Check your AWS Secret Access Key and signing method.",
        ),
        row(
            Kind::Signature,
            "SignatureDoesNotMatch: Signature expired: 20261127T040000Z is now earlier than 20261127T041500Z",
        ),
        row(
            Kind::Signature,
            "An error occurred (RequestTimeTooSkewed) when calling the ListBuckets operation: The difference between the request \
             time and the current time is too large.",
        ),
        row(
            Kind::Throttled,
            "An error occurred (ThrottlingException) when calling the DescribeTrainingJob operation (reached max retries: 4): Rate \
             exceeded",
        )
        .api("DescribeTrainingJob")
        .code("ThrottlingException"),
        row(Kind::Throttled, "An error occurred (SlowDown) when calling the PutObject operation: Please reduce your request rate."),
        row(
            Kind::Throttled,
            "com.amazonaws.services.kms.model.AWSKMSException: You have exceeded the rate at which you may call KMS. Reduce the \
             frequency of your calls. (Service: AWSKMS; Status Code: 400; Error Code: ThrottlingException; Request ID: 9a9a9a9a)",
        )
        .service("kms"),
        row(
            Kind::Throttled,
            "An error occurred (RequestLimitExceeded) when calling the DescribeVpcEndpoints operation: Request limit exceeded.",
        )
        .api("DescribeVpcEndpoints"),
        row(
            Kind::Quota,
            "An error occurred (ResourceLimitExceeded) when calling the CreateTrainingJob operation: The account-level service \
             limit 'ml.p3.8xlarge for training job usage' is 0 Instances, with current utilization of 0 Instances and a request \
             delta of 1 Instances. Please contact AWS support to request an increase for this limit.",
        )
        .code("ResourceLimitExceeded")
        .api("CreateTrainingJob"),
        row(Kind::Quota, "LimitExceededException: Cannot exceed quota for PoliciesPerRole: 10").code("LimitExceededException"),
        row(Kind::Quota, "ServiceQuotaExceededException: You have exceeded a quota of this account."),
        row(
            Kind::Capacity,
            "CapacityError: Unable to provision requested ML compute capacity. Please retry using a different ML instance type.",
        ),
        row(
            Kind::Capacity,
            "EC2InsufficientCapacityError: Instance type 'ml.g5.48xlarge' is temporarily unavailable in supported availability \
             zones [euw1-az1].",
        ),
        row(
            Kind::RegionOff,
            "An error occurred (OptInRequired) when calling the DescribeVpcs operation: You are not subscribed to this service.",
        ),
        row(
            Kind::RegionOff,
            "RegionDisabledException: STS is not activated in this region for account:111122223333. Your account administrator \
             can activate STS in this region using the IAM Console.",
        ),
    ]
}
