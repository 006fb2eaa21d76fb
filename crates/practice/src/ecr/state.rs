//! What ECR keeps.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::ACCOUNT_ID;
use crate::account::Date;

/// All repositories, by Region.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct State {
    /// By Region, then by name.
    pub(super) regions: BTreeMap<String, BTreeMap<String, Repository>>,
}

/// A repository.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Repository {
    pub(super) created: Date,
    /// A tag once given stays with its image.
    pub(super) immutable: bool,
    pub(super) scan_on_push: bool,
    /// The KMS key; none is a key of S3, where ECR keeps images.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) kms_key: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) policy: Option<String>,
    pub(super) tags: BTreeMap<String, String>,
}

impl State {
    pub(super) fn find(&self, region: &str, name: &str) -> Option<&Repository> {
        self.regions.get(region)?.get(name)
    }

    pub(super) fn region_mut(&mut self, region: &str) -> &mut BTreeMap<String, Repository> {
        self.regions.entry(region.to_owned()).or_default()
    }
}

impl Repository {
    /// As ECR makes them where nothing is said.
    pub(super) fn new(created: Date) -> Self {
        Self { created, immutable: false, scan_on_push: false, kms_key: None, policy: None, tags: BTreeMap::new() }
    }
}

/// Source: <https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerregistry.html>
pub(super) fn arn(region: &str, name: &str) -> String {
    format!("arn:aws:ecr:{region}:{ACCOUNT_ID}:repository/{name}")
}
