use serde::Serialize;
use ts_rs::TS;

use super::Notice;

/// The repositories of container images in a Region.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct RepositoryList {
    /// By name.
    pub repositories: Vec<RepositoryView>,
    /// What could not be read, and which permission is missing.
    pub notices: Vec<Notice>,
    /// RFC 3339.
    pub read_at: String,
}

/// A repository of container images.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct RepositoryView {
    /// Its name.
    pub name: String,
    /// Its ARN.
    pub arn: String,
    /// By which images are named, without tag.
    pub uri: String,
    /// RFC 3339.
    pub created: Option<String>,
    /// A tag once given stays with its image.
    pub immutable: bool,
    /// Images are scanned when they come; none where the registry decides.
    pub scan_on_push: Option<bool>,
    /// The KMS key; none where ECR encrypts with keys of S3.
    pub kms_key: Option<String>,
    /// Its policy.
    pub policy: Option<String>,
    /// The policy could be read.
    pub policy_read: bool,
    /// The policy lets accounts pull images that have nothing to do with this one; none without a policy.
    pub open_to_strangers: Option<bool>,
}
