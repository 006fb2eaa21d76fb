//! IAM: roles and managed policies, and the plans that change them.

pub mod call;
mod plans;
pub mod policy;
pub mod role;
