//! What is kept and sent is encrypted, under keys of the account (EN).

mod admission;
mod jobs;
mod keys;
mod public;
mod rights;
mod rotation;
mod sharing;
mod stores;
mod traffic;
mod used;

use crate::check::Check;

/// The checks of this practice.
pub static CHECKS: &[&Check] = &[
    &jobs::EN_01,
    &jobs::EN_02,
    &jobs::EN_03,
    &jobs::EN_04,
    &jobs::EN_05,
    &jobs::EN_06,
    &jobs::EN_07,
    &stores::EN_08,
    &stores::EN_09,
    &traffic::EN_10,
    &admission::EN_11,
    &public::EN_12,
    &rights::EN_13,
    &rights::EN_14,
    &rotation::EN_15,
    &keys::EN_16,
    &keys::EN_17,
    &sharing::EN_18,
];
