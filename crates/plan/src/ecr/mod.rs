//! ECR: repositories, and the plans that change their policies.

pub mod call;
mod plans;
pub mod repository;
