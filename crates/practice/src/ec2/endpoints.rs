//! VPC endpoints: making, showing and deleting them.
//!
//! Source: <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpcEndpoint.html>

use gatehouse_policy::grammar::{self, PolicyKind};

use super::listing::{self, one};
use super::services::{self, Service};
use super::state::{Endpoint, EndpointKind, Region, Token};
use super::{errors, groups, ids, input, interfaces, tags};
use crate::ACCOUNT_ID;
use crate::account::Account;
use crate::error::ApiError;
use crate::protocol::query::Params;
use crate::protocol::xml::Xml;
use crate::service::{Answer, Call};

/// What an endpoint lets through where nobody wrote a policy.
///
/// Source: <https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html#default-endpoint-policy>
const DEFAULT_POLICY: &str = "{\n  \"Statement\": [\n    {\n      \"Action\": \"*\", \n      \"Effect\": \"Allow\", \n      \"Principal\": \"*\", \n      \"Resource\": \"*\"\n    }\n  ]\n}";

/// Characters of an endpoint policy.
///
/// Source: <https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html>
const MOST_POLICY: usize = 20_480;

/// Gateway endpoints in a Region, and interface endpoints in a VPC.
///
/// Source: <https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-limits-endpoints.html>
const MOST_GATEWAYS: usize = 20;
const MOST_INTERFACES: usize = 50;

pub(super) fn describe(account: &Account, call: &Call<'_>) -> Answer {
    let region = account.ec2.region(call.region);
    let page = listing::page(call, "VpcEndpointId", &region.endpoints, errors::no_endpoint, |id, endpoint| {
        listing::passes(call.params, &endpoint.tags, |filter| match filter {
            "vpc-endpoint-id" => one(id),
            "vpc-id" => one(&endpoint.vpc),
            "service-name" => one(&endpoint.service),
            "vpc-endpoint-type" => one(endpoint.kind.name()),
            "vpc-endpoint-state" => one("available"),
            "ip-address-type" => one("ipv4"),
            _ => None,
        })
    })?;
    let mut xml = Xml::default();
    xml.items("vpcEndpointSet", &page.items, |xml, (id, endpoint)| {
        write(xml, call, &region, id, endpoint, "available");
    });
    page.write_end(&mut xml);
    Ok(Some(xml))
}

fn write(xml: &mut Xml, call: &Call<'_>, region: &Region, id: &str, endpoint: &Endpoint, state: &str) {
    xml.text("vpcEndpointId", id);
    xml.text("vpcEndpointType", endpoint.kind.name());
    xml.text("vpcId", &endpoint.vpc);
    xml.text("serviceName", &endpoint.service);
    xml.text("state", state);
    xml.text("policyDocument", endpoint.policy.as_deref().unwrap_or(DEFAULT_POLICY));
    let items = |xml: &mut Xml, name: &str, items: &mut dyn Iterator<Item = &String>| {
        xml.element(name, |xml| items.for_each(|item| xml.text("item", item)));
    };
    items(xml, "routeTableIdSet", &mut endpoint.route_tables.iter());
    items(xml, "subnetIdSet", &mut endpoint.subnets.iter().map(|(subnet, _)| subnet));
    groups::write_names(xml, region, &endpoint.groups);
    xml.text("ipAddressType", "ipv4");
    xml.text("privateDnsEnabled", endpoint.private_dns);
    xml.text("requesterManaged", false);
    items(xml, "networkInterfaceIdSet", &mut endpoint.subnets.iter().map(|(_, interface)| interface));
    xml.items("dnsEntrySet", dns_names(call, region, id, endpoint), |xml, name| xml.text("dnsName", name));
    xml.text("creationTimestamp", endpoint.created);
    tags::write(xml, &endpoint.tags);
    xml.text("ownerId", ACCOUNT_ID);
}

