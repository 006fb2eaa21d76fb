//! Statements that can be dropped into a policy.
//!
//! They are those of the activities that a data scientist's role needs, in wording of our own: no wildcard in the place
//! of an action that is meant, PassRole bound to its service, log groups bound to SageMaker's.
//!
//! Source: <https://docs.aws.amazon.com/sagemaker/latest/dg/role-manager-ml-activities.html>

use serde_json::json;

use crate::gatehouse::Gatehouse;
use crate::views::TemplateView;

impl Gatehouse {
    /// The statements that can be dropped into a policy. What stands in `EXAMPLE` is to be filled in.
    #[must_use]
    pub fn policy_templates(&self) -> Vec<TemplateView> {
        let template =
            |id: &str, kind: &str, title: &str, description: &str, statement: serde_json::Value| TemplateView {
                id: id.to_owned(),
                kind: kind.to_owned(),
                title: title.to_owned(),
                description: description.to_owned(),
                json: statement.to_string(),
            };
        vec![
            template(
                "read-bucket",
                "identity",
                "Read training data",
                "Lists a bucket's prefix and reads the objects below it. Fill in bucket and prefix.",
                json!({"Sid": "ReadTrainingData", "Effect": "Allow", "Action": ["s3:GetObject", "s3:ListBucket"],
                    "Resource": ["arn:aws:s3:::EXAMPLE-BUCKET", "arn:aws:s3:::EXAMPLE-BUCKET/EXAMPLE-PREFIX/*"]}),
            ),
            template(
                "write-bucket",
                "identity",
                "Write model artifacts",
                "Writes objects below a prefix and stops uploads that failed. Fill in bucket and prefix.",
                json!({"Sid": "WriteModelArtifacts", "Effect": "Allow",
                    "Action": ["s3:PutObject", "s3:AbortMultipartUpload"],
                    "Resource": "arn:aws:s3:::EXAMPLE-BUCKET/EXAMPLE-PREFIX/*"}),
            ),
            template(
                "logs",
                "identity",
                "Write SageMaker's logs",
                "Makes and fills the log groups of SageMaker jobs and endpoints.",
                json!({"Sid": "WriteSageMakerLogs", "Effect": "Allow",
                    "Action": ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
                    "Resource": "arn:aws:logs:*:*:log-group:/aws/sagemaker/*"}),
            ),
            template(
                "metrics",
                "identity",
                "Publish SageMaker's metrics",
                "Publishes metrics, and only below SageMaker's name spaces.",
                json!({"Sid": "PublishSageMakerMetrics", "Effect": "Allow", "Action": "cloudwatch:PutMetricData",
                    "Resource": "*",
                    "Condition": {"StringLike": {"cloudwatch:namespace": ["/aws/sagemaker/*", "aws/sagemaker/*"]}}}),
            ),
            template(
                "pull-image",
                "identity",
                "Pull an image from ECR",
                "Reads the layers of one repository. The token of GetAuthorizationToken needs a statement of its own on *.",
                json!({"Sid": "PullImage", "Effect": "Allow",
                    "Action": ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
                    "Resource": "arn:aws:ecr:EXAMPLE-REGION:111122223333:repository/EXAMPLE"}),
            ),
            template(
                "ecr-token",
                "identity",
                "Sign in to ECR",
                "The token that every pull of an image begins with; it knows no resources.",
                json!({"Sid": "SignInToEcr", "Effect": "Allow", "Action": "ecr:GetAuthorizationToken", "Resource": "*"}),
            ),
            template(
                "vpc-job",
                "identity",
                "Run jobs in a VPC",
                "The network interfaces of jobs in a VPC. The Describe actions know no resources, so they stand on *.",
                json!({"Sid": "RunJobsInVpc", "Effect": "Allow",
                    "Action": ["ec2:CreateNetworkInterface", "ec2:CreateNetworkInterfacePermission", "ec2:DeleteNetworkInterface",
                        "ec2:DeleteNetworkInterfacePermission", "ec2:DescribeDhcpOptions", "ec2:DescribeNetworkInterfaces",
                        "ec2:DescribeSecurityGroups", "ec2:DescribeSubnets", "ec2:DescribeVpcs"],
                    "Resource": "*"}),
            ),
            template(
                "use-key",
                "identity",
                "Use a KMS key",
                "Encrypts and decrypts with one key. The key's policy must let the account's policies count.",
                json!({"Sid": "UseKey", "Effect": "Allow",
                    "Action": ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey"],
                    "Resource": "arn:aws:kms:EXAMPLE-REGION:111122223333:key/EXAMPLE"}),
            ),
            template(
                "read-secret",
                "identity",
                "Read a secret",
                "Reads the value of one secret. The six characters behind its name are AWS's.",
                json!({"Sid": "ReadSecret", "Effect": "Allow", "Action": "secretsmanager:GetSecretValue",
                    "Resource": "arn:aws:secretsmanager:EXAMPLE-REGION:111122223333:secret:EXAMPLE-??????"}),
            ),
            template(
                "run-jobs",
                "identity",
                "Start and watch training jobs",
                "Starts, describes and stops training jobs of one name. Passing the job's role needs a statement of its own.",
                json!({"Sid": "RunTrainingJobs", "Effect": "Allow",
                    "Action": ["sagemaker:AddTags", "sagemaker:CreateTrainingJob", "sagemaker:DescribeTrainingJob",
                        "sagemaker:StopTrainingJob"],
                    "Resource": "arn:aws:sagemaker:*:111122223333:training-job/EXAMPLE-*"}),
            ),
            template(
                "pass-role",
                "identity",
                "Pass a role to SageMaker",
                "Hands one execution role to SageMaker, and to no other service.",
                json!({"Sid": "PassRoleToSageMaker", "Effect": "Allow", "Action": "iam:PassRole",
                    "Resource": "arn:aws:iam::111122223333:role/EXAMPLE",
                    "Condition": {"StringEquals": {"iam:PassedToService": "sagemaker.amazonaws.com"}}}),
            ),
            template(
                "trust-sagemaker",
                "trust",
                "Let SageMaker assume the role",
                "SageMaker, for training jobs of one account and Region only.",
                json!({"Effect": "Allow", "Principal": {"Service": "sagemaker.amazonaws.com"}, "Action": "sts:AssumeRole",
                    "Condition": {"StringEquals": {"aws:SourceAccount": "111122223333"},
                        "ArnLike": {"aws:SourceArn": "arn:aws:sagemaker:EXAMPLE-REGION:111122223333:training-job/*"}}}),
            ),
            template(
                "key-account",
                "kms-key",
                "Let the account's policies count",
                "Without it only principals that the key policy names can use, or administer, the key.",
                json!({"Sid": "EnableIamPolicies", "Effect": "Allow",
                    "Principal": {"AWS": "arn:aws:iam::111122223333:root"}, "Action": "kms:*", "Resource": "*"}),
            ),
            template(
                "key-role",
                "kms-key",
                "Let a role use the key",
                "One role encrypts and decrypts with this key.",
                json!({"Sid": "UseByRole", "Effect": "Allow",
                    "Principal": {"AWS": "arn:aws:iam::111122223333:role/EXAMPLE"},
                    "Action": ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey"], "Resource": "*"}),
            ),
            template(
                "bucket-tls",
                "s3-bucket",
                "Refuse what is not encrypted on the way",
                "Denies every request without TLS.",
                json!({"Sid": "DenyWithoutTls", "Effect": "Deny", "Principal": "*", "Action": "s3:*",
                    "Resource": ["arn:aws:s3:::EXAMPLE-BUCKET", "arn:aws:s3:::EXAMPLE-BUCKET/*"],
                    "Condition": {"Bool": {"aws:SecureTransport": "false"}}}),
            ),
            template(
                "endpoint-account",
                "vpc-endpoint",
                "Only principals of the account",
                "Lets through what the account's own principals ask for.",
                json!({"Sid": "OnlyThisAccount", "Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*",
                    "Condition": {"StringEquals": {"aws:PrincipalAccount": "111122223333"}}}),
            ),
        ]
    }
}
