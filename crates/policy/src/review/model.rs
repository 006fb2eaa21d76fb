//! The documents of a subject, as the solver asks them.
//!
//! What is known of the subject is filled in: statements that do not mean it, and conditions on who it is, are decided
//! once and for all. Whatever is not known stays open, so that what is then proven to be impossible is so.

use std::ops::Range;
use std::rc::Rc;

use super::Place;
use super::subject::{Document, DocumentKind, Subject};
use crate::decide::prepared::{Effect, Reader, Ready};
use crate::decide::{Held, Prepared, Principal, Request};
use crate::document::syntax::Value;
use crate::document::{Span, edit};
use crate::lint::Fix;
use crate::matching::{self, Template, Tri, Variable};
use crate::sets::actions::Class;
use crate::sets::bits::Bits;
use crate::sets::space::{Goal, Item, Layer, Solver};

/// How statements are read once they are known to mean the subject.
pub(super) const MEANT: Reader = Reader { principals: false, resource_optional: true, bounded: false };

/// The documents with their statements.
pub(super) struct Model<'a> {
    pub(super) subject: &'a Subject,
    pub(super) documents: Vec<(DocumentKind, &'a Document)>,
    /// As they are written.
    pub(super) prepared: Vec<Prepared>,
    /// Of all documents but the trust policy, for this subject.
    pub(super) ready: Vec<Ready>,
    pub(super) places: Vec<Place>,
    /// The statements of each document.
    ranges: Vec<Range<usize>>,
}

impl<'a> Model<'a> {
    pub(super) fn of(subject: &'a Subject) -> Self {
        let documents = subject.documents();
        let prepared: Vec<Prepared> = documents.iter().map(|(_, document)| Prepared::new(&document.policy)).collect();
        let who = Request::new(subject.principal.clone(), "x:x", "*").with_complete_context(false);
        let (mut ready, mut places, mut ranges) = (Vec::new(), Vec::new(), Vec::new());
        for (document, ((kind, _), policy)) in documents.iter().zip(&prepared).enumerate() {
            let from = ready.len();
            if *kind != DocumentKind::TrustPolicy {
                for (statement, written) in policy.statements.iter().enumerate() {
                    ready.push(meant(written, *kind, subject, &who));
                    places.push(Place { document, statement, span: written.span });
                }
            }
            ranges.push(from..ready.len());
        }
        Self { subject, documents, prepared, ready, places, ranges }
    }

    /// The documents of a kind.
    pub(super) fn of_kind(&self, kind: DocumentKind) -> impl Iterator<Item = usize> {
        self.documents.iter().enumerate().filter(move |(_, (other, _))| *other == kind).map(|(at, _)| at)
    }

    /// The statements of a document.
    pub(super) fn statements(&self, document: usize) -> Range<usize> {
        self.ranges.get(document).cloned().unwrap_or_default()
    }

    /// The identity policies, as they are written.
    pub(super) fn identity(&self) -> &[Prepared] {
        let from = usize::from(self.subject.trust.is_some());
        self.prepared.get(from..from + self.subject.identity.len()).unwrap_or_default()
    }

    /// The statements of all documents of a kind.
    pub(super) fn all_of(&self, kind: DocumentKind) -> Vec<usize> {
        self.of_kind(kind).flat_map(|document| self.statements(document)).collect()
    }

    /// Those of them that have this effect.
    pub(super) fn with(&self, kind: DocumentKind, effect: Effect) -> Vec<usize> {
        let mut found = self.all_of(kind);
        found.retain(|index| self.ready.get(*index).is_some_and(|ready| ready.effect == effect));
        found
    }

    /// Whether policies of the organization hold for the subject.
    pub(super) fn is_governed(&self) -> bool {
        let account = self.subject.principal.account();
        !self.subject.principal.is_service_linked()
            && (account.is_none() || account != self.subject.management_account.as_deref())
    }

