//! What SageMaker keeps.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::kinds::Kind;
use crate::ACCOUNT_ID;
use crate::account::Date;

/// Everything, by Region.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct State {
    /// By Region, by kind as ARNs say it (`training-job`), then by name.
    pub(super) regions: BTreeMap<String, BTreeMap<String, BTreeMap<String, Kept>>>,
}

/// A job, a model, a notebook instance...: as it is described, but for its name, its ARN and its times.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Kept {
    pub(super) created: Date,
    pub(super) modified: Date,
    pub(super) members: Map<String, Value>,
}

impl State {
    pub(super) fn of(&self, region: &str, kind: &Kind) -> impl Iterator<Item = (&String, &Kept)> {
        self.regions.get(region).and_then(|kinds| kinds.get(kind.part)).into_iter().flatten()
    }

    pub(super) fn find(&self, region: &str, kind: &Kind, name: &str) -> Option<&Kept> {
        self.regions.get(region)?.get(kind.part)?.get(name)
    }

    pub(super) fn of_mut(&mut self, region: &str, kind: &Kind) -> &mut BTreeMap<String, Kept> {
        self.regions.entry(region.to_owned()).or_default().entry(kind.part.to_owned()).or_default()
    }
}

/// Source: <https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsagemaker.html>
pub(super) fn arn(region: &str, kind: &Kind, name: &str) -> String {
    format!("arn:aws:sagemaker:{region}:{ACCOUNT_ID}:{}/{name}", kind.part)
}
