//! The cases of every check, a file for each practice.

mod buckets;
mod encryption;
mod least_privilege;
mod network;
mod secrets;
mod seed;
mod trails;

use crate::common::Case;

pub(crate) fn all() -> Vec<Case> {
    [
        least_privilege::cases(),
        encryption::cases(),
        network::cases(),
        secrets::cases(),
        trails::cases(),
        buckets::cases(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The checks that are still to be written.
pub(crate) fn to_come() -> Vec<&'static str> {
    [
        least_privilege::TO_COME,
        encryption::TO_COME,
        network::TO_COME,
        secrets::TO_COME,
        trails::TO_COME,
        buckets::TO_COME,
    ]
    .concat()
}
