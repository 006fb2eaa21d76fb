//! Route tables. The routes of gateway endpoints follow from the endpoints, as AWS adds and removes them itself.
//!
//! Source: <https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html#gateway-endpoint-routing>

use super::errors;
use super::ids;
use super::listing::{self, one};
use super::services;
use super::state::{EndpointKind, Region, RouteTable};
use super::tags;
use crate::ACCOUNT_ID;
use crate::account::Account;
use crate::protocol::xml::Xml;
use crate::service::{Answer, Call};

pub(super) fn describe(account: &Account, call: &Call<'_>) -> Answer {
    let region = account.ec2.region(call.region);
    let page = listing::page(call, "RouteTableId", &region.route_tables, errors::no_route_table, |id, table| {
        listing::passes(call.params, &table.tags, |filter| match filter {
            "route-table-id" => one(id),
            "vpc-id" => one(&table.vpc),
            "association.main" => Some(if table.main { vec!["true".to_owned()] } else { vec!["false".to_owned()] }),
            "association.subnet-id" => Some(table.subnets.clone()),
            "route.gateway-id" => Some(targets(&region, id, table)),
            "owner-id" => one(ACCOUNT_ID),
            _ => None,
        })
    })?;
    let mut xml = Xml::default();
    xml.items("routeTableSet", &page.items, |xml, (id, table)| {
        xml.text("routeTableId", id);
        xml.text("vpcId", &table.vpc);
        xml.text("ownerId", ACCOUNT_ID);
        xml.element("routeSet", |xml| {
            for route in &table.routes {
                xml.element("item", |xml| {
                    xml.text("destinationCidrBlock", &route.destination);
                    let target = if route.target.starts_with("nat-") { "natGatewayId" } else { "gatewayId" };
                    xml.text(target, &route.target);
                    xml.text("state", "active");
                    xml.text("origin", if route.target == "local" { "CreateRouteTable" } else { "CreateRoute" });
                });
            }
            for (prefix_list, endpoint) in of_endpoints(&region, call.region, id) {
                xml.element("item", |xml| {
                    xml.text("destinationPrefixListId", prefix_list);
                    xml.text("gatewayId", endpoint);
                    xml.text("state", "active");
                    xml.text("origin", "CreateRoute");
                });
            }
        });
        xml.element("associationSet", |xml| associations(xml, id, table));
        xml.element("propagatingVgwSet", |_| ());
        tags::write(xml, &table.tags);
    });
    page.write_end(&mut xml);
    Ok(Some(xml))
}

fn associations(xml: &mut Xml, id: &str, table: &RouteTable) {
    let association = |xml: &mut Xml, subnet: Option<&String>| {
        xml.element("item", |xml| {
            let what = subnet.map_or("main", String::as_str);
            xml.text("routeTableAssociationId", ids::derived("rtbassoc", &format!("{id} {what}")));
            xml.text("routeTableId", id);
            xml.optional("subnetId", subnet);
            xml.text("main", subnet.is_none());
            xml.element("associationState", |xml| xml.text("state", "associated"));
        });
    };
    if table.main {
        association(xml, None);
    }
    table.subnets.iter().for_each(|subnet| association(xml, Some(subnet)));
}

/// The routes that gateway endpoints put into a table: the prefix list and the endpoint.
pub(super) fn of_endpoints<'a>(
    region: &'a Region,
    name: &'a str,
    table: &'a str,
) -> impl Iterator<Item = (String, &'a str)> {
    let gateways = region.endpoints.iter().filter(|(_, endpoint)| endpoint.kind == EndpointKind::Gateway);
    let here = gateways.filter(move |(_, endpoint)| endpoint.route_tables.iter().any(|other| other == table));
    here.map(move |(id, endpoint)| (services::prefix_list_id(name, &endpoint.service), id.as_str()))
}

fn targets(region: &Region, id: &str, table: &RouteTable) -> Vec<String> {
    let own = table.routes.iter().map(|route| route.target.clone());
    own.chain(of_endpoints(region, "", id).map(|(_, endpoint)| endpoint.to_owned())).collect()
}
