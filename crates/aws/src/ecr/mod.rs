//! ECR: reading repositories, and carrying out and looking up its calls.

mod perform;
mod probe;
mod read;

pub(crate) use perform::send;
pub(crate) use probe::shows;
