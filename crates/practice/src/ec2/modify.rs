//! Changing a VPC endpoint.
//!
//! Source: <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyVpcEndpoint.html>

use super::endpoints::{policy, private_dns_possible, subnets_fit, tables_fit};
use super::state::EndpointKind;
use super::{errors, groups, input, interfaces, services};
use crate::account::Account;
use crate::service::{Answer, Call};

pub(super) fn modify(account: &mut Account, call: &Call<'_>) -> Answer {
    let params = call.params;
    input::not_dry(params)?;
    let id = input::required(params, "VpcEndpointId")?;
    let region = account.ec2.region_mut(call.region);
    let mut endpoint = region.endpoints.get(id).cloned().ok_or_else(|| errors::no_endpoint(id))?;
    let service = services::find(call.region, &endpoint.service, endpoint.kind)
        .ok_or_else(|| errors::no_service(&endpoint.service))?;
    let list = |name: &str| input::ids(params, name);
    let (add_subnets, remove_subnets) = (list("AddSubnetId"), list("RemoveSubnetId"));
    let (add_groups, remove_groups) = (list("AddSecurityGroupId"), list("RemoveSecurityGroupId"));
    let (add_tables, remove_tables) = (list("AddRouteTableId"), list("RemoveRouteTableId"));
    let of_interface = [&add_subnets, &remove_subnets, &add_groups, &remove_groups];
    let private_dns = input::flag(params, "PrivateDnsEnabled")?;
    match endpoint.kind {
        EndpointKind::Gateway if of_interface.iter().any(|list| !list.is_empty()) => {
            return Err(errors::invalid("Subnets and security groups are not supported for gateway endpoints."));
        }
        EndpointKind::Gateway if private_dns == Some(true) => {
            return Err(errors::invalid("Private DNS cannot be enabled for gateway endpoints."));
        }
        EndpointKind::Interface if !(add_tables.is_empty() && remove_tables.is_empty()) => {
            return Err(errors::invalid("Route tables are not supported for interface endpoints."));
        }
        _ => {}
    }

    if input::flag(params, "ResetPolicy")? == Some(true) {
        endpoint.policy = None;
    }
    if let Some(text) = policy(params, &service)? {
        endpoint.policy = Some(text);
    }

    tables_fit(region, call.region, &endpoint.vpc, &endpoint.service, &add_tables)?;
    endpoint.route_tables.retain(|table| !remove_tables.contains(table));
    endpoint.route_tables.extend(add_tables);

    groups::all_in(region, &endpoint.vpc, &add_groups)?;
    let added = add_groups.into_iter().filter(|group| !endpoint.groups.contains(group)).collect::<Vec<_>>();
    endpoint.groups.extend(added);
    endpoint.groups.retain(|group| !remove_groups.contains(group));
    if endpoint.kind == EndpointKind::Interface && endpoint.groups.is_empty() {
        return Err(errors::invalid("An interface endpoint must have at least one security group."));
    }

    let staying: Vec<&str> = endpoint
        .subnets
        .iter()
        .map(|(subnet, _)| subnet.as_str())
        .filter(|subnet| !has(&remove_subnets, subnet))
        .collect();
    let fresh: Vec<String> = add_subnets.into_iter().filter(|subnet| !staying.contains(&subnet.as_str())).collect();
    subnets_fit(region, call.region, &endpoint.vpc, &service, &staying, &fresh)?;
    for (_, interface) in endpoint.subnets.iter().filter(|(subnet, _)| has(&remove_subnets, subnet)) {
        region.interfaces.remove(interface);
    }
    endpoint.subnets.retain(|(subnet, _)| !has(&remove_subnets, subnet));
    for subnet in fresh {
        let interface = interfaces::place(region, id, &subnet, &endpoint.groups)?;
        endpoint.subnets.push((subnet, interface));
    }
    for (_, interface) in &endpoint.subnets {
        if let Some(interface) = region.interfaces.get_mut(interface) {
            interface.groups.clone_from(&endpoint.groups);
        }
    }

    if let Some(on) = private_dns {
        if on {
            private_dns_possible(region, call.region, &endpoint.vpc, &service, Some(id))?;
        }
        endpoint.private_dns = on;
    }
    region.endpoints.insert(id.to_owned(), endpoint);
    Ok(None)
}

fn has(list: &[String], id: &str) -> bool {
    list.iter().any(|other| other == id)
}
