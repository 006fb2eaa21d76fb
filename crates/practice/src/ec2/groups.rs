//! Security groups.
//!
//! Source: <https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html>

use super::errors;
use super::listing::{self, one};
use super::rules;
use super::state::{Group, Peer, Region, Rule};
use super::{ids, input, tags};
use crate::ACCOUNT_ID;
use crate::account::Account;
use crate::error::ApiError;
use crate::protocol::xml::Xml;
use crate::service::{Answer, Call};

pub(super) fn describe(account: &Account, call: &Call<'_>) -> Answer {
    let region = account.ec2.region(call.region);
    let names = call.params.ec2_list("GroupName");
    let page = listing::page(call, "GroupId", &region.groups, errors::no_group, |id, group| {
        // A name alone means a group of the default VPC.
        let named = names.is_empty() || (names.contains(&group.name.as_str()) && is_default(&region, &group.vpc));
        let passes = listing::passes(call.params, &group.tags, |filter| match filter {
            "group-id" => one(id),
            "group-name" => one(&group.name),
            "description" => one(&group.description),
            "vpc-id" => one(&group.vpc),
            "owner-id" => one(ACCOUNT_ID),
            _ => None,
        })?;
        Ok(named && passes)
    })?;
    if let Some(missing) = names.iter().find(|name| !page.items.iter().any(|(_, group)| group.name == **name)) {
        return Err(errors::error(
            "InvalidGroup.NotFound",
            format!("The security group '{missing}' does not exist in default VPC"),
        ));
    }
    let mut xml = Xml::default();
    xml.items("securityGroupInfo", &page.items, |xml, (id, group)| {
        xml.text("ownerId", ACCOUNT_ID);
        xml.text("groupId", id);
        xml.text("securityGroupArn", arn(call, id));
        xml.text("groupName", &group.name);
        xml.text("groupDescription", &group.description);
        xml.text("vpcId", &group.vpc);
        permissions(xml, "ipPermissions", group, false);
        permissions(xml, "ipPermissionsEgress", group, true);
        tags::write(xml, &group.tags);
    });
    page.write_end(&mut xml);
    Ok(Some(xml))
}

fn is_default(region: &Region, vpc: &str) -> bool {
    region.vpcs.get(vpc).is_some_and(|vpc| vpc.is_default)
}

pub(super) fn arn(call: &Call<'_>, id: &str) -> String {
    format!("arn:aws:ec2:{}:{ACCOUNT_ID}:security-group/{id}", call.region)
}

/// The rules of one direction, those of the same protocol and ports together.
fn permissions(xml: &mut Xml, name: &str, group: &Group, egress: bool) {
    let mut kinds: Vec<(&str, Option<(i32, i32)>)> = Vec::new();
    let rules: Vec<&Rule> = group.rules.iter().filter(|rule| rule.egress == egress).collect();
    for rule in &rules {
        let kind = (rule.protocol.as_str(), rule.ports);
        if !kinds.contains(&kind) {
            kinds.push(kind);
        }
    }
    xml.items(name, kinds, |xml, (protocol, ports)| {
        xml.text("ipProtocol", protocol);
        xml.optional("fromPort", ports.map(|(from, _)| from));
        xml.optional("toPort", ports.map(|(_, to)| to));
        let here = |wanted: fn(&Peer) -> Option<&String>| {
            let here = rules.iter().filter(|rule| (rule.protocol.as_str(), rule.ports) == (protocol, ports));
            here.filter_map(|rule| wanted(&rule.peer).map(|peer| (peer, &rule.description))).collect::<Vec<_>>()
        };
        let list = |xml: &mut Xml, list: &str, member: &str, owner: bool, found: Vec<(&String, &Option<String>)>| {
            xml.items(list, found, |xml, (peer, description)| {
                if owner {
                    xml.text("userId", ACCOUNT_ID);
                }
                xml.text(member, peer);
                xml.optional("description", description.as_ref());
            });
        };
        let groups = here(|peer| if let Peer::Group(id) = peer { Some(id) } else { None });
        list(xml, "groups", "groupId", true, groups);
        list(
            xml,
            "ipRanges",
            "cidrIp",
            false,
            here(|peer| if let Peer::Ipv4(cidr) = peer { Some(cidr) } else { None }),
        );
        let ipv6 = here(|peer| if let Peer::Ipv6(cidr) = peer { Some(cidr) } else { None });
        list(xml, "ipv6Ranges", "cidrIpv6", false, ipv6);
        let lists = here(|peer| if let Peer::PrefixList(id) = peer { Some(id) } else { None });
        list(xml, "prefixListIds", "prefixListId", false, lists);
    });
}

/// `groupSet` of things that have groups.
pub(super) fn write_names(xml: &mut Xml, region: &Region, groups: &[String]) {
    xml.items("groupSet", groups, |xml, id| {
        xml.text("groupId", id);
        xml.optional("groupName", region.groups.get(id).map(|group| &group.name));
    });
}

