//! The study mode: its content, questions, wants, progress.

// A test says what it expects by failing.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod calls;
mod common;
mod content;
mod progress;
mod questions;
mod want;
