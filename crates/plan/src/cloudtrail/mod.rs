//! CloudTrail: trails, what they log, and the plans that change them.

pub mod call;
mod plans;
pub mod trail;
