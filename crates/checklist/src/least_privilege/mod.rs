//! Roles have the rights that they need (LP).

mod admin;
mod calls;
mod data;
mod escalation;
mod logs;
mod notebooks;
mod passing;
mod roles;
mod source;
mod trust;
mod valid;

use crate::check::Check;
pub(crate) use valid::errors;

/// The checks of this practice.
pub static CHECKS: &[&Check] = &[
    &admin::LP_01,
    &admin::LP_02,
    &admin::LP_03,
    &admin::LP_04,
    &passing::LP_05,
    &passing::LP_06,
    &escalation::LP_07,
    &trust::LP_08,
    &source::LP_09,
    &data::LP_10,
    &data::LP_11,
    &logs::LP_12,
    &calls::LP_13,
    &valid::LP_14,
    &roles::LP_15,
    &notebooks::LP_16,
    &notebooks::LP_17,
    &notebooks::LP_18,
    &roles::LP_19,
];
