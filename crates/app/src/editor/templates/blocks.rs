//! Single statements for the policies of roles: what a job, and who starts one, needs of each service.

use serde_json::json;

use super::{Group, Template, template};

/// The statements that most roles for machine learning are made of.
pub(super) fn all() -> Vec<Template> {
    let block =
        |id, title, description, statement| template(Group::Blocks, "identity", id, title, description, statement);
    vec![
        block(
            "read-bucket",
            "Read training data",
            "Lists a bucket's prefix and reads the objects below it. Fill in bucket and prefix.",
            json!({"Sid": "ReadTrainingData", "Effect": "Allow", "Action": ["s3:GetObject", "s3:ListBucket"],
                "Resource": ["arn:aws:s3:::EXAMPLE-BUCKET", "arn:aws:s3:::EXAMPLE-BUCKET/EXAMPLE-PREFIX/*"]}),
        ),
        block(
            "write-bucket",
            "Write model artifacts",
            "Writes objects below a prefix and stops uploads that failed. Fill in bucket and prefix.",
            json!({"Sid": "WriteModelArtifacts", "Effect": "Allow",
                "Action": ["s3:PutObject", "s3:AbortMultipartUpload"],
                "Resource": "arn:aws:s3:::EXAMPLE-BUCKET/EXAMPLE-PREFIX/*"}),
        ),
        block(
            "logs",
            "Write SageMaker's logs",
            "Makes and fills the log groups of SageMaker jobs and endpoints.",
            json!({"Sid": "WriteSageMakerLogs", "Effect": "Allow",
                "Action": ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
                "Resource": "arn:aws:logs:*:*:log-group:/aws/sagemaker/*"}),
        ),
        block(
            "metrics",
            "Publish SageMaker's metrics",
            "Publishes metrics, and only below SageMaker's name spaces.",
            json!({"Sid": "PublishSageMakerMetrics", "Effect": "Allow", "Action": "cloudwatch:PutMetricData",
                "Resource": "*",
                "Condition": {"StringLike": {"cloudwatch:namespace": ["/aws/sagemaker/*", "aws/sagemaker/*"]}}}),
        ),
        block(
            "pull-image",
            "Pull an image from ECR",
            "Reads the layers of one repository. The token of GetAuthorizationToken needs a statement of its own on *.",
            json!({"Sid": "PullImage", "Effect": "Allow",
                "Action": ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
                "Resource": "arn:aws:ecr:EXAMPLE-REGION:111122223333:repository/EXAMPLE"}),
        ),
        block(
            "ecr-token",
            "Sign in to ECR",
            "The token that every pull of an image begins with; it knows no resources.",
            json!({"Sid": "SignInToEcr", "Effect": "Allow", "Action": "ecr:GetAuthorizationToken", "Resource": "*"}),
        ),
        block(
            "vpc-job",
            "Run jobs in a VPC",
            "The network interfaces of jobs in a VPC. The Describe actions know no resources, so they stand on *.",
            json!({"Sid": "RunJobsInVpc", "Effect": "Allow",
                "Action": ["ec2:CreateNetworkInterface", "ec2:CreateNetworkInterfacePermission", "ec2:DeleteNetworkInterface",
                    "ec2:DeleteNetworkInterfacePermission", "ec2:DescribeDhcpOptions", "ec2:DescribeNetworkInterfaces",
                    "ec2:DescribeSecurityGroups", "ec2:DescribeSubnets", "ec2:DescribeVpcs"],
                "Resource": "*"}),
        ),
        block(
            "use-key",
            "Use a KMS key",
            "Encrypts and decrypts with one key. The key's policy must let the account's policies count.",
            json!({"Sid": "UseKey", "Effect": "Allow",
                "Action": ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey"],
                "Resource": "arn:aws:kms:EXAMPLE-REGION:111122223333:key/EXAMPLE"}),
        ),
        block(
            "read-secret",
            "Read a secret",
            "Reads the value of one secret. The six characters behind its name are AWS's.",
            json!({"Sid": "ReadSecret", "Effect": "Allow", "Action": "secretsmanager:GetSecretValue",
                "Resource": "arn:aws:secretsmanager:EXAMPLE-REGION:111122223333:secret:EXAMPLE-??????"}),
        ),
        block(
            "run-jobs",
            "Start and watch training jobs",
            "Starts, describes and stops training jobs of one name. Passing the job's role needs a statement of its own.",
            json!({"Sid": "RunTrainingJobs", "Effect": "Allow",
                "Action": ["sagemaker:AddTags", "sagemaker:CreateTrainingJob", "sagemaker:DescribeTrainingJob",
                    "sagemaker:StopTrainingJob"],
                "Resource": "arn:aws:sagemaker:*:111122223333:training-job/EXAMPLE-*"}),
        ),
        block(
            "pass-role",
            "Pass a role to SageMaker",
            "Hands one execution role to SageMaker, and to no other service.",
            json!({"Sid": "PassRoleToSageMaker", "Effect": "Allow", "Action": "iam:PassRole",
                "Resource": "arn:aws:iam::111122223333:role/EXAMPLE",
                "Condition": {"StringEquals": {"iam:PassedToService": "sagemaker.amazonaws.com"}}}),
        ),
        block(
            "use-volume-key",
            "Encrypt the disks of jobs",
            "Lets SageMaker make the grants that its machines' disks need, and nobody else. Goes to whoever starts the job.",
            json!({"Sid": "EncryptDisksOfJobs", "Effect": "Allow", "Action": "kms:CreateGrant",
                "Resource": "arn:aws:kms:EXAMPLE-REGION:111122223333:key/EXAMPLE",
                "Condition": {"Bool": {"kms:GrantIsForAWSResource": "true"},
                    "StringEquals": {"kms:ViaService": "sagemaker.EXAMPLE-REGION.amazonaws.com"}}}),
        ),
    ]
}
