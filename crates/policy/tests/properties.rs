//! What holds for every text: it is kept to the byte, an edit changes its own place alone, and the linter says
//! where, whatever the text. Of the decision: `decide/properties.rs`.

// A test says what it expects by failing.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "properties/edits.rs"]
mod edits;
#[path = "properties/findings.rs"]
mod findings;
#[path = "properties/generate.rs"]
mod generate;
#[path = "properties/texts.rs"]
mod texts;
