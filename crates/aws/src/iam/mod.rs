//! IAM: reading roles and policies, and carrying out and looking up its calls.

mod all_policies;
mod perform;
mod policies;
mod probe;
mod read;
mod users;

pub(crate) use perform::send;
pub use policies::{Holders, PolicyHeader};
pub(crate) use probe::shows;
pub use read::ManagedPolicy;
pub use users::UserRights;
