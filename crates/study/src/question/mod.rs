//! Questions, of the five kinds that the exam MLA-C01 has.

mod asks;
mod judge;
mod key;
mod shown;

pub use asks::{Asks, Document, DocumentKind, Is};
pub use judge::{Answer, Judged, JudgedOption};
pub use key::{Key, KeyError};
pub(crate) use shown::Draw;
pub use shown::Shown;

use serde::Deserialize;

use crate::topic::Topic;

/// A question.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(extend("unevaluatedProperties" = false)))]
pub struct Question {
    /// By which it is known for ever: `trust-001`.
    pub id: String,
    /// The topic: the file's name.
    #[serde(skip)]
    pub topic: Topic,
    /// What is asked.
    pub text: String,
    /// Only the retired exam MLS-C01 asked such things.
    #[serde(default)]
    pub legacy: bool,
    /// The page of AWS's documentation that settles it.
    pub source: String,
    /// What to take away, in a few sentences.
    pub explain: String,
    /// What is answered.
    #[serde(flatten)]
    pub body: Body,
    /// What is right.
    #[serde(skip)]
    key: Key,
}

/// What of a question differs by its kind.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Body {
    /// One answer of several is right.
    Single(Choices),
    /// Several are.
    Multiple(Choices),
    /// Steps are put in order.
    Ordering(Ordering),
    /// Each of some things gets what belongs to it.
    Matching(Matching),
    /// A situation, about which several things are asked.
    Case(Case),
}

/// The kind of a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "see Body")]
pub enum Kind {
    Single,
    Multiple,
    Ordering,
    Matching,
    Case,
}

/// Answers to choose from.
///
/// Which are right is written (`right`), or computed: by what comes of the request `asks` (`is` at the options), by what
/// comes of the request that each option makes of it (`wanted`, `asks` at the options), or by what is found in `draft`
/// (`finds` at the options).
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Choices {
    /// The answers.
    #[serde(rename = "option")]
    pub options: Vec<Choice>,
    /// A request with its policies.
    pub asks: Option<Asks>,
    /// What must come of an option's request for it to be right.
    pub wanted: Option<Is>,
    /// A policy to look at.
    pub draft: Option<Draft>,
}

/// An answer to choose.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// The answer.
    pub text: String,
    /// Why it is right or wrong.
    pub why: String,
    /// It is right. Left out where that is computed.
    pub right: Option<bool>,
    /// It is right if this comes of the request that the question asks.
    pub is: Option<Is>,
    /// What it changes in the request that the question asks; it is right if what is `wanted` comes of it.
    pub asks: Option<Asks>,
    /// It is right if the check of this id, or the linter's of this code, fails on the draft.
    pub finds: Option<String>,
}

/// A policy that is looked at for what is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Draft {
    /// What it is for.
    pub kind: DocumentKind,
    /// Its text.
    pub text: String,
}

/// Steps in their right order.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Ordering {
    /// The steps.
    #[serde(rename = "item")]
    pub items: Vec<Item>,
}

/// A step.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// The step.
    pub text: String,
    /// Why it stands here.
    pub why: String,
}

/// Things and what belongs to them.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Matching {
    /// What belongs together. Several may have the same right side.
    #[serde(rename = "pair")]
    pub pairs: Vec<Pair>,
    /// Right sides that belong to nothing.
    #[serde(default)]
    pub extra: Vec<String>,
}

/// What belongs together.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "the names say it")]
pub struct Pair {
    pub left: String,
    pub right: String,
    /// Why they do.
    pub why: String,
}

/// A situation and what is asked about it.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// The questions, two to four.
    #[serde(rename = "part")]
    pub parts: Vec<Part>,
    /// A request with its policies, which the parts' own `asks` change.
    pub asks: Option<Asks>,
}

/// A question about a situation.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(extend("unevaluatedProperties" = false)))]
pub struct Part {
    /// What is asked.
    pub text: String,
    /// What to take away; may be empty.
    #[serde(default)]
    pub explain: String,
    /// What is answered; never a case again.
    #[serde(flatten)]
    pub body: Body,
}

