//! What is taught, in its order.

use serde::{Deserialize, Serialize};

/// A topic: each has a lesson of the same id, and questions.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "the lessons' titles say it")]
pub enum Topic {
    #[default]
    TwoPrincipals,
    Trust,
    ReadingPolicies,
    PassRole,
    Personas,
    Buckets,
    Keys,
    WhereEncryption,
    Network,
    Endpoints,
    Secrets,
    Audit,
    Final,
}

impl Topic {
    /// All of them, in order.
    pub const ALL: [Self; 13] = [
        Self::TwoPrincipals,
        Self::Trust,
        Self::ReadingPolicies,
        Self::PassRole,
        Self::Personas,
        Self::Buckets,
        Self::Keys,
        Self::WhereEncryption,
        Self::Network,
        Self::Endpoints,
        Self::Secrets,
        Self::Audit,
        Self::Final,
    ];

    /// Its id, which files are named by.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::TwoPrincipals => "two-principals",
            Self::Trust => "trust",
            Self::ReadingPolicies => "reading-policies",
            Self::PassRole => "pass-role",
            Self::Personas => "personas",
            Self::Buckets => "buckets",
            Self::Keys => "keys",
            Self::WhereEncryption => "where-encryption",
            Self::Network => "network",
            Self::Endpoints => "endpoints",
            Self::Secrets => "secrets",
            Self::Audit => "audit",
            Self::Final => "final",
        }
    }

    /// The number of its lesson, from 1.
    #[must_use]
    pub const fn number(self) -> usize {
        self as usize + 1
    }

    /// The topic of this id.
    #[must_use]
    pub fn of(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|topic| topic.id() == id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_what_files_say() {
        for (at, topic) in Topic::ALL.into_iter().enumerate() {
            assert_eq!(serde_json::to_value(topic).unwrap(), topic.id());
            assert_eq!(Topic::of(topic.id()), Some(topic));
            assert_eq!(topic.number(), at + 1);
        }
        assert_eq!(Topic::of("Trust"), None);
    }
}
