//! The study mode: lessons, questions and scenarios, and how a learner stands with them.
//!
//! What is taught is data: the TOML files of `content/`, which are part of the program. A lesson's task is done when the
//! *state of the account* is as the task wants it ([`Want::holds`]), whichever way led there. The key of a question about a
//! policy is what the policy engine says. `docs/authoring.md` tells how to add to it.
//!
//! The crate is *pure*.

pub mod account;
pub mod content;
pub mod explain;
pub mod lesson;
pub mod progress;
pub mod prose;
pub mod question;
pub mod scenario;
pub mod topic;
pub mod want;

pub use content::{lesson, lessons, question, questions, scenario, scenarios};
pub use lesson::Lesson;
pub use progress::Progress;
pub use question::Question;
pub use scenario::Scenario;
pub use topic::Topic;
pub use want::Want;

#[cfg(test)]
#[path = "../tests/unit/schema.rs"]
mod schema;
