//! Secrets Manager: reading secrets, revealing one value, and carrying out and looking up its calls.

mod perform;
mod probe;
mod read;
mod values;

pub(crate) use perform::send;
pub(crate) use probe::shows;
pub use read::{PasswordRules, PolicyCheck, RevealedValue};
pub use values::Values;
