//! Best practices for machine learning on AWS, as checks over the state of an account.
//!
//! An [`AccountState`] is what was read, with what could *not* be read. A [`Scan`] prepares once what many checks need;
//! running it gives [`Finding`]s: passed, failed, or unanswered because a permission was missing, never passed because
//! nothing was seen. A failed one carries its evidence, who could do what because of it, and often a [`Fix`]. A policy
//! or a workload that does not exist yet is a state too: see [`AccountState::of_draft`]
//! and [`AccountState::of_workload`].
//!
//! The crate is *pure*.

mod access;
mod applied;
pub mod baseline;
pub mod buckets;
mod chain;
mod check;
pub mod compare;
mod document;
pub mod encryption;
mod finding;
mod fix;
mod grants;
pub mod least_privilege;
mod listed;
mod made;
pub mod network;
pub mod report;
mod scan;
pub mod secrets;
mod state;
mod things;
mod time;
pub mod trails;

pub use applied::Unapplied;
pub use chain::{Break, breaks};
pub use check::{Check, Over, Practice, Severity, check, checks};
pub use document::Doc;
pub use finding::{Evidence, Finding, Source, Status, Subject, SubjectKind, Witness};
pub use fix::Fix;
pub use scan::{Holder, HolderOf, Scan};
pub use state::{AccountState, Draft, DraftKind, OwnedSecret, Section, Watch};
