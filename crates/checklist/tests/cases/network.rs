//! VPC isolation.

use crate::common::Case;

/// The checks of this practice that are still to be written.
pub(crate) const TO_COME: &[&str] = &[
    "VP-01", "VP-02", "VP-03", "VP-04", "VP-05", "VP-06", "VP-07", "VP-08", "VP-09", "VP-10", "VP-11", "VP-12",
    "VP-13", "VP-14", "VP-15", "VP-16",
];

pub(crate) fn cases() -> Vec<Case> {
    Vec::new()
}
