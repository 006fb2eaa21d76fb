//! A workload as a whole: the role, and beside it the key, the secret and the network that its job needs.
//!
//! A [`WorkloadWish`] is what a person typed, a [`Workload`] what it means. [`Workload::compare`] tells how it stands with
//! an account, of which [`Found`] is what bears on it; [`Workload::plan`] brings the account to where the workload wants
//! it. Making a workload and repairing one are the same plan: the difference is what is there already.

mod compare;
mod design;
mod found;
mod plan;
pub(crate) mod requests;
mod wish;

use gatehouse_policy::Arn;

pub use compare::{Drift, DriftState};
pub use design::WorkloadDesign;
pub(crate) use design::name_of_secret;
pub use found::{Found, Seen};
pub use plan::Tokens;
pub use wish::{Choice, WorkloadWish};

use crate::activity::Activity;
use crate::network::Placement;
use crate::training::TrainingJob;

/// Who uses the role of a workload.
///
/// Source: <https://docs.aws.amazon.com/sagemaker/latest/dg/role-manager-personas.html>
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Persona {
    /// A job alone.
    #[default]
    Compute,
    /// A person who explores data, trains and evaluates.
    DataScientist,
    /// A person or pipeline that puts models into operation.
    MlOps,
    /// None of these.
    Custom,
}

/// The key of a workload.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeyPart {
    /// It has none.
    None,
    /// One of the account, or of another.
    Existing(Arn),
    /// One that is the workload's own.
    New {
        /// With its prefix, `alias/churn`.
        alias: String,
        /// It makes new material every year.
        rotation: bool,
    },
}

/// What a workload's key encrypts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeyUse {
    /// The data in S3.
    pub data: bool,
    /// The volumes of the training instances.
    pub volume: bool,
    /// A new secret.
    pub secret: bool,
}

/// The secret of a workload.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SecretPart {
    /// It has none.
    None,
    /// One of the account, or of another.
    Existing(Arn),
    /// One that is the workload's own, with database credentials; the password is drawn when the plan is made.
    New(NewSecret),
}

/// The database credentials that a workload's secret begins with.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[allow(missing_docs, reason = "they are the fields that AWS's rotation functions read")]
pub struct NewSecret {
    pub name: String,
    pub username: String,
    pub host: String,
    pub port: String,
    pub database: String,
}

/// A workload of which every name is one that AWS takes.
#[derive(Debug, Clone, PartialEq)]
pub struct Workload {
    /// The job, without the workload's key.
    pub job: TrainingJob,
    /// The tag or digest of the image, `:1.0`.
    pub image_version: Option<String>,
    /// Who uses the role.
    pub persona: Persona,
    /// What they do beyond running this job.
    pub activities: Vec<Activity>,
    /// The key.
    pub key: KeyPart,
    /// What the key encrypts.
    pub key_use: KeyUse,
    /// The secret.
    pub secret: SecretPart,
    /// Where the job runs, where a VPC was chosen.
    pub placement: Option<Placement>,
    /// What the network lacks is made.
    pub make_endpoints: bool,
}
