//! What the caller of each operation must be allowed to do: action, resource, context.
//!
//! Source: <https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html>

use super::tags;
use crate::ACCOUNT_ID;
use crate::account::Account;
use crate::error::ApiError;
use crate::gate::{Context, Demand};
use crate::service::Call;

type Demands = Result<Vec<Demand>, ApiError>;

fn arn(call: &Call<'_>, id: &str) -> String {
    let kind = match id.split('-').next().unwrap_or_default() {
        "subnet" => "subnet",
        "rtb" => "route-table",
        "sg" => "security-group",
        "vpce" => "vpc-endpoint",
        "eni" => "network-interface",
        "fl" => "vpc-flow-log",
        _ => "vpc",
    };
    format!("arn:aws:ec2:{}:{ACCOUNT_ID}:{kind}/{id}", call.region)
}

fn demand(account: &Account, call: &Call<'_>, ids: &[&str]) -> Demand {
    let region = account.ec2.region(call.region);
    let mut context = Context::default();
    context.add("ec2:Region", call.region);
    for (key, value) in ids.first().and_then(|id| region.tags(id)).into_iter().flatten() {
        context.add(format!("aws:ResourceTag/{key}"), value);
        context.add(format!("ec2:ResourceTag/{key}"), value);
    }
    Demand {
        action: format!("ec2:{}", call.operation),
        resources: ids.iter().map(|id| arn(call, id)).collect(),
        context,
    }
}

/// What making something with tags needs besides.
fn create_tags(account: &Account, call: &Call<'_>, kind: &str, prefix: &str) -> Demands {
    let new = tags::specified(call.params, kind)?;
    if new.is_empty() {
        return Ok(Vec::new());
    }
    let mut demand = demand(account, call, &[&format!("{prefix}-*")]);
    demand.action = "ec2:CreateTags".to_owned();
    demand.context.add("ec2:CreateAction", call.operation);
    for (key, value) in new {
        demand.context.add(format!("aws:RequestTag/{key}"), value);
        demand.context.add("aws:TagKeys", key);
    }
    Ok(vec![demand])
}

/// Operations that look at the Region as a whole.
pub(super) fn everything(_: &Account, call: &Call<'_>) -> Demands {
    let mut context = Context::default();
    context.add("ec2:Region", call.region);
    Ok(vec![Demand { action: format!("ec2:{}", call.operation), resources: vec!["*".to_owned()], context }])
}

fn named(account: &Account, call: &Call<'_>, parameter: &str) -> Demands {
    Ok(vec![demand(account, call, &[super::input::required(call.params, parameter)?])])
}

pub(super) fn vpc(account: &Account, call: &Call<'_>) -> Demands {
    named(account, call, "VpcId")
}

pub(super) fn subnet(account: &Account, call: &Call<'_>) -> Demands {
    named(account, call, "SubnetId")
}

pub(super) fn new_flow_logs(account: &Account, call: &Call<'_>) -> Demands {
    let mut ids = vec!["fl-*"];
    ids.extend(call.params.ec2_list("ResourceId"));
    let mut demands = vec![demand(account, call, &ids)];
    demands.extend(create_tags(account, call, "vpc-flow-log", "fl")?);
    Ok(demands)
}

pub(super) fn flow_logs(account: &Account, call: &Call<'_>) -> Demands {
    let demands = call.params.ec2_list("FlowLogId").into_iter().map(|id| demand(account, call, &[id]));
    Ok(demands.collect())
}

pub(super) fn group(account: &Account, call: &Call<'_>) -> Demands {
    named(account, call, "GroupId")
}

pub(super) fn new_group(account: &Account, call: &Call<'_>) -> Demands {
    let mut demands = vec![demand(account, call, &["sg-*", call.params.get("VpcId").unwrap_or("vpc-*")])];
    demands.extend(create_tags(account, call, "security-group", "sg")?);
    Ok(demands)
}

pub(super) fn new_endpoint(account: &Account, call: &Call<'_>) -> Demands {
    let mut ids = vec!["vpce-*", super::input::required(call.params, "VpcId")?];
    for list in ["SubnetId", "SecurityGroupId", "RouteTableId"] {
        ids.extend(call.params.ec2_list(list));
    }
    let mut demand = demand(account, call, &ids);
    demand.context.add("ec2:VpceServiceName", super::input::required(call.params, "ServiceName")?);
    let mut demands = vec![demand];
    demands.extend(create_tags(account, call, "vpc-endpoint", "vpce")?);
    Ok(demands)
}

/// An endpoint and what it shall be joined to.
pub(super) fn endpoint(account: &Account, call: &Call<'_>) -> Demands {
    let mut ids = vec![super::input::required(call.params, "VpcEndpointId")?];
    for list in ["SubnetId", "SecurityGroupId", "RouteTableId"] {
        ids.extend(call.params.ec2_list(&format!("Add{list}")));
        ids.extend(call.params.ec2_list(&format!("Remove{list}")));
    }
    Ok(vec![demand(account, call, &ids)])
}

pub(super) fn endpoints(account: &Account, call: &Call<'_>) -> Demands {
    let demands = call.params.ec2_list("VpcEndpointId").into_iter().map(|id| demand(account, call, &[id]));
    Ok(demands.collect())
}

pub(super) fn tagged(account: &Account, call: &Call<'_>) -> Demands {
    let mut demands: Vec<Demand> =
        call.params.ec2_list("ResourceId").into_iter().map(|id| demand(account, call, &[id])).collect();
    for number in 1..=call.params.ec2_count("Tag") {
        let key = call.params.get(&format!("Tag.{number}.Key")).unwrap_or_default();
        let value = call.params.get(&format!("Tag.{number}.Value"));
        for demand in &mut demands {
            demand.context.add("aws:TagKeys", key);
            if let Some(value) = value {
                demand.context.add(format!("aws:RequestTag/{key}"), value);
            }
        }
    }
    Ok(demands)
}
