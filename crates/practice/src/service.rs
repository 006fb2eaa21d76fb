//! What an operation is, for every service alike: what it asks of the gate, and what it does.

use crate::account::{Account, Date};
use crate::error::ApiError;
use crate::gate::Demand;
use crate::protocol::query::Params;
use crate::protocol::xml::Xml;

/// One request, decoded.
pub(crate) struct Call<'a> {
    /// The operation's name, `CreateRole`.
    pub(crate) operation: &'a str,
    pub(crate) params: &'a Params,
    pub(crate) now: Date,
}

/// The content of the result element; `None` for operations that AWS answers without one.
pub(crate) type Answer = Result<Option<Xml>, ApiError>;

/// An operation that the practice account knows.
#[derive(Clone, Copy)]
pub(crate) struct Operation {
    /// Says, before anything is done, what the caller must be allowed to do. It also refuses names that are
    /// no names, as AWS does before it asks about permissions.
    pub(crate) declare: Declare,
    pub(crate) run: Run,
}

/// What the caller must be allowed to do.
pub(crate) type Declare = fn(&Account, &Call<'_>) -> Result<Vec<Demand>, ApiError>;

/// How an operation meets the account.
#[derive(Clone, Copy)]
pub(crate) enum Run {
    /// It only looks.
    Read(fn(&Account, &Call<'_>) -> Answer),
    /// It changes a copy, which becomes the account when it has been saved.
    Write(fn(&mut Account, &Call<'_>) -> Answer),
}
