//! The wire formats that AWS services speak, without any knowledge of what they carry.

mod error;
pub(crate) mod json;
pub(crate) mod query;
pub(crate) mod rest;
pub(crate) mod xml;

pub(crate) use error::ErrorFormat;
