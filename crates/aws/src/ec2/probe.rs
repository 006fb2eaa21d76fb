//! Looking up whether a call of EC2 was carried out.

use aws_sdk_ec2::types::{Filter, VpcAttributeName};
use gatehouse_plan::ec2::call::{EndpointChange, STEP_TAG, VpcAttribute};
use gatehouse_plan::ec2::network::{Endpoint, Rule};
use gatehouse_plan::plan::same_document;
use gatehouse_plan::{Ec2Call, Outputs, Tag};

use super::{read, rules, tags};
use crate::account::Account;
use crate::error::AwsError;
use crate::perform::present;

/// Whether the account shows exactly what the call brings about, and then what EC2 named in carrying it out.
pub(crate) async fn shows(account: &Account, call: &Ec2Call) -> Result<Option<Outputs>, AwsError> {
    let ec2 = Ec2(&account.ec2);
    let shown = match call {
        Ec2Call::CreateVpcEndpoint { tags, .. } => {
            let Some(filter) = of_step(tags) else { return Ok(None) };
            let found = ec2.endpoints(filter).await?;
            return Ok(found.into_iter().find(Endpoint::is_there).map(|endpoint| named("VpcEndpointId", endpoint.id)));
        }
        Ec2Call::CreateSecurityGroup { tags, .. } => {
            let Some(filter) = of_step(tags) else { return Ok(None) };
            let groups = ec2.0.describe_security_groups().filters(filter).send().await?.security_groups;
            let id = groups.unwrap_or_default().into_iter().find_map(|group| group.group_id);
            return Ok(id.map(|id| named("GroupId", id)));
        }
        Ec2Call::ModifyVpcEndpoint { endpoint, change } => {
            ec2.endpoint(endpoint).await?.is_some_and(|endpoint| is_changed(&endpoint, change))
        }
        Ec2Call::DeleteVpcEndpoint { endpoint } => ec2.endpoint(endpoint).await?.is_none(),
        Ec2Call::DeleteSecurityGroup { group } => ec2.group(group).await?.is_none(),
        Ec2Call::AuthorizeIngress { group, rules } => {
            ec2.group(group).await?.is_some_and(|(ingress, _)| rules.iter().all(|rule| has(&ingress, rule)))
        }
        Ec2Call::AuthorizeEgress { group, rules } => {
            ec2.group(group).await?.is_some_and(|(_, egress)| rules.iter().all(|rule| has(&egress, rule)))
        }
        Ec2Call::RevokeIngress { group, rules } => {
            ec2.group(group).await?.is_none_or(|(ingress, _)| !rules.iter().any(|rule| has(&ingress, rule)))
        }
        Ec2Call::RevokeEgress { group, rules } => {
            ec2.group(group).await?.is_none_or(|(_, egress)| !rules.iter().any(|rule| has(&egress, rule)))
        }
        Ec2Call::ModifyVpcAttribute { vpc, attribute, on } => ec2.attribute(vpc, *attribute).await? == Some(*on),
        Ec2Call::ModifySubnetAttribute { subnet, public_addresses } => {
            let answer = ec2.0.describe_subnets().subnet_ids(subnet).send().await.map_err(Into::into);
            let found = present(answer)?.and_then(|answer| answer.subnets).unwrap_or_default();
            found.iter().any(|subnet| subnet.map_public_ip_on_launch == Some(*public_addresses))
        }
        Ec2Call::CreateFlowLog { tags, .. } => {
            let Some(filter) = of_step(tags) else { return Ok(None) };
            let logs = ec2.0.describe_flow_logs().filter(filter).send().await?.flow_logs;
            let id = logs.unwrap_or_default().into_iter().find_map(|log| log.flow_log_id);
            return Ok(id.map(|id| named("FlowLogId", id)));
        }
        Ec2Call::DeleteFlowLog { flow_log } => {
            let answer = ec2.0.describe_flow_logs().flow_log_ids(flow_log).send().await.map_err(Into::into);
            present(answer)?.and_then(|answer| answer.flow_logs).unwrap_or_default().is_empty()
        }
        Ec2Call::CreateTags { resource, tags } => {
            let found = ec2.tags(resource).await?;
            tags.iter().all(|tag| found.contains(tag))
        }
        Ec2Call::DeleteTags { resource, tags } => {
            let found = ec2.tags(resource).await?;
            !tags.iter().any(|tag| found.contains(tag))
        }
    };
    Ok(shown.then(Outputs::new))
}

