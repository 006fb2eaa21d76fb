//! The practice account as a target: a new, empty one for each case.

use aws_sdk_iam::config::Credentials;
use gatehouse_aws::Opening;
use gatehouse_practice::{ACCESS_KEY_ID, ACCOUNT_ID, Options, Practice, SECRET_ACCESS_KEY, Seed};

use super::Target;

pub fn target() -> Target {
    seeded(Seed::Empty)
}

pub fn seeded(seed: Seed) -> Target {
    let folder = tempfile::tempdir().unwrap();
    let options = Options { seed, ..Options::default() };
    let practice = Practice::open_with(&folder.path().join("practice.json"), options).unwrap().practice;
    let (iam, sts) = super::base(Credentials::new(ACCESS_KEY_ID, SECRET_ACCESS_KEY, None, None, "practice"));
    Target {
        iam: aws_sdk_iam::Client::from_conf(iam.http_client(practice.http_client()).build()),
        sts: aws_sdk_sts::Client::from_conf(sts.http_client(practice.http_client()).build()),
        account: ACCOUNT_ID,
        opening: Opening::InProcess {
            http: practice.http_client(),
            access_key_id: ACCESS_KEY_ID.to_owned(),
            secret_access_key: SECRET_ACCESS_KEY.to_owned(),
            region: "eu-west-1".to_owned(),
        },
        words: true,
        _keep: Some(folder),
    }
}
