//! The calls of EC2.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::network::{EndpointKind, Peer, Rule};
use crate::call::Output;
use crate::cli::{Line, one_line};
pub use crate::kms::call::STEP_TAG;
use crate::tag::Tag;

/// One call of EC2 that changes an account.
///
/// The journal keeps calls as JSON, so a variant or a field once released keeps its name.
///
/// What makes something carries [`STEP_TAG`] among its tags, by which it is known again when no answer came. It carries
/// no `ClientToken`: each call is sent once, and a token that was used would make nothing where an undo takes back a
/// deletion.
///
/// Source: <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Operations.html>
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "call", rename_all_fields = "camelCase")]
#[allow(missing_docs, reason = "the variants and fields are those of the EC2 API reference")]
pub enum Ec2Call {
    #[serde(rename = "ec2:CreateVpcEndpoint")]
    CreateVpcEndpoint {
        vpc: String,
        service: String,
        kind: EndpointKind,
        /// Of an interface endpoint.
        subnets: Vec<String>,
        /// Of an interface endpoint.
        groups: Vec<String>,
        /// Of a gateway endpoint.
        route_tables: Vec<String>,
        /// Everything is let through where there is none.
        policy: Option<String>,
        private_dns: bool,
        /// Among them [`STEP_TAG`].
        tags: Vec<Tag>,
    },
    #[serde(rename = "ec2:ModifyVpcEndpoint")]
    ModifyVpcEndpoint { endpoint: String, change: EndpointChange },
    #[serde(rename = "ec2:DeleteVpcEndpoints")]
    DeleteVpcEndpoint { endpoint: String },
    #[serde(rename = "ec2:CreateSecurityGroup")]
    CreateSecurityGroup {
        vpc: String,
        name: String,
        description: String,
        /// Among them [`STEP_TAG`].
        tags: Vec<Tag>,
    },
    #[serde(rename = "ec2:DeleteSecurityGroup")]
    DeleteSecurityGroup { group: String },
    #[serde(rename = "ec2:AuthorizeSecurityGroupIngress")]
    AuthorizeIngress { group: String, rules: Vec<Rule> },
    #[serde(rename = "ec2:AuthorizeSecurityGroupEgress")]
    AuthorizeEgress { group: String, rules: Vec<Rule> },
    #[serde(rename = "ec2:RevokeSecurityGroupIngress")]
    RevokeIngress { group: String, rules: Vec<Rule> },
    #[serde(rename = "ec2:RevokeSecurityGroupEgress")]
    RevokeEgress { group: String, rules: Vec<Rule> },
    #[serde(rename = "ec2:ModifyVpcAttribute")]
    ModifyVpcAttribute { vpc: String, attribute: VpcAttribute, on: bool },
    #[serde(rename = "ec2:ModifySubnetAttribute")]
    ModifySubnetAttribute { subnet: String, public_addresses: bool },
    /// Of a VPC, into a bucket.
    #[serde(rename = "ec2:CreateFlowLogs")]
    CreateFlowLog {
        vpc: String,
        /// `ALL`, `ACCEPT` or `REJECT`.
        traffic: String,
        /// The ARN of a bucket, with a prefix.
        bucket: String,
        /// Among them [`STEP_TAG`].
        tags: Vec<Tag>,
    },
    #[serde(rename = "ec2:DeleteFlowLogs")]
    DeleteFlowLog { flow_log: String },
    #[serde(rename = "ec2:CreateTags")]
    CreateTags { resource: String, tags: Vec<Tag> },
    #[serde(rename = "ec2:DeleteTags")]
    DeleteTags { resource: String, tags: Vec<Tag> },
}

/// What of an endpoint is changed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[allow(missing_docs, reason = "the fields are the parameters of ModifyVpcEndpoint")]
pub struct EndpointChange {
    pub add_subnets: Vec<String>,
    pub remove_subnets: Vec<String>,
    pub add_groups: Vec<String>,
    pub remove_groups: Vec<String>,
    pub add_route_tables: Vec<String>,
    pub remove_route_tables: Vec<String>,
    pub policy: Option<String>,
    pub private_dns: Option<bool>,
}

impl EndpointChange {
    /// Nothing is changed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// The attributes of a VPC that private DNS needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum VpcAttribute {
    /// The VPC has a DNS server.
    EnableDnsSupport,
    /// What is in the VPC has names.
    EnableDnsHostnames,
}

