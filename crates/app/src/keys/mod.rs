//! Keys: reading them, who can use them, and plans that make and change them. Saving a key policy is in
//! `editor::save`, with the other policies.

mod change;
mod create;
mod read;
mod trial;
mod users;
