//! From `s3:Get*` to actions.

use std::slice::Iter;

use super::glob::glob_matches;
use super::table::with_prefix;
use super::{Action, Catalog, Service};

/// The actions that a pattern names, by service and name; see [`Catalog::expand`].
#[derive(Debug)]
pub struct Expansion {
    services: Iter<'static, Service>,
    service_pattern: String,
    actions: Iter<'static, Action>,
    action_pattern: String,
    /// The pattern says nothing: every action of a service fits.
    all: bool,
}

fn literal_head(pattern: &str) -> &str {
    pattern.get(..pattern.find(['*', '?']).unwrap_or(pattern.len())).unwrap_or_default()
}

impl Expansion {
    pub(super) fn new(catalog: &'static Catalog, pattern: &str) -> Self {
        let only_stars = !pattern.is_empty() && pattern.bytes().all(|byte| byte == b'*');
        let (service_pattern, action_pattern) = pattern.split_once(':').unwrap_or(("*", "*"));
        let known = only_stars || pattern.contains(':');
        let services =
            if known { with_prefix(catalog.services(), Service::prefix, literal_head(service_pattern)) } else { &[] };
        Self {
            services: services.iter(),
            service_pattern: service_pattern.to_owned(),
            actions: [].iter(),
            action_pattern: action_pattern.to_owned(),
            all: !action_pattern.is_empty() && action_pattern.bytes().all(|byte| byte == b'*'),
        }
    }
}

impl Iterator for Expansion {
    type Item = &'static Action;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if self.all {
                if let Some(action) = self.actions.next() {
                    return Some(action);
                }
            } else if let Some(action) = self.actions.find(|action| glob_matches(&self.action_pattern, action.name())) {
                return Some(action);
            }
            let service = self.services.find(|service| glob_matches(&self.service_pattern, service.prefix()))?;
            // Only the actions that begin as the pattern does need to be looked at.
            self.actions = with_prefix(service.actions(), Action::name, literal_head(&self.action_pattern)).iter();
        }
    }
}
