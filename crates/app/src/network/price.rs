//! What endpoints cost: the compiled-in price, or the one that the person put in its place.

use std::collections::BTreeMap;

use gatehouse_plan::ec2::network::EndpointKind;
use gatehouse_workload::network::{HOURS_A_MONTH, Price};

use crate::apply::now;
use crate::files::write_whole;
use crate::gatehouse::Gatehouse;
use crate::views::{EndpointPriceView, Problem};

/// Prices by Region, in the folder of the program's files.
const FILE: &str = "endpoint-prices.json";

impl Gatehouse {
    /// The price in a Region. A file that cannot be understood is left alone and not used.
    pub(super) fn endpoint_price(&self, region: &str) -> EndpointPriceView {
        self.own_prices().remove(region).unwrap_or_else(|| view(Price::of(region)))
    }

    /// Puts a price in the place of the compiled-in one for the account's Region; without one, takes it back.
    ///
    /// # Errors
    /// Where no account is open, a number is no price, or the file cannot be written.
    pub fn set_endpoint_price(&self, own: Option<(f64, f64)>) -> Result<EndpointPriceView, Problem> {
        let region = self.session()?.caller.region;
        let mut prices = self.own_prices();
        match own {
            None => {
                prices.remove(&region);
            }
            Some((hour, gigabyte)) => {
                let right = |price: f64| price.is_finite() && (0.0..1_000.0).contains(&price);
                if !right(hour) || !right(gigabyte) {
                    return Err(Problem::new("PRICE", "A price is a number of US dollars from 0 to 1,000.")
                        .then("Change the number."));
                }
                let date = now().chars().take(10).collect();
                let source = "Entered here".to_owned();
                prices.insert(region.clone(), EndpointPriceView { hour, gigabyte, date, source, estimate: false });
            }
        }
        self.write_prices(&prices).map_err(|error| {
            Problem::new("PRICE_FILE", format!("The price could not be kept: {error}."))
                .then("Make the folder of Gatehouse's files writable, then try again.")
        })?;
        Ok(self.endpoint_price(&region))
    }

    fn own_prices(&self) -> BTreeMap<String, EndpointPriceView> {
        let text = std::fs::read_to_string(self.folder.join(FILE)).unwrap_or_default();
        serde_json::from_str(&text).unwrap_or_default()
    }

    fn write_prices(&self, prices: &BTreeMap<String, EndpointPriceView>) -> std::io::Result<()> {
        write_whole(&self.folder.join(FILE), serde_json::to_string_pretty(prices)?.as_bytes())
    }
}

fn view(price: Price) -> EndpointPriceView {
    let Price { hour, gigabyte, date, source, estimate } = price;
    EndpointPriceView { hour, gigabyte, date, source, estimate }
}

/// US dollars for a month of an endpoint. Gateway endpoints cost nothing.
pub(super) fn month(price: &EndpointPriceView, kind: EndpointKind, zones: usize) -> f64 {
    let zones = if kind == EndpointKind::Gateway { 0 } else { u32::try_from(zones).unwrap_or(u32::MAX) };
    f64::from(zones) * price.hour * HOURS_A_MONTH
}
