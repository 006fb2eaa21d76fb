use serde::Serialize;
use ts_rs::TS;

use super::Notice;

/// What SageMaker has in a Region: the newest of each kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct JobList {
    /// By kind, then the newest first.
    pub jobs: Vec<JobView>,
    /// Kinds of which there are more than are shown.
    pub more: Vec<JobKind>,
    /// What could not be read, and which permission is missing.
    pub notices: Vec<Notice>,
    /// RFC 3339.
    pub read_at: String,
}

/// The kinds of what SageMaker has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
#[allow(missing_docs, reason = "they are SageMaker's words")]
pub enum JobKind {
    Domain,
    Notebook,
    TrainingJob,
    TuningJob,
    ProcessingJob,
    TransformJob,
    Model,
    EndpointConfig,
    FeatureGroup,
}

/// A job, a notebook instance, a model, an endpoint configuration or a domain. What its kind does not have is none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct JobView {
    /// What it is.
    pub kind: JobKind,
    /// Its name.
    pub name: String,
    /// By which it is asked for.
    pub id: String,
    /// Its ARN; empty where it could not be read.
    pub arn: String,
    /// `Completed`, `InService`...
    pub status: Option<String>,
    /// RFC 3339.
    pub created: Option<String>,
    /// The name of its role.
    pub role: Option<String>,
    /// `ml.m5.xlarge`.
    pub instance_type: Option<String>,
    /// How many instances.
    pub instances: Option<i32>,
    /// Its subnets.
    pub subnets: Vec<String>,
    /// Its security groups.
    pub groups: Vec<String>,
    /// Its containers reach no network at all.
    pub network_isolation: Option<bool>,
    /// What its instances tell each other is encrypted.
    pub traffic_encryption: Option<bool>,
    /// It reaches the internet past any VPC.
    pub internet_access: Option<bool>,
    /// Whoever works there is root.
    pub root_access: Option<bool>,
    /// The smallest version of the instance metadata service.
    pub metadata_version: Option<String>,
    /// How people sign in to a domain.
    pub auth_mode: Option<String>,
    /// The KMS key of its volumes.
    pub volume_key: Option<String>,
    /// The KMS key of what it writes.
    pub output_key: Option<String>,
    /// The names of environment variables and hyperparameters that seem to hold a secret. Their values stay where they are.
    pub secret_names: Vec<String>,
    /// The models of an endpoint configuration or a batch transform job.
    pub models: Vec<String>,
    /// What an endpoint writes, or a feature group keeps.
    pub captures: Vec<CaptureView>,
}

/// Something that is written, with what encrypts it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct CaptureView {
    /// What, in words: `captured data`.
    pub what: String,
    /// Its KMS key.
    pub key: Option<String>,
}
