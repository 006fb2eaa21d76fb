//! What the caller of each operation must be allowed to do.
//!
//! Source: <https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerregistry.html>

use serde_json::Value;

use super::repositories::name;
use super::state::arn;
use crate::account::Account;
use crate::error::ApiError;
use crate::gate::{Context, Demand};
use crate::protocol::json::Call;

type Demands = Result<Vec<Demand>, ApiError>;

fn demand(call: &Call<'_>, resource: String, context: Context) -> Demand {
    Demand { action: format!("ecr:{}", call.operation), resources: vec![resource], context }
}

/// An operation on a repository, also on one that does not exist: ECR asks for the permission first.
pub(super) fn repository(account: &Account, call: &Call<'_>) -> Demands {
    Ok(vec![of(account, call, name(call.params)?)])
}

/// Those that the request names, or all.
pub(super) fn repositories(account: &Account, call: &Call<'_>) -> Demands {
    let names = call.params.texts("repositoryNames")?;
    if names.is_empty() {
        return Ok(vec![demand(call, arn(call.region, "*"), Context::default())]);
    }
    Ok(names.into_iter().map(|name| of(account, call, name)).collect())
}

pub(super) fn new_repository(_: &Account, call: &Call<'_>) -> Demands {
    let mut context = Context::default();
    for tag in call.params.list("tags")? {
        if let (Some(key), Some(value)) =
            (tag.get("Key").and_then(Value::as_str), tag.get("Value").and_then(Value::as_str))
        {
            context.add(format!("aws:RequestTag/{key}"), value);
            context.add("aws:TagKeys", key);
        }
    }
    Ok(vec![demand(call, arn(call.region, name(call.params)?), context)])
}

fn of(account: &Account, call: &Call<'_>, name: &str) -> Demand {
    let mut context = Context::default();
    let found = account.ecr.find(call.region, name);
    for (tag, value) in found.into_iter().flat_map(|repository| &repository.tags) {
        context.add(format!("aws:ResourceTag/{tag}"), value);
        context.add(format!("ecr:ResourceTag/{tag}"), value);
    }
    demand(call, arn(call.region, name), context)
}