impl VpcAttribute {
    const fn option(self) -> &'static str {
        match self {
            Self::EnableDnsSupport => "dns-support",
            Self::EnableDnsHostnames => "dns-hostnames",
        }
    }
}

impl Ec2Call {
    /// The action that the call needs, `ec2:CreateVpcEndpoint`.
    #[must_use]
    pub const fn action(&self) -> &'static str {
        match self {
            Self::CreateVpcEndpoint { .. } => "ec2:CreateVpcEndpoint",
            Self::ModifyVpcEndpoint { .. } => "ec2:ModifyVpcEndpoint",
            Self::DeleteVpcEndpoint { .. } => "ec2:DeleteVpcEndpoints",
            Self::CreateSecurityGroup { .. } => "ec2:CreateSecurityGroup",
            Self::DeleteSecurityGroup { .. } => "ec2:DeleteSecurityGroup",
            Self::AuthorizeIngress { .. } => "ec2:AuthorizeSecurityGroupIngress",
            Self::AuthorizeEgress { .. } => "ec2:AuthorizeSecurityGroupEgress",
            Self::RevokeIngress { .. } => "ec2:RevokeSecurityGroupIngress",
            Self::RevokeEgress { .. } => "ec2:RevokeSecurityGroupEgress",
            Self::ModifyVpcAttribute { .. } => "ec2:ModifyVpcAttribute",
            Self::ModifySubnetAttribute { .. } => "ec2:ModifySubnetAttribute",
            Self::CreateFlowLog { .. } => "ec2:CreateFlowLogs",
            Self::DeleteFlowLog { .. } => "ec2:DeleteFlowLogs",
            Self::CreateTags { .. } => "ec2:CreateTags",
            Self::DeleteTags { .. } => "ec2:DeleteTags",
        }
    }

    /// What the call does, as one sentence.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::CreateVpcEndpoint { vpc, service, kind: EndpointKind::Gateway, route_tables, .. } => {
                format!("Create a gateway endpoint for {service} in {vpc}, with routes in {}.", list(route_tables))
            }
            Self::CreateVpcEndpoint { vpc, service, subnets, private_dns, .. } => {
                let dns = if *private_dns { ", with private DNS" } else { ", without private DNS" };
                format!("Create an interface endpoint for {service} in {vpc}, in {}{dns}.", list(subnets))
            }
            Self::ModifyVpcEndpoint { endpoint, change } => {
                format!("Change {}: {}.", said("the endpoint", endpoint), change_words(change))
            }
            Self::DeleteVpcEndpoint { endpoint } => format!("Delete {}.", said("the endpoint", endpoint)),
            Self::CreateSecurityGroup { vpc, name, .. } => format!("Create the security group {name} in {vpc}."),
            Self::DeleteSecurityGroup { group } => format!("Delete {}.", said("the security group", group)),
            Self::AuthorizeIngress { group, rules } => {
                format!("Let into {}: {}.", said("the security group", group), rule_words(rules))
            }
            Self::AuthorizeEgress { group, rules } => {
                format!("Let out of {}: {}.", said("the security group", group), rule_words(rules))
            }
            Self::RevokeIngress { group, rules } => {
                format!("No longer let into {}: {}.", said("the security group", group), rule_words(rules))
            }
            Self::RevokeEgress { group, rules } => {
                format!("No longer let out of {}: {}.", said("the security group", group), rule_words(rules))
            }
            Self::ModifyVpcAttribute { vpc, attribute, on } => {
                let to = if *on { "on" } else { "off" };
                let what = match attribute {
                    VpcAttribute::EnableDnsSupport => "DNS support",
                    VpcAttribute::EnableDnsHostnames => "DNS hostnames",
                };
                format!("Turn {what} {to} in {vpc}.")
            }
            Self::ModifySubnetAttribute { subnet, public_addresses: true } => {
                format!("Give public addresses to what starts in {subnet}.")
            }
            Self::ModifySubnetAttribute { subnet, public_addresses: false } => {
                format!("Give no public addresses to what starts in {subnet}.")
            }
            Self::CreateFlowLog { vpc, traffic, bucket, .. } => {
                let what = match traffic.as_str() {
                    "ACCEPT" => "the accepted traffic",
                    "REJECT" => "the refused traffic",
                    _ => "all traffic",
                };
                format!("Log {what} of {vpc} into {bucket}.")
            }
            Self::DeleteFlowLog { flow_log } => {
                format!("Delete {}; what it wrote stays.", said("the flow log", flow_log))
            }
            Self::CreateTags { resource, tags } => format!("Tag {resource}: {}.", names(tags)),
            Self::DeleteTags { resource, tags } => format!("Remove tags from {resource}: {}.", names(tags)),
        }
    }

    pub(crate) fn line(&self) -> Line {
        let line = |command| Line::new("ec2", command);
        let rules = |command, group: &str, rules: &[Rule]| {
            line(command).option("group-id", group).option("ip-permissions", &permissions_json(rules).to_string())
        };
        match self {
            Self::CreateVpcEndpoint {
                vpc,
                service,
                kind,
                subnets,
                groups,
                route_tables,
                policy,
                private_dns,
                tags,
            } => {
                let line = line("create-vpc-endpoint")
                    .option("vpc-id", vpc)
                    .option("service-name", service)
                    .option("vpc-endpoint-type", kind.name());
                let line = listed(line, "subnet-ids", subnets);
                let line = listed(line, "security-group-ids", groups);
                let line = listed(line, "route-table-ids", route_tables)
                    .option_if("policy-document", policy.as_deref().map(one_line).as_deref());
                let line = match (kind, private_dns) {
                    (EndpointKind::Interface, true) => line.flag_if("private-dns-enabled", true),
                    (EndpointKind::Interface, false) => line.flag_if("no-private-dns-enabled", true),
                    _ => line,
                };
                line.json("tag-specifications", &specification("vpc-endpoint", tags), tags.is_empty())
            }
            Self::ModifyVpcEndpoint { endpoint, change } => {
                let mut line = line("modify-vpc-endpoint").option("vpc-endpoint-id", endpoint);
                for (name, ids) in [
                    ("add-subnet-ids", &change.add_subnets),
                    ("remove-subnet-ids", &change.remove_subnets),
                    ("add-security-group-ids", &change.add_groups),
                    ("remove-security-group-ids", &change.remove_groups),
                    ("add-route-table-ids", &change.add_route_tables),
                    ("remove-route-table-ids", &change.remove_route_tables),
                ] {
                    line = listed(line, name, ids);
                }
                line.option_if("policy-document", change.policy.as_deref().map(one_line).as_deref())
                    .flag_if("private-dns-enabled", change.private_dns == Some(true))
                    .flag_if("no-private-dns-enabled", change.private_dns == Some(false))
            }
            Self::DeleteVpcEndpoint { endpoint } => line("delete-vpc-endpoints").option("vpc-endpoint-ids", endpoint),
            Self::CreateSecurityGroup { vpc, name, description, tags } => line("create-security-group")
                .option("group-name", name)
                .option("description", description)
                .option("vpc-id", vpc)
                .json("tag-specifications", &specification("security-group", tags), tags.is_empty()),
            Self::DeleteSecurityGroup { group } => line("delete-security-group").option("group-id", group),
            Self::AuthorizeIngress { group, rules: these } => rules("authorize-security-group-ingress", group, these),
            Self::AuthorizeEgress { group, rules: these } => rules("authorize-security-group-egress", group, these),
            Self::RevokeIngress { group, rules: these } => rules("revoke-security-group-ingress", group, these),
            Self::RevokeEgress { group, rules: these } => rules("revoke-security-group-egress", group, these),
            Self::ModifyVpcAttribute { vpc, attribute, on } => {
                let no = if *on { "" } else { "no-" };
                line("modify-vpc-attribute")
                    .option("vpc-id", vpc)
                    .flag_if(&format!("{no}enable-{}", attribute.option()), true)
            }
            Self::ModifySubnetAttribute { subnet, public_addresses } => {
                let no = if *public_addresses { "" } else { "no-" };
                line("modify-subnet-attribute")
                    .option("subnet-id", subnet)
                    .flag_if(&format!("{no}map-public-ip-on-launch"), true)
            }
            Self::CreateFlowLog { vpc, traffic, bucket, tags } => line("create-flow-logs")
                .option("resource-type", "VPC")
                .option("resource-ids", vpc)
                .option("traffic-type", traffic)
                .option("log-destination-type", "s3")
                .option("log-destination", bucket)
                .json("tag-specifications", &specification("vpc-flow-log", tags), tags.is_empty()),
            Self::DeleteFlowLog { flow_log } => line("delete-flow-logs").option("flow-log-ids", flow_log),
            Self::CreateTags { resource, tags } => line("create-tags").option("resources", resource).tags(tags),
            Self::DeleteTags { resource, tags } => line("delete-tags").option("resources", resource).tags(tags),
        }
    }

    /// The endpoint policy that the call writes, if it writes one, with a title for it.
    #[must_use]
    pub fn document(&self) -> Option<(String, &str)> {
        match self {
            Self::CreateVpcEndpoint { policy: Some(policy), service, .. } => {
                Some((format!("Endpoint policy for {service}"), policy))
            }
            Self::ModifyVpcEndpoint { change: EndpointChange { policy: Some(policy), .. }, .. } => {
                Some(("Endpoint policy".to_owned(), policy))
            }
            _ => None,
        }
    }

    /// What the call makes that only EC2 can name.
    #[must_use]
    pub const fn output(&self) -> Option<Output> {
        match self {
            Self::CreateVpcEndpoint { .. } => {
                Some(Output { name: "VpcEndpointId", thing: "endpoint", query: "VpcEndpoint.VpcEndpointId" })
            }
            Self::CreateSecurityGroup { .. } => {
                Some(Output { name: "GroupId", thing: "security group", query: "GroupId" })
            }
            Self::CreateFlowLog { .. } => Some(Output { name: "FlowLogId", thing: "flow log", query: "FlowLogIds[0]" }),
            _ => None,
        }
    }
}

