//! What is right.

use gatehouse_checklist::{AccountState, DraftKind, Scan, check};
use gatehouse_policy::decide::{Outcome, RequestError};
use gatehouse_policy::document::Policy;
use gatehouse_policy::lint::{Options, PolicyType, ResourceKind, lint};

use super::{Asks, Body, Choice, Choices, DocumentKind, Draft, Is};
use crate::content::source::{is_check, is_lint};

/// What is right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Key {
    /// Of each option, whether it is.
    Chosen(Vec<bool>),
    /// So many steps, as they are written.
    Order(usize),
    /// Of each left side, the place of its right side among [`super::Shown::rights`] as written: each once, then the extra
    /// ones.
    Pairs(Vec<usize>),
    /// Of each part.
    Parts(Vec<Key>),
}

impl Default for Key {
    fn default() -> Self {
        Self::Chosen(Vec::new())
    }
}

/// Why there is no key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// An option does not tell, or tells in two ways, whether it is right.
    #[error("option {0} must tell by one of `right`, `is`, `finds` and the question's `wanted` whether it is right")]
    Told(usize),
    /// The request is no request.
    #[error("the request of option {0} cannot be read: {1}")]
    Request(usize, RequestError),
    /// What an option tells needs a request, or a draft, that the question has not.
    #[error("option {0} needs the question's `{1}`")]
    Needs(usize, &'static str),
    /// Nothing finds by this name.
    #[error("option {0}: there is no check \"{1}\", nor does the linter have one")]
    NoCheck(usize, String),
    /// The policy of a draft cannot be read.
    #[error("the draft is no policy: {0}")]
    Draft(String),
    /// So many options of so many are right, which does not fit the kind.
    #[error("{right} of {all} options are right")]
    Count {
        /// Right ones.
        right: usize,
        /// All.
        all: usize,
    },
    /// There is nothing to put in order, to match, to answer.
    #[error("there are too few {0}")]
    Few(&'static str),
    /// The same text stands twice.
    #[error("\"{0}\" stands there twice")]
    Twice(String),
    /// A case within a case.
    #[error("a part of a case is no case")]
    Nested,
    /// In a part, from 1.
    #[error("part {0}: {1}")]
    Part(usize, Box<KeyError>),
}

impl Key {
    pub(super) fn of(body: &Body) -> Result<Self, KeyError> {
        match body {
            Body::Single(choices) => choices.key().and_then(|key| counted(key, |right, _| right == 1)),
            Body::Multiple(choices) => {
                choices.key().and_then(|key| counted(key, |right, all| right > 0 && right < all))
            }
            Body::Ordering(ordering) => {
                if ordering.items.len() < 3 {
                    return Err(KeyError::Few("steps"));
                }
                once(ordering.items.iter().map(|item| item.text.as_str()))?;
                Ok(Self::Order(ordering.items.len()))
            }
            Body::Matching(matching) => {
                if matching.pairs.len() < 3 {
                    return Err(KeyError::Few("pairs"));
                }
                once(matching.pairs.iter().map(|pair| pair.left.as_str()))?;
                let rights = matching.rights();
                once(rights.iter().copied())?;
                let place = |right: &str| rights.iter().position(|other| *other == right).unwrap_or_default();
                Ok(Self::Pairs(matching.pairs.iter().map(|pair| place(&pair.right)).collect()))
            }
            Body::Case(case) => {
                if case.parts.len() < 2 {
                    return Err(KeyError::Few("parts"));
                }
                let part = |(at, part): (usize, &super::Part)| match &part.body {
                    Body::Case(_) => Err(KeyError::Nested),
                    body => Self::of(body).map_err(|error| KeyError::Part(at + 1, Box::new(error))),
                };
                case.parts.iter().enumerate().map(part).collect::<Result<_, _>>().map(Self::Parts)
            }
        }
    }
}

impl super::Matching {
    /// The right sides as written: each once, those that belong to nothing last.
    pub(super) fn rights(&self) -> Vec<&str> {
        let mut rights: Vec<&str> = Vec::new();
        for pair in &self.pairs {
            if !rights.contains(&pair.right.as_str()) {
                rights.push(&pair.right);
            }
        }
        rights.extend(self.extra.iter().map(String::as_str));
        rights
    }
}

fn counted(rights: Vec<bool>, fits: impl Fn(usize, usize) -> bool) -> Result<Key, KeyError> {
    let (right, all) = (rights.iter().filter(|right| **right).count(), rights.len());
    if fits(right, all) && all > 1 { Ok(Key::Chosen(rights)) } else { Err(KeyError::Count { right, all }) }
}

fn once<'a>(texts: impl Iterator<Item = &'a str>) -> Result<(), KeyError> {
    let mut seen = std::collections::BTreeSet::new();
    for text in texts {
        if !seen.insert(text) {
            return Err(KeyError::Twice(text.to_owned()));
        }
    }
    Ok(())
}

