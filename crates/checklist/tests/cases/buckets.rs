//! Buckets.

use crate::common::Case;

/// The checks of this practice that are still to be written.
pub(crate) const TO_COME: &[&str] =
    &["BK-01", "BK-02", "BK-03", "BK-04", "BK-05", "BK-06", "BK-07", "BK-08", "BK-09", "BK-10"];

pub(crate) fn cases() -> Vec<Case> {
    Vec::new()
}
