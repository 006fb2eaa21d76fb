//! KMS: keys, their aliases, policies and grants.

pub mod call;