impl Choices {
    fn key(&self) -> Result<Vec<bool>, KeyError> {
        once(self.options.iter().map(|option| option.text.as_str()))?;
        self.options.iter().enumerate().map(|(at, option)| self.is_right(at + 1, option)).collect()
    }

    fn is_right(&self, number: usize, option: &Choice) -> Result<bool, KeyError> {
        let asked = || self.asks.as_ref().ok_or(KeyError::Needs(number, "asks"));
        match (option.right, option.is, option.finds.as_deref(), self.wanted, &option.asks) {
            (Some(right), None, None, None, None) => Ok(right),
            (None, Some(is), None, None, None) => comes(number, asked()?, is),
            (None, None, None, Some(wanted), None) => comes(number, asked()?, wanted),
            (None, None, None, Some(wanted), Some(change)) => comes(number, &asked()?.with(change), wanted),
            (None, None, Some(id), None, None) => {
                let draft = self.draft.as_ref().ok_or(KeyError::Needs(number, "draft"))?;
                draft.fails(id).unwrap_or_else(|| Err(KeyError::NoCheck(number, id.to_owned())))
            }
            _ => Err(KeyError::Told(number)),
        }
    }
}

fn comes(number: usize, asks: &Asks, is: Is) -> Result<bool, KeyError> {
    let outcome: Outcome = asks.decide().map_err(|error| KeyError::Request(number, error))?.outcome;
    Ok(is.matches(outcome))
}

impl Draft {
    /// Whether the check of this id, or of the linter, fails on it; none where there is no such check.
    fn fails(&self, id: &str) -> Option<Result<bool, KeyError>> {
        let policy = Policy::parse(&self.text);
        if let Some(fault) = policy.faults.first() {
            return Some(Err(KeyError::Draft(fault.message.clone())));
        }
        if is_check(id) {
            let checked = check(id)?;
            let kind = self.kind.draft()?;
            let state = AccountState::of_draft(kind, "policy", &self.text);
            return Some(Ok(Scan::of(&state).run([checked]).iter().any(gatehouse_checklist::Finding::is_failed)));
        }
        is_lint(id).then(|| {
            let found = lint(&policy, self.kind.lint(), &Options::default());
            Ok(found.iter().any(|finding| finding.code == id))
        })
    }
}

impl DocumentKind {
    /// What a draft of it is for the checks; none where they know no such kind.
    #[must_use]
    pub const fn draft(self) -> Option<DraftKind> {
        Some(match self {
            Self::Identity => DraftKind::IdentityPolicy,
            Self::Trust => DraftKind::TrustPolicy,
            Self::Key => DraftKind::KeyPolicy,
            Self::Bucket => DraftKind::BucketPolicy,
            Self::Endpoint => DraftKind::EndpointPolicy,
            Self::Secret => DraftKind::SecretPolicy,
            Self::Resource => return None,
        })
    }

    /// What it is for the linter.
    #[must_use]
    pub const fn lint(self) -> PolicyType {
        match self {
            Self::Identity => PolicyType::Identity,
            Self::Trust => PolicyType::Trust,
            Self::Key => PolicyType::Resource(ResourceKind::KmsKey),
            Self::Bucket => PolicyType::Resource(ResourceKind::S3Bucket),
            Self::Endpoint => PolicyType::Resource(ResourceKind::VpcEndpoint),
            Self::Secret => PolicyType::Resource(ResourceKind::Secret),
            Self::Resource => PolicyType::Resource(ResourceKind::Other),
        }
    }
}