impl Body {
    /// Its kind.
    #[must_use]
    pub const fn kind(&self) -> Kind {
        match self {
            Self::Single(_) => Kind::Single,
            Self::Multiple(_) => Kind::Multiple,
            Self::Ordering(_) => Kind::Ordering,
            Self::Matching(_) => Kind::Matching,
            Self::Case(_) => Kind::Case,
        }
    }

    /// The request with its policies that the question shows.
    #[must_use]
    pub const fn asks(&self) -> Option<&Asks> {
        match self {
            Self::Single(choices) | Self::Multiple(choices) => choices.asks.as_ref(),
            Self::Case(case) => case.asks.as_ref(),
            Self::Ordering(_) | Self::Matching(_) => None,
        }
    }

    /// The request in words, where all answers are about one and the same; a case's parts have theirs.
    #[must_use]
    pub fn request(&self) -> Option<String> {
        let (Self::Single(choices) | Self::Multiple(choices)) = self else { return None };
        let asks = choices.asks.as_ref()?;
        let words = |option: &Choice| option.asks.as_ref().map_or_else(|| asks.words(), |own| asks.with(own).words());
        let mut all = choices.options.iter().map(words);
        let first = all.next()??;
        all.all(|words| words.as_ref() == Some(&first)).then_some(first)
    }

    /// The policies to show beside the question.
    #[must_use]
    pub fn documents(&self) -> Vec<Document> {
        let draft = match self {
            Self::Single(choices) | Self::Multiple(choices) => choices.draft.as_ref(),
            _ => None,
        };
        let draft = draft.map(|draft| Document {
            title: draft.kind.title().to_owned(),
            kind: draft.kind,
            text: draft.text.clone(),
        });
        self.asks().map(Asks::documents).unwrap_or_default().into_iter().chain(draft).collect()
    }
}

impl Question {
    /// Puts in what its file does not say by itself, and computes its key.
    pub(crate) fn complete(mut self, topic: Topic) -> Result<Self, KeyError> {
        self.topic = topic;
        if let Body::Case(case) = &mut self.body {
            case.share();
        }
        self.key = Key::of(&self.body)?;
        Ok(self)
    }

    /// Its kind.
    #[must_use]
    pub const fn kind(&self) -> Kind {
        self.body.kind()
    }

    /// What is right: as written, or as the policy engine and the checks say.
    #[must_use]
    pub const fn key(&self) -> &Key {
        &self.key
    }

    /// Whether any of its key is computed.
    #[must_use]
    pub fn is_computed(&self) -> bool {
        fn of(body: &Body) -> bool {
            match body {
                Body::Single(choices) | Body::Multiple(choices) => {
                    choices.options.iter().any(|option| option.right.is_none())
                }
                Body::Case(case) => case.parts.iter().any(|part| of(&part.body)),
                Body::Ordering(_) | Body::Matching(_) => false,
            }
        }
        of(&self.body)
    }
}

impl Case {
    /// The policies to show beside a part: those that are not those of the case.
    #[must_use]
    pub fn documents_of(&self, part: &Part) -> Vec<Document> {
        let shared = self.asks.as_ref().map(Asks::documents).unwrap_or_default();
        part.body.documents().into_iter().filter(|document| !shared.contains(document)).collect()
    }

    /// Parts that change the request of the case get the whole of it.
    fn share(&mut self) {
        let Some(shared) = &self.asks else { return };
        for part in &mut self.parts {
            if let Body::Single(choices) | Body::Multiple(choices) = &mut part.body {
                let asked = choices.asks.is_some()
                    || choices.wanted.is_some()
                    || choices.options.iter().any(|option| option.is.is_some());
                if asked {
                    choices.asks = Some(choices.asks.as_ref().map_or_else(|| shared.clone(), |own| shared.with(own)));
                }
            }
        }
    }
}
