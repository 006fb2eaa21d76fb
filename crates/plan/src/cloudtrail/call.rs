//! The calls of CloudTrail.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::trail::{FieldSelector, Selectors};
use crate::cli::Line;

/// One call of CloudTrail that changes an account. A `trail` is a name or an ARN.
///
/// The journal keeps calls as JSON, so a variant or a field once released keeps its name.
///
/// Source: <https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_Operations.html>
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "call", rename_all_fields = "camelCase")]
#[allow(missing_docs, reason = "the variants and fields are those of the CloudTrail API reference")]
pub enum TrailCall {
    #[serde(rename = "cloudtrail:CreateTrail")]
    CreateTrail { name: String, bucket: String, multi_region: bool, validation: bool, kms_key: Option<String> },
    #[serde(rename = "cloudtrail:DeleteTrail")]
    DeleteTrail { trail: String },
    #[serde(rename = "cloudtrail:UpdateTrail")]
    UpdateTrail { trail: String, multi_region: bool, validation: bool },
    #[serde(rename = "cloudtrail:StartLogging")]
    StartLogging { trail: String },
    #[serde(rename = "cloudtrail:StopLogging")]
    StopLogging { trail: String },
    #[serde(rename = "cloudtrail:PutEventSelectors")]
    PutEventSelectors { trail: String, selectors: Selectors },
}

impl TrailCall {
    /// The action that the call needs.
    #[must_use]
    pub const fn action(&self) -> &'static str {
        match self {
            Self::CreateTrail { .. } => "cloudtrail:CreateTrail",
            Self::DeleteTrail { .. } => "cloudtrail:DeleteTrail",
            Self::UpdateTrail { .. } => "cloudtrail:UpdateTrail",
            Self::StartLogging { .. } => "cloudtrail:StartLogging",
            Self::StopLogging { .. } => "cloudtrail:StopLogging",
            Self::PutEventSelectors { .. } => "cloudtrail:PutEventSelectors",
        }
    }

    /// What the call does, as one sentence.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::CreateTrail { name, bucket, .. } => {
                format!("Create the trail {name}, which writes to the bucket {bucket}.")
            }
            Self::DeleteTrail { trail } => format!("Delete the trail {}; what it wrote stays.", said(trail)),
            Self::UpdateTrail { trail, multi_region, validation } => format!(
                "Let the trail {} log {} and {} its files.",
                said(trail),
                if *multi_region { "every Region" } else { "its own Region alone" },
                if *validation { "sign" } else { "not sign" }
            ),
            Self::StartLogging { trail } => format!("Let the trail {} log.", said(trail)),
            Self::StopLogging { trail } => format!("Let the trail {} log no longer.", said(trail)),
            Self::PutEventSelectors { trail, selectors } => {
                let data = selectors.data_events();
                let kinds: Vec<&str> = data.iter().map(|data| data.kind.as_str()).collect();
                let management = if selectors.management() { "management events" } else { "no management events" };
                match kinds.is_empty() {
                    true => format!("Let the trail {} log {management} and no data events.", said(trail)),
                    false => format!(
                        "Let the trail {} log {management} and data events of {}.",
                        said(trail),
                        kinds.join(", ")
                    ),
                }
            }
        }
    }

    pub(crate) fn line(&self) -> Line {
        let line = |command| Line::new("cloudtrail", command);
        let either = |on: bool, yes: &'static str, no: &'static str| if on { yes } else { no };
        match self {
            Self::CreateTrail { name, bucket, multi_region, validation, kms_key } => line("create-trail")
                .option("name", name)
                .option("s3-bucket-name", bucket)
                .flag_if("is-multi-region-trail", *multi_region)
                .flag_if("enable-log-file-validation", *validation)
                .option_if("kms-key-id", kms_key.as_deref()),
            Self::DeleteTrail { trail } => line("delete-trail").option("name", trail),
            Self::UpdateTrail { trail, multi_region, validation } => line("update-trail")
                .option("name", trail)
                .flag_if(either(*multi_region, "is-multi-region-trail", "no-is-multi-region-trail"), true)
                .flag_if(either(*validation, "enable-log-file-validation", "no-enable-log-file-validation"), true),
            Self::StartLogging { trail } => line("start-logging").option("name", trail),
            Self::StopLogging { trail } => line("stop-logging").option("name", trail),
            Self::PutEventSelectors { trail, selectors } => {
                let (option, value) = selectors_json(selectors);
                line("put-event-selectors").option("trail-name", trail).json(option, &value, false)
            }
        }
    }

    /// The policy that the call writes: it writes none.
    #[must_use]
    pub const fn document(&self) -> Option<(String, &str)> {
        None
    }
}

