//! The application as its window and its command line know it: through its public surface, on practice accounts.
//!
//! One program for all of it, so that it is linked once.

// A test says what it expects by failing.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod checklist;
mod data;
mod desk;
mod editor;
mod files;
mod fixes;
mod keys;
mod kill;
mod large;
mod network;
mod offers;
mod patience;
mod policies;
mod report;
mod secret_proof;
mod secrets;
mod study;
mod templates;
mod use_cases;
mod watches;
mod workloads;