    /// The documents of each level of policies of the organization, as [`Subject::documents`] counts them.
    pub(super) fn levels(&self, kind: DocumentKind) -> Vec<Vec<usize>> {
        let levels = match kind {
            DocumentKind::ServiceControlPolicy => &self.subject.scps,
            DocumentKind::ResourceControlPolicy => &self.subject.rcps,
            _ => return Vec::new(),
        };
        if !self.is_governed() {
            return Vec::new();
        }
        let mut documents = self.of_kind(kind);
        levels.iter().map(|level| documents.by_ref().take(level.len()).collect()).collect()
    }

    pub(super) fn document(&self, at: usize) -> Option<&'a Document> {
        self.documents.get(at).map(|(_, document)| *document)
    }

    pub(super) fn place(&self, index: usize) -> Option<Place> {
        self.places.get(index).copied()
    }

    /// `statement "Sid"`, or by its number.
    pub(super) fn statement_name(&self, place: Place) -> String {
        let written = self.prepared.get(place.document).and_then(|policy| policy.statements.get(place.statement));
        match written.and_then(|statement| statement.sid.as_deref()) {
            Some(sid) if !sid.is_empty() => format!("statement \"{sid}\""),
            _ => format!("statement {}", place.statement),
        }
    }

    /// `policy "Name"`.
    pub(super) fn document_name(&self, at: usize) -> String {
        match self.documents.get(at) {
            Some((kind, document)) => format!("{} \"{}\"", kind.as_str(), document.name),
            None => String::new(),
        }
    }

    /// Takes a statement out of its document, if others stay.
    pub(super) fn without_statement(&self, place: Place) -> Option<Fix> {
        let policy = &self.document(place.document)?.policy;
        let list = policy.elements().iter().rev().find(|element| element.name == "Statement")?;
        let Value::Array(items) = &list.value.value else { return None };
        if items.len() < 2 || items.len() != policy.statements.len() {
            return None;
        }
        let edits = edit::remove_item(policy.text(), &list.value, place.statement).ok()?;
        Some(Fix { title: format!("Remove {}", self.statement_name(place)), edits })
    }

    /// Takes an item out of an element's list, if others stay.
    pub(super) fn without_item(&self, place: Place, element: &str, span: Span) -> Option<Fix> {
        let policy = &self.document(place.document)?.policy;
        let node = &policy.statements.get(place.statement)?.element(element)?.value;
        let Value::Array(items) = &node.value else { return None };
        let at = items.iter().position(|item| item.span == span).filter(|_| items.len() > 1)?;
        let edits = edit::remove_item(policy.text(), node, at).ok()?;
        Some(Fix { title: format!("Remove {}", policy.slice(span)), edits })
    }
}

/// A statement as it means the subject; one that does not has no effect.
fn meant(written: &Ready, kind: DocumentKind, subject: &Subject, who: &Request) -> Ready {
    let mut ready = written.clone();
    let names = matches!(
        kind,
        DocumentKind::EndpointPolicy | DocumentKind::ResourcePolicy | DocumentKind::ResourceControlPolicy
    );
    let reader = Reader {
        principals: names,
        resource_optional: kind == DocumentKind::ResourcePolicy,
        bounded: names && kind != DocumentKind::ResourceControlPolicy && !subject.boundaries.is_empty(),
    };
    let one_session = ready.effect == Effect::Allow
        && ready.who.as_ref().is_some_and(|named| {
            named.names().any(|name| Principal::parse(name).is_some_and(|named| is_session_of(&named, who.principal())))
        });
    if written.naming(who.principal(), reader).is_none() && !(names && one_session) {
        ready.effect = Effect::None;
    }
    ready.who = None;
    if ready.resources.is_none() && !reader.resource_optional {
        ready.effect = Effect::None;
    }
    settle(&mut ready, who);
    ready
}

