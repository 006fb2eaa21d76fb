//! Denials in AWS's grammar.
//!
//! After the forms on <https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html> and what people
//! report in the threads of SDKs and tools.

use gatehouse_doctor::{DeniedBy, Kind};

use crate::{Row, row};

const SESSION: &str = "arn:aws:sts::111122223333:assumed-role/churn-training/SageMaker";
const ANA: &str = "arn:aws:iam::111122223333:user/ana";
const JOB: &str = "arn:aws:sagemaker:eu-west-1:111122223333:training-job/churn";

fn denied(text: &str) -> Row {
    row(Kind::Denied, text)
}

/// Each kind of policy, not allowing and refusing, with and without a resource.
fn layers() -> Vec<Row> {
    let implicit = [
        ("identity-based policy", DeniedBy::Identity),
        ("resource-based policy", DeniedBy::Resource),
        ("permissions boundary", DeniedBy::Boundary),
        ("session policy", DeniedBy::Session),
        ("VPC endpoint policy", DeniedBy::Endpoint),
        ("service control policy", DeniedBy::Scp),
        ("resource control policy", DeniedBy::Rcp),
    ];
    let mut rows = Vec::new();
    for (name, layer) in implicit {
        let whole = format!(
            "User: {SESSION} is not authorized to perform: sagemaker:CreateTrainingJob on resource: {JOB} because no {name} \
             allows the sagemaker:CreateTrainingJob action"
        );
        rows.push(
            denied(&whole)
                .who(SESSION)
                .action("sagemaker:CreateTrainingJob")
                .resource(JOB)
                .by(layer)
                .region("eu-west-1"),
        );
        let bare = format!(
            "User: {ANA} is not authorized to perform: sagemaker:ListModels because no {name} allows the sagemaker:ListModels action"
        );
        rows.push(denied(&bare).who(ANA).action("sagemaker:ListModels").by(layer));
        let article = if layer == DeniedBy::Identity { "an" } else { "a" };
        let deny = format!(
            "User: {SESSION} is not authorized to perform: sagemaker:CreateTrainingJob on resource: {JOB} with an explicit \
             deny in {article} {name}"
        );
        rows.push(denied(&deny).who(SESSION).action("sagemaker:CreateTrainingJob").resource(JOB).by(layer).deny());
    }
    rows
}

pub(crate) fn rows() -> Vec<Row> {
    let mut rows = layers();
    rows.extend(of_trust());
    rows.extend(newer());
    rows.extend(by_sdk());
    rows.extend(odd());
    rows
}

fn of_trust() -> Vec<Row> {
    const ROLE: &str = "arn:aws:iam::444455556666:role/deploy";
    vec![
        denied(&format!("User: {ANA} is not authorized to perform: sts:AssumeRole because no role trust policy allows the sts:AssumeRole action"))
            .who(ANA)
            .action("sts:AssumeRole")
            .by(DeniedBy::Trust),
        denied(&format!("User: {ANA} is not authorized to perform: sts:AssumeRole with an explicit deny in the role trust policy"))
            .who(ANA)
            .action("sts:AssumeRole")
            .by(DeniedBy::Trust)
            .deny(),
        denied(&format!(
            "An error occurred (AccessDenied) when calling the AssumeRole operation: User: {ANA} is not authorized to \
             perform: sts:AssumeRole on resource: {ROLE}"
        ))
        .who(ANA)
        .action("sts:AssumeRole")
        .resource(ROLE)
        .api("AssumeRole")
        .code("AccessDenied"),
    ]
}

