//! KMS: reading keys, and carrying out and looking up its calls.

mod perform;
mod probe;

pub(crate) use perform::send;
pub(crate) use probe::shows;
