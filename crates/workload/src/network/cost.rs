//! What interface endpoints cost.

use std::sync::LazyLock;

const TABLE: &str = include_str!("../../data/endpoint-prices.tsv");

/// The hours of a month, as AWS's own calculator counts them.
pub const HOURS_A_MONTH: f64 = 730.0;

/// A price, in US dollars.
#[derive(Debug, Clone, PartialEq)]
pub struct Price {
    /// For each hour in each Availability Zone.
    pub hour: f64,
    /// For each gigabyte.
    pub gigabyte: f64,
    /// The day on which it was read.
    pub date: String,
    /// Where it stands.
    pub source: String,
    /// It is that of another Region.
    pub estimate: bool,
}

impl Price {
    /// The price in a Region, as far as it is known.
    #[must_use]
    pub fn of(region: &str) -> Self {
        static LINES: LazyLock<Vec<(&str, Price)>> = LazyLock::new(|| TABLE.lines().filter_map(parse).collect());
        let find = |region: &str| LINES.iter().find(|(other, _)| *other == region).map(|(_, price)| price.clone());
        find(region).or_else(|| find("*")).unwrap_or_else(|| Self {
            hour: 0.0,
            gigabyte: 0.0,
            date: String::new(),
            source: String::new(),
            estimate: true,
        })
    }

    /// A month of an interface endpoint in so many zones, without what goes through it.
    #[must_use]
    pub fn month(&self, zones: usize) -> f64 {
        f64::from(u32::try_from(zones).unwrap_or(u32::MAX)) * self.hour * HOURS_A_MONTH
    }
}

fn parse(line: &'static str) -> Option<(&'static str, Price)> {
    let mut fields = line.split('\t');
    let region = fields.next().filter(|region| !region.starts_with('#'))?;
    let (hour, gigabyte) = (fields.next()?.parse().ok()?, fields.next()?.parse().ok()?);
    let (date, source) = (fields.next()?.to_owned(), fields.next()?.to_owned());
    Some((region, Price { hour, gigabyte, date, source, estimate: region == "*" }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_region_without_a_line_has_an_estimate() {
        assert!(!Price::of("us-east-1").estimate);
        let price = Price::of("eu-west-1");
        assert!(price.estimate && price.hour > 0.0 && price.source.starts_with("https://"));
        assert!((price.month(3) - 3.0 * price.hour * 730.0).abs() < 1e-9);
    }
}
