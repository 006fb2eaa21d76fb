//! Credentials are in Secrets Manager (SE).

mod looks;
mod readers;
mod rotation;
mod settings;
mod sharing;
mod unused;

pub use looks::{Suspect, suspects};
pub use rotation::value_age;

use gatehouse_plan::Secret;

use crate::check::Check;
use crate::finding::{Subject, SubjectKind};
use crate::scan::Scan;
use crate::state::OwnedSecret;

/// The checks of this practice.
pub static CHECKS: &[&Check] = &[
    &settings::SE_01,
    &rotation::SE_02,
    &rotation::SE_03,
    &rotation::SE_04,
    &unused::SE_05,
    &sharing::SE_06,
    &sharing::SE_07,
    &readers::SE_08,
];

fn subject(secret: &Secret) -> Subject {
    Subject::new(SubjectKind::Secret, &secret.arn, &secret.name)
}

fn owned<'a>(scan: &Scan<'a>, subject: &Subject) -> Option<&'a OwnedSecret> {
    scan.state().secrets.items.iter().find(|held| held.secret.arn == subject.id)
}

/// Why nobody of the account has to look after a secret here, where it is so.
fn looked_after(secret: &Secret, region: &str) -> Option<&'static str> {
    if secret.deleted.is_some() {
        return Some("It is to be deleted, and nobody can read it.");
    }
    if secret.is_replica(region) {
        return Some("It is a replica: its primary is looked at in the Region of that.");
    }
    secret.owner.as_ref().map(|_| "An AWS service keeps it, and it alone changes it.")
}
