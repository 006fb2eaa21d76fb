//! Keys, secrets, images and buckets that are not there, or not as they must be.

use gatehouse_doctor::diagnose::{Certainty, Remedy};
use gatehouse_plan::kms::key::KeyState;

use crate::access::without;
use crate::common::{CLOSED_KEY_POLICY, KEY, ROLE, SESSION, account};
use crate::{actions, asked, certain, fix, found, plan, questions, turns};

#[test]
fn a_disabled_key_is_enabled_and_a_dying_one_kept() {
    let disabled =
        format!("An error occurred (KMS.DisabledException) when calling the PutObject operation: {KEY} is disabled.");
    let mut state = account();
    state.keys.items[0].state = KeyState::Disabled;
    certain(&found(&state, &disabled), "is disabled");
    assert_eq!(found(&state, &disabled).link.unwrap().link, "key");
    turns(&state, &disabled, &[], "enable");

    let dying = format!("KMSInvalidStateException: {KEY} is pending deletion.");
    state.keys.items[0].state = KeyState::PendingDeletion;
    state.keys.items[0].deletion = Some("2026-12-20T00:00:00Z".into());
    let kept = found(&state, &dying);
    certain(&kept, "2026-12-20");
    assert_eq!(actions(plan(&kept, "keep")), ["kms:CancelKeyDeletion", "kms:EnableKey"]);
    turns(&state, &dying, &[], "keep");
}

#[test]
fn a_key_of_another_region_is_told() {
    let text = format!("NotFoundException: Key '{}' does not exist", KEY.replace("eu-west-1", "us-east-1"));
    let other = found(&account(), &text);
    assert!(other.cause.contains("us-east-1"), "{other:#?}");
    assert_eq!(other.certainty, Certainty::Likely);
    let gone = "NotFoundException: Alias arn:aws:kms:eu-west-1:111122223333:alias/gone is not found.";
    certain(&found(&account(), gone), "There is no key");
    let there = "NotFoundException: Alias arn:aws:kms:eu-west-1:111122223333:alias/churn is not found.";
    assert!(found(&account(), there).cause.starts_with("It would pass today"));
}

#[test]
fn a_ciphertext_whose_key_is_hidden_is_asked_for() {
    let text = "An error occurred (AccessDeniedException) when calling the Decrypt operation: The ciphertext refers to a customer \
                master key that does not exist, does not exist in this region, or you are not allowed to access.";
    let mut state = account();
    state.keys.items[0].policy = Ok(CLOSED_KEY_POLICY.into());
    assert_eq!(questions(&found(&state, text)), ["who", "key"]);
    turns(&state, text, &[("who", "churn"), ("key", KEY)], "resource");
}

#[test]
fn a_secret_that_waits_for_its_deletion_is_restored() {
    let mut state = account();
    state.secrets.items[0].secret.deleted = Some("2026-11-26T00:00:00Z".into());
    let text = "An error occurred (InvalidRequestException) when calling the GetSecretValue operation: You can't perform this \
                operation on the secret because it was marked for deletion.";
    assert_eq!(questions(&found(&state, text)), ["secret"]);
    let answers = [("secret", "ml/db")];
    assert_eq!(actions(plan(&asked(&state, text, &answers), "restore")), ["secretsmanager:RestoreSecret"]);
    turns(&state, text, &answers, "restore");
}

#[test]
fn a_secret_that_is_not_there_is_looked_for() {
    let text = "ResourceNotFoundException: Secrets Manager can't find the specified secret. SecretId: ml/dbb";
    certain(&found(&account(), text), "There is no such secret");
    let there = found(&account(), &text.replace("dbb", "db"));
    assert!(there.cause.starts_with("It would pass today"), "{there:#?}");
    let empty = "Secrets Manager can't find the specified secret value for staging label: AWSCURRENT SecretId: ml/db";
    assert!(found(&account(), empty).cause.contains("no version"));
}

#[test]
fn an_image_is_there_or_not() {
    let text = "CannotPullContainerError: Error response from daemon: manifest for \
                111122223333.dkr.ecr.eu-west-1.amazonaws.com/churn/other:1 not found";
    certain(&found(&account(), text), "There is no repository");
    let there = found(&account(), &text.replace("churn/other", "churn/train"));
    assert!(there.cause.contains("tag"), "{there:#?}");
    let login = found(
        &account(),
        "Error response from daemon: Get https://111122223333.dkr.ecr.eu-west-1.amazonaws.com/v2/churn/train/manifests/1: no basic \
         auth credentials",
    );
    let Remedy::Code { text, .. } = &fix(&login, "login").remedy else { panic!() };
    assert!(
        text.contains("--region eu-west-1") && text.ends_with("111122223333.dkr.ecr.eu-west-1.amazonaws.com"),
        "{text}"
    );
}

