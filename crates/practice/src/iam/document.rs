//! Policy documents on their way in and out.

use gatehouse_policy::document::counted_size;
use gatehouse_policy::grammar::{self, PolicyKind};

use super::quotas;
use crate::error::ApiError;

/// Checks the grammar of a document.
pub(super) fn check(text: &str, kind: PolicyKind) -> Result<(), ApiError> {
    grammar::check(text, kind).map_err(|error| ApiError::malformed_policy(error.message))
}

/// Checks a managed policy's document and its size.
pub(super) fn check_managed(text: &str) -> Result<(), ApiError> {
    check(text, PolicyKind::Managed)?;
    if counted_size(text) > quotas::POLICY_SIZE {
        return Err(ApiError::quota("PolicySize", quotas::POLICY_SIZE));
    }
    Ok(())
}

/// A document as IAM gives it back: "URL-encoded compliant with RFC 3986".
///
/// Source: <https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRolePolicy.html>
pub(super) fn encode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len() * 2);
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => encoded.push(char::from(byte)),
            _ => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_unreserved_characters_stay() {
        assert_eq!(
            encode("{\"a\": [\"s3:*\", \"~-._\"]}\né"),
            "%7B%22a%22%3A%20%5B%22s3%3A%2A%22%2C%20%22~-._%22%5D%7D%0A%C3%A9"
        );
    }
}
