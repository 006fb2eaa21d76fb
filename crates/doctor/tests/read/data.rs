//! S3 and what jobs say of their data.

use gatehouse_doctor::{DeniedBy, Kind};

use crate::{Row, row};

const ROLE: &str = "arn:aws:iam::111122223333:role/churn-training";

pub(crate) fn rows() -> Vec<Row> {
    vec![
        row(Kind::Denied, "An error occurred (AccessDenied) when calling the GetBucketLocation operation: Access Denied")
            .action("s3:GetBucketLocation")
            .api("GetBucketLocation")
            .code("AccessDenied"),
        row(Kind::Denied, "An error occurred (AccessDenied) when calling the ListObjectsV2 operation: Access Denied")
            .action("s3:ListBucket")
            .service("s3"),
        row(Kind::Denied, "botocore.exceptions.ClientError: An error occurred (403) when calling the HeadObject operation: Forbidden")
            .action("s3:GetObject")
            .code("403"),
        row(Kind::Denied, "An error occurred (AccessDenied) when calling the CreateMultipartUpload operation: Access Denied")
            .action("s3:PutObject"),
        row(
            Kind::Denied,
            "upload failed: ./m.tar.gz to s3://churn-models/m.tar.gz An error occurred (AccessDenied) when calling the PutObject \
             operation: Access Denied",
        )
        .action("s3:PutObject")
        .resource("s3://churn-models/m.tar.gz"),
        row(
            Kind::Denied,
            "com.amazonaws.services.s3.model.AmazonS3Exception: Access Denied (Service: Amazon S3; Status Code: 403; Error Code: \
             AccessDenied; Request ID: 3T5Y7U9I; S3 Extended Request ID: abc=), Data download failed for s3://churn-data/train/",
        )
        .action("s3:GetObject")
        .resource("s3://churn-data/train/")
        .request("3T5Y7U9I"),
        row(
            Kind::Denied,
            "operation error S3: HeadBucket, https response error StatusCode: 403, RequestID: 9Q8W7E6R, HostID: x, api error \
             Forbidden: Forbidden",
        )
        .action("s3:ListBucket")
        .api("HeadBucket"),
        row(
            Kind::Denied,
            "ClientError: Data download failed: Unable to download object s3://sagemaker-repository-dub/model/pkg.tar.gz: \
             AccessDenied",
        )
        .action("s3:GetObject")
        .resource("s3://sagemaker-repository-dub/model/pkg.tar.gz"),
        row(Kind::DeniedSilently, "Access Denied").service("nothing"),
        row(
            Kind::Denied,
            "ERROR FileFormatWriter: java.nio.file.AccessDeniedException: s3a://churn-data/train/_temporary/0: getFileStatus on \
             s3a://churn-data/train: com.amazonaws.services.s3.model.AmazonS3Exception: Forbidden (Service: Amazon S3; Status Code: \
             403; Error Code: 403 Forbidden; Request ID: ABCDEF123456)",
        )
        .action("s3:GetObject")
        .resource("s3://churn-data/train/_temporary/0")
        .request("ABCDEF123456"),
        row(Kind::DeniedSilently, "AccessDenied: Access Denied\n    at throwDefaultError (smithy-client.js)").code("AccessDenied"),
        row(
            Kind::NothingFound,
            format!(
                "An error occurred (ValidationException) when calling the CreateTrainingJob operation: No S3 objects found under \
                 S3 URL \"s3://churn-data/train/\" given in input data source. Please ensure that the bucket exists in the \
                 selected region (eu-west-1), that objects exist under that S3 prefix, and that the role \"{ROLE}\" has \
                 \"s3:ListBucket\" permissions on bucket \"churn-data\"."
            ),
        )
        .who(ROLE)
        .action("s3:ListBucket")
        .resource("s3://churn-data/train/")
        .region("eu-west-1"),
        row(
            Kind::NothingFound,
            format!(
                "An error occurred (ValidationException) when calling the CreateModel operation: Could not access model data at \
                 s3://churn-models/out/model.tar.gz. Please ensure that the role \"{ROLE}\" exists and that its trust \
                 relationship policy allows the action \"sts:AssumeRole\" for the service principal \"sagemaker.amazonaws.com\". \
                 Also ensure that the role has \"s3:GetObject\" permissions and that the object is located in eu-west-1."
            ),
        )
        .who(ROLE)
        .action("s3:GetObject")
        .resource("s3://churn-models/out/model.tar.gz")
        .role(ROLE),
        row(
            Kind::NothingFound,
            "Failed to download model data for container \"container_1\" from URL: \"s3://churn-models/m.tar.gz\". Please ensure \
             that there is an object located at the URL and that the role passed to CreateModel has permissions to download the \
             object.",
        )
        .action("s3:GetObject")
        .resource("s3://churn-models/m.tar.gz"),
        row(
            Kind::NothingFound,
            "Failed to download model data for container \\\"container_1\\\" from URL: \\\"https://s3.eu-west-1.amazonaws.com/churn-models/m/model.tar.gz\\\". \
             Please ensure that there is an object located at the URL and that the role passed to CreateModel has permissions to \
             download the object.",
        )
        .action("s3:GetObject")
        .resource("s3://churn-models/m/model.tar.gz")
        .region("eu-west-1"),
        row(
            Kind::BucketMissing,
            "An error occurred (NoSuchBucket) when calling the PutObject operation: The specified bucket does not exist",
        )
        .code("NoSuchBucket"),
        row(
            Kind::BucketMissing,
            "<Error><Code>NoSuchBucket</Code><Message>The specified bucket does not exist</Message><BucketName>churn-dta</BucketName></Error>",
        )
        .resource("churn-dta"),
        row(Kind::ObjectMissing, "An error occurred (NoSuchKey) when calling the GetObject operation: The specified key does not exist."),
        row(Kind::ObjectMissing, "An error occurred (404) when calling the HeadObject operation: Not Found").code("404"),
        row(
            Kind::RegionWrong,
            "ClientError: Artifact upload failed: Unable to upload file to s3://churn-models/out (BucketRegionError: bucket must \
             be in the same region as the job)",
        )
        .resource("s3://churn-models/out"),
        row(
            Kind::RegionWrong,
            "An error occurred (PermanentRedirect) when calling the ListObjectsV2 operation: The bucket you are attempting to \
             access must be addressed using the specified endpoint.",
        ),
        row(
            Kind::PublicAccessBlocked,
            "User: arn:aws:iam::111122223333:user/ana is not authorized to perform: s3:PutBucketPolicy on resource: \
             \"arn:aws:s3:::churn-data\" because public policies are prevented by the BlockPublicPolicy setting in S3 Block \
             Public Access.",
        )
        .who("arn:aws:iam::111122223333:user/ana")
        .action("s3:PutBucketPolicy")
        .resource("arn:aws:s3:::churn-data")
        .by(DeniedBy::PublicAccessBlock),
        row(
            Kind::AclsOff,
            "An error occurred (AccessControlListNotSupported) when calling the PutObject operation: The bucket does not allow ACLs",
        ),
        row(
            Kind::Denied,
            "User: arn:aws:sts::111122223333:assumed-role/churn-training/SageMaker is not authorized to perform: s3:GetObject on \
             resource: \"arn:aws:s3:::prod-eu-west-1-starport-layer-bucket/1a2b/3c4d\" because no VPC endpoint policy allows the \
             s3:GetObject action",
        )
        .who("arn:aws:sts::111122223333:assumed-role/churn-training/SageMaker")
        .action("s3:GetObject")
        .resource("arn:aws:s3:::prod-eu-west-1-starport-layer-bucket/1a2b/3c4d")
        .by(DeniedBy::Endpoint),
        row(
            Kind::Denied,
            "{'Error': {'Code': 'AccessDenied', 'Message': 'Access Denied'}, 'ResponseMetadata': {'RequestId': '6ZQ8YB2H', \
             'HTTPStatusCode': 403}} while calling the PutObject operation: An error occurred (AccessDenied) when calling the \
             PutObject operation: Access Denied",
        )
        .action("s3:PutObject")
        .request("6ZQ8YB2H"),
    ]
}
