//! The Regions that AWS has, and texts that only look like one.

use super::text::distance;

/// Source: <https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html>
const KNOWN: [&str; 47] = [
    "af-south-1",
    "ap-east-1",
    "ap-east-2",
    "ap-northeast-1",
    "ap-northeast-2",
    "ap-northeast-3",
    "ap-south-1",
    "ap-south-2",
    "ap-southeast-1",
    "ap-southeast-2",
    "ap-southeast-3",
    "ap-southeast-4",
    "ap-southeast-5",
    "ap-southeast-6",
    "ap-southeast-7",
    "ca-central-1",
    "ca-west-1",
    "cn-north-1",
    "cn-northwest-1",
    "eu-central-1",
    "eu-central-2",
    "eu-isoe-west-1",
    "eu-north-1",
    "eu-south-1",
    "eu-south-2",
    "eu-west-1",
    "eu-west-2",
    "eu-west-3",
    "eusc-de-east-1",
    "il-central-1",
    "me-central-1",
    "me-south-1",
    "me-west-1",
    "mx-central-1",
    "sa-east-1",
    "us-east-1",
    "us-east-2",
    "us-gov-east-1",
    "us-gov-west-1",
    "us-iso-east-1",
    "us-iso-west-1",
    "us-isob-east-1",
    "us-isob-west-1",
    "us-isof-east-1",
    "us-isof-south-1",
    "us-west-1",
    "us-west-2",
];

const DIRECTIONS: [&str; 9] =
    ["central", "east", "north", "northeast", "northwest", "south", "southeast", "southwest", "west"];

/// What a text is, taken as the code of a Region.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Region {
    /// AWS has it.
    Known,
    /// It is made like one: AWS may have opened it since the list here was written.
    Plausible,
    /// It is none and will be none.
    Impossible,
}

pub(super) fn region(text: &str) -> Region {
    if KNOWN.contains(&text) {
        return Region::Known;
    }
    let parts: Vec<&str> = text.split('-').collect();
    match parts.as_slice() {
        [area, .., direction, number]
            if crate::names::is_region(text)
                && DIRECTIONS.contains(direction)
                && parts.len() <= 4
                && (2..=4).contains(&area.len())
                && number.parse::<u8>().is_ok_and(|number| (1..20).contains(&number)) =>
        {
            Region::Plausible
        }
        _ => Region::Impossible,
    }
}

/// The Region that was meant, where one alone is near.
pub(super) fn meant(text: &str) -> Option<&'static str> {
    let lower = text.trim().to_ascii_lowercase().replace('_', "-");
    if let Some(known) = KNOWN.iter().find(|known| **known == lower) {
        return Some(known);
    }
    let mut near = KNOWN.iter().filter(|known| distance(known, &lower) <= 1);
    near.next().filter(|_| near.next().is_none()).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_plausible_and_impossible() {
        for (text, kind) in [
            ("eu-west-1", Region::Known),
            ("us-gov-east-1", Region::Known),
            ("us-east-3", Region::Plausible),
            ("th-north-1", Region::Plausible),
            ("us-gov-central-1", Region::Plausible),
            ("eu-weast-1", Region::Impossible),
            ("eu-west-1a", Region::Impossible),
            ("EU-WEST-1", Region::Impossible),
            ("eu-west", Region::Impossible),
            ("eu-west-0", Region::Impossible),
            ("Ireland", Region::Impossible),
            ("", Region::Impossible),
        ] {
            assert_eq!(region(text), kind, "{text}");
        }
        assert_eq!(meant("eu_west_1"), Some("eu-west-1"));
        assert_eq!(meant("EU-WEST-1"), Some("eu-west-1"));
        assert_eq!(meant("eu-west-"), None, "three are as near as each other");
        assert_eq!(meant("af-soth-1"), Some("af-south-1"));
    }
}
