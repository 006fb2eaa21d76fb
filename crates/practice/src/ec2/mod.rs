//! EC2, as far as a workload's network goes: VPCs with their subnets, route tables and security groups as they are, and
//! VPC endpoints that come, change and go. VPCs and subnets themselves are not made here.
//!
//! As in a new account of AWS, each Region has a default VPC from the beginning: see `defaults`.
//!
//! Source of every operation: <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Operations.html>

mod defaults;
mod demands;
mod endpoints;
mod errors;
mod flow_logs;
mod groups;
mod ids;
mod input;
mod interfaces;
mod listing;
mod modify;
mod routes;
mod rules;
mod services;
mod state;
mod subnets;
mod tags;
mod vpcs;

pub(crate) use defaults::zones;
pub(crate) use state::{
    Endpoint, EndpointKind, FlowLog, Group, Interface, Peer, Region, Route, RouteTable, Rule, State, Subnet, Tags, Vpc,
};

use crate::service::{Declare, Operation, Run};

/// The operation of this name, if the practice account knows it.
pub(crate) fn operation(name: &str) -> Option<Operation> {
    use Run::{Read, Write};
    use demands::{
        endpoint, endpoints as these_endpoints, everything, flow_logs as these_flow_logs, group, new_endpoint,
        new_flow_logs, new_group, subnet, tagged, vpc,
    };
    let (declare, run): (Declare, Run) = match name {
        "DescribeVpcs" => (everything, Read(vpcs::describe)),
        "DescribeVpcAttribute" => (vpc, Read(vpcs::describe_attribute)),
        "ModifyVpcAttribute" => (vpc, Write(vpcs::modify_attribute)),
        "DescribeSubnets" => (everything, Read(subnets::describe)),
        "ModifySubnetAttribute" => (subnet, Write(subnets::modify_attribute)),
        "DescribeAvailabilityZones" => (everything, Read(subnets::describe_zones)),
        "DescribeRouteTables" => (everything, Read(routes::describe)),
        "DescribeNetworkInterfaces" => (everything, Read(interfaces::describe)),

        "DescribeSecurityGroups" => (everything, Read(groups::describe)),
        "CreateSecurityGroup" => (new_group, Write(groups::create)),
        "DeleteSecurityGroup" => (group, Write(groups::delete)),
        "DescribeSecurityGroupRules" => (everything, Read(rules::describe)),
        "AuthorizeSecurityGroupIngress" => (group, Write(rules::authorize_ingress)),
        "AuthorizeSecurityGroupEgress" => (group, Write(rules::authorize_egress)),
        "RevokeSecurityGroupIngress" => (group, Write(rules::revoke_ingress)),
        "RevokeSecurityGroupEgress" => (group, Write(rules::revoke_egress)),

        "DescribeVpcEndpointServices" => (everything, Read(services::describe)),
        "DescribePrefixLists" => (everything, Read(services::describe_prefix_lists)),
        "DescribeVpcEndpoints" => (everything, Read(endpoints::describe)),
        "CreateVpcEndpoint" => (new_endpoint, Write(endpoints::create)),
        "ModifyVpcEndpoint" => (endpoint, Write(modify::modify)),
        "DeleteVpcEndpoints" => (these_endpoints, Write(endpoints::delete)),

        "DescribeFlowLogs" => (everything, Read(flow_logs::describe)),
        "CreateFlowLogs" => (new_flow_logs, Write(flow_logs::create)),
        "DeleteFlowLogs" => (these_flow_logs, Write(flow_logs::delete)),

        "CreateTags" => (tagged, Write(tags::create)),
        "DeleteTags" => (tagged, Write(tags::delete)),
        _ => return None,
    };
    Some(Operation { declare, run })
}
