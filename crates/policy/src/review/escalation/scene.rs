//! The policies of a subject, and which steps they let it take.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;

use super::question::Question;
use super::steps::{Targets, step_fits, takes_all};
use super::ways::{On, Take};
use super::{Open, Ways};
use crate::catalog::Action;
use crate::decide::prepared::Effect;
use crate::matching::{Pattern, Token};
use crate::review::Place;
use crate::review::model::Model;
use crate::review::subject::{DocumentKind, Subject};

/// A step that can be taken.
#[derive(Clone)]
pub(super) struct Taken {
    pub(super) action: &'static Action,
    pub(super) grants: Vec<usize>,
    /// The resources that it is narrowed to, if it can be done to nothing but these.
    pub(super) narrow: Option<Vec<String>>,
    /// The patterns of the grants, if none takes everything.
    pub(super) patterns: Vec<String>,
    /// Whether each grant is under conditions.
    pub(super) conditional: bool,
}

/// The action, and the rest of a [`Take`].
type StepKey = (usize, On, Option<&'static str>, bool);

/// The subject's policies and what stands above them.
pub(super) struct Scene<'a> {
    pub(super) model: &'a Model<'a>,
    pub(super) ways: &'a Ways,
    /// What the steps are done to in the subject's account.
    pub(super) targets: Rc<Targets>,
    /// The users and roles of the account beside the subject, as far as they are known.
    pub(super) others: Vec<&'a Subject>,
    /// The Allows of the identity policies, all of their Denies, and the layers above.
    pub(super) allows: Vec<usize>,
    pub(super) denies: Vec<usize>,
    pub(super) above: Vec<Vec<usize>>,
    /// What gives the subject rights: itself, and the policies attached to it.
    pub(super) own: Vec<&'a str>,
    /// What is known of others: see [`Scene::gives_more`].
    pub(super) more: RefCell<HashMap<String, Option<bool>>>,
    /// The steps that were looked at: many ways begin alike.
    pub(super) taken: RefCell<HashMap<StepKey, Option<Taken>>>,
}

impl<'a> Scene<'a> {
    pub(super) fn of(model: &'a Model<'a>, ways: &'a Ways) -> Self {
        ways.solver.forget();
        let mut above: Vec<Vec<usize>> =
            model.of_kind(DocumentKind::PermissionsBoundary).map(|at| model.statements(at).collect()).collect();
        if !model.subject.session.is_empty() {
            above.push(model.all_of(DocumentKind::SessionPolicy));
        }
        for level in model.levels(DocumentKind::ServiceControlPolicy) {
            above.push(level.iter().flat_map(|document| model.statements(*document)).collect());
        }
        let attached = model.subject.identity.iter().map(|document| document.name.as_str());
        let own =
            std::iter::once(model.subject.principal.name()).chain(attached.filter(|name| name.starts_with("arn:")));
        Self {
            model,
            ways,
            targets: ways.steps.of(&model.subject.principal),
            others: Vec::new(),
            allows: model.with(DocumentKind::IdentityPolicy, Effect::Allow),
            denies: model.with(DocumentKind::IdentityPolicy, Effect::Deny),
            above,
            own: own.collect(),
            more: RefCell::default(),
            taken: RefCell::default(),
        }
    }

