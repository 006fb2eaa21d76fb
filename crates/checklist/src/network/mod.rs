//! Workloads run in a VPC, and what leaves it goes through endpoints (VP).

mod endpoints;
mod groups;
mod inside;
mod internet;
mod isolation;
mod perimeter;
mod place;
mod reach;
mod snippet;
mod subnets;
mod vpcs;

use crate::check::Check;

/// The checks of this practice.
pub static CHECKS: &[&Check] = &[
    &inside::VP_01,
    &inside::VP_02,
    &isolation::VP_03,
    &internet::VP_04,
    &internet::VP_05,
    &reach::VP_06,
    &reach::VP_07,
    &reach::VP_08,
    &groups::VP_09,
    &groups::VP_10,
    &subnets::VP_11,
    &subnets::VP_12,
    &vpcs::VP_13,
    &perimeter::VP_14,
    &vpcs::VP_15,
    &endpoints::VP_16,
];
