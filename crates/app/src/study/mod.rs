//! The study mode: lessons, questions and broken accounts, each lesson and scenario in a practice account of its own.

mod account;
mod lessons;
mod progress;
mod questions;
mod scenarios;
#[cfg(test)]
mod ways;
mod world;

pub(crate) use account::key;
pub(crate) use lessons::row as lesson_row;

use std::collections::HashMap;
use std::sync::Arc;

use gatehouse_practice::Practice;

use crate::views::StudyAccount;
use world::Known;

/// What the program knows of the study mode while it runs.
#[derive(Default)]
pub(crate) struct Study {
    /// The account that is open, or was last: its file is locked.
    practice: Option<(StudyAccount, Practice)>,
    /// How accounts begin, by lesson and scenario: looked at once.
    begins: HashMap<String, Arc<Known>>,
    /// Timed sets that are being taken: the number of each question as it was put.
    sets: HashMap<String, questions::Taking>,
}