/// Decides what is known of who asks.
pub(super) fn settle(ready: &mut Ready, who: &Request) {
    let holds: Vec<Tri> = ready.lines.iter().map(|line| line.holds(who)).collect();
    if holds.contains(&Tri::False) {
        ready.effect = Effect::None;
    }
    let open = ready.lines.iter().zip(&holds).filter(|(_, holds)| **holds == Tri::Unknown);
    ready.lines = open.map(|(line, _)| line.clone()).collect();
    let Some(listed) = &mut ready.resources else { return };
    for template in &mut listed.patterns {
        if template.has_variables() && template.keys().all(|key| who.held(key) != Held::Unknown) {
            let lookup = |key: &str| match who.held(key) {
                Held::Values([only]) => Variable::Value(only),
                _ => Variable::Missing,
            };
            // What matches nothing: no text of a request begins so.
            let never = || Template::parse("\u{0}", matching::Reading { wildcards: false, variables: false });
            *template = template.grounded(lookup).unwrap_or_else(never);
        }
    }
}

fn is_session_of(named: &Principal, principal: &Principal) -> bool {
    let Principal::Role { arn, account } = principal else { return false };
    let role = arn.rsplit('/').next().unwrap_or_default();
    matches!(named, Principal::Session { account: of, role: name, .. } if of == account && name == role)
}

/// A solver that knows no action: see [`Ask::of_actions`].
pub(super) fn solver_of_actions() -> Rc<Solver> {
    Rc::new(Solver::of(std::iter::empty()))
}

fn items<'a>(ready: impl IntoIterator<Item = &'a Ready>, reader: Reader) -> Vec<Item<'a>> {
    ready.into_iter().map(|ready| Item { ready, reader, account_is_enough: true }).collect()
}

/// Statements before the solver.
pub(super) struct Ask<'a> {
    pub(super) items: Vec<Item<'a>>,
    solver: Rc<Solver>,
}

impl<'a> Ask<'a> {
    pub(super) fn of(ready: impl IntoIterator<Item = &'a Ready>, reader: Reader) -> Self {
        let items = items(ready, reader);
        Self { solver: Rc::new(Solver::of(items.iter().map(|item| item.ready))), items }
    }

    /// For questions about single actions: see [`Self::class_of`]. They share what a solver finds out about patterns.
    pub(super) fn of_actions(ready: impl IntoIterator<Item = &'a Ready>, reader: Reader, solver: &Rc<Solver>) -> Self {
        Self { solver: Rc::clone(solver), items: items(ready, reader) }
    }

    /// The classes of actions that the statements tell apart, unless they cannot all be told apart.
    pub(super) fn classes(&self) -> Vec<Class> {
        if self.solver.is_complete() { self.solver.classes(&self.items, None) } else { Vec::new() }
    }

    /// The class of one action alone.
    pub(super) fn class_of(&self, action: &'static crate::catalog::Action) -> Class {
        let request = Request::new(Principal::Anonymous, &action.full_name(), "*");
        let about = self.items.iter().enumerate().filter(|(_, item)| item.ready.action(&request));
        Class {
            about: Bits::of(self.items.len(), about.map(|(index, _)| index)),
            known: vec![action.id()],
            strange: Vec::new(),
        }
    }

    pub(super) fn layer(&self, indexes: impl IntoIterator<Item = usize>) -> Layer {
        Layer::of(&self.items, indexes)
    }

    /// Whether it is proven that no request of the class is granted by all of these.
    pub(super) fn never(&self, class: &Class, granted: Vec<Layer>) -> bool {
        self.never_but(class, granted, None)
    }

    /// Whether it is proven that whatever is granted by all of these is granted by the other too.
    pub(super) fn never_but(&self, class: &Class, granted: Vec<Layer>, other: Option<Layer>) -> bool {
        let goal = Goal { granted, refused: other.map(|layer| vec![layer]) };
        self.solver.never(&self.items, class, &goal)
    }
}
