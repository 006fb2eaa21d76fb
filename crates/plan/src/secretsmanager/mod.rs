//! Secrets Manager: secrets with their versions, rotation, policies and replicas, and the plans that change them.
//!
//! No type of this folder holds a value. A call that writes one names it by a handle; the value itself is kept in memory
//! by what carries the calls out (`gatehouse_aws::Values`), until it is written.

pub mod call;
mod plans;
pub mod secret;
