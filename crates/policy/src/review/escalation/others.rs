//! What the other users and roles of the account have.

use super::question::Question;
use super::scene::Scene;
use super::ways::{Take, WHY_LOGIN, Way};
use crate::catalog::Action;
use crate::decide::{self, Outcome, Policies, Prepared, Principal, Request};
use crate::sets::{Verdict, grants_more};

impl Scene<'_> {
    /// Whether another principal of the account has rights that the subject does not have; none where it is not known,
    /// or not proven either way.
    pub(super) fn gives_more(&self, arn: &str) -> Option<bool> {
        if let Some(known) = self.more.borrow().get(arn) {
            return *known;
        }
        let other = self.others.iter().find(|other| other.principal.name() == arn);
        // A boundary of the other's takes away; one of its own the subject leaves behind.
        let found = other.filter(|other| other.boundaries.is_empty()).and_then(|other| {
            let bounded = !self.model.subject.boundaries.is_empty();
            let identity: Vec<Prepared> =
                other.identity.iter().map(|document| Prepared::new(&document.policy)).collect();
            match grants_more(self.model.identity(), &identity) {
                Verdict::Yes => Some(true),
                Verdict::No if !bounded => Some(false),
                _ => None,
            }
        });
        self.more.borrow_mut().insert(arn.to_owned(), found);
        found
    }

    /// Whether a role trusts a service; none where it is not known.
    fn trusts(&self, arn: &str, service: &str) -> Option<bool> {
        let other = self.others.iter().find(|other| other.principal.name() == arn)?;
        let trust = Prepared::new(&other.trust.as_ref()?.policy);
        let request = Request::new(Principal::Service(service.to_owned()), "sts:AssumeRole", arn);
        let policies = Policies { resource: vec![trust], ..Policies::default() };
        let outcome = decide::outcome(&request.with_complete_context(false), &policies);
        Some(matches!(outcome, Outcome::Allowed | Outcome::Depends))
    }

    /// Whether a way to this one gives more, as far as is known.
    pub(super) fn may_be_worth(&self, way: &Way, arn: &str) -> bool {
        let trusted = way.service.is_none_or(|service| self.trusts(arn, service) != Some(false));
        // Who may write policies is not bound to what the other has today.
        let by_rights = way.service.is_none() && !matches!(way.check.why, WHY_LOGIN);
        trusted && (by_rights || self.gives_more(arn) != Some(false))
    }

    /// The roles of the account that can be passed so and trust the service: those that have more rights than the
    /// subject, and those that may.
    pub(super) fn passable(
        &self,
        way: &Way,
        take: &'static Take,
        action: &'static Action,
    ) -> (Vec<String>, Vec<String>) {
        let can = |arn: &&str| {
            way.service.is_some_and(|service| self.trusts(arn, service) == Some(true))
                && self.only(take, action, arn).is_some_and(|one| Question::new(self, &one).can(false, None))
        };
        let (mut more, mut perhaps) = (Vec::new(), Vec::new());
        for arn in self.others.iter().map(|other| other.principal.name()).filter(can) {
            match self.gives_more(arn) {
                Some(true) => more.push(arn.to_owned()),
                Some(false) => {}
                None => perhaps.push(arn.to_owned()),
            }
        }
        (more, perhaps)
    }
}
