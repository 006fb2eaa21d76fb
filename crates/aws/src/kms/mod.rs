//! KMS: reading keys, and carrying out and looking up its calls.

mod perform;
mod probe;
mod read;

pub(crate) use perform::send;
pub(crate) use probe::shows;
pub use read::{KeyNames, Keys, Opened, Sealed};

/// A key has one policy, of this name. KMS takes it where none is given; emulators want to be told.
const POLICY_NAME: &str = "default";
