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
use std::rc::Rc;
use std::sync::LazyLock;

use super::model::{Model, solver_of_actions};
use super::subject::Subject;
use super::{Finding, Review, sorted, theme};
use crate::lint::Check;
use crate::sets::space::Solver;
use scene::{Scene, Taken};
use steps::{Actions, Steps};
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
    static ALL: LazyLock<BTreeSet<&str>> = LazyLock::new(|| {
        let takes = WAYS.iter().flat_map(|way| way.takes);
        takes.flat_map(|take| take.any_of.iter().copied()).collect()
    });
    ALL.iter().copied()
}

/// The ways to more rights, made ready to be asked of many subjects.
///
/// What they take is the same for all subjects of an account and is prepared once.
pub struct Ways {
    actions: Actions,
    steps: Steps,
    solver: Rc<Solver>,
}

impl Default for Ways {
    fn default() -> Self {
        Self { actions: Actions::default(), steps: Steps::default(), solver: solver_of_actions() }
    }
}

impl Ways {
    /// Ready to be asked.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The ways that are open to a subject, the weightiest first. Where what others of its account may do would tell more,
    /// `others` gives those that matter, from what is found without them; an empty list leaves it at that.
    pub fn of(&self, subject: &Subject, others: impl FnOnce(&[Finding]) -> Vec<Subject>) -> Vec<Finding> {
        let model = Model::of(subject);
        let scene = Scene::of(&model, self);
        let open = scene.open();
        let told = |scene: &Scene<'_>, open| {
            let mut review = Review { model: &model, findings: Vec::new(), dead: Vec::new() };
            tell(&mut review, scene, open);
            sorted(review.findings)
        };
        let found = told(&scene, open.clone());
        let others = others(&found);
        if others.is_empty() { found } else { told(&scene.among(&others), open) }
    }
}

pub(super) fn run(review: &mut Review<'_>, account: &[Subject]) {
    let ways = Ways::new();
    let scene = Scene::of(review.model, &ways).among(account);
    let open = scene.open();
    tell(review, &scene, open);
}

/// A way with the steps that open it.
type Open = (&'static Way, Vec<Taken>);

fn tell(review: &mut Review<'_>, scene: &Scene<'_>, open: Vec<Open>) {
    let model = review.model;
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
        telling::tell(review, scene, way, taken);
    }
}
