//! Ids as EC2 gives them: a prefix that tells the kind, then 17 hexadecimal digits.
//!
//! Source: <https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/resource-ids.html>

use uuid::Uuid;

/// A new id that nothing else has.
pub(super) fn new(prefix: &str) -> String {
    let digits = Uuid::new_v4().simple().to_string();
    // The first digit is 0 in every id of this length.
    format!("{prefix}-0{}", digits.get(16..).unwrap_or(&digits))
}

/// The same id for the same text, always: for what every Region has from the beginning.
pub(super) fn derived(prefix: &str, text: &str) -> String {
    // FNV-1a.
    let hash = text
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3));
    format!("{prefix}-0{hash:016x}")
}
