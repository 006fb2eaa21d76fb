//! Bucket policies guard the data (BK).

use crate::check::Check;

/// The checks of this practice.
pub static CHECKS: &[&Check] = &[];
