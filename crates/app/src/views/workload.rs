use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{ChainView, DocumentView, Notice, PlanView, TagView};

/// Who uses the role, as SageMaker's Role Manager tells them apart. It chooses activities to begin with.
///
/// Source: <https://docs.aws.amazon.com/sagemaker/latest/dg/role-manager-personas.html>
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum Persona {
    /// A job alone: training, processing, hosting.
    #[default]
    Compute,
    /// A person who explores data, trains and evaluates.
    DataScientist,
    /// A person or pipeline that puts models into operation.
    MlOps,
    /// None of these.
    Custom,
}

/// Where the workload's key or secret comes from.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum Choice {
    /// It has none.
    #[default]
    None,
    /// It is in the account.
    Existing,
    /// It is made with the workload.
    New,
}

/// What a person chose for a workload. Empty texts mean "not chosen".
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
#[ts(export)]
pub struct WorkloadInput {
    /// The role's name; the workload is saved under it.
    pub role_name: String,
    /// What it is for.
    pub description: String,
    /// Who uses the role.
    pub persona: Persona,
    /// Ids of activities beyond what the job itself needs: see [`ActivityView`].
    pub activities: Vec<String>,
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
    /// Whether a KMS key encrypts something, and which.
    pub key: Choice,
    /// An existing key's id or ARN.
    pub kms_key: String,
    /// A new key's alias, without `alias/`.
    pub key_alias: String,
    /// A new key makes new material every year.
    pub key_rotation: bool,
    /// The key encrypts the data in S3.
    pub kms_for_data: bool,
    /// The key encrypts the volumes of the training instances.
    pub kms_for_volume: bool,
    /// The key encrypts the new secret.
    pub kms_for_secret: bool,
    /// Whether the job's code reads a secret, and which.
    pub secret: Choice,
    /// An existing secret's ARN.
    pub secret_arn: String,
    /// A new secret's name.
    pub secret_name: String,
    /// The user name in a new secret; its password is generated.
    pub secret_username: String,
    /// The database's host in a new secret.
    pub secret_host: String,
    /// The database's port in a new secret.
    pub secret_port: String,
    /// The database's name in a new secret.
    pub secret_database: String,
    /// The job runs in a VPC.
    pub vpc: bool,
    /// Which; empty where the role alone shall be able to.
    pub vpc_id: String,
    /// The subnets.
    pub subnets: Vec<String>,
    /// The security groups.
    pub groups: Vec<String>,
    /// Services that the code calls beyond what every job calls, `kms`.
    pub services: Vec<String>,
    /// What the network lacks is made.
    pub make_endpoints: bool,
    /// Tags of the role, and of all that is made with it.
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

/// Something that people do with SageMaker and that a role can be given the rights for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct ActivityView {
    /// By which it is chosen.
    pub id: String,
    /// A few words.
    pub title: String,
    /// A sentence.
    pub description: String,
    /// The personas that begin with it.
    pub personas: Vec<Persona>,
}

/// How a thing of a workload stands in the account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum DriftState {
    /// As it was chosen.
    Same,
    /// It is not there.
    Missing,
    /// It is there, and different.
    Different,
    /// It could not be read.
    Unknown,
}

/// A thing of a workload, compared with the account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct DriftView {
    /// What it is: `Trust policy`, `Key alias/churn`.
    pub title: String,
    /// How it stands.
    pub state: DriftState,
    /// The difference in a sentence; empty where there is none.
    pub words: String,
    /// The policy as the workload wants it, where it is one that differs.
    pub wanted: Option<String>,
    /// The policy as it is.
    pub found: Option<String>,
    /// The plan of a repair mends it.
    pub repaired: bool,
}

/// What the wizard's last step shows, and what a repair does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct WorkloadReview {
    /// What will be done; without a step where all is as it was chosen.
    pub plan: PlanView,
    /// What the role may do, a sentence a statement.
    pub grants: Vec<String>,
    /// What the person who starts the job needs besides: a policy statement for them.
    pub caller_policy: DocumentView,
    /// The ARN of the role.
    pub role_arn: String,
    /// What could not be read, and what the plan therefore leaves out.
    pub notices: Vec<Notice>,
}

/// A saved workload, in a row of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct WorkloadSummary {
    /// Its name, which is its role's.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// Who uses it.
    pub persona: Persona,
    /// What belongs to it, in a few words each: `Key alias/churn`, `2 subnets`.
    pub parts: Vec<String>,
    /// When it was saved, RFC 3339.
    pub saved: String,
}

/// The saved workloads of the open account and Region.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct WorkloadList {
    /// By name.
    pub workloads: Vec<WorkloadSummary>,
    /// Files that could not be read: they are left where they are.
    pub notices: Vec<Notice>,
}

/// A saved workload beside the account as it is now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct WorkloadView {
    /// What the list shows.
    #[serde(flatten)]
    pub summary: WorkloadSummary,
    /// What was chosen.
    pub input: WorkloadInput,
    /// The ARN of the role.
    pub role_arn: String,
    /// Each thing of it, compared.
    pub drift: Vec<DriftView>,
    /// From the caller to the route.
    pub chain: ChainView,
    /// What could not be read.
    pub notices: Vec<Notice>,
    /// When the account was read, RFC 3339.
    pub read_at: String,
}
