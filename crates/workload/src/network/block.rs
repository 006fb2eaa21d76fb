//! Blocks of IPv4 addresses.

/// An address block as its first address and how many bits are fixed.
fn parse(cidr: &str) -> Option<(u32, u32)> {
    let (address, bits) = cidr.split_once('/')?;
    let mut parts = address.split('.');
    let mut value = 0_u32;
    for _ in 0..4 {
        value = value << 8 | u32::from(parts.next()?.parse::<u8>().ok()?);
    }
    let bits = bits.parse::<u32>().ok().filter(|bits| *bits <= 32)?;
    parts.next().is_none().then_some((value, bits))
}

/// Whether all addresses of `inner` are in `outer`. What is no IPv4 block is in none.
#[must_use]
pub fn contains(outer: &str, inner: &str) -> bool {
    let (Some((outer, fixed)), Some((inner, bits))) = (parse(outer), parse(inner)) else { return false };
    let free = 32 - fixed;
    fixed <= bits && (free == 32 || outer >> free == inner >> free)
}

#[cfg(test)]
mod tests {
    use super::contains;

    #[test]
    fn a_block_holds_smaller_ones() {
        assert!(contains("0.0.0.0/0", "10.20.0.0/24"));
        assert!(contains("10.20.0.0/16", "10.20.16.0/24"));
        assert!(contains("10.20.0.0/24", "10.20.0.0/24"));
        assert!(!contains("10.20.0.0/24", "10.20.0.0/16"));
        assert!(!contains("10.21.0.0/16", "10.20.16.0/24"));
        assert!(!contains("::/0", "10.20.16.0/24"));
        assert!(!contains("10.20.0.0/33", "10.20.0.0/33"));
    }
}
