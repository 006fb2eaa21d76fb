//! CloudTrail logs what is done, and nobody can change the log unseen (CT).

use crate::check::Check;

/// The checks of this practice.
pub static CHECKS: &[&Check] = &[];
