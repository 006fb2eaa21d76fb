//! EventBridge: reading rules.

mod read;
