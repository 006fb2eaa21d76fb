//! Credentials are in Secrets Manager, and few can read them (SE).

use crate::check::Check;

/// The checks of this practice.
pub static CHECKS: &[&Check] = &[];
