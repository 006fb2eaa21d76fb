use gatehouse_plan::kms::key::Key;
use gatehouse_plan::secret::Secret;
use gatehouse_plan::{Network, Role};
use gatehouse_policy::Arn;

/// Something that was looked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Seen<T> {
    /// It is there.
    There(T),
    /// It is not there.
    #[default]
    Missing,
    /// It could not be read; why, in a sentence.
    Unreadable(String),
}

impl<T> Seen<T> {
    /// What is there.
    pub const fn there(&self) -> Option<&T> {
        match self {
            Self::There(it) => Some(it),
            _ => None,
        }
    }
}

/// What an account has of a workload.
#[derive(Debug, Clone, Default)]
pub struct Found {
    /// The role of its name.
    pub role: Seen<Role>,
    /// Its key: by ARN, or by the alias.
    pub key: Seen<Key>,
    /// Its secret: by ARN, or by the name.
    pub secret: Seen<Secret>,
    /// The network, where the workload has a place in it.
    pub network: Option<Network>,
}

impl Found {
    pub(super) fn key_arn(&self) -> Option<Arn> {
        self.key.there().and_then(|key| key.arn.parse().ok())
    }

    pub(super) fn secret_arn(&self) -> Option<Arn> {
        self.secret.there().and_then(|secret| secret.arn.parse().ok())
    }
}
