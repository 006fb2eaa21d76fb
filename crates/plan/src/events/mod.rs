//! EventBridge: its rules. Nothing of it is changed by a plan.

pub mod rule;
