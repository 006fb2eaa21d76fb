//! What a machine-learning workload needs, as least-privilege policies.
//!
//! A [`TrainingWish`] is what a person typed; [`TrainingWish::check`] turns it into a [`TrainingJob`],
//! in which every name is one that AWS takes, or tells what is wrong with each field. A job's
//! [`design`](TrainingJob::design) is the role: trust, permissions, and what else must hold.
//! A [`workload`] is the whole: the role with the key, the secret and the network that its job needs.
//! The crate is *pure*.

pub mod activity;
pub mod chain;
pub mod code;
mod field;
mod key_policy;
pub mod network;
mod secret;
mod training;
mod wish;
pub mod workload;

pub use field::FieldError;
pub use key_policy::KeyPolicyWish;
pub use training::{Design, Grant, Location, TrainingJob};
pub use wish::{Site, TrainingWish};
