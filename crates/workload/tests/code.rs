//! The code of three set-ups, whole, and what holds of the code of every set-up.

// A test says what it expects by failing.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, unreachable_pub)]

mod setups;

use gatehouse_workload::code::{CodeKind, Secret, SecretKey, Setup};
use setups::Network;

const ACCOUNT: &str = "111122223333";

fn text(setup: &Setup, kind: CodeKind) -> String {
    setup.code().into_iter().find(|file| file.kind == kind).unwrap().text
}

fn looks_as_before(name: &str, setup: &Setup) {
    for file in setup.code() {
        insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
            insta::assert_snapshot!(format!("{name}-{}", file.kind.file_name()), file.text);
        });
    }
}

#[test]
fn a_role_alone() {
    looks_as_before("plain", &setups::plain(ACCOUNT));
}

#[test]
fn with_a_key_and_a_vpc() {
    looks_as_before("key-and-vpc", &setups::key_and_vpc(ACCOUNT, &Network::example()));
}

#[test]
fn with_everything() {
    looks_as_before("everything", &setups::everything(ACCOUNT, &Network::example()));
}

#[test]
fn no_file_has_what_only_stands_for_something() {
    for setup in [setups::plain(ACCOUNT), setups::everything(ACCOUNT, &Network::example())] {
        for file in setup.code() {
            assert!(!file.text.contains('\0') && !file.text.contains("u0000"), "{}", file.text);
        }
    }
}

#[test]
fn what_is_not_known_is_named_at_the_top() {
    let mut setup = setups::key_and_vpc(ACCOUNT, &Network::example());
    assert!(text(&setup, CodeKind::Boto3).contains("# Nothing must be replaced."));
    setup.subnets.clear();
    setup.security_groups.clear();
    setup.image_version = None;
    for kind in [CodeKind::SageMakerSdk, CodeKind::Boto3, CodeKind::AwsCli] {
        let text = text(&setup, kind);
        let open =
            "# To be replaced: subnet-REPLACE by a subnet of the job, sg-REPLACE by a security group of the job.";
        assert!(text.contains(open), "{text}");
        assert!(text.contains("the image's tag") && text.contains("churn/train:latest"), "{text}");
    }
}

#[test]
fn a_secret_that_is_there_is_read_and_not_made() {
    let arn = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:ml/database-credentials-AbCdEf";
    let key = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
    let setup = Setup {
        secret: Some(Secret {
            name: "ml/database-credentials".into(),
            arn: Some(arn.parse().unwrap()),
            key: Some(SecretKey::Existing(key.parse().unwrap())),
        }),
        ..setups::plain(ACCOUNT)
    };
    for (kind, make) in [
        (CodeKind::AwsCli, "create-secret"),
        (CodeKind::Terraform, "aws_secretsmanager_secret"),
        (CodeKind::CloudFormation, "AWS::SecretsManager::Secret"),
    ] {
        let text = text(&setup, kind);
        assert!(!text.contains(make), "{text}");
        assert!(text.contains(arn) && text.contains(key), "the role may read it: {text}");
        assert!(text.contains("secretsmanager.eu-west-1.amazonaws.com"), "{text}");
    }
    assert!(text(&setup, CodeKind::ReadSecret).contains(arn));
}

#[test]
fn the_name_of_a_role_makes_a_name_for_jobs() {
    let mut setup = setups::plain(ACCOUNT);
    setup.job.role_name = "_My.role+with,all=of@them-that-is-much-longer-than-a-name-may-be".into();
    let text = text(&setup, CodeKind::Boto3);
    assert!(text.contains("job_name = \"My-role-with-all-of-them-that-is-muc-\" + "), "{text}");
}
