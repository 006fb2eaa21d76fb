//! What a new practice account holds.

mod workshop;

use jiff::Timestamp;

use crate::account::Account;

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
    pub(crate) fn plant(self, now: Timestamp) -> Account {
        match self {
            Self::Workshop => workshop::account(now),
            Self::Empty => Account::empty(now),
        }
    }
}
