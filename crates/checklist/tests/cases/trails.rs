//! Trails.

use crate::common::Case;

/// The checks of this practice that are still to be written.
pub(crate) const TO_COME: &[&str] = &["CT-01", "CT-02", "CT-03", "CT-04", "CT-05", "CT-06", "CT-07"];

pub(crate) fn cases() -> Vec<Case> {
    Vec::new()
}
