//! The buckets of the Workshop account, which its roles' policies name.

use super::state::{Bucket, Encryption, Logging, PublicAccess};
use crate::account::{Account, Date};

/// Where access to the others is logged, and the account's trail.
const LOGS: &str = "example-ml-logs";

/// The policies, from `crates/practice/seed/`.
pub(crate) struct Documents<'a> {
    /// Of the churn project's features: as it should be.
    pub(crate) features: &'a str,
    /// Of the churn project's models.
    pub(crate) models: &'a str,
    /// Of the fraud project's transactions: another account reads all of them.
    pub(crate) transactions: &'a str,
    /// Of the fraud project's scores: everybody reads the exports.
    pub(crate) scores: &'a str,
    /// Of the logs: services write them.
    pub(crate) logs: &'a str,
}

/// Plants the buckets of a team that works in one Region.
pub(crate) fn plant(account: &mut Account, region: &str, ago: impl Fn(i64) -> Date, documents: &Documents<'_>) {
    let key = format!("arn:aws:kms:{region}:{}:key/{}", crate::ACCOUNT_ID, crate::kms::CHURN);
    let logged = |prefix: &str| Some(Logging { bucket: LOGS.to_owned(), prefix: prefix.to_owned() });
    let mut add = |name: &str, bucket: Bucket| account.s3.buckets.insert(name.to_owned(), bucket);

    // As it should be.
    let mut features = Bucket::new(region, ago(189));
    features.encryption = Encryption { algorithm: "aws:kms".to_owned(), key: Some(key.clone()), bucket_key: true };
    features.versioning = Some(true);
    features.logging = logged("churn-features/");
    features.policy = Some(documents.features.to_owned());
    add("example-churn-features", features);

    // No log of who reads it.
    let mut models = Bucket::new(region, ago(158));
    models.encryption = Encryption { algorithm: "aws:kms".to_owned(), key: Some(key), bucket_key: true };
    models.versioning = Some(true);
    models.policy = Some(documents.models.to_owned());
    add("example-churn-models", models);

    // As S3 makes them, and never looked at again.
    add("example-churn-raw", Bucket::new(region, ago(190)));

    // From before S3 blocked public access by itself; shared with a partner's whole account.
    let mut transactions = Bucket::new(region, ago(731));
    transactions.ownership = "ObjectWriter".to_owned();
    transactions.public_access = Some(PublicAccess { block_policy: false, restrict: false, ..PublicAccess::ALL });
    transactions.policy = Some(documents.transactions.to_owned());
    add("example-fraud-transactions", transactions);

    // Opened for a demonstration, and still open.
    let mut scores = Bucket::new(region, ago(512));
    scores.public_access = None;
    scores.versioning = Some(false);
    scores.policy = Some(documents.scores.to_owned());
    add("example-fraud-scores", scores);

    let mut logs = Bucket::new(region, ago(616));
    logs.policy = Some(documents.logs.to_owned());
    add(LOGS, logs);
}
