//! What the entries of `Action` and `NotAction` name, looked up once for all rules.

use super::text::is_pattern;
use crate::catalog::{Action, Service, catalog};
use crate::document::{Policy, Text};

/// What one entry names, as far as the catalog knows it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry {
    /// Where it stands in the text.
    start: usize,
    /// The service before its colon; none where a pattern stands there.
    pub(super) service: Option<&'static Service>,
    /// The action; none where it is a pattern.
    pub(super) action: Option<&'static Action>,
}

/// The entries of a whole policy.
#[derive(Debug)]
pub(super) struct Resolved<'a> {
    /// In the order of the text.
    entries: Vec<Entry>,
    /// The service prefixes that stand in the policy, each once.
    prefixes: Vec<&'a str>,
    /// Whether some entry may name actions of any service: a pattern before the colon, or `NotAction`.
    open: bool,
}

impl<'a> Resolved<'a> {
    pub(super) fn new(policy: &'a Policy) -> Self {
        let mut found = Self { entries: Vec::new(), prefixes: Vec::new(), open: false };
        // Entries of one service mostly stand together.
        let mut last: Option<(&str, Option<&'static Service>)> = None;
        for actions in policy.statements.iter().filter_map(|statement| statement.actions.as_ref()) {
            found.open |= actions.negated;
            found.entries.reserve(actions.items.len());
            for item in &actions.items {
                let mut entry = Entry { start: item.span.start, service: None, action: None };
                if let Some((prefix, name)) = item.value.split_once(':') {
                    if last.is_none_or(|(known, _)| known != prefix) {
                        last = Some((prefix, catalog().service(prefix)));
                        found.open |= is_pattern(prefix);
                        if !found.prefixes.contains(&prefix) {
                            found.prefixes.push(prefix);
                        }
                    }
                    entry.service = last.and_then(|(_, service)| service);
                    entry.action = entry.service.filter(|_| !is_pattern(name)).and_then(|service| service.action(name));
                } else {
                    found.open |= is_pattern(&item.value);
                }
                found.entries.push(entry);
            }
        }
        found.entries.sort_by_key(|entry| entry.start);
        found
    }

    /// What an entry of `Action` or `NotAction` names.
    pub(super) fn entry(&self, item: &Text) -> Option<Entry> {
        let place = self.entries.binary_search_by_key(&item.span.start, |entry| entry.start).ok()?;
        self.entries.get(place).copied()
    }

    /// Whether some statement may take an action (`iam:PassRole`). No is certain: nothing names its service.
    pub(super) fn may_take(&self, action: &str) -> bool {
        let Some((prefix, _)) = action.split_once(':') else { return true };
        self.open || self.prefixes.iter().any(|known| known.eq_ignore_ascii_case(prefix))
    }
}
