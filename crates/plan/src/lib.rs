//! Wanted changes as ordered steps, each with its undoing.
//!
//! A [`Plan`] is made from what is ([`Role`]) and what is wanted ([`WantedRole`]); it says in words and
//! as AWS CLI lines what will be done. A [`Run`] is the story of carrying a plan out, told by the
//! [`Record`]s of its journal. Nothing here touches an account: the crate is *pure*.

pub mod call;
mod cli;
pub mod plan;
pub mod policy;
pub mod role;
pub mod run;

pub use call::{Call, Subject};
pub use plan::{Origin, Plan, Step};
pub use policy::{Policy, PolicyVersion, Version, WantedPolicy};
pub use role::{AttachedPolicy, InlinePolicy, LastUsed, Role, Tag, WantedRole};
pub use run::{Record, Run, RunStatus, StepState};
