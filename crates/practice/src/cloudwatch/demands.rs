//! What the caller of each operation must be allowed to do.
//!
//! Source: <https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatch.html>

use super::alarms::name;
use super::state::arn;
use crate::account::Account;
use crate::error::ApiError;
use crate::gate::{Context, Demand};
use crate::service::Call;

type Demands = Result<Vec<Demand>, ApiError>;

fn demand(call: &Call<'_>, resources: Vec<String>, context: Context) -> Demand {
    Demand { action: format!("cloudwatch:{}", call.operation), resources, context }
}

/// The description of alarms, which asks for all of them whatever it names.
pub(super) fn all(_: &Account, call: &Call<'_>) -> Demands {
    Ok(vec![demand(call, vec![arn(call.region, "*")], Context::default())])
}

pub(super) fn put(_: &Account, call: &Call<'_>) -> Demands {
    let mut context = Context::default();
    for action in call.params.list("AlarmActions") {
        context.add("cloudwatch:AlarmActions", action);
    }
    Ok(vec![demand(call, vec![arn(call.region, name(call.params)?)], context)])
}

/// Those that the request names.
pub(super) fn several(_: &Account, call: &Call<'_>) -> Demands {
    let names = call.params.list("AlarmNames");
    let resources = names.into_iter().map(|name| arn(call.region, name)).collect();
    Ok(vec![demand(call, resources, Context::default())])
}
