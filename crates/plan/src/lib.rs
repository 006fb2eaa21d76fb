//! Wanted changes as ordered steps, each with its undoing.
//!
//! A [`Plan`] is made from what is ([`Role`]) and what is wanted ([`WantedRole`]); it says in words and
//! as AWS CLI lines what will be done. A [`Run`] is the story of carrying a plan out, told by the
//! [`Record`]s of its journal. Nothing here touches an account: the crate is *pure*.
//!
//! Each service has a folder: its calls, what its resources are, and the plans that change them.

pub mod call;
mod cli;
pub mod cloudtrail;
pub mod cloudwatch;
pub mod ec2;
pub mod ecr;
pub mod events;
pub mod iam;
pub mod kms;
pub mod logs;
pub mod plan;
pub mod reference;
pub mod run;
pub mod s3;
pub mod sagemaker;
pub mod secretsmanager;
mod tag;
mod unread;

pub use call::{Call, Output, Outputs};
pub use cloudtrail::call::TrailCall;
pub use ec2::call::Ec2Call;
pub use ec2::network::Network;
pub use ecr::call::EcrCall;
pub use iam::call::{IamCall, Subject};
pub use iam::policy::{self, Policy, PolicyVersion, Version, WantedPolicy};
pub use iam::role::{self, AttachedPolicy, InlinePolicy, LastUsed, Role, WantedRole};
pub use kms::call::KmsCall;
pub use plan::{Origin, Plan, Step};
pub use run::{Record, Run, RunStatus, StepState};
pub use s3::call::S3Call;
pub use sagemaker::call::SageMakerCall;
pub use secretsmanager::call::SecretsCall;
pub use secretsmanager::secret::{self, Secret, SecretVersion, WantedSecret};
pub use tag::Tag;
pub use unread::{Unread, is_denied};
