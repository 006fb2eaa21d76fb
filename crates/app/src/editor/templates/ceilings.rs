//! What holds whatever else is allowed: boundaries, session policies, and guards for jobs.

use serde_json::json;

use super::{Group, Template, template};

/// Instance types whose machines bring disks of their own. SageMaker refuses a key for the volume there; the machine
/// encrypts its disks itself.
///
/// Source: <https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ResourceConfig.html>
const OWN_DISKS: [&str; 9] =
    ["ml.c5d.*", "ml.g4dn.*", "ml.g5.*", "ml.g6.*", "ml.m5d.*", "ml.p4d.*", "ml.p4de.*", "ml.p5.*", "ml.r5d.*"];

/// Guards for identity policies, then boundaries, then session policies.
pub(super) fn all() -> Vec<Template> {
    let mut templates = guards();
    templates.extend(boundaries());
    templates.extend(sessions());
    templates
}

fn guards() -> Vec<Template> {
    vec![
        template(
            Group::Guards,
            "identity",
            "guard-vpc",
            "No job outside of a VPC",
            "Denies jobs and models that name no subnet. A transform job runs where its model does, so it is not asked.",
            json!({"Sid": "DenyJobsWithoutVpc", "Effect": "Deny",
                "Action": ["sagemaker:CreateAutoMLJob", "sagemaker:CreateAutoMLJobV2",
                    "sagemaker:CreateHyperParameterTuningJob", "sagemaker:CreateModel",
                    "sagemaker:CreateMonitoringSchedule", "sagemaker:CreateProcessingJob",
                    "sagemaker:CreateTrainingJob", "sagemaker:UpdateMonitoringSchedule"],
                "Resource": "*", "Condition": {"Null": {"sagemaker:VpcSubnets": "true"}}}),
        ),
        template(
            Group::Guards,
            "identity",
            "guard-volume-key",
            "No unencrypted disk",
            "Denies jobs without a key for their disks, but for machines that encrypt disks of their own and take no key.",
            json!({"Sid": "DenyDisksWithoutKey", "Effect": "Deny",
                "Action": ["sagemaker:CreateHyperParameterTuningJob", "sagemaker:CreateProcessingJob",
                    "sagemaker:CreateTrainingJob", "sagemaker:CreateTransformJob"],
                "Resource": "*",
                "Condition": {"Null": {"sagemaker:VolumeKmsKeyArn": "true"},
                    "ForAnyValue:StringNotLike": {"sagemaker:InstanceTypes": OWN_DISKS}}}),
        ),
        template(
            Group::Guards,
            "identity",
            "guard-output-key",
            "Results with one key only",
            "Denies jobs whose results are encrypted with another key, or with none that is named. It takes the key's ARN.",
            json!({"Sid": "DenyOtherOutputKeys", "Effect": "Deny",
                "Action": ["sagemaker:CreateHyperParameterTuningJob", "sagemaker:CreateProcessingJob",
                    "sagemaker:CreateTrainingJob", "sagemaker:CreateTransformJob"],
                "Resource": "*",
                "Condition": {"ArnNotEquals": {"sagemaker:OutputKmsKeyArn":
                    "arn:aws:kms:EXAMPLE-REGION:111122223333:key/EXAMPLE"}}}),
        ),
    ]
}