/// The names that mean the endpoint: its own, one for each zone, and the service's where private DNS is on.
fn dns_names(call: &Call<'_>, region: &Region, id: &str, endpoint: &Endpoint) -> Vec<String> {
    if endpoint.kind == EndpointKind::Gateway {
        return Vec::new();
    }
    let base = services::base_dns_name(call.region, &endpoint.service);
    let own = ids::derived(id, &endpoint.service);
    let own = own.get(..id.len() + 10).unwrap_or(&own).to_owned();
    let mut names = vec![format!("{own}.{base}")];
    let zones = endpoint.subnets.iter().filter_map(|(subnet, _)| region.subnets.get(subnet));
    names.extend(zones.map(|subnet| format!("{own}-{}.{base}", subnet.zone)));
    if endpoint.private_dns {
        let service = services::find(call.region, &endpoint.service, endpoint.kind);
        names.extend(service.into_iter().flat_map(|service| service.private_dns));
    }
    names
}

pub(super) fn create(account: &mut Account, call: &Call<'_>) -> Answer {
    let params = call.params;
    input::not_dry(params)?;
    let (vpc, name) = (input::required(params, "VpcId")?, input::required(params, "ServiceName")?);
    let region = account.ec2.region_mut(call.region);
    if let Some((id, endpoint)) = made_before(region, params)? {
        return Ok(Some(answer(call, region, &id, &endpoint)));
    }
    if !region.vpcs.contains_key(vpc) {
        return Err(errors::no_vpc(vpc));
    }
    let service = service(call, name)?;
    let policy = policy(params, &service)?;
    let (tables, subnets) = (input::ids(params, "RouteTableId"), input::ids(params, "SubnetId"));
    let mut security = input::ids(params, "SecurityGroupId");
    within_quota(region, vpc, service.kind)?;
    let private_dns = input::flag(params, "PrivateDnsEnabled")?;
    match service.kind {
        EndpointKind::Gateway => {
            if !subnets.is_empty() || !security.is_empty() {
                return Err(errors::invalid("Subnets and security groups are not supported for gateway endpoints."));
            }
            if private_dns == Some(true) {
                return Err(errors::invalid("Private DNS cannot be enabled for gateway endpoints."));
            }
            tables_fit(region, call.region, vpc, name, &tables)?;
        }
        EndpointKind::Interface => {
            if !tables.is_empty() {
                return Err(errors::invalid("Route tables are not supported for interface endpoints."));
            }
            subnets_fit(region, call.region, vpc, &service, &[], &subnets)?;
            groups::all_in(region, vpc, &security)?;
            if security.is_empty() {
                // The VPC's default group, which every VPC has.
                let default = region.groups.iter().find(|(_, group)| group.vpc == vpc && group.name == "default");
                security.extend(default.map(|(id, _)| id.clone()));
            }
        }
    }
    // AWS takes private DNS for granted where the service has a name for it; not for S3 and DynamoDB, whose names the
    // gateway endpoints serve.
    let gateway_too = services::find(call.region, name, EndpointKind::Gateway).is_some();
    let private_dns = match private_dns {
        Some(wanted) => wanted,
        None => service.kind == EndpointKind::Interface && !service.private_dns.is_empty() && !gateway_too,
    };
    if private_dns {
        private_dns_possible(region, call.region, vpc, &service, None)?;
    }
    let new = tags::specified(params, "vpc-endpoint")?;
    let id = ids::new("vpce");
    let mut placed = Vec::new();
    for subnet in subnets {
        let interface = interfaces::place(region, &id, &subnet, &security)?;
        placed.push((subnet, interface));
    }
    let endpoint = Endpoint {
        kind: service.kind,
        vpc: vpc.to_owned(),
        service: name.to_owned(),
        created: call.now,
        policy,
        route_tables: tables,
        subnets: placed,
        groups: security,
        private_dns,
        tags: new,
    };
    if let Some(token) = params.get("ClientToken") {
        region.tokens.insert(token.to_owned(), Token { request: request(params), endpoint: id.clone() });
    }
    let answer = answer(call, region, &id, &endpoint);
    region.endpoints.insert(id, endpoint);
    Ok(Some(answer))
}

/// A new endpoint is "pending" in the answer that tells of it.
fn answer(call: &Call<'_>, region: &Region, id: &str, endpoint: &Endpoint) -> Xml {
    let mut xml = Xml::default();
    let state = if endpoint.kind == EndpointKind::Gateway { "available" } else { "pending" };
    xml.element("vpcEndpoint", |xml| write(xml, call, region, id, endpoint, state));
    xml.optional("clientToken", call.params.get("ClientToken"));
    xml
}