    /// The same among these users and roles.
    pub(super) fn among<'b>(self, account: &'b [Subject]) -> Scene<'b>
    where
        'a: 'b,
    {
        let own = &self.model.subject.principal;
        let others = account.iter().filter(|other| other.principal != *own).collect();
        Scene { others, more: RefCell::default(), ..self }
    }

    /// A statement that allows everything.
    pub(super) fn everything(&self) -> Option<Place> {
        let all = |index: &&usize| {
            self.model.ready.get(**index).is_some_and(|ready| {
                ready.lines.is_empty()
                    && ready.actions.as_ref().is_some_and(|listed| {
                        !listed.negated && listed.source.iter().any(|text| text.value == "*" || text.value == "*:*")
                    })
                    && ready.resources.as_ref().is_some_and(|listed| {
                        !listed.negated && listed.patterns.iter().any(|template| template.loose().is_all())
                    })
            })
        };
        self.model.place(*self.allows.iter().find(all)?)
    }

    /// The ways that are open, each with its steps.
    pub(super) fn open(&self) -> Vec<Open> {
        let mut found = Vec::new();
        for (way, takes) in self.ways.actions.ways() {
            if way.bounded && self.model.subject.boundaries.is_empty() {
                continue;
            }
            // What no statement is about needs no solver; and most ways end here.
            let told = |(take, actions): &(&Take, Vec<&'static Action>)| {
                take.follows || actions.iter().any(|action| self.granting(action).next().is_some())
            };
            if takes.iter().all(told) {
                let taken =
                    takes.iter().map(|(take, actions)| actions.iter().find_map(|action| self.known(take, action)));
                found.extend(taken.collect::<Option<Vec<_>>>().map(|taken| (*way, taken)));
            }
        }
        found
    }

    /// The step by this action, from memory where it was looked at.
    fn known(&self, take: &'static Take, action: &'static Action) -> Option<Taken> {
        let key = (action.id(), take.on, take.under, take.follows);
        if let Some(known) = self.taken.borrow().get(&key) {
            return known.clone();
        }
        let found = self.take(take, action);
        self.taken.borrow_mut().insert(key, found.clone());
        found
    }

    /// Whether a statement is about an action.
    pub(super) fn is_about(&self, index: usize, action: &'static Action) -> bool {
        let request = self.ways.actions.request(action);
        request.is_some_and(|request| self.model.ready.get(index).is_some_and(|ready| ready.action(request)))
    }

    /// The Allows that are about an action.
    fn granting(&self, action: &'static Action) -> impl Iterator<Item = usize> {
        self.allows.iter().copied().filter(move |index| self.is_about(*index, action))
    }

    /// The step by this action, unless it is proven that nobody can take it.
    fn take(&self, take: &'static Take, action: &'static Action) -> Option<Taken> {
        let granting: Vec<usize> = self.granting(action).collect();
        if granting.is_empty() && !take.follows {
            return None;
        }
        let literals: BTreeSet<String> = granting
            .iter()
            .filter_map(|index| self.model.ready.get(*index)?.resources.as_ref())
            .flat_map(|listed| listed.patterns.iter())
            .filter(|template| !template.has_variables())
            .filter_map(|template| self.literal(take.on, template.loose()))
            .collect();
        let (grants, narrow) = if self.is_free(take, action, &granting)? {
            // Nothing narrows it; which of the others grant it too is still asked.
            let mut grants = granting.clone();
            if !granting.iter().all(|index| self.is_open(*index)) {
                let step = self.step(take, action, &[])?;
                let question = Question::new(self, &step);
                grants.retain(|index| self.is_open(*index) || question.can(false, Some(*index)));
            }
            (grants, None)
        } else {
            self.asked(take, action, granting, &literals)?
        };
        let ready = |index: &usize| self.model.ready.get(*index);
        let mut patterns = Vec::new();
        for listed in grants.iter().filter_map(|index| ready(index)?.resources.as_ref()) {
            if listed.negated || listed.source.iter().any(|text| takes_all(take.on, &text.value)) {
                patterns.clear();
                break;
            }
            let fits = |text: &&crate::document::Text| step_fits(take.on, &text.value);
            patterns.extend(listed.source.iter().filter(fits).map(|text| text.value.clone()));
        }
        let conditional = !grants.is_empty()
            && grants.iter().filter_map(ready).all(|ready| {
                // Of iam:PassedToService the way itself speaks.
                ready.lines.iter().any(|line| &*line.key != "iam:passedtoservice")
            });
        Some(Taken { action, grants, narrow, patterns, conditional })
    }

    /// Whether a statement allows its actions on everything, under no condition.
    fn is_open(&self, index: usize) -> bool {
        self.model.ready.get(index).is_some_and(|ready| {
            ready.lines.is_empty()
                && ready.resources.as_ref().is_some_and(|listed| {
                    !listed.negated
                        && listed.patterns.iter().any(|template| !template.has_variables() && template.loose().is_all())
                })
        })
    }

    /// Whether the step can be taken on whatever it can be taken on, as can be seen without asking the solver: a statement
    /// allows it on everything, and nothing stands above or against it. None where there is nothing to take it on.
    fn is_free(&self, take: &Take, action: &'static Action, granting: &[usize]) -> Option<bool> {
        // What the step is spared, single things, leaves something of every pattern.
        let many = self.target(take, action)?.forms.iter().all(|form| form.contains('*'));
        let refused = || self.denies.iter().any(|index| self.is_about(*index, action));
        let open = granting.iter().any(|index| self.is_open(*index));
        Some(many && open && self.above.is_empty() && !refused())
    }

    /// By which statements the step can be taken, and to what it is narrowed, as the solver says.
    fn asked(
        &self,
        take: &'static Take,
        action: &'static Action,
        granting: Vec<usize>,
        literals: &BTreeSet<String>,
    ) -> Option<(Vec<usize>, Option<Vec<String>>)> {
        let step = self.step(take, action, &[])?;
        let question = Question::new(self, &step);
        if !question.can(take.follows, None) {
            return None;
        }
        let mut grants: Vec<usize> =
            granting.iter().copied().filter(|index| question.can(false, Some(*index))).collect();
        if grants.is_empty() && !take.follows {
            // Not one alone is shown to grant; that all together cannot is not proven.
            grants = granting;
        }
        let narrow = if literals.is_empty() {
            None
        } else {
            let literals: Vec<&str> = literals.iter().map(String::as_str).collect();
            let rest = self.step(take, action, &literals)?;
            let wide = Question::new(self, &rest).can(take.follows, None);
            let reached = |literal: &&&str| {
                let one = self.only(take, action, literal);
                one.is_some_and(|one| Question::new(self, &one).can(take.follows, None))
            };
            (!wide).then(|| literals.iter().filter(reached).map(|text| (*text).to_owned()).collect())
        };
        Some((grants, narrow))
    }

    /// The one resource that a pattern can mean for the step, if it is one: that of IAM is of the subject's account.
    fn literal(&self, on: On, pattern: &Pattern) -> Option<String> {
        if let Some(text) = pattern.exact() {
            return text.starts_with("arn:").then(|| text.to_owned());
        }
        let principal = &self.model.subject.principal;
        let iam = !matches!(on, On::Anything | On::Bucket | On::Instance | On::ShellDocument);
        let tokens = pattern.tokens();
        // What the pattern says last, behind the account.
        let from = tokens.iter().rposition(|token| *token == Token::Char(':')).filter(|_| iam)?;
        let path: Option<String> = tokens
            .iter()
            .skip(from + 1)
            .map(|token| if let Token::Char(letter) = token { Some(*letter) } else { None })
            .collect();
        let partition = principal.name().split(':').nth(1)?;
        let arn = format!("arn:{partition}:iam::{}:{}", principal.account()?, path?);
        pattern.matches(&arn).then_some(arn)
    }
}
