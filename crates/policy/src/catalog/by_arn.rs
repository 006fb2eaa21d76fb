//! Which services an ARN can belong to. Most ARNs name one, and a look at every service for each of them would take most
//! of the time that a policy takes.

use std::collections::{BTreeSet, HashMap};

use super::{Service, glob_matches};

/// The services' places by what stands for them in ARNs, in lower case; `*` where anything can.
#[derive(Debug)]
pub(super) struct ByArn(HashMap<String, Vec<usize>>);

impl ByArn {
    pub(super) fn of(services: &[Service]) -> Self {
        let mut places: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, service) in services.iter().enumerate() {
            for own in service.arn_services.split(' ') {
                places.entry(own.to_ascii_lowercase()).or_default().push(at);
            }
        }
        Self(places)
    }

    /// The places of the services whose resources an ARN could denote, which may have wildcards and policy variables.
    pub(super) fn places(&self, arn: &str) -> BTreeSet<usize> {
        let asked = arn.split(':').nth(2).unwrap_or("*");
        let asked = if arn.split(':').take(2).any(|part| part.contains('*')) { "*" } else { asked };
        if asked.contains("${") {
            return self.0.values().flatten().copied().collect();
        }
        if asked.contains(['*', '?']) {
            let could_be = |own: &str| own == "*" || glob_matches(asked, own);
            return self.0.iter().filter(|(own, _)| could_be(own)).flat_map(|(_, at)| at).copied().collect();
        }
        [asked.to_ascii_lowercase().as_str(), "*"]
            .into_iter()
            .filter_map(|own| self.0.get(own))
            .flatten()
            .copied()
            .collect()
    }
}
