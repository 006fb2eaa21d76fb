//! Reads an AWS account and carries out the steps of a plan, through the AWS SDK for Rust.
//!
//! The one crate that links the SDK's service crates. It does not know which account it speaks to: the
//! practice account is an HTTP client put under the same SDK.

mod account;
mod error;
mod perform;
mod policies;
mod probe;
pub mod profiles;
mod read;
mod settings;

pub use account::{Account, Caller, Opening};
pub use error::{AwsError, ErrorKind};
pub use perform::Performed;
pub use policies::{Holders, PolicyHeader};
pub use read::{ManagedPolicy, Watch};
