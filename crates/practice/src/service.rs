//! What an operation is, for every service alike: what it asks of the gate, and what it does.
//!
//! The types are made for a protocol by what its requests carry and what its answers are made of: without
//! arguments they are those of the Query protocols, [`crate::protocol::json`] names its own.

use crate::account::{Account, Date};
use crate::error::ApiError;
use crate::gate::Demand;
use crate::protocol::query::Params;
use crate::protocol::xml::Xml;

/// One request, decoded.
pub(crate) struct Call<'a, P = Params> {
    /// The operation's name, `CreateRole`.
    pub(crate) operation: &'a str,
    /// The Region that the request is signed for: where its resources are.
    pub(crate) region: &'a str,
    pub(crate) params: &'a P,
    pub(crate) now: Date,
}

/// In the Query protocols: the content of the result element; `None` for operations that AWS answers without one.
pub(crate) type Answer<T = Option<Xml>> = Result<T, ApiError>;

/// An operation that the practice account knows.
pub(crate) struct Operation<P = Params, T = Option<Xml>> {
    /// Says, before anything is done, what the caller must be allowed to do. It also refuses names that are
    /// no names, as AWS does before it asks about permissions.
    pub(crate) declare: Declare<P>,
    pub(crate) run: Run<P, T>,
}

/// What the caller must be allowed to do.
pub(crate) type Declare<P = Params> = fn(&Account, &Call<'_, P>) -> Result<Vec<Demand>, ApiError>;

/// How an operation meets the account.
pub(crate) enum Run<P = Params, T = Option<Xml>> {
    /// It only looks.
    Read(fn(&Account, &Call<'_, P>) -> Answer<T>),
    /// It changes a copy, which becomes the account when it has been saved.
    Write(fn(&mut Account, &Call<'_, P>) -> Answer<T>),
}