fn boundaries() -> Vec<Template> {
    let boundary =
        |id, title, description, statements| template(Group::Blocks, "boundary", id, title, description, statements);
    vec![
        boundary(
            "boundary-workload",
            "The fence of an ML workload",
            "Lets through what jobs and endpoints use, in one account and Region. It grants nothing by itself.",
            json!([
                {"Sid": "WithinSageMaker", "Effect": "Allow", "Action": "sagemaker:*", "Resource": "*",
                    "Condition": {"StringEquals": {"aws:RequestedRegion": "EXAMPLE-REGION"}}},
                {"Sid": "WithinDataOfThisAccount", "Effect": "Allow",
                    "Action": ["s3:AbortMultipartUpload", "s3:DeleteObject", "s3:GetBucketLocation", "s3:GetObject",
                        "s3:ListBucket", "s3:PutObject"],
                    "Resource": "*", "Condition": {"StringEquals": {"aws:ResourceAccount": "111122223333"}}},
                {"Sid": "WithinImages", "Effect": "Allow",
                    "Action": ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetAuthorizationToken",
                        "ecr:GetDownloadUrlForLayer"],
                    "Resource": "*"},
                {"Sid": "WithinLogsAndMetrics", "Effect": "Allow",
                    "Action": ["cloudwatch:PutMetricData", "logs:CreateLogGroup", "logs:CreateLogStream",
                        "logs:DescribeLogStreams", "logs:PutLogEvents"],
                    "Resource": "*"},
                {"Sid": "WithinKeysOfThisAccount", "Effect": "Allow",
                    "Action": ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey"],
                    "Resource": "arn:aws:kms:EXAMPLE-REGION:111122223333:key/*"},
                {"Sid": "WithinNetworkOfJobs", "Effect": "Allow",
                    "Action": ["ec2:CreateNetworkInterface", "ec2:CreateNetworkInterfacePermission",
                        "ec2:DeleteNetworkInterface", "ec2:DeleteNetworkInterfacePermission", "ec2:DescribeDhcpOptions",
                        "ec2:DescribeNetworkInterfaces", "ec2:DescribeSecurityGroups", "ec2:DescribeSubnets",
                        "ec2:DescribeVpcs"],
                    "Resource": "*"},
                {"Sid": "WithinPassingToSageMaker", "Effect": "Allow", "Action": "iam:PassRole",
                    "Resource": "arn:aws:iam::111122223333:role/EXAMPLE-*",
                    "Condition": {"StringEquals": {"iam:PassedToService": "sagemaker.amazonaws.com"}}}
            ]),
        ),
        boundary(
            "boundary-delegation",
            "Make roles, but none above this fence",
            "Lets whoever has it make and change roles only if these have the same boundary, and never take it off.",
            json!([
                {"Sid": "RolesWithThisBoundary", "Effect": "Allow",
                    "Action": ["iam:AttachRolePolicy", "iam:CreateRole", "iam:DeleteRolePolicy", "iam:DetachRolePolicy",
                        "iam:PutRolePermissionsBoundary", "iam:PutRolePolicy"],
                    "Resource": "arn:aws:iam::111122223333:role/EXAMPLE-*",
                    "Condition": {"ArnEquals":
                        {"iam:PermissionsBoundary": "arn:aws:iam::111122223333:policy/EXAMPLE-BOUNDARY"}}},
                {"Sid": "NeverWithoutBoundary", "Effect": "Deny",
                    "Action": ["iam:DeleteRolePermissionsBoundary", "iam:DeleteUserPermissionsBoundary"],
                    "Resource": "*"},
                {"Sid": "NeverChangeTheBoundary", "Effect": "Deny",
                    "Action": ["iam:CreatePolicyVersion", "iam:DeletePolicy", "iam:DeletePolicyVersion",
                        "iam:SetDefaultPolicyVersion"],
                    "Resource": "arn:aws:iam::111122223333:policy/EXAMPLE-BOUNDARY"}
            ]),
        ),
        boundary(
            "boundary-no-iam",
            "No change of identities",
            "Denies every way to more rights through IAM: users, keys, policies, trust and boundaries.",
            json!({"Sid": "NoChangeOfIdentities", "Effect": "Deny",
                "Action": ["iam:Add*", "iam:Attach*", "iam:Create*", "iam:Delete*", "iam:Detach*", "iam:Put*",
                    "iam:Remove*", "iam:Set*", "iam:Update*", "iam:Upload*"],
                "Resource": "*"}),
        ),
    ]
}

fn sessions() -> Vec<Template> {
    let session =
        |id, title, description, statements| template(Group::Blocks, "session", id, title, description, statements);
    vec![
        session(
            "session-read-prefix",
            "Read one prefix",
            "The session lists and reads one prefix of a bucket, if the role may, and can do nothing else.",
            json!([
                {"Sid": "ListPrefix", "Effect": "Allow", "Action": "s3:ListBucket",
                    "Resource": "arn:aws:s3:::EXAMPLE-BUCKET",
                    "Condition": {"StringLike": {"s3:prefix": ["EXAMPLE-PREFIX", "EXAMPLE-PREFIX/*"]}}},
                {"Sid": "ReadPrefix", "Effect": "Allow", "Action": "s3:GetObject",
                    "Resource": "arn:aws:s3:::EXAMPLE-BUCKET/EXAMPLE-PREFIX/*"}
            ]),
        ),
        session(
            "session-one-job",
            "Run one training job",
            "The session starts, looks at and stops jobs of one name with one execution role, and can do nothing else.",
            json!([
                {"Sid": "OneJob", "Effect": "Allow",
                    "Action": ["sagemaker:AddTags", "sagemaker:CreateTrainingJob", "sagemaker:DescribeTrainingJob",
                        "sagemaker:StopTrainingJob"],
                    "Resource": "arn:aws:sagemaker:EXAMPLE-REGION:111122223333:training-job/EXAMPLE-*"},
                {"Sid": "ItsRole", "Effect": "Allow", "Action": "iam:PassRole",
                    "Resource": "arn:aws:iam::111122223333:role/EXAMPLE",
                    "Condition": {"StringEquals": {"iam:PassedToService": "sagemaker.amazonaws.com"}}}
            ]),
        ),
        session(
            "session-look",
            "Look at jobs only",
            "The session reads how jobs stand and what they logged, and changes nothing.",
            json!([
                {"Sid": "SeeJobs", "Effect": "Allow",
                    "Action": ["sagemaker:DescribeProcessingJob", "sagemaker:DescribeTrainingJob",
                        "sagemaker:DescribeTransformJob"],
                    "Resource": ["arn:aws:sagemaker:EXAMPLE-REGION:111122223333:processing-job/*",
                        "arn:aws:sagemaker:EXAMPLE-REGION:111122223333:training-job/*",
                        "arn:aws:sagemaker:EXAMPLE-REGION:111122223333:transform-job/*"]},
                {"Sid": "ListJobs", "Effect": "Allow",
                    "Action": ["sagemaker:ListProcessingJobs", "sagemaker:ListTrainingJobs",
                        "sagemaker:ListTransformJobs"],
                    "Resource": "*"},
                {"Sid": "ReadLogs", "Effect": "Allow", "Action": ["logs:DescribeLogStreams", "logs:GetLogEvents"],
                    "Resource": "arn:aws:logs:EXAMPLE-REGION:111122223333:log-group:/aws/sagemaker/*"}
            ]),
        ),
    ]
}
