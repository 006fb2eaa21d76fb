//! Ways to more rights that only all policies of the subject together show, with what stands above them.
//!
//! The ways are public knowledge. First told in:
//! <https://rhinosecuritylabs.com/aws/aws-privilege-escalation-methods-mitigation/>,
//! <https://bishopfox.com/blog/privilege-escalation-in-aws>,
//! <https://hackingthe.cloud/aws/exploitation/iam_privilege_escalation/>. What the calls do is AWS's documentation of
//! each; of passing roles: <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html>.

mod others;
mod question;
mod scene;
mod steps;
mod telling;
mod ways;

use std::collections::BTreeSet;

use super::{Review, theme};
use crate::lint::Check;
use scene::{Scene, Taken};
use ways::{WAYS, Way};

theme! {
    ADMINISTRATOR SecurityWarning "IAM/latest/UserGuide/best-practices.html#grant-least-privilege"
        "Whoever may do everything needs no way to more rights; a mistake or a stolen key then reaches everything.";
}

/// The ways that are alone enough to have any right.
const TOTAL: [&str; 5] = [
    "PRIVILEGE_ESCALATION_CREATE_POLICY_VERSION",
    "PRIVILEGE_ESCALATION_PUT_ROLE_POLICY",
    "PRIVILEGE_ESCALATION_PUT_USER_POLICY",
    "PRIVILEGE_ESCALATION_ATTACH_ROLE_POLICY",
    "PRIVILEGE_ESCALATION_ATTACH_USER_POLICY",
];

/// The checks of the ways.
pub(super) fn paths() -> impl Iterator<Item = &'static Check> {
    WAYS.iter().map(|way| &way.check)
}

/// Every action that a way to more rights takes, each once.
pub fn needed_actions() -> impl Iterator<Item = &'static str> {
    let all: BTreeSet<&str> =
        WAYS.iter().flat_map(|way| way.takes.iter().flat_map(|take| take.any_of.iter().copied())).collect();
    all.into_iter()
}

pub(super) fn run(review: &mut Review<'_>) {
    let model = review.model;
    let scene = Scene::of(model);
    let open: Vec<(&'static Way, Vec<Taken>)> = WAYS.iter().filter_map(|way| Some((way, scene.go(way)?))).collect();
    // Whoever may do everything needs no way; that is told as such.
    if open.iter().any(|(way, _)| TOTAL.contains(&way.check.code))
        && let Some(place) = scene.everything()
    {
        let (statement, of) = (model.statement_name(place), model.document_name(place.document));
        let message = format!("{} may do everything: {statement} of {of}.", model.subject.principal.name());
        review.report(&ADMINISTRATOR, place.document, place.span, message, None);
        return;
    }
    for (way, taken) in open {
        telling::tell(review, &scene, way, taken);
    }
}