/// Something in words: its kind and its id, or the reference alone, which becomes words of its own.
fn said(kind: &str, id: &str) -> String {
    if id.starts_with("{{") { id.to_owned() } else { format!("{kind} {id}") }
}

fn list(ids: &[String]) -> String {
    match ids {
        [] => "nothing yet".to_owned(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

fn names(tags: &[Tag]) -> String {
    tags.iter().map(|tag| tag.key.as_str()).collect::<Vec<_>>().join(", ")
}

fn rule_words(rules: &[Rule]) -> String {
    rules.iter().map(Rule::words).collect::<Vec<_>>().join("; ")
}

fn change_words(change: &EndpointChange) -> String {
    let mut words = Vec::new();
    for (what, ids) in [
        ("add", &change.add_subnets),
        ("remove", &change.remove_subnets),
        ("add", &change.add_groups),
        ("remove", &change.remove_groups),
        ("add", &change.add_route_tables),
        ("remove", &change.remove_route_tables),
    ] {
        if !ids.is_empty() {
            words.push(format!("{what} {}", list(ids)));
        }
    }
    if change.policy.is_some() {
        words.push("replace its policy".to_owned());
    }
    match change.private_dns {
        Some(true) => words.push("turn private DNS on".to_owned()),
        Some(false) => words.push("turn private DNS off".to_owned()),
        None => {}
    }
    words.join("; ")
}

fn listed(line: Line, name: &str, ids: &[String]) -> Line {
    if ids.is_empty() { line } else { line.list(name, ids) }
}

fn specification(kind: &str, tags: &[Tag]) -> Value {
    let tags: Vec<Value> = tags.iter().map(|tag| json!({ "Key": tag.key, "Value": tag.value })).collect();
    json!([{ "ResourceType": kind, "Tags": tags }])
}

fn permissions_json(rules: &[Rule]) -> Value {
    rules
        .iter()
        .map(|rule| {
            let (list, member) = match &rule.peer {
                Peer::Ipv4(_) => ("IpRanges", "CidrIp"),
                Peer::Ipv6(_) => ("Ipv6Ranges", "CidrIpv6"),
                Peer::PrefixList(_) => ("PrefixListIds", "PrefixListId"),
                Peer::Group(_) => ("UserIdGroupPairs", "GroupId"),
            };
            let mut peer = json!({ member: rule.peer.id() });
            let mut permission = json!({ "IpProtocol": rule.protocol });
            if let (Some(peer), Some(description)) = (peer.as_object_mut(), &rule.description) {
                peer.insert("Description".to_owned(), description.clone().into());
            }
            if let Some(permission) = permission.as_object_mut() {
                if let Some((from, to)) = rule.ports {
                    permission.insert("FromPort".to_owned(), from.into());
                    permission.insert("ToPort".to_owned(), to.into());
                }
                permission.insert(list.to_owned(), json!([peer]));
            }
            permission
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tag() -> Vec<Tag> {
        vec![Tag { key: STEP_TAG.into(), value: "x".into() }]
    }

    #[test]
    fn an_interface_endpoint_is_said_and_written_out() {
        let call = Ec2Call::CreateVpcEndpoint {
            vpc: "vpc-1".into(),
            service: "com.amazonaws.eu-west-1.kms".into(),
            kind: EndpointKind::Interface,
            subnets: vec!["subnet-1".into(), "subnet-2".into()],
            groups: vec!["{{1.GroupId}}".into()],
            route_tables: Vec::new(),
            policy: None,
            private_dns: true,
            tags: tag(),
        };
        assert_eq!(
            call.words(),
            "Create an interface endpoint for com.amazonaws.eu-west-1.kms in vpc-1, in subnet-1 and subnet-2, with \
             private DNS."
        );
        assert_eq!(
            call.line().finish(),
            "aws ec2 create-vpc-endpoint --vpc-id vpc-1 --service-name com.amazonaws.eu-west-1.kms --vpc-endpoint-type \
             Interface --subnet-ids subnet-1 subnet-2 --security-group-ids '{{1.GroupId}}' --private-dns-enabled \
             --tag-specifications '[{\"ResourceType\":\"vpc-endpoint\",\"Tags\":[{\"Key\":\"gatehouse:step\",\"Value\":\"x\"}]}]'"
        );
    }

    #[test]
    fn a_rule_is_written_as_the_cli_takes_it() {
        let rule = Rule { description: Some("jobs".into()), ..Rule::https(Peer::Group("sg-2".into())) };
        let call = Ec2Call::AuthorizeIngress { group: "sg-1".into(), rules: vec![rule] };
        assert_eq!(call.words(), "Let into the security group sg-1: HTTPS (tcp 443) with sg-2.");
        assert_eq!(
            call.line().finish(),
            "aws ec2 authorize-security-group-ingress --group-id sg-1 --ip-permissions \
             '[{\"IpProtocol\":\"tcp\",\"FromPort\":443,\"ToPort\":443,\"UserIdGroupPairs\":[{\"GroupId\":\"sg-2\",\"Description\":\"jobs\"}]}]'"
        );
    }

    #[test]
    fn a_flow_log_is_said_and_written_out() {
        let call = Ec2Call::CreateFlowLog {
            vpc: "vpc-1".into(),
            traffic: "ALL".into(),
            bucket: "arn:aws:s3:::logs/flow-logs/".into(),
            tags: tag(),
        };
        assert_eq!(call.words(), "Log all traffic of vpc-1 into arn:aws:s3:::logs/flow-logs/.");
        assert_eq!(
            call.line().finish(),
            "aws ec2 create-flow-logs --resource-type VPC --resource-ids vpc-1 --traffic-type ALL --log-destination-type \
             s3 --log-destination arn:aws:s3:::logs/flow-logs/ --tag-specifications \
             '[{\"ResourceType\":\"vpc-flow-log\",\"Tags\":[{\"Key\":\"gatehouse:step\",\"Value\":\"x\"}]}]'"
        );
        let call = Ec2Call::ModifySubnetAttribute { subnet: "subnet-1".into(), public_addresses: false };
        assert!(call.line().finish().ends_with("--subnet-id subnet-1 --no-map-public-ip-on-launch"));
    }

    #[test]
    fn a_change_says_all_that_it_changes() {
        let change = EndpointChange {
            add_subnets: vec!["subnet-1".into()],
            remove_groups: vec!["sg-1".into()],
            private_dns: Some(false),
            ..EndpointChange::default()
        };
        let call = Ec2Call::ModifyVpcEndpoint { endpoint: "vpce-1".into(), change };
        assert_eq!(call.words(), "Change the endpoint vpce-1: add subnet-1; remove sg-1; turn private DNS off.");
        assert!(call.line().finish().ends_with("--no-private-dns-enabled"));
        let json = serde_json::to_string(&call).unwrap();
        assert_eq!(serde_json::from_str::<Ec2Call>(&json).unwrap(), call);
    }
}
