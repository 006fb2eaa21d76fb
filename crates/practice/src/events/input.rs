//! Parameters, held to the rules of their types before anything is looked up.

use super::errors;
use crate::ACCOUNT_ID;
use crate::error::ApiError;
use crate::protocol::json::{Call, Input};

/// The most that one page holds, and what it holds where nothing else is said.
const PAGE: i64 = 100;

/// The rule's name in the member `Name` or, of targets, `Rule`.
pub(super) fn rule<'a>(params: &'a Input, member: &str) -> Result<&'a str, ApiError> {
    let at = member.to_ascii_lowercase();
    let name = params.text(member)?.ok_or_else(|| errors::missing(&at))?;
    if name.is_empty() {
        return Err(errors::constraint(name, &at, "Member must have length greater than or equal to 1"));
    }
    if name.len() > 64 {
        return Err(errors::constraint(name, &at, "Member must have length less than or equal to 64"));
    }
    if !name.chars().all(|c| c.is_ascii_alphanumeric() || "._-".contains(c)) {
        let rule = r"Member must satisfy regular expression pattern: [\.\-_A-Za-z0-9]+";
        return Err(errors::constraint(name, &at, rule));
    }
    Ok(name)
}

/// The practice account has the default bus and no other.
pub(super) fn default_bus(call: &Call<'_>) -> Result<(), ApiError> {
    let arn = format!("arn:aws:events:{}:{ACCOUNT_ID}:event-bus/default", call.region);
    match call.params.text("EventBusName")? {
        None | Some("default") => Ok(()),
        Some(name) if name == arn => Ok(()),
        Some(name) => Err(errors::no_such_bus(name)),
    }
}

/// How much a page shall hold.
pub(super) fn limit(params: &Input) -> Result<usize, ApiError> {
    let limit = params.number("Limit")?.unwrap_or(PAGE);
    if limit < 1 {
        return Err(errors::constraint(limit, "limit", "Member must have value greater than or equal to 1"));
    }
    if limit > PAGE {
        return Err(errors::constraint(limit, "limit", "Member must have value less than or equal to 100"));
    }
    Ok(usize::try_from(limit).unwrap_or_default())
}
