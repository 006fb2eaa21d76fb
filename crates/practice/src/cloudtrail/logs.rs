//! The log group that a trail's events also go to.
//!
//! Source: <https://docs.aws.amazon.com/awscloudtrail/latest/userguide/send-cloudtrail-events-to-cloudwatch-logs.html>

use super::errors;
use super::state::Trail;
use crate::account::Account;
use crate::error::ApiError;
use crate::protocol::json::Input;
use crate::{iam, logs};

/// What the request says of it; empty texts take it away.
pub(super) fn take(params: &Input, trail: &mut Trail) -> Result<(), ApiError> {
    let (group, role) = (params.text("CloudWatchLogsLogGroupArn")?, params.text("CloudWatchLogsRoleArn")?);
    if group.is_none() && role.is_none() {
        return Ok(());
    }
    let (old_group, old_role) = trail.log_group.take().unwrap_or_default();
    let (group, role) = (group.unwrap_or(&old_group).to_owned(), role.unwrap_or(&old_role).to_owned());
    trail.log_group = match (group.is_empty(), role.is_empty()) {
        (true, true) => None,
        (true, false) => return Err(errors::log_group("You must specify a log group ARN as well as a role ARN.")),
        (false, true) => return Err(errors::log_role("You must specify a role ARN as well as a log group.")),
        (false, false) => Some((group, role)),
    };
    Ok(())
}

pub(super) fn check(account: &Account, trail: &Trail) -> Result<(), ApiError> {
    let Some((group, role)) = &trail.log_group else { return Ok(()) };
    if !logs::exists(account, group) {
        return Err(errors::log_group("CloudTrail cannot validate the specified log group ARN."));
    }
    if !iam::principal_exists(account, role) {
        return Err(errors::log_role("Access denied. Check the trust relationships for your role."));
    }
    Ok(())
}
