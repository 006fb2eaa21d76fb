//! The practice account as a target: a new, empty one for each case.

use aws_credential_types::Credentials;
use gatehouse_aws::Opening;
use gatehouse_practice::{ACCESS_KEY_ID, ACCOUNT_ID, Options, Practice, SECRET_ACCESS_KEY, Seed};

use crate::target::{REGION, Target, base};

pub fn target() -> Target {
    seeded(Seed::Empty)
}

pub fn seeded(seed: Seed) -> Target {
    let folder = tempfile::tempdir().unwrap();
    let options = Options { seed, ..Options::default() };
    let practice = Practice::open_with(&folder.path().join("practice.json"), options).unwrap().practice;
    let credentials = Credentials::new(ACCESS_KEY_ID, SECRET_ACCESS_KEY, None, None, "practice");
    let sdk = base(credentials).http_client(practice.http_client()).build();
    let opening = Opening::InProcess {
        http: practice.http_client(),
        access_key_id: ACCESS_KEY_ID.to_owned(),
        secret_access_key: SECRET_ACCESS_KEY.to_owned(),
        region: REGION.to_owned(),
    };
    Target::new(sdk, ACCOUNT_ID, opening, true, Some(folder))
}
