//! IAM policy documents, names and ARNs.
//!
//! Everything else in Gatehouse asks this crate. It is *pure*: no I/O, no clock, no async, no AWS.

pub mod arn;
pub mod catalog;
pub mod compose;
pub mod decide;
pub mod document;
pub mod grammar;
pub mod lint;
pub mod matching;
pub mod names;
pub mod report;
pub mod review;
pub mod sets;
pub mod trust;
pub mod words;

pub use arn::{Arn, ArnError, Partition};