pub(super) fn create(account: &mut Account, call: &Call<'_>) -> Answer {
    let name = input::required(call.params, "GroupName")?;
    let description = input::required(call.params, "GroupDescription")?;
    text(name, "groupName", "names")?;
    text(description, "groupDescription", "descriptions")?;
    if name.starts_with("sg-") {
        return Err(errors::value(format!(
            "Invalid value '{name}' for groupName. Group names may not be in the format sg-*"
        )));
    }
    if name == "default" {
        let message = format!("Cannot use reserved security group name: {name}");
        return Err(errors::error("InvalidParameterValue", message));
    }
    let new = tags::specified(call.params, "security-group")?;
    let region = account.ec2.region_mut(call.region);
    let vpc = match call.params.get("VpcId") {
        Some(id) if region.vpcs.contains_key(id) => id.to_owned(),
        Some(id) => return Err(errors::no_vpc(id)),
        None => match region.vpcs.iter().find(|(_, vpc)| vpc.is_default) {
            Some((id, _)) => id.clone(),
            None => return Err(errors::error("VPCIdNotSpecified", "No default VPC for this user")),
        },
    };
    if region.groups.values().any(|group| group.vpc == vpc && group.name == name) {
        let message = format!("The security group '{name}' already exists for VPC '{vpc}'");
        return Err(errors::error("InvalidGroup.Duplicate", message));
    }
    let id = ids::new("sg");
    // A new group lets everything out.
    let out = Rule {
        id: ids::new("sgr"),
        egress: true,
        protocol: "-1".to_owned(),
        ports: None,
        peer: Peer::Ipv4("0.0.0.0/0".to_owned()),
        description: None,
    };
    let group = Group { name: name.to_owned(), description: description.to_owned(), vpc, rules: vec![out], tags: new };
    let mut xml = Xml::default();
    xml.text("return", true);
    xml.text("groupId", &id);
    xml.text("securityGroupArn", arn(call, &id));
    tags::write(&mut xml, &group.tags);
    region.groups.insert(id, group);
    Ok(Some(xml))
}

/// Source: <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSecurityGroup.html>
fn text(text: &str, parameter: &str, what: &str) -> Result<(), ApiError> {
    let allowed = |c: char| c.is_ascii_alphanumeric() || " ._-:/()#,@[]+=&;{}!$*".contains(c);
    if text.chars().count() < 256 && text.chars().all(allowed) {
        return Ok(());
    }
    Err(errors::value(format!(
        "Invalid value '{text}' for {parameter}. Valid {what} are strings less than 256 characters from the following \
         set:  a-zA-Z0-9. _-:/()#,@[]+=&;{{}}!$*"
    )))
}

pub(super) fn delete(account: &mut Account, call: &Call<'_>) -> Answer {
    let id = input::required(call.params, "GroupId")?;
    let region = account.ec2.region_mut(call.region);
    let group = region.groups.get(id).ok_or_else(|| errors::no_group(id))?;
    if group.name == "default" {
        let message = format!("the specified group: \"{id}\" name: \"default\" cannot be deleted by a user");
        return Err(errors::error("CannotDelete", message));
    }
    let in_use = region.interfaces.values().any(|interface| interface.groups.iter().any(|other| other == id));
    let others = region.groups.iter().filter(|(other, _)| *other != id);
    let named = others.flat_map(|(_, group)| &group.rules).any(|rule| rule.peer == Peer::Group(id.to_owned()));
    if in_use || named {
        return Err(errors::error("DependencyViolation", format!("resource {id} has a dependent object")));
    }
    region.groups.remove(id);
    let mut xml = Xml::default();
    xml.text("return", true);
    xml.text("groupId", id);
    Ok(Some(xml))
}

/// The group, to be changed.
pub(super) fn named<'a>(region: &'a mut Region, call: &Call<'_>) -> Result<(String, &'a mut Group), ApiError> {
    let id = input::required(call.params, "GroupId")?;
    let group = region.groups.get_mut(id).ok_or_else(|| errors::no_group(id))?;
    Ok((id.to_owned(), group))
}

/// Where every group of a list is there and in this VPC.
pub(super) fn all_in(region: &Region, vpc: &str, groups: &[String]) -> Result<(), ApiError> {
    for id in groups {
        match region.groups.get(id) {
            None => {
                return Err(errors::error(
                    "InvalidSecurityGroupID.NotFound",
                    format!("The security group ID '{id}' does not exist"),
                ));
            }
            Some(group) if group.vpc != vpc => {
                return Err(errors::invalid(format!(
                    "Security group {id} and VPC {vpc} belong to different networks."
                )));
            }
            Some(_) => {}
        }
    }
    Ok(())
}

/// Rules of groups as [`rules`] reads them name groups that are there.
pub(super) fn peers_exist(region: &Region, rules: &[rules::New]) -> Result<(), ApiError> {
    for rule in rules {
        if let Peer::Group(id) = &rule.peer
            && !region.groups.contains_key(id)
        {
            return Err(errors::no_group(id));
        }
    }
    Ok(())
}