/// With the policy's ARN, and with an authorization id.
fn newer() -> Vec<Row> {
    const SCP: &str = "arn:aws:organizations::999999999999:policy/o-ab12cd34ef/service_control_policy/p-98f3k2la";
    vec![
        denied(&format!(
            "User: {ANA} is not authorized to perform: sagemaker:CreateNotebookInstance on resource: \
             arn:aws:sagemaker:eu-west-1:111122223333:notebook-instance/lab with an explicit deny in a service control \
             policy: {SCP}"
        ))
        .who(ANA)
        .action("sagemaker:CreateNotebookInstance")
        .resource("arn:aws:sagemaker:eu-west-1:111122223333:notebook-instance/lab")
        .by(DeniedBy::Scp)
        .deny()
        .policy(SCP),
        denied(&format!(
            "User: {ANA} is not authorized to perform: iam:CreateRole on resource: arn:aws:iam::111122223333:role/x with an \
             explicit deny in an identity-based policy: arn:aws:iam::111122223333:policy/no-new-roles. Go to \
             https://us-east-1.console.aws.amazon.com/iam/home?region=us-east-1#/authorization-details/9z8y7x6w5v4u3t2s1r for \
             complete details, or call the GetRequestAuthorizationDetails API with the following authorization id: \
             9z8y7x6w5v4u3t2s1r"
        ))
        .who(ANA)
        .action("iam:CreateRole")
        .resource("arn:aws:iam::111122223333:role/x")
        .by(DeniedBy::Identity)
        .deny()
        .policy("arn:aws:iam::111122223333:policy/no-new-roles"),
        denied(&format!(
            "User: {SESSION} is not authorized to perform: sns:Publish on resource: arn:aws:sns:eu-west-1:444455556666:done \
             with an explicit deny in a VPC endpoint policy transitively through a service control policy"
        ))
        .who(SESSION)
        .action("sns:Publish")
        .resource("arn:aws:sns:eu-west-1:444455556666:done")
        .by(DeniedBy::Endpoint)
        .deny(),
        denied(&format!(
            "You are not authorized to perform this operation. User: {SESSION} is not authorized to perform: \
             ec2:RunInstances on resource: arn:aws:ec2:eu-west-1:111122223333:instance/* with an explicit deny in a service \
             control policy: {SCP}. Encoded authorization failure message: kV9zQm3-4aT_x0"
        ))
        .who(SESSION)
        .action("ec2:RunInstances")
        .resource("arn:aws:ec2:eu-west-1:111122223333:instance/*")
        .by(DeniedBy::Scp)
        .deny()
        .policy(SCP),
    ]
}