fn named(name: &str, value: String) -> Outputs {
    Outputs::from([(name.to_owned(), value)])
}

/// What finds the thing that the step made.
fn of_step(tags: &[Tag]) -> Option<Filter> {
    let tag = tags.iter().find(|tag| tag.key == STEP_TAG)?;
    Some(Filter::builder().name(format!("tag:{STEP_TAG}")).values(&tag.value).build())
}

fn has(present: &[Rule], rule: &Rule) -> bool {
    present.iter().any(|other| other.is_same(rule))
}

/// Whether the endpoint is as the change wants it.
fn is_changed(endpoint: &Endpoint, change: &EndpointChange) -> bool {
    let lists = [
        (&endpoint.subnets, &change.add_subnets, &change.remove_subnets),
        (&endpoint.groups, &change.add_groups, &change.remove_groups),
        (&endpoint.route_tables, &change.add_route_tables, &change.remove_route_tables),
    ];
    let listed = lists.iter().all(|(present, added, removed)| {
        added.iter().all(|id| present.contains(id)) && !removed.iter().any(|id| present.contains(id))
    });
    let policy = change
        .policy
        .as_ref()
        .is_none_or(|policy| endpoint.policy.as_ref().is_some_and(|present| same_document(present, policy)));
    listed && policy && change.private_dns.is_none_or(|on| on == endpoint.private_dns)
}

struct Ec2<'a>(&'a aws_sdk_ec2::Client);

impl Ec2<'_> {
    async fn endpoints(&self, filter: Filter) -> Result<Vec<Endpoint>, AwsError> {
        let mut pages = self.0.describe_vpc_endpoints().filters(filter).into_paginator().items().send();
        let mut found = Vec::new();
        while let Some(endpoint) = pages.try_next().await? {
            found.push(read::endpoint(endpoint));
        }
        Ok(found)
    }

    /// The endpoint, unless it is gone or going.
    async fn endpoint(&self, id: &str) -> Result<Option<Endpoint>, AwsError> {
        let answer = present(self.0.describe_vpc_endpoints().vpc_endpoint_ids(id).send().await.map_err(Into::into))?;
        let found = answer.and_then(|answer| answer.vpc_endpoints).unwrap_or_default();
        Ok(found.into_iter().map(read::endpoint).find(Endpoint::is_there))
    }

    /// The rules of a group: in and out.
    async fn group(&self, id: &str) -> Result<Option<(Vec<Rule>, Vec<Rule>)>, AwsError> {
        let answer = present(self.0.describe_security_groups().group_ids(id).send().await.map_err(Into::into))?;
        let group = answer.and_then(|answer| answer.security_groups).unwrap_or_default().into_iter().next();
        let all = |permissions: Option<Vec<_>>| permissions.unwrap_or_default().into_iter().flat_map(rules).collect();
        Ok(group.map(|group| (all(group.ip_permissions), all(group.ip_permissions_egress))))
    }

    async fn attribute(&self, vpc: &str, attribute: VpcAttribute) -> Result<Option<bool>, AwsError> {
        let name = match attribute {
            VpcAttribute::EnableDnsSupport => VpcAttributeName::EnableDnsSupport,
            VpcAttribute::EnableDnsHostnames => VpcAttributeName::EnableDnsHostnames,
        };
        let request = self.0.describe_vpc_attribute().vpc_id(vpc).attribute(name);
        let answer = present(request.send().await.map_err(Into::into))?;
        Ok(answer.and_then(|answer| answer.enable_dns_support.or(answer.enable_dns_hostnames)?.value))
    }

    /// The tags of an endpoint or a security group, which are all that Gatehouse tags.
    async fn tags(&self, resource: &str) -> Result<Vec<Tag>, AwsError> {
        if resource.starts_with("vpce-") {
            return Ok(self.endpoint(resource).await?.map(|endpoint| endpoint.tags).unwrap_or_default());
        }
        let answer = present(self.0.describe_security_groups().group_ids(resource).send().await.map_err(Into::into))?;
        let group = answer.and_then(|answer| answer.security_groups).unwrap_or_default().into_iter().next();
        Ok(tags(group.and_then(|group| group.tags)))
    }
}
