//! The practice account: an AWS that answers in-process and keeps its state in a file.
//!
//! It stands below the real AWS SDK, at the level of HTTP: [`Practice::http_client`] is given to the SDK's
//! configuration, and every request is answered here, without a socket. So the program above speaks to a
//! practice account and to a real one by the same code.
//!
//! ```no_run
//! use gatehouse_practice::Practice;
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let opened = Practice::open("practice.json".as_ref())?;
//! if let Some(notice) = &opened.notice {
//!     eprintln!("{notice}");
//! }
//! let http_client = opened.practice.http_client(); // for aws_sdk_iam::Config::builder().http_client(...)
//! # drop(http_client);
//! # Ok(())
//! # }
//! ```
//!
//! The way of a request, one module each: `http` (the seam) -> `router` (who calls what, where) -> `protocol` (form
//! in, XML out; JSON in, JSON out) -> `gate` (may the caller?) -> a folder for each service, `iam` (what it does)
//! -> `store` (the file). What a service keeps is a type of its own folder and a field of `account::Account`.

mod account;
mod clock;
mod cloudtrail;
mod cloudwatch;
mod ec2;
mod ecr;
mod error;
mod events;
mod gate;
mod http;
mod iam;
mod ids;
mod kms;
mod logs;
mod managed;
mod pages;
mod practice;
mod protocol;
mod router;
mod s3;
mod sagemaker;
mod secretsmanager;
mod seed;
mod service;
mod store;
mod sts;

pub use clock::{Clock, FixedClock, SystemClock};
pub use practice::{Notice, Opened, Options, Practice};
pub use seed::Seed;
pub use store::{OpenError, StoreError};

/// The practice account's id: one of those that AWS keeps for examples.
pub const ACCOUNT_ID: &str = "111122223333";
/// The practice account's alias.
pub const ALIAS: &str = "practice";
/// Who makes every request to the practice account.
pub const CALLER_ARN: &str = "arn:aws:iam::111122223333:user/practice-admin";
/// The name of [`CALLER_ARN`]'s user.
pub const CALLER_NAME: &str = "practice-admin";
/// The caller's access key id. It opens nothing: AWS would not know it.
pub const ACCESS_KEY_ID: &str = "AKIAPRACTICEACCOUNT0";
/// The caller's secret access key, which says itself that it is none.
pub const SECRET_ACCESS_KEY: &str = "practice-account-only-not-a-secret";

/// The caller's unique id.
const CALLER_ID: &str = "AIDAPRACTICEADMIN0001";
