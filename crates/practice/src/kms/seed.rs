//! The Workshop's keys.

use std::collections::BTreeMap;

use super::material::Material;
use super::policy;
use super::state::{Alias, Constraints, Grant, Key, KeyState, Rotation, State};
use crate::ACCOUNT_ID;
use crate::account::Date;

/// What the keys were made with: how long ago, and by whom they are used.
pub(crate) struct Workshop<'a> {
    pub(crate) region: &'a str,
    /// So many days ago.
    pub(crate) ago: &'a dyn Fn(i64) -> Date,
    /// The policy of the key of the fraud project.
    pub(crate) fraud_policy: &'a str,
    /// The policy of the key of the churn project.
    pub(crate) churn_policy: &'a str,
}

/// The id of the churn project's key, which a role's policy names.
pub(crate) const CHURN: &str = "1234abcd-12ab-34cd-56ef-1234567890ab";

impl Workshop<'_> {
    /// Two projects' keys, one that nobody needs any more, and those that AWS made for its services.
    pub(crate) fn plant(&self) -> State {
        let mut state = State::default();
        let region = state.regions.entry(self.region.to_owned()).or_default();
        let mut add = |alias: &str, key: Option<Key>| {
            // Without random bytes there is no key; the rest of the account does without.
            let Some(key) = key else { return };
            let alias_made = Alias { key: key.id.clone(), created: key.created, updated: key.created };
            region.aliases.insert(alias.to_owned(), alias_made);
            region.keys.insert(key.id.clone(), key);
        };
        // Rotates, and lets everybody in the account use it whom a policy of IAM lets.
        add(
            "alias/fraud-data",
            self.key("Fraud data sets and models", 512, self.fraud_policy, "fraud-detection").map(|key| {
                let since = Some((self.ago)(147));
                Key { rotation: Rotation { period: Some(365), since, history: Vec::new() }, ..key }
            }),
        );
        // As it should be, but for rotation.
        add(
            "alias/churn-data",
            self.key("Churn data sets and models", 158, self.churn_policy, "churn").map(|key| {
                let grant = self.volumes();
                Key { id: CHURN.to_owned(), grants: BTreeMap::from([(grant.id.clone(), grant)]), ..key }
            }),
        );
        add(
            "alias/labels-2024",
            self.key("Labelling project, ended", 690, &policy::default_policy(), "")
                .map(|key| Key { state: KeyState::Disabled, ..key }),
        );
        for (service, words) in [
            ("s3", "protects my S3 objects when no other key is defined"),
            ("ebs", "protects my EBS volumes when no other key is defined"),
            ("sagemaker", "protects my SageMaker resources when no other key is defined"),
        ] {
            let policy = aws_managed_policy(service, self.region);
            let key = self.key(&format!("Default key that {words}"), 700, &policy, "");
            add(&format!("alias/aws/{service}"), key.map(|key| Key { aws_managed: true, ..key }));
        }
        state
    }

    fn key(&self, description: &str, ago: i64, policy: &str, project: &str) -> Option<Key> {
        let tags = if project.is_empty() { None } else { Some(("Project".to_owned(), project.to_owned())) };
        Some(Key {
            id: Key::new_id(false),
            created: (self.ago)(ago),
            description: description.to_owned(),
            usage: "ENCRYPT_DECRYPT".to_owned(),
            spec: "SYMMETRIC_DEFAULT".to_owned(),
            multi_region: false,
            aws_managed: false,
            state: KeyState::Enabled,
            policy: policy.to_owned(),
            tags: tags.into_iter().collect(),
            rotation: Rotation::default(),
            grants: BTreeMap::new(),
            materials: vec![Material::generate().ok()?],
        })
    }

    /// As SageMaker makes it for a notebook's volume.
    fn volumes(&self) -> Grant {
        Grant {
            id: "a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f90".to_owned(),
            token: "00f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f".to_owned(),
            name: Some("notebook-volume".to_owned()),
            created: (self.ago)(41),
            grantee: format!("arn:aws:iam::{ACCOUNT_ID}:role/ml/churn-training"),
            retiring: None,
            operations: ["Decrypt", "GenerateDataKeyWithoutPlaintext", "DescribeKey"].map(str::to_owned).to_vec(),
            constraints: Constraints { equals: None, subset: None },
        }
    }
}

/// Source: <https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#aws-managed-key>
fn aws_managed_policy(service: &str, region: &str) -> String {
    let via = if service == "ebs" { "ec2" } else { service };
    serde_json::json!({
        "Version": "2012-10-17",
        "Id": format!("auto-{service}"),
        "Statement": [
            {
                "Sid": format!("Allow use through {service} by everybody of the account who may use it"),
                "Effect": "Allow",
                "Principal": { "AWS": "*" },
                "Action": ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"],
                "Resource": "*",
                "Condition": { "StringEquals": {
                    "kms:CallerAccount": ACCOUNT_ID,
                    "kms:ViaService": format!("{via}.{region}.amazonaws.com"),
                } },
            },
            {
                "Sid": "Allow direct access to key metadata to the account",
                "Effect": "Allow",
                "Principal": { "AWS": format!("arn:aws:iam::{ACCOUNT_ID}:root") },
                "Action": ["kms:Describe*", "kms:Get*", "kms:List*"],
                "Resource": "*",
            },
        ],
    })
    .to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::Timestamp;
    use std::collections::BTreeSet;

    #[test]
    fn each_alias_means_a_key_and_each_key_is_called_something() {
        let ago = |_| Date(Timestamp::UNIX_EPOCH);
        let state = Workshop { region: "eu-west-1", ago: &ago, fraud_policy: "{}", churn_policy: "{}" }.plant();
        let region = &state.regions["eu-west-1"];
        let called: BTreeSet<&String> = region.aliases.values().map(|alias| &alias.key).collect();
        assert_eq!(called, region.keys.keys().collect());
        assert_eq!(region.keys.values().filter(|key| key.aws_managed).count(), 3);
        assert!(region.keys.contains_key(CHURN));
    }
}
