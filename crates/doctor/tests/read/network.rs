//! The way to a service, and places in a VPC.

use gatehouse_doctor::Kind;

use crate::{Row, row};

fn far(text: &str) -> Row {
    row(Kind::Unreachable, text)
}

pub(crate) fn rows() -> Vec<Row> {
    let mut rows = vec![
        far("botocore.exceptions.ConnectTimeoutError: Connect timeout on endpoint URL: \"https://sts.amazonaws.com/\"")
            .endpoint("https://sts.amazonaws.com/")
            .service("sts"),
        far("Connect timeout on endpoint URL: \"https://api.sagemaker.eu-west-1.amazonaws.com/\"")
            .endpoint("https://api.sagemaker.eu-west-1.amazonaws.com/")
            .service("sagemaker")
            .region("eu-west-1"),
        far("EndpointConnectionError: Could not connect to the endpoint URL: \"https://secretsmanager.eu-west-1.amazonaws.com/\"")
            .service("secretsmanager"),
        far("ReadTimeoutError: Read timeout on endpoint URL: \"https://iam.amazonaws.com/\"").service("iam"),
        far("ConnectTimeout: HTTPSConnectionPool(host='kms.eu-west-1.amazonaws.com', port=443): Max retries exceeded with url: / \
             (Caused by ConnectTimeoutError(<HTTPSConnection>, 'Connection to kms.eu-west-1.amazonaws.com timed out. (connect timeout=60)'))")
            .service("kms")
            .region("eu-west-1"),
        far("com.amazonaws.SdkClientException: Unable to execute HTTP request: Connect to churn-data.s3.eu-west-1.amazonaws.com:443 \
             [churn-data.s3.eu-west-1.amazonaws.com/52.218.1.2] failed: connect timed out")
            .service("s3")
            .endpoint("churn-data.s3.eu-west-1.amazonaws.com"),
        far("RequestError: send request failed caused by: Post \"https://logs.eu-west-1.amazonaws.com/\": dial tcp 10.0.1.9:443: i/o timeout")
            .service("logs"),
        far("Error: getaddrinfo ENOTFOUND runtime.sagemaker.eu-west-1.amazonaws.com")
            .service("sagemaker")
            .endpoint("runtime.sagemaker.eu-west-1.amazonaws.com"),
        far("Error: connect ETIMEDOUT 52.94.5.6:443 (monitoring.eu-west-1.amazonaws.com)").service("cloudwatch"),
        far("dial tcp: lookup api.ecr.eu-west-1.amazonaws.com on 10.0.0.2:53: no such host").service("ecr"),
        far("curl: (6) Could not resolve host: bedrock-runtime.eu-west-1.amazonaws.com").region("eu-west-1"),
        far("java.net.UnknownHostException: sqs.eu-west-1.amazonaws.com").service("sqs"),
        far("pip._vendor.urllib3 WARNING: Retrying after connection broken by 'ConnectTimeoutError(<x>, 'Connection to pypi.org timed out.')': /simple/xgboost/"),
        far("requests.exceptions.ConnectionError: Temporary failure in name resolution for https://huggingface.co/api/models")
            .endpoint("https://huggingface.co/api/models"),
        row(
            Kind::ConnectionBroken,
            "ConnectionClosedError: Connection was closed before we received a valid response from endpoint URL: \
             \"https://runtime.sagemaker.eu-west-1.amazonaws.com/endpoints/churn/invocations\".",
        )
        .endpoint("https://runtime.sagemaker.eu-west-1.amazonaws.com/endpoints/churn/invocations")
        .service("sagemaker"),
        row(
            Kind::ConnectionBroken,
            "SSLError: SSL validation failed for https://s3.eu-west-1.amazonaws.com/ [SSL: CERTIFICATE_VERIFY_FAILED] certificate \
             verify failed: unable to get local issuer certificate",
        )
        .service("s3"),
        row(
            Kind::ContainerTimeout,
            "An error occurred (ModelError) when calling the InvokeEndpoint operation: Received server error (0) from primary \
             with message \"Your invocation timed out while waiting for a response from container primary.\"",
        )
        .api("InvokeEndpoint")
        .code("ModelError"),
        row(
            Kind::FreeAddresses,
            "An error occurred (InsufficientFreeAddressesInSubnet) when calling the CreateNetworkInterface operation: There are \
             not enough free addresses in subnet 'subnet-0aa11bb22' to satisfy the request.",
        )
        .resource("subnet-0aa11bb22"),
        row(Kind::FreeAddresses, "ClientError: Subnet subnet-0aa11bb22 does not have enough free IP addresses for 4 instances.")
            .resource("subnet-0aa11bb22"),
        row(
            Kind::VpcQuota,
            "An error occurred (NetworkInterfaceLimitExceeded) when calling the CreateNetworkInterface operation: You have \
             reached the maximum number of network interfaces.",
        )
        .code("NetworkInterfaceLimitExceeded"),
        row(
            Kind::PlaceMissing,
            "An error occurred (ValidationException) when calling the CreateTrainingJob operation: The subnet ID \
             'subnet-0dd44ee55' does not exist",
        )
        .resource("subnet-0dd44ee55"),
        row(
            Kind::PlaceMissing,
            "InvalidGroup.NotFound: The security group 'sg-0123abcd' does not exist in VPC 'vpc-0abc1234'",
        )
        .resource("sg-0123abcd"),
    ];
    rows.extend(interfaces());
    rows
}

/// The right to enter a VPC.
fn interfaces() -> Vec<Row> {
    vec![
        row(
            Kind::Denied,
            "Unable to create or start a notebook instance that can access resources in your VPC. Please check if you have \
             ec2:CreateNetworkInterface permission. You are not authorized to perform this operation. Encoded authorization \
             failure message: 4dGhpcyBpcyBub3QgYSBtZXNzYWdl (Service: AmazonEC2; Status Code: 403; Error Code: \
             UnauthorizedOperation; Request ID: 1f2e3d4c-9999; Proxy: null)",
        )
        .action("ec2:CreateNetworkInterface")
        .code("UnauthorizedOperation")
        .service("ec2")
        .request("1f2e3d4c-9999"),
        row(
            Kind::Denied,
            "The provided execution role does not have permissions to call CreateNetworkInterface on EC2 (Service: Lambda, Status \
             Code: 400, Request ID: 2a2a2a2a-1)",
        )
        .action("ec2:CreateNetworkInterface"),
        row(
            Kind::Denied,
            "An error occurred (UnauthorizedOperation) when calling the CreateNetworkInterface operation: You are not authorized \
             to perform this operation.",
        )
        .action("ec2:CreateNetworkInterface"),
        row(
            Kind::Denied,
            "An error occurred (UnauthorizedOperation) when calling the DescribeSubnets operation: You are not authorized to \
             perform this operation. User: arn:aws:sts::111122223333:assumed-role/churn-training/SageMaker is not authorized to \
             perform: ec2:DescribeSubnets because no identity-based policy allows the ec2:DescribeSubnets action",
        )
        .who("arn:aws:sts::111122223333:assumed-role/churn-training/SageMaker")
        .action("ec2:DescribeSubnets")
        .by(gatehouse_doctor::DeniedBy::Identity)
        .api("DescribeSubnets"),
    ]
}
