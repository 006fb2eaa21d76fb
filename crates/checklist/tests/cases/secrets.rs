//! Secrets.

use crate::common::Case;

/// The checks of this practice that are still to be written.
pub(crate) const TO_COME: &[&str] = &["SE-01", "SE-02", "SE-03", "SE-04", "SE-05", "SE-06", "SE-07", "SE-08"];

pub(crate) fn cases() -> Vec<Case> {
    Vec::new()
}
