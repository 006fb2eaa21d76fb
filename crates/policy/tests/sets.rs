// A test says what it expects by failing.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
//! Questions over sets of requests: what is proven must hold for every request, and what is shown must be one.

#[path = "sets/compare.rs"]
mod compare;
#[path = "sets/minimise.rs"]
mod minimise;
#[path = "sets/properties.rs"]
mod properties;
#[path = "sets/who.rs"]
mod who;
