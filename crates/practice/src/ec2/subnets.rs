//! Subnets and Availability Zones.

use super::defaults;
use super::errors;
use super::input;
use super::listing::{self, one};
use super::state::{Region, Subnet};
use super::tags;
use crate::ACCOUNT_ID;
use crate::account::Account;
use crate::protocol::xml::Xml;
use crate::service::{Answer, Call};

pub(super) fn describe(account: &Account, call: &Call<'_>) -> Answer {
    let region = account.ec2.region(call.region);
    let zone_ids = defaults::zones(call.region);
    let zone_id = |zone: &str| zone_ids.iter().find(|(name, _)| name == zone).map_or("", |(_, id)| id.as_str());
    let page = listing::page(call, "SubnetId", &region.subnets, errors::no_subnet, |id, subnet| {
        listing::passes(call.params, &subnet.tags, |filter| match filter {
            "subnet-id" => one(id),
            "vpc-id" => one(&subnet.vpc),
            "availability-zone" | "availabilityZone" => one(&subnet.zone),
            "availability-zone-id" | "availabilityZoneId" => one(zone_id(&subnet.zone)),
            "cidr" | "cidr-block" | "cidrBlock" => one(&subnet.cidr),
            "default-for-az" | "defaultForAz" => one(subnet.default_for_zone.to_string()),
            "map-public-ip-on-launch" => one(subnet.public_addresses.to_string()),
            "state" => one("available"),
            "owner-id" => one(ACCOUNT_ID),
            _ => None,
        })
    })?;
    let mut xml = Xml::default();
    xml.items("subnetSet", &page.items, |xml, (id, subnet)| {
        xml.text("subnetId", id);
        xml.text("subnetArn", format!("arn:aws:ec2:{}:{ACCOUNT_ID}:subnet/{id}", call.region));
        xml.text("state", "available");
        xml.text("ownerId", ACCOUNT_ID);
        xml.text("vpcId", &subnet.vpc);
        xml.text("cidrBlock", &subnet.cidr);
        xml.text("availableIpAddressCount", free(&region, id, subnet));
        xml.text("availabilityZone", &subnet.zone);
        xml.text("availabilityZoneId", zone_id(&subnet.zone));
        xml.text("defaultForAz", subnet.default_for_zone);
        xml.text("mapPublicIpOnLaunch", subnet.public_addresses);
        tags::write(xml, &subnet.tags);
    });
    page.write_end(&mut xml);
    Ok(Some(xml))
}

/// Of the attributes, that what starts there gets a public address.
pub(super) fn modify_attribute(account: &mut Account, call: &Call<'_>) -> Answer {
    let id = input::required(call.params, "SubnetId")?;
    let wanted = input::flag(call.params, "MapPublicIpOnLaunch.Value")?;
    let wanted =
        wanted.ok_or_else(|| errors::value("The practice account knows the attribute MapPublicIpOnLaunch."))?;
    let subnets = &mut account.ec2.region_mut(call.region).subnets;
    subnets.get_mut(id).ok_or_else(|| errors::no_subnet(id))?.public_addresses = wanted;
    Ok(None)
}

/// Addresses that are left. AWS keeps five of each subnet for itself.
///
/// Source: <https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html>
pub(super) fn free(region: &Region, id: &str, subnet: &Subnet) -> u32 {
    let bits = subnet.cidr.split_once('/').and_then(|(_, bits)| bits.parse::<u32>().ok()).unwrap_or(32);
    let all = 1_u32.checked_shl(32_u32.saturating_sub(bits)).unwrap_or(u32::MAX);
    let interfaces = region.interfaces.values().filter(|interface| interface.subnet == id).count();
    all.saturating_sub(5 + subnet.taken).saturating_sub(u32::try_from(interfaces).unwrap_or(u32::MAX))
}

pub(super) fn describe_zones(_: &Account, call: &Call<'_>) -> Answer {
    let wanted = call.params.ec2_list("ZoneName");
    let zones = defaults::zones(call.region);
    if let Some(strange) = wanted.iter().find(|wanted| !zones.iter().any(|(name, _)| name == *wanted)) {
        return Err(errors::value(format!("Invalid availability zone: [{strange}]")));
    }
    let none = super::state::Tags::new();
    let mut shown = Vec::new();
    for (name, id) in &zones {
        let passes = listing::passes(call.params, &none, |filter| match filter {
            "zone-name" => one(name),
            "zone-id" => one(id),
            "region-name" => one(call.region),
            "state" => one("available"),
            "zone-type" => one("availability-zone"),
            "opt-in-status" => one("opt-in-not-required"),
            _ => None,
        })?;
        if passes && (wanted.is_empty() || wanted.contains(&name.as_str())) {
            shown.push((name, id));
        }
    }
    let mut xml = Xml::default();
    xml.items("availabilityZoneInfo", shown, |xml, (name, id)| {
        xml.text("zoneName", name);
        xml.text("zoneId", id);
        xml.text("zoneState", "available");
        xml.text("regionName", call.region);
        xml.text("zoneType", "availability-zone");
        xml.text("optInStatus", "opt-in-not-required");
        xml.text("groupName", call.region);
        xml.text("networkBorderGroup", call.region);
    });
    Ok(Some(xml))
}
