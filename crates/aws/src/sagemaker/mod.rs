//! SageMaker: reading what there is, and carrying out and looking up its calls.

mod describe;
mod perform;
mod probe;
mod read;

pub(crate) use perform::send;
pub(crate) use probe::shows;
pub use read::Resources;
