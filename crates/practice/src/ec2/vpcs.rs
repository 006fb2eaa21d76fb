//! VPCs and their two attributes of DNS.

use super::errors;
use super::input;
use super::listing::{self, one};
use super::tags;
use crate::ACCOUNT_ID;
use crate::account::Account;
use crate::protocol::xml::Xml;
use crate::service::{Answer, Call};

pub(super) fn describe(account: &Account, call: &Call<'_>) -> Answer {
    let region = account.ec2.region(call.region);
    let page = listing::page(call, "VpcId", &region.vpcs, errors::no_vpc, |id, vpc| {
        listing::passes(call.params, &vpc.tags, |filter| match filter {
            "vpc-id" => one(id),
            "cidr" | "cidr-block" | "cidr-block-association.cidr-block" => one(&vpc.cidr),
            "is-default" | "isDefault" => one(vpc.is_default.to_string()),
            "state" => one("available"),
            "owner-id" => one(ACCOUNT_ID),
            _ => None,
        })
    })?;
    let mut xml = Xml::default();
    xml.items("vpcSet", &page.items, |xml, (id, vpc)| {
        xml.text("vpcId", id);
        xml.text("ownerId", ACCOUNT_ID);
        xml.text("state", "available");
        xml.text("cidrBlock", &vpc.cidr);
        xml.items("cidrBlockAssociationSet", [()], |xml, ()| {
            xml.text("associationId", super::ids::derived("vpc-cidr-assoc", id));
            xml.text("cidrBlock", &vpc.cidr);
            xml.element("cidrBlockState", |xml| xml.text("state", "associated"));
        });
        xml.text("instanceTenancy", "default");
        xml.text("isDefault", vpc.is_default);
        tags::write(xml, &vpc.tags);
    });
    page.write_end(&mut xml);
    Ok(Some(xml))
}

pub(super) fn describe_attribute(account: &Account, call: &Call<'_>) -> Answer {
    let id = input::required(call.params, "VpcId")?;
    let region = account.ec2.region(call.region);
    let vpc = region.vpcs.get(id).ok_or_else(|| errors::no_vpc(id))?;
    let attribute = input::required(call.params, "Attribute")?;
    let value = match attribute {
        "enableDnsSupport" => vpc.dns_support,
        "enableDnsHostnames" => vpc.dns_hostnames,
        "enableNetworkAddressUsageMetrics" => false,
        other => return Err(errors::value(format!("Value ({other}) for parameter attribute is invalid."))),
    };
    let mut xml = Xml::default();
    xml.text("vpcId", id);
    xml.element(attribute, |xml| xml.text("value", value));
    Ok(Some(xml))
}

/// One attribute at a time.
pub(super) fn modify_attribute(account: &mut Account, call: &Call<'_>) -> Answer {
    let id = input::required(call.params, "VpcId")?;
    let support = input::flag(call.params, "EnableDnsSupport.Value")?;
    let hostnames = input::flag(call.params, "EnableDnsHostnames.Value")?;
    let vpc = account.ec2.region_mut(call.region).vpcs.get_mut(id).ok_or_else(|| errors::no_vpc(id))?;
    match (support, hostnames) {
        (Some(_), Some(_)) => {
            return Err(errors::combination(
                "Fields for multiple attribute types specified: enableDnsHostnames, enableDnsSupport",
            ));
        }
        (None, None) => return Err(errors::error("MissingParameter", "No attributes specified.")),
        (Some(on), None) => vpc.dns_support = on,
        (None, Some(on)) => vpc.dns_hostnames = on,
    }
    Ok(None)
}
