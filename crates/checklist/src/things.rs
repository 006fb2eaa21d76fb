//! What SageMaker has, as checks go over it.

use gatehouse_plan::Unread;
use gatehouse_plan::sagemaker::resource::{Resource, ResourceKind};

use crate::check::Check;
use crate::finding::{Finding, Subject, SubjectKind};
use crate::scan::{Scan, unread};

impl<'a> Scan<'a> {
    /// The things of these kinds. Lists that were not read, and things of which nothing but the name was, are reported as
    /// what the check could not answer.
    pub fn things(&self, check: &Check, kinds: &[ResourceKind], out: &mut Vec<Finding>) -> Vec<&'a Resource> {
        let section = &self.state().resources;
        for kind in kinds.iter().filter(|_| !self.state().draft) {
            if let Some(missing) = self.unlisted(*kind) {
                out.push(check.unanswered(self.list_subject(*kind), vec![missing]));
            }
        }
        let of_kinds = section.items.iter().filter(|thing| kinds.contains(&thing.kind));
        let (known, unknown): (Vec<&Resource>, Vec<&Resource>) = of_kinds.partition(|thing| is_described(thing));
        for thing in unknown {
            let action = thing.kind.describe_action();
            let told = section.unread.iter().find(|unread| unread.action == action).cloned();
            let missing = told.unwrap_or_else(|| unread(&subject_of(thing).said(), action));
            out.push(check.unanswered(subject_of(thing), vec![missing]));
        }
        known
    }

    /// Why the list of a kind is not whole, if it is not.
    pub(crate) fn unlisted(&self, kind: ResourceKind) -> Option<Unread> {
        let section = &self.state().resources;
        let action = kind.list_action();
        if let Some(told) = section.unread.iter().find(|unread| unread.action == action) {
            return Some(told.clone());
        }
        let listing = |unread: &Unread| ResourceKind::ALL.iter().any(|kind| kind.list_action() == unread.action);
        let explained = section.unread.iter().any(listing) || !self.state().resources_more.is_empty();
        if self.state().resources_more.contains(&kind) {
            let message = "Only the newest were read.".to_owned();
            return Some(Unread { message, ..unread(&format!("list of {}", kind.words()), action) });
        }
        (!section.complete && !explained).then(|| unread(&format!("list of {}", kind.words()), action))
    }

    /// All things of a kind, as what a finding is about.
    fn list_subject(&self, kind: ResourceKind) -> Subject {
        let id = format!("{} {}", self.state().account, kind.words());
        Subject::new(SubjectKind::Account, &id, kind.words())
    }
}

/// Whether more than its name was read.
pub(crate) fn is_described(thing: &Resource) -> bool {
    !thing.arn.is_empty()
}

/// A thing, as what a finding is about.
pub(crate) fn subject_of(thing: &Resource) -> Subject {
    let kind = SubjectKind::SageMaker(thing.kind);
    let id = if is_described(thing) { thing.arn.clone() } else { format!("{} {}", kind.words(), thing.id) };
    Subject { kind, id, name: thing.name.clone() }
}
