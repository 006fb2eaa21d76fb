//! Tags, which most services have.

use serde::{Deserialize, Serialize};

/// A tag of a resource.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tag {
    /// Its key. IAM tells keys apart without regard to case, other services with it.
    pub key: String,
    /// Its value, possibly empty.
    pub value: String,
}
