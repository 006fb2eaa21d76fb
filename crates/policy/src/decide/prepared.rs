//! Policies made ready: read once, asked often.

use super::condition::Line;
pub(crate) use super::principal::Who;
use super::principal::{Naming, Principal};
use super::request::Request;
use crate::document::{Policy, Span, Statement, Text, Values};
use crate::matching::{Pattern, Template, Tri};

/// A policy made ready to be asked.
#[derive(Debug, Clone)]
pub struct Prepared {
    pub(crate) statements: Box<[Ready]>,
    offset: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Effect {
    Allow,
    Deny,
    /// Neither: the statement does nothing.
    None,
}

#[derive(Debug, Clone)]
pub(crate) struct Ready {
    pub(crate) span: Span,
    pub(crate) sid: Option<Box<str>>,
    pub(crate) effect: Effect,
    pub(crate) who: Option<Who>,
    pub(crate) actions: Option<Listed<Pattern>>,
    head: Head,
    pub(crate) resources: Option<Listed<Template>>,
    pub(crate) lines: Box<[Line]>,
}

/// `Action` or `NotAction`, `Resource` or `NotResource`.
#[derive(Debug, Clone)]
pub(crate) struct Listed<T> {
    pub(crate) negated: bool,
    pub(crate) patterns: Box<[T]>,
    pub(crate) source: Box<[Text]>,
}

/// How the elements of a layer's policies are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Reader {
    /// Statements say whom they mean, as in a resource's policy; elsewhere they must not.
    pub(crate) principals: bool,
    /// A statement without `Resource` means the resource that the policy is attached to.
    pub(crate) resource_optional: bool,
    /// The principal has a permissions boundary.
    pub(crate) bounded: bool,
}

impl<T> Listed<T> {
    fn of(values: &Values, read: impl Fn(&str) -> T) -> Self {
        Self {
            negated: values.negated,
            patterns: values.items.iter().map(|text| read(&text.value)).collect(),
            source: values.items.iter().cloned().collect(),
        }
    }

    /// An empty list does not affect the policy: the statement then means nothing, `Not...` or not.
    fn ask(&self, one: impl Fn(&T) -> Tri) -> Tri {
        if self.patterns.is_empty() {
            return Tri::False;
        }
        let mut any = Tri::False;
        for pattern in &self.patterns {
            any = any.or(one(pattern));
            if any.is_true() {
                break;
            }
        }
        if self.negated { any.negate() } else { any }
    }
}

impl Listed<Pattern> {
    /// `Action` with one value.
    pub(crate) fn one(action: &str) -> Self {
        let patterns = [Pattern::glob(&action.to_ascii_lowercase())].into();
        Self { negated: false, patterns, source: [text_of(action)].into() }
    }
}

/// A text that stands in no document.
fn text_of(text: &str) -> Text {
    Text { value: text.to_owned(), span: Span::new(0, 0), quoted: true }
}

impl Prepared {
    /// Makes a policy ready.
    #[must_use]
    pub fn new(policy: &Policy) -> Self {
        Self::at(policy, 0)
    }

    pub(crate) fn at(policy: &Policy, offset: usize) -> Self {
        let variables = policy.has_variables();
        Self { statements: policy.statements.iter().map(|statement| Ready::of(statement, variables)).collect(), offset }
    }

    /// Makes the policy of a text ready.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        Self::new(&Policy::parse(text))
    }

    /// Where the policy begins in the text of the request that it came with; otherwise 0.
    #[must_use]
    pub const fn offset(&self) -> usize {
        self.offset
    }

    /// Whether a statement says whom it means, as those of a resource's policy do.
    #[must_use]
    pub fn names_principals(&self) -> bool {
        self.statements.iter().any(|statement| statement.who.is_some())
    }

    /// How many statements it has.
    #[must_use]
    pub fn len(&self) -> usize {
        self.statements.len()
    }

    /// Whether it has no statement.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.statements.is_empty()
    }
}

impl From<&Policy> for Prepared {
    fn from(policy: &Policy) -> Self {
        Self::new(policy)
    }
}

/// The first letters of a text, sixteen at most, as one number: two are compared in one step.
pub(super) fn first_letters(text: &str) -> u128 {
    let mut letters = [0; 16];
    letters.iter_mut().zip(text.bytes()).for_each(|(letter, byte)| *letter = byte);
    u128::from_le_bytes(letters)
}

/// What all entries of an `Action` begin with: most requests are for something else, and are seen off by it.
#[derive(Debug, Clone, Copy)]
struct Head {
    letters: u128,
    /// Which of the letters count.
    mask: u128,
}

impl Head {
    const NONE: Self = Self { letters: 0, mask: 0 };

