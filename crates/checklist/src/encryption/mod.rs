//! What is kept and sent is encrypted, under keys of the account (EN).

mod rotation;

use crate::check::Check;

/// The checks of this practice.
pub static CHECKS: &[&Check] = &[&rotation::EN_15];
