//! Parameters, held to the rules of their types before anything is looked up.

use super::errors;
use crate::error::ApiError;
use crate::protocol::json::Input;

/// The most that one page holds, and what it holds where nothing else is said.
const PAGE: i64 = 50;

/// The log group's name, where the request names one.
pub(super) fn optional_group(params: &Input) -> Result<Option<&str>, ApiError> {
    let Some(name) = params.text("logGroupName")? else { return Ok(None) };
    length(name, "logGroupName", 1, 512)?;
    if !name.chars().all(|c| c.is_ascii_alphanumeric() || "._-/#".contains(c)) {
        let rule = r"Member must satisfy regular expression pattern: [\.\-_/#A-Za-z0-9]+";
        return Err(errors::constraint(name, "logGroupName", rule));
    }
    Ok(Some(name))
}

pub(super) fn group(params: &Input) -> Result<&str, ApiError> {
    optional_group(params)?.ok_or_else(|| errors::missing("logGroupName"))
}

pub(super) fn filter(params: &Input) -> Result<&str, ApiError> {
    let name = params.text("filterName")?.ok_or_else(|| errors::missing("filterName"))?;
    length(name, "filterName", 1, 512)?;
    if name.contains([':', '*']) {
        let rule = "Member must satisfy regular expression pattern: [^:*]*";
        return Err(errors::constraint(name, "filterName", rule));
    }
    Ok(name)
}

pub(super) fn length(value: &str, at: &str, least: usize, most: usize) -> Result<(), ApiError> {
    let length = value.chars().count();
    if length < least {
        let rule = format!("Member must have length greater than or equal to {least}");
        return Err(errors::constraint(value, at, &rule));
    }
    if length > most {
        return Err(errors::constraint(value, at, &format!("Member must have length less than or equal to {most}")));
    }
    Ok(())
}

/// How much a page shall hold.
pub(super) fn limit(params: &Input) -> Result<usize, ApiError> {
    let limit = params.number("limit")?.unwrap_or(PAGE);
    if limit < 1 {
        return Err(errors::constraint(limit, "limit", "Member must have value greater than or equal to 1"));
    }
    if limit > PAGE {
        return Err(errors::constraint(limit, "limit", "Member must have value less than or equal to 50"));
    }
    Ok(usize::try_from(limit).unwrap_or_default())
}
