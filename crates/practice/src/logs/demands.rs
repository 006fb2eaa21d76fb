//! What the caller of each operation must be allowed to do.
//!
//! Source: <https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatchlogs.html>

use super::{groups, input};
use crate::account::Account;
use crate::error::ApiError;
use crate::gate::{Context, Demand};
use crate::protocol::json::Call;

type Demands = Result<Vec<Demand>, ApiError>;

/// As AWS's denials name a group: with its streams, so that a policy for `log-group:NAME:*` fits.
fn demand(call: &Call<'_>, group: &str) -> Demands {
    let resource = format!("{}:log-stream:", groups::arn(call.region, group));
    let action = format!("logs:{}", call.operation);
    Ok(vec![Demand { action, resources: vec![resource], context: Context::default() }])
}

/// The list of groups.
pub(super) fn everything(_: &Account, call: &Call<'_>) -> Demands {
    demand(call, "")
}

/// An operation on a group, also on one that does not exist, or on all of them where the request names none.
pub(super) fn group(_: &Account, call: &Call<'_>) -> Demands {
    demand(call, input::optional_group(call.params)?.unwrap_or_default())
}
