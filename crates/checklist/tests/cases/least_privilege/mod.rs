//! Least privilege.

mod people;
mod policies;
mod trust;

use crate::common::Case;

/// The checks of this practice that are still to be written.
pub(crate) const TO_COME: &[&str] = &[];

pub(crate) fn cases() -> Vec<Case> {
    [policies::cases(), trust::cases(), people::cases()].into_iter().flatten().collect()
}
