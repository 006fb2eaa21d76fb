//! The secrets of the Workshop account: each tells one story.

use std::collections::BTreeMap;

use zeroize::Zeroizing;

use super::input::Given;
use super::state::{CURRENT, Rotation, Secret, Version, day, days_after};
use super::vault;
use crate::account::{Account, Date};

/// Plants the secrets of a team that works in one Region. Their passwords are drawn anew for each account.
pub(crate) fn plant(account: &mut Account, region: &str, ago: impl Fn(i64) -> Date) {
    // The churn team's warehouse: rotated every month.
    let mut warehouse = Secret::new("churn/warehouse", ago(150));
    warehouse.description = Some("Reader of the churn warehouse".to_owned());
    warehouse.tags = tags(&[("Project", "churn"), ("Owner", "lena")]);
    version(account, &mut warehouse, ago(150), &database("churn_reader"));
    version(account, &mut warehouse, ago(12), &database("churn_reader"));
    warehouse.accessed = Some(day(ago(1)));
    warehouse.rotation = Some(Rotation {
        enabled: true,
        function: format!("arn:aws:lambda:{region}:{}:function:rotate-warehouse", crate::ACCOUNT_ID),
        days: Some(30),
        schedule: None,
        duration: None,
        next: Some(days_after(ago(12), 30)),
        last: Some(ago(12)),
    });

    // Never rotated, and nobody has asked for it in months.
    let mut feed = Secret::new("fraud/transactions-api", ago(420));
    feed.description = Some("Key of the transactions feed".to_owned());
    feed.tags = tags(&[("Project", "fraud-detection"), ("Owner", "amira")]);
    version(account, &mut feed, ago(420), &format!("{{\"apiKey\": \"{}\"}}", random()));
    feed.accessed = Some(day(ago(214)));

    // Of a proof of concept: about to go.
    let mut poc = Secret::new("recommender-poc-db", ago(400));
    version(account, &mut poc, ago(400), &database("admin"));
    let asked = ago(3);
    poc.deletion = Some(super::state::Deletion { asked, due: days_after(asked, 30) });

    let secrets = account.secretsmanager.regions.entry(region.to_owned()).or_default();
    secrets.extend([warehouse, feed, poc].map(|secret| (secret.name.clone(), secret)));
}

/// A value as AWS writes the credentials of a database.
fn database(user: &str) -> String {
    format!(
        "{{\"engine\": \"postgres\", \"host\": \"warehouse.internal.example\", \"port\": 5432, \"dbname\": \
         \"warehouse\", \"username\": \"{user}\", \"password\": \"{}\"}}",
        random()
    )
}

/// Letters and digits that nobody has seen before.
fn random() -> String {
    uuid::Uuid::new_v4().simple().to_string()
}

fn version(account: &Account, secret: &mut Secret, created: Date, text: &str) {
    let given = Given { bytes: Zeroizing::new(text.as_bytes().to_vec()), binary: false };
    let id = uuid::Uuid::new_v4().to_string();
    // Without a key the secret stands there without a value.
    let value: Option<vault::Sealed> = secret.seal(&account.vault, &id, &given.bytes).ok();
    let version = Version { created, accessed: None, stages: std::collections::BTreeSet::new(), value, binary: false };
    secret.versions.insert(id.clone(), version);
    secret.label(CURRENT, &id);
    secret.changed = created;
}

fn tags(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
    pairs.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
}
