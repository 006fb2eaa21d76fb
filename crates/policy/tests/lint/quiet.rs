//! Whole policies that are as they should be: nothing but what is listed is found in them.

use super::{document, found};
use gatehouse_policy::lint::PolicyType;

#[track_caller]
fn only(kind: &str, text: &str, codes: &[&str]) {
    let text = document(text);
    let found: Vec<String> = found(&text, kind.parse::<PolicyType>().unwrap())
        .iter()
        .map(|finding| format!("{}: {} [{}]", finding.code, finding.message, &text[finding.span.range()]))
        .collect();
    let codes_found: Vec<&str> = found.iter().map(|line| line.split(':').next().unwrap()).collect();
    assert_eq!(codes_found, codes, "{found:#?}");
}

/// Source: <https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-roles.html>
#[test]
fn an_execution_role_for_jobs_in_a_vpc() {
    only(
        "identity",
        r#"
        {"Sid": "Data", "Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject"], "Resource": "arn:aws:s3:::ml-data/*"},
        {"Sid": "List", "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::ml-data"},
        {"Sid": "Login", "Effect": "Allow", "Action": "ecr:GetAuthorizationToken", "Resource": "*"},
        {"Sid": "Image", "Effect": "Allow", "Action": ["ecr:BatchCheckLayerAvailability", "ecr:GetDownloadUrlForLayer", "ecr:BatchGetImage"],
         "Resource": "arn:aws:ecr:eu-west-1:111122223333:repository/train"},
        {"Sid": "Logs", "Effect": "Allow", "Action": ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams"],
         "Resource": "arn:aws:logs:*:111122223333:log-group:/aws/sagemaker/*"},
        {"Sid": "Metrics", "Effect": "Allow", "Action": "cloudwatch:PutMetricData", "Resource": "*",
         "Condition": {"StringLike": {"cloudwatch:namespace": "*SageMaker*"}}},
        {"Sid": "Network", "Effect": "Allow", "Action": ["ec2:CreateNetworkInterface", "ec2:CreateNetworkInterfacePermission",
         "ec2:DeleteNetworkInterface", "ec2:DeleteNetworkInterfacePermission", "ec2:DescribeNetworkInterfaces", "ec2:DescribeVpcs",
         "ec2:DescribeDhcpOptions", "ec2:DescribeSubnets", "ec2:DescribeSecurityGroups"], "Resource": "*"},
        {"Sid": "Key", "Effect": "Allow", "Action": ["kms:Decrypt", "kms:GenerateDataKey"],
         "Resource": "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
         "Condition": {"StringLike": {"kms:ViaService": "s3.*.amazonaws.com"}}},
        {"Sid": "Volume", "Effect": "Allow", "Action": "kms:CreateGrant",
         "Resource": "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
         "Condition": {"Bool": {"kms:GrantIsForAWSResource": "true"}}},
        {"Sid": "Secret", "Effect": "Allow", "Action": "secretsmanager:GetSecretValue",
         "Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:ml/db-??????"}"#,
        &[],
    );
}

/// Source: <https://docs.aws.amazon.com/sagemaker/latest/dg/security-confused-deputy-prevention.html>
#[test]
fn a_trust_policy_for_sagemaker() {
    only(
        "trust",
        r#"{"Effect": "Allow", "Principal": {"Service": "sagemaker.amazonaws.com"}, "Action": "sts:AssumeRole",
            "Condition": {"StringEquals": {"aws:SourceAccount": "111122223333"},
                          "ArnLike": {"aws:SourceArn": "arn:aws:sagemaker:*:111122223333:*"}}}"#,
        &[],
    );
}

/// Source: <https://docs.aws.amazon.com/sagemaker/latest/dg/security_iam_id-based-policy-examples.html>
#[test]
fn jobs_that_must_run_in_a_vpc() {
    only(
        "identity",
        r#"{"Effect": "Allow", "Action": ["sagemaker:CreateTrainingJob", "sagemaker:CreateProcessingJob"],
            "Resource": "arn:aws:sagemaker:eu-west-1:111122223333:*",
            "Condition": {"ForAllValues:StringEquals": {"sagemaker:VpcSubnets": ["subnet-1"], "sagemaker:VpcSecurityGroupIds": ["sg-1"]},
                          "Null": {"sagemaker:VpcSubnets": "false", "sagemaker:VpcSecurityGroupIds": "false"}}},
           {"Effect": "Allow", "Action": "sagemaker:AddTags", "Resource": "arn:aws:sagemaker:eu-west-1:111122223333:*"},
           {"Effect": "Allow", "Action": "iam:PassRole", "Resource": "arn:aws:iam::111122223333:role/train",
            "Condition": {"StringEquals": {"iam:PassedToService": "sagemaker.amazonaws.com"}}}"#,
        &[],
    );
}

/// Source: <https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html>
#[test]
fn the_default_key_policy() {
    only(
        "kms-key",
        r#"{"Sid": "Enable IAM User Permissions", "Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:root"},
            "Action": "kms:*", "Resource": "*"}"#,
        &[],
    );
}

/// Source: <https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html>
#[test]
fn a_bucket_that_wants_tls() {
    only(
        "s3-bucket",
        r#"{"Sid": "Tls only", "Effect": "Deny", "Principal": "*", "Action": "s3:*",
            "Resource": ["arn:aws:s3:::ml-data", "arn:aws:s3:::ml-data/*"], "Condition": {"Bool": {"aws:SecureTransport": "false"}}}"#,
        &[],
    );
}

/// Source: <https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html>
#[test]
fn an_endpoint_that_stays_at_home() {
    only(
        "vpc-endpoint",
        r#"{"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*",
            "Condition": {"StringEquals": {"aws:PrincipalAccount": "111122223333", "aws:ResourceAccount": "111122223333"}}}"#,
        &[],
    );
}

/// Source: <https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_examples_general.html>
#[test]
fn a_region_fence() {
    only(
        "scp",
        r#"{"Sid": "DenyOutside", "Effect": "Deny", "NotAction": ["iam:*", "organizations:*", "sts:*"], "Resource": "*",
            "Condition": {"StringNotEquals": {"aws:RequestedRegion": ["eu-west-1", "eu-central-1"]},
                          "ArnNotLike": {"aws:PrincipalARN": ["arn:aws:iam::*:role/Admin"]}}}"#,
        &[],
    );
}

/// The starting document's own policy has the flaws that a newcomer makes.
#[test]
fn logs_everywhere_and_images_everywhere() {
    only(
        "identity",
        r#"{"Effect": "Allow", "Action": ["ecr:GetDownloadUrlForLayer", "ecr:BatchGetImage"], "Resource": "*"},
           {"Effect": "Allow", "Action": ["logs:CreateLogStream", "logs:PutLogEvents"], "Resource": "arn:aws:logs:*:*:*"}"#,
        &["RESOURCE_STAR", "RESOURCE_EFFECTIVELY_STAR"],
    );
}