/// What a request asks for, whatever its token.
fn request(params: &Params) -> String {
    let mut said = ["VpcId", "ServiceName", "VpcEndpointType", "PolicyDocument", "PrivateDnsEnabled"]
        .map(|name| params.get(name).unwrap_or_default().to_owned())
        .to_vec();
    said.extend(["SubnetId", "SecurityGroupId", "RouteTableId"].map(|list| params.ec2_list(list).join(",")));
    said.join("\n")
}

/// The endpoint that this very request made before, known by its token.
fn made_before(region: &Region, params: &Params) -> Result<Option<(String, Endpoint)>, ApiError> {
    let Some(token) = params.get("ClientToken").and_then(|token| region.tokens.get(token)) else { return Ok(None) };
    if token.request != request(params) {
        return Err(errors::error(
            "IdempotentParameterMismatch",
            "The client token you have provided is already used with different parameters.",
        ));
    }
    match region.endpoints.get(&token.endpoint) {
        Some(endpoint) => Ok(Some((token.endpoint.clone(), endpoint.clone()))),
        None => Err(errors::no_endpoint(&token.endpoint)),
    }
}

/// The service in the kind that the request asks for, `Gateway` where it does not say.
fn service(call: &Call<'_>, name: &str) -> Result<Service, ApiError> {
    let wanted = match call.params.get("VpcEndpointType") {
        None | Some("Gateway") => EndpointKind::Gateway,
        Some("Interface") => EndpointKind::Interface,
        Some(other) => {
            return Err(errors::value(format!("Value ({other}) for parameter vpcEndpointType is invalid.")));
        }
    };
    let kinds: Vec<EndpointKind> = services::of(call.region)
        .into_iter()
        .filter(|service| service.name == name)
        .map(|service| service.kind)
        .collect();
    if kinds.is_empty() {
        return Err(errors::no_service(name));
    }
    services::find(call.region, name, wanted).ok_or_else(|| {
        let kinds: Vec<&str> = kinds.into_iter().map(EndpointKind::name).collect();
        errors::invalid(format!(
            "Endpoint type ({}) does not match available service types ([{}]).",
            wanted.name(),
            kinds.join(", ")
        ))
    })
}

fn within_quota(region: &Region, vpc: &str, kind: EndpointKind) -> Result<(), ApiError> {
    let of_kind = region.endpoints.values().filter(|endpoint| endpoint.kind == kind);
    let full = match kind {
        EndpointKind::Gateway => of_kind.count() >= MOST_GATEWAYS,
        EndpointKind::Interface => of_kind.filter(|endpoint| endpoint.vpc == vpc).count() >= MOST_INTERFACES,
    };
    if full {
        return Err(errors::error("VpcEndpointLimitExceeded", "The maximum number of VPC endpoints has been reached."));
    }
    Ok(())
}

/// The policy of a request, which must be one.
pub(super) fn policy(params: &Params, service: &Service) -> Result<Option<String>, ApiError> {
    let Some(text) = params.get("PolicyDocument").filter(|text| !text.is_empty()) else { return Ok(None) };
    if !service.policy {
        return Err(errors::invalid(format!("Endpoint policies are not supported for service {}.", service.name)));
    }
    let refused = |message: String| Err(errors::error("InvalidPolicyDocument", message));
    if text.chars().count() > MOST_POLICY {
        return refused(format!("The policy document is longer than {MOST_POLICY} characters."));
    }
    match grammar::check(text, PolicyKind::Resource) {
        Ok(()) => Ok(Some(text.to_owned())),
        Err(error) => refused(error.message),
    }
}

/// Route tables of the VPC that have no route to the same service yet.
pub(super) fn tables_fit(
    region: &Region,
    name: &str,
    vpc: &str,
    service: &str,
    tables: &[String],
) -> Result<(), ApiError> {
    for id in tables {
        match region.route_tables.get(id) {
            None => {
                let message = format!("The route table ID '{id}' does not exist");
                return Err(errors::error("InvalidRouteTableId.NotFound", message));
            }
            Some(table) if table.vpc != vpc => {
                return Err(errors::invalid(format!("Route table {id} and VPC {vpc} belong to different networks.")));
            }
            Some(_) => {}
        }
        let list = services::prefix_list_id(name, service);
        if super::routes::of_endpoints(region, name, id).any(|(other, _)| other == list) {
            let message = format!("route table {id} already has a route with destination-prefix-list-id {list}");
            return Err(errors::error("RouteAlreadyExists", message));
        }
    }
    Ok(())
}

