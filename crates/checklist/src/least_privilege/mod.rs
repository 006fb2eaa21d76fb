//! Roles have the rights that they need (LP).

mod admin;
mod trust;

use crate::check::Check;

/// The checks of this practice.
pub static CHECKS: &[&Check] = &[&admin::LP_01, &trust::LP_09];
