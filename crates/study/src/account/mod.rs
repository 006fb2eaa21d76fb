//! The account of a lesson or scenario: what it begins with, and the calls that are made in it.

mod calls;
mod workload;

pub use calls::{Calls, NotThere, find, ready};
pub(crate) use calls::{endpoints, is_of};
pub use workload::{Choice, Persona, Tag, WorkloadSetting};

use serde::Deserialize;

/// What an account begins with.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Start {
    /// Which account of the practice accounts it is.
    pub account: StartAccount,
    /// What is done to it before.
    #[serde(default)]
    pub calls: Calls,
}

/// A practice account.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum StartAccount {
    /// The small machine-learning team that the practice account shows.
    #[default]
    Workshop,
    /// Nothing but the caller.
    Empty,
}

/// A way of doing something.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Way {
    /// One after the other.
    #[serde(default)]
    pub calls: Calls,
}