/// Subnets of the VPC, each in another zone that the service has, beside those where the endpoint is already.
pub(super) fn subnets_fit(
    region: &Region,
    name: &str,
    vpc: &str,
    service: &Service,
    present: &[&str],
    subnets: &[String],
) -> Result<(), ApiError> {
    let zone = |id: &str| region.subnets.get(id).map(|subnet| subnet.zone.as_str());
    let mut taken: Vec<&str> = present.iter().filter_map(|id| zone(id)).collect();
    for id in subnets {
        let Some(subnet) = region.subnets.get(id) else {
            return Err(errors::error("InvalidSubnetId.NotFound", format!("The subnet ID '{id}' does not exist")));
        };
        if subnet.vpc != vpc {
            return Err(errors::invalid(format!("Subnet {id} and VPC {vpc} belong to different networks.")));
        }
        if !services::zones(name, service).contains(&subnet.zone) {
            return Err(errors::invalid(format!(
                "The VPC endpoint service {} does not support the availability zone of the subnet: {id}.",
                service.name
            )));
        }
        if taken.contains(&subnet.zone.as_str()) {
            return Err(errors::error(
                "DuplicateSubnetsInSameZone",
                format!(
                    "Found another VPC endpoint subnet in the availability zone of {id}. VPC endpoint subnets should be \
                     in different availability zones supported by the VPC endpoint service."
                ),
            ));
        }
        taken.push(&subnet.zone);
    }
    Ok(())
}

/// Private DNS needs a name, both attributes of the VPC, and no other endpoint that has the name there.
pub(super) fn private_dns_possible(
    region: &Region,
    name: &str,
    vpc: &str,
    service: &Service,
    own: Option<&str>,
) -> Result<(), ApiError> {
    let Some(dns_name) = service.private_dns.first() else {
        return Err(errors::invalid(format!(
            "Private DNS can't be enabled because the service {} does not provide a private DNS name.",
            service.name
        )));
    };
    if region.vpcs.get(vpc).is_none_or(|vpc| !vpc.dns_support || !vpc.dns_hostnames) {
        return Err(errors::invalid(format!(
            "Enabling private DNS requires both enableDnsSupport and enableDnsHostnames VPC attributes set to true for \
             {vpc}"
        )));
    }
    let others = region.endpoints.iter().filter(|(id, endpoint)| {
        Some(id.as_str()) != own && endpoint.vpc == vpc && endpoint.private_dns && endpoint.kind == service.kind
    });
    let conflict = others
        .filter_map(|(_, endpoint)| services::find(name, &endpoint.service, endpoint.kind))
        .any(|other| other.private_dns.contains(dns_name));
    if conflict {
        return Err(errors::invalid(format!(
            "private-dns-enabled cannot be set because there is already a conflicting DNS domain for {dns_name} in the \
             VPC {vpc}"
        )));
    }
    Ok(())
}

/// Deletes what is there, and tells of each endpoint that is not.
pub(super) fn delete(account: &mut Account, call: &Call<'_>) -> Answer {
    input::not_dry(call.params)?;
    let wanted = input::ids(call.params, "VpcEndpointId");
    if wanted.is_empty() {
        return Err(errors::missing("VpcEndpointIds"));
    }
    let region = account.ec2.region_mut(call.region);
    let mut unsuccessful = Vec::new();
    for id in wanted {
        match region.endpoints.remove(&id) {
            Some(endpoint) => {
                for (_, interface) in &endpoint.subnets {
                    region.interfaces.remove(interface);
                }
            }
            None => unsuccessful.push((errors::no_endpoint(&id), id)),
        }
    }
    let mut xml = Xml::default();
    xml.items("unsuccessful", unsuccessful, |xml, (error, id)| {
        xml.text("resourceId", id);
        xml.element("error", |xml| {
            xml.text("code", error.code);
            xml.text("message", &error.message);
        });
    });
    Ok(Some(xml))
}
