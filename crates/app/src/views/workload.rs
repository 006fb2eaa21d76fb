use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{DocumentView, PlanView, TagView};

/// What a person chose for the execution role of a training job. Empty texts mean "not chosen".
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct TrainingInput {
    /// The role's name.
    pub role_name: String,
    /// What it is for.
    pub description: String,
    /// The bucket that the job reads.
    pub input_bucket: String,
    /// Only what begins so; all of the bucket if empty.
    pub input_prefix: String,
    /// The bucket that the job writes its model to.
    pub output_bucket: String,
    /// Only below this; all of the bucket if empty.
    pub output_prefix: String,
    /// The training image's repository: its name, its ARN, or an image URI.
    pub image: String,
    /// The KMS key's id or ARN.
    pub kms_key: String,
    /// The key encrypts the data in S3.
    pub kms_for_data: bool,
    /// The key encrypts the volumes of the training instances.
    pub kms_for_volume: bool,
    /// The job runs in a VPC.
    pub vpc: bool,
    /// Tags of the role.
    pub tags: Vec<TagView>,
}

/// What a file of code is written for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
#[allow(missing_docs, reason = "the names say it")]
pub enum CodeKind {
    SageMakerSdk,
    Boto3,
    ReadSecret,
    AwsCli,
    Terraform,
    CloudFormation,
}

/// A file of code for a workload.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct CodeView {
    /// What it is written for.
    pub kind: CodeKind,
    /// The same for people.
    pub title: String,
    /// The language that it is written in: `python`, `bash`, `hcl` or `yaml`.
    pub language: String,
    /// The file's usual name.
    pub file_name: String,
    /// The whole file.
    pub text: String,
}

/// What the wizard's last step shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct TrainingReview {
    /// What will be done.
    pub plan: PlanView,
    /// What the role may do, a sentence a statement.
    pub grants: Vec<String>,
    /// What the person who starts the job needs besides: a policy statement for them.
    pub caller_policy: DocumentView,
    /// The ARN that the role will have.
    pub role_arn: String,
}
