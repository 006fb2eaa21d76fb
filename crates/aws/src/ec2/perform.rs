//! Carrying out one call of EC2.

use std::time::Duration;

use aws_sdk_ec2::config::Builder;
use aws_sdk_ec2::types::{
    AttributeBooleanValue, FlowLogsResourceType, LogDestinationType, ResourceType, TagSpecification, TrafficType,
    UnsuccessfulItem, VpcEndpointType,
};
use gatehouse_plan::ec2::call::{EndpointChange, VpcAttribute};
use gatehouse_plan::ec2::network::{EndpointKind, is_there};
use gatehouse_plan::{Ec2Call, Tag};

use super::{permissions, sdk_tags};
use crate::account::Account;
use crate::error::{AwsError, ErrorKind};
use crate::perform::{Performed, once, some};

/// How long an endpoint that is being deleted is waited for: what comes after may need its group, which its network
/// interfaces hold until they are gone.
const DELETION_WAIT: Duration = Duration::from_secs(180);
/// How often it is looked for.
const DELETION_LOOK: Duration = Duration::from_secs(5);

/// Sends a call, once.
pub(crate) async fn send(account: &Account, call: &Ec2Call) -> Result<Performed, AwsError> {
    let ec2 = &account.ec2;
    macro_rules! answered {
        ($request:expr) => {
            once!(Builder, $request).map(|answer| Performed::by(&answer))
        };
    }
    match call.clone() {
        Ec2Call::CreateVpcEndpoint { vpc, service, kind, subnets, groups, route_tables, policy, private_dns, tags } => {
            let interface = kind == EndpointKind::Interface;
            let request = ec2
                .create_vpc_endpoint()
                .vpc_id(vpc)
                .service_name(service)
                .vpc_endpoint_type(VpcEndpointType::from(kind.name()))
                .set_subnet_ids(some(subnets))
                .set_security_group_ids(some(groups))
                .set_route_table_ids(some(route_tables))
                .set_policy_document(policy)
                .set_private_dns_enabled(interface.then_some(private_dns))
                .set_tag_specifications(specification(ResourceType::VpcEndpoint, &tags));
            let answer = once!(Builder, request)?;
            let id = answer.vpc_endpoint().and_then(|endpoint| endpoint.vpc_endpoint_id());
            if id.is_none() {
                return Err(AwsError::nonsense("AWS made an endpoint and did not say which."));
            }
            Ok(Performed::by(&answer).naming("VpcEndpointId", id))
        }
        Ec2Call::ModifyVpcEndpoint { endpoint, change } => {
            let EndpointChange {
                add_subnets,
                remove_subnets,
                add_groups,
                remove_groups,
                add_route_tables,
                remove_route_tables,
                policy,
                private_dns,
            } = change;
            answered!(
                ec2.modify_vpc_endpoint()
                    .vpc_endpoint_id(endpoint)
                    .set_add_subnet_ids(some(add_subnets))
                    .set_remove_subnet_ids(some(remove_subnets))
                    .set_add_security_group_ids(some(add_groups))
                    .set_remove_security_group_ids(some(remove_groups))
                    .set_add_route_table_ids(some(add_route_tables))
                    .set_remove_route_table_ids(some(remove_route_tables))
                    .set_policy_document(policy)
                    .set_private_dns_enabled(private_dns)
            )
        }
        Ec2Call::DeleteVpcEndpoint { endpoint } => delete_endpoint(account, endpoint).await,
        Ec2Call::CreateSecurityGroup { vpc, name, description, tags } => {
            let request = ec2
                .create_security_group()
                .vpc_id(vpc)
                .group_name(name)
                .description(description)
                .set_tag_specifications(specification(ResourceType::SecurityGroup, &tags));
            let answer = once!(Builder, request)?;
            let id = answer.group_id();
            if id.is_none() {
                return Err(AwsError::nonsense("AWS made a security group and did not say which."));
            }
            Ok(Performed::by(&answer).naming("GroupId", id))
        }
        Ec2Call::DeleteSecurityGroup { group } => answered!(ec2.delete_security_group().group_id(group)),
        Ec2Call::AuthorizeIngress { group, rules } => answered!(
            ec2.authorize_security_group_ingress().group_id(group).set_ip_permissions(Some(permissions(&rules)))
        ),
        Ec2Call::AuthorizeEgress { group, rules } => answered!(
            ec2.authorize_security_group_egress().group_id(group).set_ip_permissions(Some(permissions(&rules)))
        ),
        Ec2Call::RevokeIngress { group, rules } => {
            answered!(ec2.revoke_security_group_ingress().group_id(group).set_ip_permissions(Some(permissions(&rules))))
        }
        Ec2Call::RevokeEgress { group, rules } => {
            answered!(ec2.revoke_security_group_egress().group_id(group).set_ip_permissions(Some(permissions(&rules))))
        }
        Ec2Call::ModifyVpcAttribute { vpc, attribute, on } => {
            let value = AttributeBooleanValue::builder().value(on).build();
            let request = ec2.modify_vpc_attribute().vpc_id(vpc);
            answered!(match attribute {
                VpcAttribute::EnableDnsSupport => request.enable_dns_support(value),
                VpcAttribute::EnableDnsHostnames => request.enable_dns_hostnames(value),
            })
        }
        Ec2Call::ModifySubnetAttribute { subnet, public_addresses } => {
            let value = AttributeBooleanValue::builder().value(public_addresses).build();
            answered!(ec2.modify_subnet_attribute().subnet_id(subnet).map_public_ip_on_launch(value))
        }
        Ec2Call::CreateFlowLog { vpc, traffic, bucket, tags } => {
            let request = ec2
                .create_flow_logs()
                .resource_type(FlowLogsResourceType::Vpc)
                .resource_ids(vpc)
                .traffic_type(TrafficType::from(traffic.as_str()))
                .log_destination_type(LogDestinationType::S3)
                .log_destination(bucket)
                .set_tag_specifications(specification(ResourceType::VpcFlowLog, &tags));
            let answer = once!(Builder, request)?;
            let performed = Performed::by(&answer);
            refused(answer.unsuccessful, &performed)?;
            let id = answer.flow_log_ids.unwrap_or_default().into_iter().next();
            if id.is_none() {
                return Err(AwsError::nonsense("AWS made a flow log and did not say which."));
            }
            Ok(performed.naming("FlowLogId", id.as_deref()))
        }
        Ec2Call::DeleteFlowLog { flow_log } => {
            let answer = once!(Builder, ec2.delete_flow_logs().flow_log_ids(flow_log))?;
            let performed = Performed::by(&answer);
            refused(answer.unsuccessful, &performed)?;
            Ok(performed)
        }
        Ec2Call::CreateTags { resource, tags } => {
            answered!(ec2.create_tags().resources(resource).set_tags(Some(sdk_tags(&tags))))
        }
        Ec2Call::DeleteTags { resource, tags } => {
            answered!(ec2.delete_tags().resources(resource).set_tags(Some(sdk_tags(&tags))))
        }
    }
}

