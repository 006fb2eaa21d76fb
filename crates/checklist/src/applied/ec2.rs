//! What calls of EC2 do to the network.

use gatehouse_plan::ec2::call::{EndpointChange, VpcAttribute};
use gatehouse_plan::ec2::flow_log::FlowLog;
use gatehouse_plan::ec2::network::{Endpoint, Group, Network, Peer, Rule, Vpc};
use gatehouse_plan::{Ec2Call, reference};

use crate::state::AccountState;

/// What EC2 gives an endpoint for which nobody wrote a policy.
///
/// Source: <https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html#default-endpoint-policy>
const DEFAULT_POLICY: &str = r#"{
  "Version": "2008-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*" }
  ]
}"#;

impl AccountState {
    pub(super) fn apply_ec2(&mut self, at: usize, call: &Ec2Call) -> Option<()> {
        match call {
            Ec2Call::CreateFlowLog { vpc, traffic, bucket, .. } => {
                self.flow_logs.items.push(FlowLog {
                    id: reference::to(at, "FlowLogId"),
                    of: vpc.clone(),
                    active: true,
                    traffic: traffic.clone(),
                    bucket: Some(bucket.clone()),
                });
                return Some(());
            }
            Ec2Call::DeleteFlowLog { flow_log } => {
                self.flow_logs.items.retain(|log| &log.id != flow_log);
                return Some(());
            }
            _ => {}
        }
        let now = self.now.clone();
        let network = self.network.as_mut()?;
        match call {
            Ec2Call::CreateVpcEndpoint {
                vpc,
                service,
                kind,
                subnets,
                groups,
                route_tables,
                policy,
                private_dns,
                tags,
            } => network.endpoints.push(Endpoint {
                id: reference::to(at, "VpcEndpointId"),
                vpc: vpc.clone(),
                service: service.clone(),
                kind: *kind,
                state: "available".to_owned(),
                subnets: subnets.clone(),
                groups: groups.clone(),
                route_tables: route_tables.clone(),
                policy: Some(policy.as_deref().unwrap_or(DEFAULT_POLICY).to_owned()),
                private_dns: *private_dns,
                dns_names: Vec::new(),
                requester_managed: false,
                created: now,
                tags: tags.clone(),
            }),
            Ec2Call::ModifyVpcEndpoint { endpoint, change } => {
                modify(network.endpoints.iter_mut().find(|other| &other.id == endpoint)?, change);
            }
            Ec2Call::DeleteVpcEndpoint { endpoint } => network.endpoints.retain(|other| &other.id != endpoint),
            Ec2Call::CreateSecurityGroup { vpc, name, description, tags } => network.groups.push(Group {
                id: reference::to(at, "GroupId"),
                name: name.clone(),
                description: description.clone(),
                vpc: vpc.clone(),
                ingress: Vec::new(),
                // A new group lets everything out.
                egress: vec![Rule {
                    protocol: "-1".to_owned(),
                    ports: None,
                    peer: Peer::Ipv4("0.0.0.0/0".to_owned()),
                    description: None,
                }],
                tags: tags.clone(),
            }),
            Ec2Call::DeleteSecurityGroup { group } => network.groups.retain(|other| &other.id != group),
            Ec2Call::AuthorizeIngress { group, rules } => add(&mut group_mut(network, group)?.ingress, rules),
            Ec2Call::AuthorizeEgress { group, rules } => add(&mut group_mut(network, group)?.egress, rules),
            Ec2Call::RevokeIngress { group, rules } => remove(&mut group_mut(network, group)?.ingress, rules),
            Ec2Call::RevokeEgress { group, rules } => remove(&mut group_mut(network, group)?.egress, rules),
            Ec2Call::ModifyVpcAttribute { vpc, attribute, on } => {
                let vpc = network.vpcs.iter_mut().find(|other| &other.id == vpc)?;
                *attribute_mut(vpc, *attribute) = Some(*on);
            }
            Ec2Call::ModifySubnetAttribute { subnet, public_addresses } => {
                network.subnets.iter_mut().find(|other| &other.id == subnet)?.public_addresses = *public_addresses;
            }
            Ec2Call::CreateTags { .. }
            | Ec2Call::DeleteTags { .. }
            | Ec2Call::CreateFlowLog { .. }
            | Ec2Call::DeleteFlowLog { .. } => return None,
        }
        Some(())
    }
}

fn modify(endpoint: &mut Endpoint, change: &EndpointChange) {
    let apply = |list: &mut Vec<String>, add: &[String], remove: &[String]| {
        list.retain(|id| !remove.contains(id));
        list.extend(add.iter().filter(|id| !list.contains(id)).cloned().collect::<Vec<_>>());
    };
    apply(&mut endpoint.subnets, &change.add_subnets, &change.remove_subnets);
    apply(&mut endpoint.groups, &change.add_groups, &change.remove_groups);
    apply(&mut endpoint.route_tables, &change.add_route_tables, &change.remove_route_tables);
    if change.policy.is_some() {
        endpoint.policy.clone_from(&change.policy);
    }
    endpoint.private_dns = change.private_dns.unwrap_or(endpoint.private_dns);
}

fn group_mut<'n>(network: &'n mut Network, id: &str) -> Option<&'n mut Group> {
    network.groups.iter_mut().find(|group| group.id == id)
}

fn add(list: &mut Vec<Rule>, rules: &[Rule]) {
    list.extend(rules.iter().cloned());
}

fn remove(list: &mut Vec<Rule>, rules: &[Rule]) {
    list.retain(|rule| !rules.iter().any(|gone| gone.is_same(rule)));
}

const fn attribute_mut(vpc: &mut Vpc, attribute: VpcAttribute) -> &mut Option<bool> {
    match attribute {
        VpcAttribute::EnableDnsSupport => &mut vpc.dns_support,
        VpcAttribute::EnableDnsHostnames => &mut vpc.dns_hostnames,
    }
}