fn said(trail: &str) -> &str {
    trail.rsplit('/').next().unwrap_or(trail)
}

/// The AWS CLI's option with its value.
fn selectors_json(selectors: &Selectors) -> (&'static str, Value) {
    match selectors {
        Selectors::Basic(selectors) => {
            let selector = |selector: &super::trail::BasicSelector| {
                let data = selector.data.iter().map(|data| json!({ "Type": data.kind, "Values": data.values }));
                json!({
                    "ReadWriteType": selector.read_write,
                    "IncludeManagementEvents": selector.management,
                    "DataResources": data.collect::<Vec<_>>(),
                    "ExcludeManagementEventSources": selector.excluded,
                })
            };
            ("event-selectors", selectors.iter().map(selector).collect())
        }
        Selectors::Advanced(selectors) => {
            let selector = |selector: &super::trail::AdvancedSelector| {
                let mut object = Map::new();
                object.extend(selector.name.clone().map(|name| ("Name".to_owned(), name.into())));
                object.insert("FieldSelectors".to_owned(), selector.fields.iter().map(field_json).collect());
                Value::from(object)
            };
            ("advanced-event-selectors", selectors.iter().map(selector).collect())
        }
    }
}

fn field_json(field: &FieldSelector) -> Value {
    let lists = [
        ("Equals", &field.equals),
        ("StartsWith", &field.starts_with),
        ("EndsWith", &field.ends_with),
        ("NotEquals", &field.not_equals),
        ("NotStartsWith", &field.not_starts_with),
        ("NotEndsWith", &field.not_ends_with),
    ];
    let mut object = Map::new();
    object.insert("Field".to_owned(), field.field.clone().into());
    let given = lists.into_iter().filter(|(_, values)| !values.is_empty());
    object.extend(given.map(|(name, values)| (name.to_owned(), values.clone().into())));
    object.into()
}

#[cfg(test)]
mod tests {
    use super::super::trail::{BasicSelector, DataResource, S3_OBJECTS};
    use super::*;

    #[test]
    fn each_call_has_its_words_and_its_line() {
        let selectors = Selectors::Basic(vec![BasicSelector {
            read_write: "All".into(),
            management: true,
            data: vec![DataResource { kind: S3_OBJECTS.into(), values: vec!["arn:aws:s3:::data/".into()] }],
            excluded: Vec::new(),
        }]);
        for (call, words, line) in [
            (
                TrailCall::UpdateTrail { trail: "ml".into(), multi_region: true, validation: true },
                "Let the trail ml log every Region and sign its files.",
                "aws cloudtrail update-trail --name ml --is-multi-region-trail --enable-log-file-validation",
            ),
            (
                TrailCall::StopLogging { trail: "arn:aws:cloudtrail:eu-west-1:1:trail/ml".into() },
                "Let the trail ml log no longer.",
                "aws cloudtrail stop-logging --name arn:aws:cloudtrail:eu-west-1:1:trail/ml",
            ),
            (
                TrailCall::PutEventSelectors { trail: "ml".into(), selectors },
                "Let the trail ml log management events and data events of AWS::S3::Object.",
                "aws cloudtrail put-event-selectors --trail-name ml --event-selectors \
                 '[{\"ReadWriteType\":\"All\",\"IncludeManagementEvents\":true,\"DataResources\":[{\"Type\":\
                 \"AWS::S3::Object\",\"Values\":[\"arn:aws:s3:::data/\"]}],\"ExcludeManagementEventSources\":[]}]'",
            ),
        ] {
            assert_eq!(call.words(), words);
            assert_eq!(call.line().finish(), line);
        }
    }
}