/// EC2 answers some calls that it refuses like those that it carries out: the refusal stands in the answer.
fn refused(unsuccessful: Option<Vec<UnsuccessfulItem>>, performed: &Performed) -> Result<(), AwsError> {
    let Some(error) = unsuccessful.unwrap_or_default().into_iter().find_map(|item| item.error) else { return Ok(()) };
    Err(AwsError {
        kind: ErrorKind::Refused,
        code: error.code.unwrap_or_else(|| "Unsuccessful".to_owned()),
        message: error.message.unwrap_or_else(|| "AWS did not do it and did not say why.".to_owned()),
        request_id: performed.request_id.clone(),
    })
}

async fn delete_endpoint(account: &Account, endpoint: String) -> Result<Performed, AwsError> {
    let answer = once!(Builder, account.ec2.delete_vpc_endpoints().vpc_endpoint_ids(&endpoint))?;
    let performed = Performed::by(&answer);
    refused(answer.unsuccessful, &performed)?;
    // The deletion is done; whether it can be watched to its end changes nothing.
    let looking = async {
        while let Ok(true) = still_there(account, &endpoint).await {
            tokio::time::sleep(DELETION_LOOK).await;
        }
    };
    if tokio::time::timeout(DELETION_WAIT, looking).await.is_err() {
        tracing::warn!(endpoint, "is still being deleted");
    }
    Ok(performed)
}

/// Whether EC2 still shows the endpoint, also as one that is going.
async fn still_there(account: &Account, endpoint: &str) -> Result<bool, AwsError> {
    match account.ec2.describe_vpc_endpoints().vpc_endpoint_ids(endpoint).send().await.map_err(AwsError::from) {
        Ok(answer) => Ok(answer.vpc_endpoints.unwrap_or_default().iter().any(|endpoint| {
            let state = endpoint.state.as_ref().map_or("", |state| state.as_str());
            is_there(state) || state.eq_ignore_ascii_case("deleting")
        })),
        Err(error) if error.is_absent() => Ok(false),
        Err(error) => Err(error),
    }
}

fn specification(kind: ResourceType, tags: &[Tag]) -> Option<Vec<TagSpecification>> {
    some(sdk_tags(tags)).map(|tags| vec![TagSpecification::builder().resource_type(kind).set_tags(Some(tags)).build()])
}
