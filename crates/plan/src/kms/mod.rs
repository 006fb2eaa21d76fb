//! KMS: keys, their aliases, policies and grants, and the plans that change them.

pub mod call;
pub mod key;
mod plans;

pub use plans::{Place, UNDO_WINDOW};