/// github.com/aws/sagemaker-python-sdk/issues/57
#[test]
fn an_image_that_may_not_be_pulled_is_opened() {
    let state = without("ecr:BatchGetImage");
    let text = format!(
        "The role '{ROLE}' does not have BatchGetImage permission for the image: \
         '111122223333.dkr.ecr.eu-west-1.amazonaws.com/churn/train:1.0'."
    );
    turns(&state, &text, &[], "identity");
    let vague = "ClientError: Cannot pull algorithm container. Either the image does not exist or its permissions are incorrect.";
    assert_eq!(questions(&found(&state, vague)), ["resource", "who"]);
    let arn = "arn:aws:ecr:eu-west-1:111122223333:repository/churn/train";
    turns(&state, vague, &[("who", "churn"), ("resource", arn)], "identity");
}

#[test]
fn a_repository_lets_sagemaker_in_by_its_policy() {
    let text = "ValidationException: The repository of your image 111122223333.dkr.ecr.eu-west-1.amazonaws.com/churn/train:1.0 does \
                not grant ecr:BatchGetImage permission to sagemaker.amazonaws.com service principal.";
    let state = account();
    assert_eq!(actions(plan(&found(&state, text), "resource")), ["ecr:SetRepositoryPolicy"]);
    turns(&state, text, &[], "resource");
}

#[test]
fn data_that_sagemaker_does_not_find_may_lack_any_of_four_things() {
    let text = format!(
        "An error occurred (ValidationException) when calling the CreateTrainingJob operation: No S3 objects found under S3 URL \
         \"s3://churn-data/train/\" given in input data source. Please ensure that the bucket exists in the selected region \
         (eu-west-1), that objects exist under that S3 prefix, and that the role \"{ROLE}\" has \"s3:ListBucket\" permissions on \
         bucket \"churn-data\"."
    );
    turns_right(&text);
    let nothing = found(&account(), &text);
    // The role may list below its prefix alone: whether it did is a condition.
    assert!(nothing.cause.contains("s3:prefix") || nothing.cause.contains("nothing lies below"), "{nothing:#?}");
    let mut state = account();
    state.buckets.items[0].region = "us-east-1".into();
    certain(&found(&state, &text), "us-east-1");
    let mut state = account();
    state.roles.items[0].trust = "{\"Version\":\"2012-10-17\",\"Statement\":[]}".into();
    certain(&found(&state, &text), "does not let SageMaker assume it");
}

/// Where the right lacks, the fix gives it.
fn turns_right(text: &str) {
    let state = without("s3:ListBucket");
    let plan = plan(&found(&state, text), "identity").clone();
    let after = found(&state.after(&plan).unwrap(), text);
    assert!(after.cause.contains("nothing lies below"), "{after:#?}");
}

#[test]
fn buckets_are_there_or_in_another_region() {
    let text = "<Error><Code>NoSuchBucket</Code><Message>The specified bucket does not exist</Message><BucketName>churn-dta</BucketName></Error>";
    certain(&found(&account(), text), "There is no bucket churn-dta");
    let text = "Unable to upload file to s3://churn-models/out (BucketRegionError: bucket must be in the same region as the job)";
    let mut state = account();
    state.buckets.items[1].region = "eu-central-1".into();
    certain(&found(&state, text), "eu-central-1");
}

#[test]
fn public_access_is_not_opened() {
    let text = format!(
        "User: {SESSION} is not authorized to perform: s3:PutBucketPolicy on resource: \"arn:aws:s3:::churn-data\" because public \
         policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access."
    );
    let found = found(&account(), &text);
    certain(&found, "Block Public Access");
    assert!(found.fixes.iter().all(|fix| fix.remedy.plan().is_none()));
}

#[test]
fn limits_and_credentials_have_no_policy() {
    for text in [
        "ThrottlingException: Rate exceeded",
        "ResourceLimitExceeded: The account-level service limit 'ml.p3.8xlarge for training job usage' is 0 Instances",
        "CapacityError: Unable to provision requested ML compute capacity.",
        "RegionDisabledException: STS is not activated in this region",
    ] {
        let found = found(&account(), text);
        assert!(found.helpless.is_some() && found.recognised, "{text}: {found:#?}");
        assert!(found.fixes.iter().all(|fix| fix.remedy.plan().is_none()));
    }
    let unknown = found(&account(), "The kernel appears to have died in eu-west-1.");
    assert!(!unknown.recognised && unknown.certainty == Certainty::Unknown);
    assert!(unknown.cause.contains("region: eu-west-1"), "{unknown:#?}");
}
