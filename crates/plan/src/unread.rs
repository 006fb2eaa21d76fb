//! What could not be read.

/// A part of an account that could not be read: mostly because the caller may not.
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

/// The codes by which AWS says that the caller may not.
const DENIED: [&str; 3] = ["AccessDenied", "AccessDeniedException", "UnauthorizedOperation"];

/// Whether AWS says by this code that the caller may not.
#[must_use]
pub fn is_denied(code: &str) -> bool {
    DENIED.contains(&code)
}

impl Unread {
    /// Why, in a sentence or two.
    #[must_use]
    pub fn reason(&self) -> String {
        if is_denied(&self.code) {
            format!("The permission {} is missing. AWS says: {}", self.action, self.message)
        } else if self.code.is_empty() {
            format!("Gatehouse did not ask for it. Reading it takes the permission {}.", self.action)
        } else {
            format!("This service answers {} in a way that cannot be understood. {}", self.action, self.message)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_permission_is_missing_only_where_aws_says_so() {
        let unread = |code: &str| Unread {
            what: "policy of the bucket data".into(),
            action: "s3:GetBucketPolicy",
            code: code.into(),
            message: "Access Denied".into(),
        };
        assert_eq!(
            unread("AccessDenied").reason(),
            "The permission s3:GetBucketPolicy is missing. AWS says: Access Denied"
        );
        assert!(!unread("UNEXPECTED_ANSWER").reason().contains("permission"));
        assert!(!unread("").reason().contains("missing"));
    }
}
