//! The repositories of the Workshop account, which its roles' policies name.

use super::state::Repository;
use crate::account::{Account, Date};

/// Plants the repositories of a team that works in one Region.
pub(crate) fn plant(account: &mut Account, region: &str, ago: impl Fn(i64) -> Date, shared: &str) {
    let key = format!("arn:aws:kms:{region}:{}:key/{}", crate::ACCOUNT_ID, crate::kms::CHURN);
    let project = |name: &str| [("Project".to_owned(), name.to_owned())].into();

    // As it should be.
    let mut training = Repository::new(ago(158));
    training.immutable = true;
    training.scan_on_push = true;
    training.kms_key = Some(key);
    training.tags = project("churn");

    // As ECR makes them.
    let mut features = Repository::new(ago(190));
    features.tags = project("churn");

    // Everybody may pull the image.
    let mut scoring = Repository::new(ago(512));
    scoring.policy = Some(shared.to_owned());
    scoring.tags = project("fraud-detection");

    let repositories = account.ecr.region_mut(region);
    for (name, repository) in [("churn/training", training), ("churn/features", features), ("fraud/scoring", scoring)] {
        repositories.insert(name.to_owned(), repository);
    }
}
