//! What the caller may not read.

/// A part of an account that could not be read, because the caller may not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unread {
    /// What it is, in words: `policy of the bucket data`.
    pub what: String,
    /// The permission that reading it needs, `s3:GetBucketPolicy`.
    pub action: &'static str,
    /// AWS's error code.
    pub code: String,
    /// AWS's message.
    pub message: String,
}
