//! Reads an AWS account and carries out the steps of a plan, through the AWS SDK for Rust.
//!
//! The one crate that links the SDK's service crates. It does not know which account it speaks to: the
//! practice account is an HTTP client put under the same SDK. Each service has a folder: `read` what there is, `perform`
//! one call, `probe` whether a call was carried out.

mod account;
mod cloudtrail;
mod cloudwatch;
mod ec2;
mod ecr;
mod error;
mod events;
mod iam;
mod kms;
mod logs;
mod perform;
pub mod profiles;
mod s3;
mod sagemaker;
mod secretsmanager;
mod settings;
mod unread;
mod watch;

pub use account::{Account, Caller, Opening};
pub use error::{AwsError, ErrorKind};
pub use iam::{Holders, ManagedPolicy, PolicyHeader, UserRights};
pub use kms::{KeyNames, Keys, Opened, Sealed};
pub use perform::Performed;
pub use sagemaker::Resources;
pub use secretsmanager::{PasswordRules, PolicyCheck, RevealedValue, Values};
pub use watch::Watch;
