//! What a new practice account holds.

mod network;
mod workshop;

use jiff::Timestamp;

use crate::account::Account;
use crate::secretsmanager::vault::Vault;

/// What a new account is planted with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Seed {
    /// The account of a small machine-learning team: roles that work, and the flaws that one finds in such
    /// accounts.
    #[default]
    Workshop,
    /// Nothing.
    Empty,
}

impl Seed {
    /// The values of its secrets are sealed in the vault.
    pub(crate) fn plant(self, now: Timestamp, vault: Vault) -> Account {
        let empty = Account { vault, ..Account::empty(now) };
        match self {
            Self::Workshop => workshop::account(now, empty),
            Self::Empty => empty,
        }
    }
}
