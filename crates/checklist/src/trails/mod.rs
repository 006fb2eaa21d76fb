//! CloudTrail logs what is done, and nobody can change the log unseen (CT).

mod bucket;
mod data;
mod events;
mod files;
mod gather;
mod watches;
mod writing;

use gatehouse_plan::cloudtrail::trail::Trail;
pub use gather::{gather, log_regions};

use crate::check::Check;
use crate::finding::{Finding, Subject, SubjectKind};
use crate::scan::Scan;

/// The checks of this practice.
pub static CHECKS: &[&Check] =
    &[&events::CT_01, &files::CT_02, &files::CT_03, &files::CT_04, &bucket::CT_05, &data::CT_06, &watches::CT_07];

/// Whether a trail logs, and what: read one by one, so what lacks is told with the trail.
const PARTS: [&str; 2] = [STATUS, SELECTORS];
const STATUS: &str = "cloudtrail:GetTrailStatus";
const SELECTORS: &str = "cloudtrail:GetEventSelectors";
const LIST: &str = "cloudtrail:DescribeTrails";

/// The list of trails, reported where it was not read.
fn trails<'a>(scan: &Scan<'a>, check: &Check, out: &mut Vec<Finding>) -> &'a [Trail] {
    scan.is_listed(check, &scan.state().trails, "trails", LIST, &PARTS, out);
    &scan.state().trails.items
}

fn subject(trail: &Trail) -> Subject {
    Subject::new(SubjectKind::Trail, &trail.arn, &trail.name)
}

fn trail<'a>(scan: &Scan<'a>, subject: &Subject) -> Option<&'a Trail> {
    scan.state().trails.items.iter().find(|trail| trail.arn == subject.id)
}

/// Whether the trail is this account's own: one of the organization is changed by the account that made it.
fn is_own(scan: &Scan<'_>, trail: &Trail) -> bool {
    trail.arn.split(':').nth(4) == Some(scan.state().account.as_str())
}

/// What to do about a trail that another account keeps.
fn of_another(trail: &Trail) -> Vec<String> {
    let account = trail.arn.split(':').nth(4).unwrap_or_default();
    vec![format!("The trail {} is one of the account {account}: ask whoever keeps it there.", trail.name)]
}