fn by_sdk() -> Vec<Row> {
    const OBJECT: &str = "arn:aws:s3:::churn-data/train/part 1.csv";
    vec![
        denied(&format!(
            "botocore.exceptions.ClientError: An error occurred (AccessDenied) when calling the GetObject operation: User: \
             {SESSION} is not authorized to perform: s3:GetObject on resource: \"{OBJECT}\" because no identity-based policy \
             allows the s3:GetObject action"
        ))
        .who(SESSION)
        .action("s3:GetObject")
        .resource(OBJECT)
        .by(DeniedBy::Identity)
        .api("GetObject")
        .code("AccessDenied")
        .service("s3"),
        denied(&format!(
            "software.amazon.awssdk.services.secretsmanager.model.SecretsManagerException: User: {SESSION} is not authorized \
             to perform: secretsmanager:GetSecretValue on resource: ml/db because no identity-based policy allows the \
             secretsmanager:GetSecretValue action (Service: SecretsManager, Status Code: 400, Request ID: \
             0b1c2d3e-aaaa-4bbb-8ccc-1234567890ab)"
        ))
        .who(SESSION)
        .action("secretsmanager:GetSecretValue")
        .resource("ml/db")
        .by(DeniedBy::Identity)
        .request("0b1c2d3e-aaaa-4bbb-8ccc-1234567890ab"),
        denied(&format!(
            "com.amazonaws.services.sagemaker.model.AmazonSageMakerException: User: {ANA} is not authorized to perform: \
             sagemaker:CreateModel on resource: arn:aws:sagemaker:eu-west-1:111122223333:model/churn (Service: \
             AmazonSageMaker; Status Code: 400; Error Code: AccessDeniedException; Request ID: 7a6b5c4d-1111)"
        ))
        .who(ANA)
        .action("sagemaker:CreateModel")
        .resource("arn:aws:sagemaker:eu-west-1:111122223333:model/churn")
        .code("AccessDeniedException")
        .service("sagemaker")
        .request("7a6b5c4d-1111"),
        denied(&format!(
            "operation error SageMaker: CreateEndpoint, https response error StatusCode: 400, RequestID: \
             5d5d5d5d-2222-3333, api error AccessDeniedException: User: {ANA} is not authorized to perform: \
             sagemaker:CreateEndpoint on resource: arn:aws:sagemaker:eu-west-1:111122223333:endpoint/churn because no \
             permissions boundary allows the sagemaker:CreateEndpoint action"
        ))
        .who(ANA)
        .action("sagemaker:CreateEndpoint")
        .resource("arn:aws:sagemaker:eu-west-1:111122223333:endpoint/churn")
        .by(DeniedBy::Boundary)
        .api("CreateEndpoint")
        .code("AccessDeniedException"),
        denied(&format!(
            "AccessDeniedException: User: {SESSION} is not authorized to perform: logs:PutLogEvents on resource: \
             arn:aws:logs:eu-west-1:111122223333:log-group:/aws/sagemaker/TrainingJobs:log-stream:churn/algo-1\n\tstatus code: \
             400, request id: 12345678-abcd"
        ))
        .who(SESSION)
        .action("logs:PutLogEvents")
        .resource("arn:aws:logs:eu-west-1:111122223333:log-group:/aws/sagemaker/TrainingJobs:log-stream:churn/algo-1")
        .code("AccessDeniedException")
        .request("12345678-abcd"),
        denied(&format!(
            "{{\"__type\":\"com.amazon.coral.service#AccessDeniedException\",\"Message\":\"User: {SESSION} is not authorized to \
             perform: ecr:BatchGetImage on resource: arn:aws:ecr:eu-west-1:111122223333:repository/churn because no \
             identity-based policy allows the ecr:BatchGetImage action\"}}"
        ))
        .who(SESSION)
        .action("ecr:BatchGetImage")
        .resource("arn:aws:ecr:eu-west-1:111122223333:repository/churn")
        .by(DeniedBy::Identity)
        .code("AccessDeniedException"),
        denied(&format!(
            "<?xml version=\"1.0\"?><Error><Code>AccessDenied</Code><Message>User: {SESSION} is not authorized to perform: \
             s3:PutObject on resource: \"arn:aws:s3:::churn-models/m.tar.gz\" with an explicit deny in a resource-based \
             policy</Message><RequestId>4YJ2ZQ1K9T7F</RequestId></Error>"
        ))
        .who(SESSION)
        .action("s3:PutObject")
        .resource("arn:aws:s3:::churn-models/m.tar.gz")
        .by(DeniedBy::Resource)
        .deny()
        .code("AccessDenied")
        .request("4YJ2ZQ1K9T7F"),
        denied(&format!(
            "{{\"eventVersion\": \"1.10\", \"userIdentity\": {{\"type\": \"AssumedRole\", \"arn\": \"{SESSION}\", \"accountId\": \
             \"111122223333\"}}, \"eventSource\": \"sagemaker.amazonaws.com\", \"eventName\": \"CreateTrainingJob\", \"awsRegion\": \
             \"eu-west-1\", \"errorCode\": \"AccessDenied\", \"errorMessage\": \"User: {SESSION} is not authorized to perform: \
             sagemaker:AddTags on resource: {JOB} because no identity-based policy allows the sagemaker:AddTags action\", \
             \"requestID\": \"aaaa1111-bbbb\"}}"
        ))
        .who(SESSION)
        .action("sagemaker:AddTags")
        .resource(JOB)
        .by(DeniedBy::Identity)
        .api("CreateTrainingJob")
        .code("AccessDenied")
        .region("eu-west-1")
        .request("aaaa1111-bbbb"),
        denied(
            "{\"eventVersion\": \"1.09\", \"userIdentity\": {\"type\": \"IAMUser\", \"arn\": \
             \"arn:aws:iam::111122223333:user/ben\"}, \"eventSource\": \"s3.amazonaws.com\", \"eventName\": \"GetObject\", \
             \"awsRegion\": \"eu-central-1\", \"errorCode\": \"AccessDenied\", \"errorMessage\": \"Access Denied\", \
             \"requestParameters\": {\"bucketName\": \"churn-data\", \"key\": \"train/a.csv\"}, \"vpcEndpointId\": \
             \"vpce-0aa11bb22cc33dd44\"}",
        )
        .who("arn:aws:iam::111122223333:user/ben")
        .action("s3:GetObject")
        .resource("arn:aws:s3:::churn-data/train/a.csv")
        .api("GetObject")
        .region("eu-central-1"),
        denied(&format!(
            "Error: creating SageMaker Domain: AccessDeniedException: User: {ANA} is not authorized to perform: \
             sagemaker:CreateDomain on resource: arn:aws:sagemaker:eu-west-1:111122223333:domain/* because no \
             identity-based policy allows the sagemaker:CreateDomain action\n│\n│   with aws_sagemaker_domain.studio,"
        ))
        .who(ANA)
        .action("sagemaker:CreateDomain")
        .resource("arn:aws:sagemaker:eu-west-1:111122223333:domain/*")
        .by(DeniedBy::Identity),
    ]
}

