use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Notice;

/// The trails that log the events of a Region.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct TrailList {
    /// By name.
    pub trails: Vec<TrailView>,
    /// What could not be read, and which permission is missing.
    pub notices: Vec<Notice>,
    /// RFC 3339.
    pub read_at: String,
}

/// A trail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct TrailView {
    /// Its name.
    pub name: String,
    /// Its ARN.
    pub arn: String,
    /// The Region that it was made in.
    pub home: String,
    /// The bucket that it writes to.
    pub bucket: String,
    /// It logs the events of every Region.
    pub multi_region: bool,
    /// It logs those of services that have no Region.
    pub global_events: bool,
    /// A changed or deleted file would be noticed.
    pub validation: bool,
    /// The KMS key of its files.
    pub kms_key: Option<String>,
    /// The group of CloudWatch Logs that it writes to as well.
    pub log_group: Option<String>,
    /// It is of the whole organization.
    pub organization: bool,
    /// It logs now; none where that could not be read.
    pub logging: Option<bool>,
    /// Management events are logged; none where that could not be read.
    pub management: Option<bool>,
    /// The data events that are logged; none where that could not be read.
    pub data_events: Option<Vec<DataEventView>>,
    /// Why it is not changed here, where it is not.
    pub unchangeable: Option<String>,
}

/// Resources whose data events are logged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct DataEventView {
    /// `AWS::S3::Object`.
    pub kind: String,
    /// What their ARNs begin with; empty for all.
    pub values: Vec<String>,
}

/// What of a trail shall be otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[serde(tag = "is", rename_all = "camelCase", rename_all_fields = "camelCase")]
#[ts(export)]
pub enum TrailChange {
    /// It logs, or no longer.
    Logging {
        /// It logs.
        on: bool,
    },
    /// Which Regions it logs, and whether its files are signed.
    Settings {
        /// Every Region.
        multi_region: bool,
        /// They are.
        validation: bool,
    },
    /// It logs who reads and writes the objects of a bucket.
    LogObjects {
        /// The bucket's name.
        bucket: String,
    },
}
