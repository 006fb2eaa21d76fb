//! What the caller of each operation must be allowed to do.
//!
//! Source: <https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscloudtrail.html>

use super::state::arn;
use super::trails::id;
use crate::account::Account;
use crate::error::ApiError;
use crate::gate::{Context, Demand};
use crate::protocol::json::Call;

type Demands = Result<Vec<Demand>, ApiError>;

fn demand(call: &Call<'_>, resource: String) -> Demands {
    let action = format!("cloudtrail:{}", call.operation);
    Ok(vec![Demand { action, resources: vec![resource], context: Context::default() }])
}

/// The description of trails.
pub(super) fn everything(_: &Account, call: &Call<'_>) -> Demands {
    demand(call, "*".to_owned())
}

/// An operation on a trail, also on one that does not exist: CloudTrail asks for the permission first.
pub(super) fn trail(_: &Account, call: &Call<'_>) -> Demands {
    demand(call, arn(call.region, id(call.params)?))
}

/// A trail's settings. Who hands the role over that brings events to a log group must be allowed to pass it.
pub(super) fn settings(account: &Account, call: &Call<'_>) -> Demands {
    let mut demands = trail(account, call)?;
    if let Some(role) = call.params.text("CloudWatchLogsRoleArn")?.filter(|role| !role.is_empty()) {
        let mut context = Context::default();
        context.add("iam:PassedToService", "cloudtrail.amazonaws.com");
        demands.push(Demand { action: "iam:PassRole".to_owned(), resources: vec![role.to_owned()], context });
    }
    Ok(demands)
}
