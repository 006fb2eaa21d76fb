//! Unique ids as IAM gives them: a prefix that tells the kind, then letters and digits.
//!
//! Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids>

use uuid::Uuid;

/// The id of a role begins with this.
pub(crate) const ROLE: &str = "AROA";
/// The id of a managed policy begins with this.
pub(crate) const POLICY: &str = "ANPA";
/// The id of an instance profile begins with this.
pub(crate) const INSTANCE_PROFILE: &str = "AIPA";

const ALPHABET: [char; 32] = [
    'A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I', 'J', 'K', 'L', 'M', 'N', 'O', 'P', 'Q', 'R', 'S', 'T', 'U', 'V', 'W',
    'X', 'Y', 'Z', '2', '3', '4', '5', '6', '7',
];
/// What follows the prefix.
const LENGTH: usize = 17;

fn spell(prefix: &str, bytes: impl Iterator<Item = u8>) -> String {
    let letter = |byte: u8| ALPHABET.get(usize::from(byte % 32)).copied().unwrap_or('A');
    prefix.chars().chain(bytes.take(LENGTH).map(letter)).collect()
}

/// A new id that no other entity has.
pub(crate) fn new(prefix: &str) -> String {
    let (one, two) = (Uuid::new_v4(), Uuid::new_v4());
    // Bytes 6 and 8 of a UUID hold its version and variant, which are the same in every one.
    let random = [one, two].into_iter().flat_map(|uuid| {
        let fixed = |at: usize| at == 6 || at == 8;
        uuid.into_bytes().into_iter().enumerate().filter(move |(at, _)| !fixed(*at)).map(|(_, byte)| byte)
    });
    spell(prefix, random)
}

/// The same id for the same text, always: for entities that are not kept in the state, such as AWS managed
/// policies.
pub(crate) fn derived(prefix: &str, text: &str) -> String {
    // FNV-1a, run on for as many letters as are wanted.
    const PRIME: u64 = 0x0000_0100_0000_01b3;
    let mut hash =
        text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(PRIME));
    let letters = std::iter::repeat_with(move || {
        hash = (hash ^ (hash >> 29)).wrapping_mul(PRIME);
        hash.to_le_bytes()[5]
    });
    spell(prefix, letters)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_have_the_shape_of_iams() {
        let id = new(ROLE);
        assert_eq!(id.len(), 21);
        assert!(id.starts_with("AROA"));
        assert_ne!(id, new(ROLE));
        assert_eq!(derived(POLICY, "a"), derived(POLICY, "a"));
        assert_ne!(derived(POLICY, "a"), derived(POLICY, "b"));
    }
}