/// Wrapped by a terminal, in another letter case, blotted out, in somebody's own words.
fn odd() -> Vec<Row> {
    vec![
        denied(
            "\u{1b}[31mUser: arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_DataScience_0a1b/ana@example.com\u{1b}[0m\n  \
             is not\n  authorized to perform:\n  sagemaker:CreatePresignedDomainUrl on\n  resource:\n  \
             arn:aws:sagemaker:eu-west-1:111122223333:user-profile/d-1/ana\n  because no identity-based\n  policy allows the \
             action",
        )
        .who("arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_DataScience_0a1b/ana@example.com")
        .action("sagemaker:CreatePresignedDomainUrl")
        .resource("arn:aws:sagemaker:eu-west-1:111122223333:user-profile/d-1/ana")
        .by(DeniedBy::Identity),
        denied(
            "User: arn:aws:sts::XXXXXXXXXXXX:assumed-role/churn-training/SageMaker is not authorized to perform: \
             secretsmanager:GetSecretValue on resource: arn:aws:secretsmanager:eu-west-1:XXXXXXXXXXXX:secret:ml/db-AbCdEf \
             Because No Session Policy Allows the secretsmanager:GetSecretValue action",
        )
        .who("arn:aws:sts::XXXXXXXXXXXX:assumed-role/churn-training/SageMaker")
        .action("secretsmanager:GetSecretValue")
        .resource("arn:aws:secretsmanager:eu-west-1:XXXXXXXXXXXX:secret:ml/db-AbCdEf")
        .by(DeniedBy::Session),
        denied(
            "AccessDeniedException: User: arn:aws:sts::{account-id}:assumed-role/{role-arn} is not authorized to perform: \
             sagemaker:DescribeDomain on resource: arn:aws:sagemaker:{region}:{account-id}:domain/{id} with an explicit deny \
             in a permissions boundary",
        )
        .who("arn:aws:sts::{account-id}:assumed-role/{role-arn}")
        .action("sagemaker:DescribeDomain")
        .resource("arn:aws:sagemaker:{region}:{account-id}:domain/{id}")
        .by(DeniedBy::Boundary)
        .deny(),
        denied(&format!(
            "User: {SESSION} is not authorized to perform: sagemaker:CreateTrainingJob on resource: {JOB} with an explicit deny"
        ))
        .who(SESSION)
        .action("sagemaker:CreateTrainingJob")
        .resource(JOB)
        .deny(),
        denied(&format!("User: {ANA} is not authorized to perform: ecr:CreateRepository on resource: *"))
            .who(ANA)
            .action("ecr:CreateRepository")
            .resource("*"),
        denied("denied: User: arn:aws:sts::111122223333:assumed-role/build/ci is not authorized to perform: ecr:InitiateLayerUpload on resource: arn:aws:ecr:eu-west-1:111122223333:repository/churn")
            .who("arn:aws:sts::111122223333:assumed-role/build/ci")
            .action("ecr:InitiateLayerUpload")
            .resource("arn:aws:ecr:eu-west-1:111122223333:repository/churn"),
        denied("User is not authorized to perform: dynamodb:DescribeTable because no VPC endpoint policy allows the dynamodb:DescribeTable action")
            .action("dynamodb:DescribeTable")
            .by(DeniedBy::Endpoint),
        denied("User: anonymous is not authorized to perform: s3:GetObject on resource: \"arn:aws:s3:::churn-data/a\" because no resource-based policy allows the s3:GetObject action")
            .who("anonymous")
            .action("s3:GetObject")
            .resource("arn:aws:s3:::churn-data/a")
            .by(DeniedBy::Resource),
        denied("arn:aws:iam::111122223333:root is not authorized to perform: s3:PutBucketPolicy on resource: arn:aws:s3:::churn-data with an explicit deny in a resource control policy")
            .who("arn:aws:iam::111122223333:root")
            .action("s3:PutBucketPolicy")
            .resource("arn:aws:s3:::churn-data")
            .by(DeniedBy::Rcp)
            .deny(),
        denied("User is not permitted to perform kms:Decrypt for operation GetEnvironment").action("kms:Decrypt"),
        denied("sagemaker.amazonaws.com is not authorized to perform: kms:CreateGrant on resource: arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab")
            .who("sagemaker.amazonaws.com")
            .action("kms:CreateGrant")
            .resource("arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"),
        denied("SageMaker is unable to use your associated ExecutionRole [arn:aws:iam::111122223333:role/studio] to create app. Verify that your associated ExecutionRole has permission for 'sagemaker:CreateApp'")
            .action("sagemaker:CreateApp")
            .role("arn:aws:iam::111122223333:role/studio"),
        denied("User: arn:aws-cn:iam::111122223333:user/li is not authorized to perform: s3:ListBucket on resource: \"arn:aws-cn:s3:::data\" because no identity-based policy allows the s3:ListBucket action")
            .who("arn:aws-cn:iam::111122223333:user/li")
            .action("s3:ListBucket")
            .resource("arn:aws-cn:s3:::data")
            .by(DeniedBy::Identity),
    ]
}
