//! The services that endpoints can be made for, and their prefix lists.

use std::sync::LazyLock;

use super::defaults;
use super::errors;
use super::ids;
use super::listing::{self, one};
use super::state::{EndpointKind, Tags};
use crate::account::Account;
use crate::protocol::xml::Xml;
use crate::service::{Answer, Call};

const TABLE: &str = include_str!("../../data/endpoint-services.tsv");

/// A service of the table, in one kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Service {
    pub(super) name: String,
    pub(super) kind: EndpointKind,
    /// Names that mean the endpoint's addresses where private DNS is on.
    pub(super) private_dns: Vec<String>,
    pub(super) policy: bool,
}

/// The services of a Region, the same name twice where both kinds exist.
pub(super) fn of(region: &str) -> Vec<Service> {
    static LINES: LazyLock<Vec<Vec<&str>>> = LazyLock::new(|| {
        let lines = TABLE.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
        lines.map(|line| line.split('\t').collect()).collect()
    });
    LINES.iter().filter_map(|fields| parse(fields, region)).collect()
}

fn parse(fields: &[&str], region: &str) -> Option<Service> {
    let [name, kind, private_dns, policy] = fields else { return None };
    let here = |text: &str| text.replace("{region}", region);
    Some(Service {
        name: here(name),
        kind: if *kind == "Gateway" { EndpointKind::Gateway } else { EndpointKind::Interface },
        private_dns: private_dns.split(' ').filter(|name| *name != "-").map(here).collect(),
        policy: *policy == "yes",
    })
}

/// The service of this name and kind.
pub(super) fn find(region: &str, name: &str, kind: EndpointKind) -> Option<Service> {
    of(region).into_iter().find(|service| service.name == name && service.kind == kind)
}

/// The zones of the Region in which the service can be reached: in the practice account, all of them.
pub(super) fn zones(region: &str, _: &Service) -> Vec<String> {
    defaults::zones(region).into_iter().map(|(name, _)| name).collect()
}

pub(super) fn describe(_: &Account, call: &Call<'_>) -> Answer {
    let wanted = call.params.ec2_list("ServiceName");
    let all = of(call.region);
    if let Some(strange) = wanted.iter().find(|wanted| !all.iter().any(|service| service.name == **wanted)) {
        return Err(errors::no_service(strange));
    }
    let none = Tags::new();
    let mut shown = Vec::new();
    for service in all {
        let passes = listing::passes(call.params, &none, |filter| match filter {
            "service-name" => one(&service.name),
            "service-type" => one(service.kind.name()),
            "owner" => one("amazon"),
            "supported-ip-address-types" => one("ipv4"),
            _ => None,
        })?;
        if passes && (wanted.is_empty() || wanted.contains(&service.name.as_str())) {
            shown.push(service);
        }
    }
    let mut xml = Xml::default();
    xml.element("serviceNameSet", |xml| {
        let mut names: Vec<&str> = shown.iter().map(|service| service.name.as_str()).collect();
        names.sort_unstable();
        names.dedup();
        names.into_iter().for_each(|name| xml.text("item", name));
    });
    xml.items("serviceDetailSet", &shown, |xml, service| {
        xml.text("serviceName", &service.name);
        xml.text("serviceId", ids::derived("vpce-svc", &format!("{} {}", service.name, service.kind.name())));
        xml.items("serviceType", [service.kind], |xml, kind| xml.text("serviceType", kind.name()));
        xml.element("availabilityZoneSet", |xml| {
            zones(call.region, service).iter().for_each(|zone| xml.text("item", zone));
        });
        xml.text("owner", "amazon");
        xml.element("baseEndpointDnsNameSet", |xml| xml.text("item", base_dns_name(call.region, &service.name)));
        xml.optional("privateDnsName", service.private_dns.first());
        xml.items("privateDnsNameSet", &service.private_dns, |xml, name| xml.text("privateDnsName", name));
        xml.text("vpcEndpointPolicySupported", service.policy);
        xml.text("acceptanceRequired", false);
        xml.text("managesVpcEndpoints", false);
        xml.element("tagSet", |_| ());
        if !service.private_dns.is_empty() {
            xml.text("privateDnsNameVerificationState", "verified");
        }
        xml.element("supportedIpAddressTypeSet", |xml| xml.text("item", "ipv4"));
    });
    Ok(Some(xml))
}

/// `kms.eu-west-1.vpce.amazonaws.com`: the service's own part comes before the Region, last word first.
pub(super) fn base_dns_name(region: &str, service: &str) -> String {
    let own: Vec<&str> =
        service.split('.').filter(|part| !["com", "aws", "amazonaws", region].contains(part)).rev().collect();
    format!("{}.{region}.vpce.amazonaws.com", own.join("."))
}

/// The id of the prefix list of a gateway service.
pub(super) fn prefix_list_id(region: &str, service: &str) -> String {
    let id = ids::derived("pl", &format!("{region} {service}"));
    // AWS's own prefix lists have short ids.
    id.get(..11).unwrap_or(&id).to_owned()
}

pub(super) fn describe_prefix_lists(_: &Account, call: &Call<'_>) -> Answer {
    let lists: std::collections::BTreeMap<String, Service> = of(call.region)
        .into_iter()
        .filter(|service| service.kind == EndpointKind::Gateway)
        .map(|service| (prefix_list_id(call.region, &service.name), service))
        .collect();
    let none = Tags::new();
    let page = listing::page(call, "PrefixListId", &lists, errors::no_prefix_list, |id, service| {
        listing::passes(call.params, &none, |filter| match filter {
            "prefix-list-id" => one(id),
            "prefix-list-name" => one(&service.name),
            _ => None,
        })
    })?;
    let mut xml = Xml::default();
    xml.items("prefixListSet", &page.items, |xml, (id, service)| {
        xml.text("prefixListId", id);
        xml.text("prefixListName", &service.name);
        // Addresses that AWS keeps for documentation: the practice account routes no packets.
        xml.element("cidrSet", |xml| {
            xml.text("item", if service.name.ends_with(".s3") { "198.51.100.0/25" } else { "198.51.100.128/25" });
        });
    });
    page.write_end(&mut xml);
    Ok(Some(xml))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_table_is_a_service() {
        let lines = TABLE.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
        for line in lines {
            let fields: Vec<&str> = line.split('\t').collect();
            let service = parse(&fields, "eu-west-1").unwrap_or_else(|| panic!("{line}"));
            assert!(service.name.contains(".eu-west-1."), "{line}");
            assert!(["Gateway", "Interface"].contains(&fields[1]) && ["yes", "no"].contains(&fields[3]), "{line}");
        }
        assert!(of("eu-west-1").len() > 30);
    }

    #[test]
    fn a_services_dns_name_is_turned_round() {
        assert_eq!(
            base_dns_name("eu-west-1", "com.amazonaws.eu-west-1.sagemaker.api"),
            "api.sagemaker.eu-west-1.vpce.amazonaws.com"
        );
    }
}
