//! Workloads run in a VPC, and reach nothing but what they need (VP).

use crate::check::Check;

/// The checks of this practice.
pub static CHECKS: &[&Check] = &[];
