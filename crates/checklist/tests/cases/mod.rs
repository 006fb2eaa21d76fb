//! The cases of every check, a file for each practice.

mod encryption;
mod least_privilege;

use crate::common::Case;

pub(crate) fn all() -> Vec<Case> {
    [least_privilege::cases(), encryption::cases()].into_iter().flatten().collect()
}
