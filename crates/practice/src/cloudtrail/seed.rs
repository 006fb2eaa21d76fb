//! The trails of the Workshop account.

use super::state::{Selectors, Trail};
use crate::account::{Account, Date};

/// Plants what a team has that set a trail up once: it logs, in one Region, and nobody would notice a changed file. A
/// second one, made for an audit, was stopped afterwards.
pub(crate) fn plant(account: &mut Account, region: &str, ago: impl Fn(i64) -> Date) {
    let trail = |prefix: Option<&str>, started, stopped: Option<Date>| Trail {
        bucket: "example-ml-logs".to_owned(),
        prefix: prefix.map(str::to_owned),
        global_events: true,
        multi_region: false,
        validation: false,
        kms_key: None,
        log_group: None,
        started: Some(started),
        logging: stopped.is_none(),
        stopped,
        selectors: Selectors::plain(),
    };
    let trails = account.cloudtrail.region_mut(region);
    trails.insert("ml-account".to_owned(), trail(None, ago(616), None));
    trails.insert("audit-2025".to_owned(), trail(Some("audit"), ago(371), Some(ago(340))));
}
