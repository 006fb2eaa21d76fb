//! Images: ECR, Docker, and what SageMaker says of both.

use gatehouse_doctor::{DeniedBy, Kind};

use crate::{Row, row};

const IMAGE: &str = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/churn:1.4";

pub(crate) fn rows() -> Vec<Row> {
    vec![
        row(
            Kind::ImageDenied,
            "ClientError: Cannot pull algorithm container. Either the image does not exist or its permissions are incorrect.",
        )
        .service("ecr"),
        row(
            Kind::ImageDenied,
            format!("The role 'arn:aws:iam::111122223333:role/serve' does not have BatchGetImage permission for the image: '{IMAGE}'."),
        )
        .who("arn:aws:iam::111122223333:role/serve")
        .action("ecr:BatchGetImage")
        .resource(IMAGE)
        .region("eu-west-1"),
        row(
            Kind::ImageDenied,
            format!(
                "ValidationException: The repository of your image {IMAGE} does not grant ecr:GetDownloadUrlForLayer, \
                 ecr:BatchGetImage, ecr:BatchCheckLayerAvailability permission to sagemaker.amazonaws.com service principal."
            ),
        )
        .who("sagemaker.amazonaws.com")
        .action("ecr:GetDownloadUrlForLayer")
        .resource(IMAGE)
        .by(DeniedBy::Resource),
        row(
            Kind::ImageDenied,
            "Error response from daemon: pull access denied for 111122223333.dkr.ecr.eu-west-1.amazonaws.com/churn, repository \
             does not exist or may require 'docker login': denied",
        )
        .resource("111122223333.dkr.ecr.eu-west-1.amazonaws.com/churn"),
        row(
            Kind::RegistryLogin,
            "Error response from daemon: Get https://111122223333.dkr.ecr.eu-west-1.amazonaws.com/v2/churn/manifests/1.4: no \
             basic auth credentials",
        )
        .resource(IMAGE)
        .region("eu-west-1"),
        row(
            Kind::RegistryLogin,
            "denied: Your authorization token has expired. Reauthenticate and try again.",
        ),
        row(
            Kind::ImageMissing,
            "An error occurred (RepositoryNotFoundException) when calling the DescribeImages operation: The repository with \
             name 'churn' does not exist in the registry with id '111122223333'",
        )
        .resource("churn")
        .api("DescribeImages"),
        row(
            Kind::ImageMissing,
            format!(
                "Error for Processing job prep: Failed. Reason: ClientError: API error (404): manifest for {IMAGE} not found: \
                 manifest unknown: Requested image not found"
            ),
        )
        .resource(IMAGE),
        row(
            Kind::ImageMissing,
            format!("CannotPullContainerError: Error response from daemon: manifest for {IMAGE} not found"),
        )
        .resource(IMAGE),
        row(
            Kind::Unreachable,
            "CannotPullContainerError: pull image manifest has been retried 5 time(s): failed to resolve ref \
             111122223333.dkr.ecr.eu-west-1.amazonaws.com/churn:1.4: dial tcp 10.0.3.7:443: i/o timeout",
        )
        .service("ecr"),
        row(
            Kind::ImageElsewhere,
            "ValidationException: The image 444455556666.dkr.ecr.eu-west-1.amazonaws.com/base:2 must be in the same account as \
             the serverless endpoint.",
        )
        .resource("444455556666.dkr.ecr.eu-west-1.amazonaws.com/base:2"),
        row(
            Kind::ImageMode,
            "An error occurred (ValidationException) when calling the CreateTrainingJob operation: TrainingImageConfig with \
             TrainingRepositoryAccessMode set to VPC must be provided when using a training image from a private registry",
        )
        .api("CreateTrainingJob"),
        row(
            Kind::ImageMode,
            "An error occurred (ValidationException) when calling the CreateModel operation: Using non-ECR image \
             \"registry.example.com/churn:1\" without Vpc repository access mode is not supported.",
        )
        .resource("registry.example.com/churn:1"),
        row(
            Kind::DiskFull,
            "ClientError: failed to register layer: write /opt/model.bin: no space left on device",
        ),
        row(
            Kind::Denied,
            "arn:aws:sts::111122223333:assumed-role/lab/x is not authorized to perform: ecr:BatchGetImage on resource: \
             arn:aws:ecr:me-central-1:272398656194:repository/forecasting-deepar because no resource-based policy allows the \
             ecr:BatchGetImage action",
        )
        .who("arn:aws:sts::111122223333:assumed-role/lab/x")
        .action("ecr:BatchGetImage")
        .resource("arn:aws:ecr:me-central-1:272398656194:repository/forecasting-deepar")
        .by(DeniedBy::Resource)
        .region("me-central-1"),
        row(
            Kind::NotSubscribed,
            "ValidationException: Caller does not have an active subscription to the AWS Marketplace model package.",
        ),
    ]
}