    /// Of the entries of an `Action`.
    fn of(actions: &[Text]) -> Self {
        let literal = |text: &Text| {
            let mut head = Self::NONE;
            let letters = text.value.bytes().take_while(|byte| !matches!(byte, b'*' | b'?'));
            for (at, byte) in letters.take(16).enumerate() {
                head.letters |= u128::from(byte.to_ascii_lowercase()) << (8 * at);
                head.mask |= 0xff << (8 * at);
            }
            head
        };
        let common = |one: Self, other: Self| {
            // Up to the first letter in which they differ.
            let same = (one.letters ^ other.letters).trailing_zeros() / 8 * 8;
            let mask = one.mask & other.mask & 1_u128.checked_shl(same).map_or(u128::MAX, |bit| bit - 1);
            Self { letters: one.letters & mask, mask }
        };
        actions.iter().map(literal).reduce(common).unwrap_or(Self::NONE)
    }

    /// Whether an action may be one of the list, by its first letters.
    const fn begins(self, letters: u128) -> bool {
        letters & self.mask == self.letters
    }
}

impl Ready {
    fn of(statement: &Statement, variables: bool) -> Self {
        let effect = if statement.allows() {
            Effect::Allow
        } else if statement.denies() {
            Effect::Deny
        } else {
            Effect::None
        };
        Self {
            span: statement.span,
            sid: statement.sid.as_ref().map(|sid| sid.value.as_str().into()),
            effect,
            who: statement.principals.as_ref().map(Who::of),
            // Variables are none in Action, and spaces are part of a name.
            actions: statement
                .actions
                .as_ref()
                .map(|values| Listed::of(values, |text| Pattern::glob(&text.to_ascii_lowercase()))),
            head: match &statement.actions {
                Some(values) if !values.negated => Head::of(&values.items),
                _ => Head::NONE,
            },
            resources: statement
                .resources
                .as_ref()
                .map(|values| Listed::of(values, |text| Template::resource(text, variables))),
            lines: statement.conditions.iter().map(|line| Line::of(line, variables)).collect(),
        }
    }

    /// A statement about one action, under no condition, as version 2012-10-17 reads it.
    pub(crate) fn plain(effect: Effect, action: &str, resources: &[String]) -> Self {
        let source: Box<[Text]> = resources.iter().map(|text| text_of(text)).collect();
        Self {
            span: Span::new(0, 0),
            sid: None,
            effect,
            who: None,
            head: Head::of(&[text_of(action)]),
            actions: Some(Listed::one(action)),
            resources: Some(Listed {
                negated: false,
                patterns: resources.iter().map(|text| Template::resource(text, true)).collect(),
                source,
            }),
            lines: Box::default(),
        }
    }

    pub(crate) fn action(&self, request: &Request) -> bool {
        if !self.head.begins(request.action_head) {
            return false;
        }
        let one = |pattern: &Pattern| pattern.matches(&request.action_lower).into();
        self.actions.as_ref().is_some_and(|actions| actions.ask(one).is_true())
    }

    pub(crate) fn resource(&self, request: &Request, reader: Reader) -> Tri {
        match &self.resources {
            Some(resources) => {
                resources.ask(|template| template.matches(request.resource(), |key| request.variable(key)))
            }
            None => reader.resource_optional.into(),
        }
    }

    /// How it means the principal. Where policies name no principal, they are about whom they are attached to.
    pub(crate) fn naming(&self, principal: &Principal, reader: Reader) -> Option<Naming> {
        match &self.who {
            Some(who) if reader.principals => who.means(principal, reader.bounded && self.effect == Effect::Deny),
            Some(_) => None,
            None => (!reader.principals).then_some(Naming::Itself),
        }
    }

    pub(crate) fn conditions(&self, request: &Request) -> Tri {
        let mut all = Tri::True;
        for line in &self.lines {
            all = all.and(line.holds(request));
            if all.is_false() {
                break;
            }
        }
        all
    }

    /// Whether it applies, and how it names the principal.
    pub(crate) fn applies(&self, request: &Request, reader: Reader) -> Option<(Naming, Tri)> {
        if self.effect == Effect::None || !self.action(request) {
            return None;
        }
        self.applies_else(request, reader)
    }

    /// The same of a statement with an effect, of whose actions the request's is known to be one.
    pub(super) fn applies_else(&self, request: &Request, reader: Reader) -> Option<(Naming, Tri)> {
        let naming = self.naming(request.principal(), reader)?;
        let resource = self.resource(request, reader);
        if resource.is_false() {
            return None;
        }
        let holds = resource.and(self.conditions(request));
        (!holds.is_false()).then_some((naming, holds))
    }
}
