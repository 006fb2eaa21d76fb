//! Network interfaces: those of interface endpoints come and go with them.

use std::net::Ipv4Addr;

use super::errors;
use super::ids;
use super::listing::{self, one};
use super::state::{Interface, Region, Tags};
use crate::ACCOUNT_ID;
use crate::account::Account;
use crate::error::ApiError;
use crate::protocol::xml::Xml;
use crate::service::{Answer, Call};

pub(super) fn describe(account: &Account, call: &Call<'_>) -> Answer {
    let region = account.ec2.region(call.region);
    let none = Tags::new();
    let subnet = |interface: &Interface| region.subnets.get(&interface.subnet).cloned();
    let of_subnet =
        |interface: &Interface| subnet(interface).map(|subnet| (subnet.vpc, subnet.zone)).unwrap_or_default();
    let page = listing::page(call, "NetworkInterfaceId", &region.interfaces, errors::no_interface, |id, interface| {
        let (vpc, zone) = of_subnet(interface);
        listing::passes(call.params, &none, |filter| match filter {
            "network-interface-id" => one(id),
            "subnet-id" => one(&interface.subnet),
            "vpc-id" => one(&vpc),
            "availability-zone" => one(&zone),
            "group-id" => Some(interface.groups.clone()),
            "description" => one(&interface.description),
            "interface-type" => one(&interface.kind),
            "status" => one("in-use"),
            "owner-id" => one(ACCOUNT_ID),
            _ => None,
        })
    })?;
    let mut xml = Xml::default();
    xml.items("networkInterfaceSet", &page.items, |xml, (id, interface)| {
        let (vpc, zone) = of_subnet(interface);
        xml.text("networkInterfaceId", id);
        xml.text("subnetId", &interface.subnet);
        xml.text("vpcId", vpc);
        xml.text("availabilityZone", zone);
        xml.text("description", &interface.description);
        xml.text("ownerId", ACCOUNT_ID);
        xml.text("requesterManaged", interface.kind == "vpc_endpoint");
        xml.text("status", "in-use");
        xml.text("interfaceType", &interface.kind);
        xml.text("privateIpAddress", &interface.address);
        super::groups::write_names(xml, &region, &interface.groups);
        xml.element("tagSet", |_| ());
    });
    page.write_end(&mut xml);
    Ok(Some(xml))
}

/// Puts the interface of an endpoint into a subnet and gives its id.
pub(super) fn place(region: &mut Region, endpoint: &str, subnet: &str, groups: &[String]) -> Result<String, ApiError> {
    let present = region.subnets.get(subnet).ok_or_else(|| errors::no_subnet(subnet))?;
    let full = || {
        let message = format!("insufficient free addresses in subnet '{subnet}', needed 1");
        errors::error("InsufficientFreeAddressesInSubnet", message)
    };
    if super::subnets::free(region, subnet, present) == 0 {
        return Err(full());
    }
    let base: Ipv4Addr =
        present.cidr.split('/').next().and_then(|base| base.parse().ok()).unwrap_or(Ipv4Addr::UNSPECIFIED);
    let taken = |address: &str| region.interfaces.values().any(|interface| interface.address == address);
    // The first four addresses are AWS's own.
    let address = (4 + present.taken..)
        .map(|offset| Ipv4Addr::from(u32::from(base).wrapping_add(offset)).to_string())
        .find(|address| !taken(address))
        .ok_or_else(full)?;
    let id = ids::new("eni");
    region.interfaces.insert(
        id.clone(),
        Interface {
            subnet: subnet.to_owned(),
            address,
            groups: groups.to_vec(),
            description: format!("VPC Endpoint Interface {endpoint}"),
            kind: "vpc_endpoint".to_owned(),
        },
    );
    Ok(id)
}
