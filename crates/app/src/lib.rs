//! The use cases of Gatehouse and the types they exchange with a window. Knows no Tauri.
//!
//! A [`Gatehouse`] is the whole program without its window: it has at most one account open, makes plans
//! for it, applies them and keeps their journals. Each use case is a method that takes and gives the plain
//! data of [`views`].

mod accounts;
pub mod apply;
mod checklist;
mod data;
mod data_folder;
mod doctor;
mod editor;
mod files;
mod gatehouse;
mod journal;
mod keys;
mod log;
mod network;
mod notes;
mod overview;
mod policies;
mod policy_files;
mod problem;
mod review;
mod roles;
mod runs;
mod secrets;
mod study;
pub mod views;
mod workloads;

pub use data_folder::data_folder;
pub use gatehouse::Gatehouse;
pub use journal::{Journal, Journals};
pub use log::may_log;
/// A value that is shown by no `Debug` and wiped from memory, and what looks into it.
pub use secrecy::{ExposeSecret, SecretString};
