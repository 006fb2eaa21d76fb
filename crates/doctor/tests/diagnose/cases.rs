//! The failures that people reported, as texts of our own.

use gatehouse_doctor::DeniedBy;
use gatehouse_doctor::diagnose::{Certainty, Remedy};
use gatehouse_workload::chain::FixTarget;

use crate::access::{role, without};
use crate::common::{LAB, ROLE, SESSION, account, one};
use crate::{actions, asked, certain, fix, found, plan, turns};

/// github.com/aws/amazon-sagemaker-feedback/issues/61
#[test]
fn the_caller_may_not_pass_the_role() {
    let mut state = account();
    role(&mut state, "lab").inline[0].document = one(r#""Effect": "Allow", "Action": "sagemaker:*", "Resource": "*""#);
    let text = format!(
        "An error occurred (AccessDeniedException) when calling the CreateProject operation: User: {LAB} is not authorized to \
         perform: iam:PassRole on resource: {ROLE} because no identity-based policy allows the iam:PassRole action"
    );
    let found = found(&state, &text);
    certain(&found, "no policy of the role lab allows it");
    assert_eq!(found.title, "The role may not be passed");
    let statement: serde_json::Value =
        serde_json::from_str(fix(&found, "identity").statement.as_ref().unwrap()).unwrap();
    assert_eq!(statement["Resource"], ROLE);
    assert_eq!(statement["Condition"]["StringEquals"]["iam:PassedToService"], "sagemaker.amazonaws.com");
    assert_eq!(found.link.as_ref().unwrap().link, "passes");
    turns(&state, &text, &[], "identity");
}

/// github.com/awslabs/predictive-maintenance-using-machine-learning/issues/3
#[test]
fn the_role_is_not_there_or_does_not_trust() {
    let mut state = account();
    let text = |arn: &str| {
        format!(
            "An error occurred (ValidationException) when calling the CreateTrainingJob operation: Could not assume role {arn}. \
             Please ensure that the role exists and allows principal 'sagemaker.amazonaws.com' to assume the role."
        )
    };
    let gone = found(&state, &text("arn:aws:iam::111122223333:role/churn-old"));
    certain(&gone, "There is no role churn-old in the account. There is churn.");
    let path = found(&state, &text("arn:aws:iam::111122223333:role/service-role/churn"));
    certain(&path, "another path");
    assert!(matches!(&fix(&path, "path").remedy, Remedy::Code { text, .. } if text.contains(ROLE)));
    let stranger = found(&state, &text("arn:aws:iam::444455556666:role/churn"));
    assert!(stranger.cause.contains("444455556666"), "{stranger:#?}");
    let fine = found(&state, &text(ROLE));
    assert!(fine.cause.starts_with("It would pass today"), "{fine:#?}");
    role(&mut state, "churn").trust =
        one(r#""Effect": "Allow", "Principal": { "Service": "glue.amazonaws.com" }, "Action": "sts:AssumeRole""#);
    let found = found(&state, &text(ROLE));
    certain(&found, "does not let SageMaker assume it");
    assert_eq!(found.layer, Some(DeniedBy::Trust));
    assert_eq!(found.link.as_ref().unwrap().link, "trust");
    assert_eq!(actions(plan(&found, "resource")), ["iam:UpdateAssumeRolePolicy"]);
    assert_eq!(fix(&found, "resource").target, Some(FixTarget::Trust { role: "churn".into() }));
    assert!(fix(&found, "resource").statement.as_ref().unwrap().contains("aws:SourceAccount"));
    turns(&state, &text(ROLE), &[], "resource");
}

/// github.com/awslabs/nx-neptune/pull/468: a condition on a key that the request does not carry.
#[test]
fn a_trust_policy_for_other_jobs_does_not_hold_for_this_one() {
    let mut state = account();
    role(&mut state, "churn").trust = one(
        r#""Effect": "Allow", "Principal": { "Service": "sagemaker.amazonaws.com" }, "Action": "sts:AssumeRole", "Condition": { "ArnLike": { "aws:SourceArn": "arn:aws:sagemaker:*:111122223333:training-job/*" } }"#,
    );
    let text = format!(
        "An error occurred (ValidationException) when calling the CreateProcessingJob operation: Could not assume role {ROLE}. \
         Please ensure that the role exists and allows principal 'sagemaker.amazonaws.com' to assume the role."
    );
    turns(&state, &text, &[], "resource");
    role(&mut state, "churn").trust = one(
        r#""Effect": "Allow", "Principal": { "Service": "sagemaker.amazonaws.com" }, "Action": "sts:AssumeRole", "Condition": { "StringEquals": { "aws:PrincipalOrgID": "o-1" } }"#,
    );
    let found = found(&state, &text);
    assert_eq!(found.certainty, Certainty::Likely);
    assert!(found.cause.contains("aws:PrincipalOrgID"), "{found:#?}");
    turns(&state, &text, &[], "resource");
}

/// github.com/aws/amazon-sagemaker-examples/issues/606
#[test]
fn the_buckets_region_may_not_be_asked() {
    let state = account();
    let text =
        "ClientError: An error occurred (AccessDenied) when calling the GetBucketLocation operation: Access Denied";
    let answers = [("who", "churn"), ("resource", "s3://churn-data")];
    let found = asked(&state, text, &answers);
    let statement = fix(&found, "identity").statement.clone().unwrap();
    assert!(
        statement.contains("s3:GetBucketLocation") && statement.contains("\"arn:aws:s3:::churn-data\""),
        "{statement}"
    );
    turns(&state, text, &answers, "identity");
}

/// github.com/aws/amazon-sagemaker-examples/issues/4384
#[test]
fn a_bucket_of_aws_is_nobodys_to_open() {
    let text = "ClientError: Data download failed: Unable to download object s3://sagemaker-repository-dub/model/pkg.tar.gz: \
                AccessDenied";
    let found = found(&account(), text);
    assert!(found.helpless.as_ref().unwrap().contains("No policy of yours"), "{found:#?}");
    assert!(found.cause.contains("bucket of AWS"), "{found:#?}");
}

/// github.com/aws/aws-cdk/issues/12810
#[test]
fn the_role_may_not_use_the_outputs_key() {
    let state = without("kms:Decrypt");
    let text = format!(
        "ClientError: Artifact upload failed: An error occurred (AccessDenied) when calling the UploadPart operation: User: {SESSION} \
         is not authorized to perform: kms:Decrypt on the resource associated with this ciphertext because no identity-based policy \
         allows the kms:Decrypt action"
    );
    // There is but one key in the account.
    turns(&state, &text, &[], "identity");
}

/// github.com/aws/sagemaker-python-sdk/issues/3677
#[test]
fn nvme_disks_take_no_key() {
    let text = "An error occurred (ValidationException) when calling the CreateEndpointConfig operation: KMS key is not supported for \
                NVMe instance storage: ml.g5.xlarge";
    let found = found(&account(), text);
    certain(&found, "NVMe");
    assert!(found.helpless.is_some() && found.fixes.len() == 1);
}

/// github.com/aws/aws-sdk-go/issues/4071
#[test]
fn entering_the_vpc_needs_nine_rights_together() {
    let state = without("ec2:CreateNetworkInterface");
    let text = format!(
        "Unable to create or start a notebook instance that can access resources in your VPC. Please check if you have \
         ec2:CreateNetworkInterface permission. You are not authorized to perform this operation. User: {SESSION} is not authorized \
         to perform: ec2:CreateNetworkInterface on resource: arn:aws:ec2:eu-west-1:111122223333:subnet/subnet-1111 because no \
         identity-based policy allows the ec2:CreateNetworkInterface action. Encoded authorization failure message: aGVsbG8-x_y"
    );
    let found = found(&state, &text);
    certain(&found, "ec2:CreateNetworkInterface");
    let statement: serde_json::Value =
        serde_json::from_str(fix(&found, "identity").statement.as_ref().unwrap()).unwrap();
    assert_eq!(statement["Action"].as_array().unwrap().len(), 9);
    assert_eq!(statement["Resource"], "*");
    assert!(
        matches!(&fix(&found, "decode").remedy, Remedy::Code { text, .. } if text.contains("decode-authorization-message"))
    );
    turns(&state, &text, &[], "identity");
}

/// github.com/aws/amazon-sagemaker-feedback/issues/181
#[test]
fn serverless_endpoints_take_no_image_of_another_account() {
    let text = "ValidationException: The image 444455556666.dkr.ecr.eu-west-1.amazonaws.com/base:2 must be in the same account as the \
                serverless endpoint.";
    let found = found(&account(), text);
    assert!(found.helpless.is_some());
    certain(&found, "its own account");
}

/// github.com/boto/boto3/issues/2906
#[test]
fn an_image_of_a_private_registry_needs_its_mode() {
    let text = "TrainingImageConfig with TrainingRepositoryAccessMode set to VPC must be provided when using a training image from a \
                private Docker registry";
    let found = found(&account(), text);
    assert!(
        matches!(&fix(&found, "mode").remedy, Remedy::Code { text, .. } if text.contains("TrainingRepositoryAccessMode"))
    );
}

/// github.com/Athena-Home-Loans/keydra/issues/28
#[test]
fn a_secret_without_the_tag_that_the_policy_asks_for() {
    let mut state = account();
    let secret = crate::common::SECRET;
    role(&mut state, "churn").inline[0].document = one(
        r#""Effect": "Allow", "Action": "secretsmanager:GetSecretValue", "Resource": "*", "Condition": { "StringEquals": { "secretsmanager:ResourceTag/SageMaker": "true" } }"#,
    );
    let text = format!(
        "User: {SESSION} is not authorized to perform: secretsmanager:GetSecretValue on resource: {secret} because no identity-based \
         policy allows the secretsmanager:GetSecretValue action"
    );
    let found = found(&state, &text);
    assert_eq!(found.certainty, Certainty::Likely);
    assert!(found.cause.contains("secretsmanager:ResourceTag/SageMaker"), "{found:#?}");
    let Remedy::Steps(steps) = &fix(&found, "condition").remedy else { panic!("{found:#?}") };
    assert!(steps[0].contains("tag"), "{steps:?}");
}

/// github.com/facebookresearch/dynabench/pull/407
#[test]
fn a_container_that_waits_for_the_network_times_out() {
    let text = "An error occurred (ModelError) when calling the InvokeEndpoint operation: Received server error (0) from primary with \
                message \"Your invocation timed out while waiting for a response from container primary.\"";
    let found = found(&account(), text);
    certain(&found, "network isolation");
}

#[test]
fn managed_full_access_reaches_only_certain_names() {
    let mut state = account();
    let arn = "arn:aws:iam::aws:policy/AmazonSageMakerFullAccess";
    let document = one(r#""Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::*sagemaker*""#);
    state.policies.items.push(crate::common::managed(arn, &document));
    let churn = role(&mut state, "churn");
    churn.inline.clear();
    churn.attached.push(gatehouse_plan::AttachedPolicy { name: "AmazonSageMakerFullAccess".into(), arn: arn.into() });
    let text = gatehouse_doctor::says::denial(
        SESSION,
        "s3:GetObject",
        "arn:aws:s3:::churn-data/train/a",
        Some(DeniedBy::Identity),
        false,
    );
    let found = found(&state, &text);
    certain(&found, "AmazonSageMakerFullAccess reaches only buckets");
    assert!(found.cause.contains("almost allows it"), "{found:#?}");
    turns(&state, &text, &[], "identity");
}
