//! Questions over sets of requests.
//!
//! One request is decided in [`crate::decide`]; here infinitely many are, by taking together all that the policies
//! in question cannot tell apart.

pub(crate) mod actions;
pub(crate) mod bits;
mod common;
mod compare;
mod likely;
mod minimise;
mod never;
mod rights;
mod search;
pub(crate) mod space;
mod strings;
mod values;
pub(crate) mod who;

pub(crate) use compare::grants_more;
pub use compare::{Comparison, Difference, Relation, Verdict, compare};
pub use minimise::{MinimiseError, Minimised, Step, minimise, redundant_statements};
pub use rights::{ActionSet, Granted, Right, allowed_actions, nobody_can, rights};
pub use who::{AccountError, Answer, Holder, holders, who_can};
