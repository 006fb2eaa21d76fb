//! EC2's errors in its words. All of them come with HTTP status 400.
//!
//! Source: <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html>; the sentences, which that page
//! does not give, are those that people quote when they ask for help.

use crate::error::ApiError;

pub(super) fn error(code: &'static str, message: impl Into<String>) -> ApiError {
    ApiError::new(400, code, message)
}

pub(super) fn missing(parameter: &str) -> ApiError {
    error("MissingParameter", format!("The request must contain the parameter {parameter}"))
}

/// What a parameter says is not possible here.
pub(super) fn invalid(message: impl Into<String>) -> ApiError {
    error("InvalidParameter", message)
}

/// A parameter's value is none that there is.
pub(super) fn value(message: impl Into<String>) -> ApiError {
    error("InvalidParameterValue", message)
}

pub(super) fn combination(message: impl Into<String>) -> ApiError {
    error("InvalidParameterCombination", message)
}

pub(super) fn no_vpc(id: &str) -> ApiError {
    error("InvalidVpcID.NotFound", format!("The vpc ID '{id}' does not exist"))
}

pub(super) fn no_flow_log(id: &str) -> ApiError {
    error("InvalidFlowLogId.NotFound", format!("These flow log ids in the input list are not found: [{id}]"))
}

pub(super) fn same_flow_log() -> ApiError {
    let message = "There is an existing Flow Log with the same configuration and log destination.";
    error("FlowLogAlreadyExists", message)
}

pub(super) fn no_log_destination(bucket: &str) -> ApiError {
    error("InvalidParameterValue", format!("LogDestination: {bucket} does not exist."))
}

pub(super) fn no_subnet(id: &str) -> ApiError {
    error("InvalidSubnetID.NotFound", format!("The subnet ID '{id}' does not exist"))
}

pub(super) fn no_route_table(id: &str) -> ApiError {
    error("InvalidRouteTableID.NotFound", format!("The routeTable ID '{id}' does not exist"))
}

pub(super) fn no_group(id: &str) -> ApiError {
    error("InvalidGroup.NotFound", format!("The security group '{id}' does not exist"))
}

pub(super) fn no_rule(id: &str) -> ApiError {
    error("InvalidSecurityGroupRuleId.NotFound", format!("The security group rule ID '{id}' does not exist"))
}

pub(super) fn no_interface(id: &str) -> ApiError {
    error("InvalidNetworkInterfaceID.NotFound", format!("The networkInterface ID '{id}' does not exist"))
}

pub(super) fn no_endpoint(id: &str) -> ApiError {
    error("InvalidVpcEndpointId.NotFound", format!("The Vpc Endpoint Id '{id}' does not exist"))
}

pub(super) fn no_service(name: &str) -> ApiError {
    error("InvalidServiceName", format!("The Vpc Endpoint Service '{name}' does not exist"))
}

pub(super) fn no_prefix_list(id: &str) -> ApiError {
    error("InvalidPrefixListId.NotFound", format!("The prefix list ID '{id}' does not exist"))
}

pub(super) fn no_resource(id: &str) -> ApiError {
    error("InvalidID", format!("The ID '{id}' is not valid"))
}
