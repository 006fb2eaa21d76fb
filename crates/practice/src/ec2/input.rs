//! Parameters of EC2's requests.

use super::errors;
use crate::error::ApiError;
use crate::protocol::query::Params;

pub(super) fn required<'a>(params: &'a Params, name: &str) -> Result<&'a str, ApiError> {
    params.get(name).filter(|value| !value.is_empty()).ok_or_else(|| errors::missing(name))
}

/// A flag, where it is given.
pub(super) fn flag(params: &Params, name: &str) -> Result<Option<bool>, ApiError> {
    match params.get(name) {
        None => Ok(None),
        Some("true") => Ok(Some(true)),
        Some("false") => Ok(Some(false)),
        Some(other) => Err(errors::value(format!("Invalid value '{other}' for boolean parameter {name}"))),
    }
}

/// Refuses a DryRun after the permissions were asked for, as EC2 does.
pub(super) fn not_dry(params: &Params) -> Result<(), ApiError> {
    match flag(params, "DryRun")? {
        Some(true) => Err(crate::error::ApiError::new(
            412,
            "DryRunOperation",
            "Request would have succeeded, but DryRun flag is set.",
        )),
        _ => Ok(()),
    }
}

/// The ids of a list, each once.
pub(super) fn ids(params: &Params, name: &str) -> Vec<String> {
    let mut ids: Vec<String> = Vec::new();
    for id in params.ec2_list(name) {
        if !ids.iter().any(|other| other == id) {
            ids.push(id.to_owned());
        }
    }
    ids
}
