//! The error doctor: what an error of AWS means, where in the account its cause is, and what mends it.
//!
//! [`read`] turns any pasted text (a console's message, a trace of boto3, a line of the CLI, a job's `FailureReason`, an
//! event of CloudTrail) into a [`Complaint`]. Its [`Kind`] is found by one grammar for denials, whatever the service, and
//! by a table for the rest. [`diagnose()`] asks the policy engine and the network of an account about it. The other way
//! round, [`says`] words the error that AWS gives for a broken link of a workload's chain.
//!
//! The crate is *pure*.

mod complaint;
pub mod diagnose;
mod kind;
mod read;
pub mod says;

pub use complaint::{Complaint, DeniedBy, Piece, Who, WhoKind};
pub use diagnose::diagnose;
pub use kind::Kind;
pub use read::read;
