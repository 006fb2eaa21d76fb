//! Subnets and VPCs.

use gatehouse_checklist::{AccountState, Section};
use gatehouse_plan::Network;
use gatehouse_plan::ec2::flow_log::FlowLog;
use gatehouse_plan::ec2::network::{Part, Route};
use gatehouse_plan::sagemaker::resource::{Resource, ResourceKind};

use super::{but, declared, draft, inside, network, training, unlisted, with, without};
use crate::common::{ACCOUNT, Case, Mends, With, asks_nothing, fails, passes, refused, unknown};

pub(super) fn cases() -> Vec<Case> {
    [private(), room(), logged(), names()].into_iter().flatten().collect()
}

fn private() -> Vec<Case> {
    let gateway = Route { destination: "0.0.0.0/0".into(), target: "igw-1".into(), active: true };
    let public = || but(|network| network.route_tables[0].routes.push(gateway.clone()));
    let addresses = || but(|network| network.subnets[0].public_addresses = true);
    let addresses_alone = || {
        let mut network = without(Part::RouteTables);
        network.subnets[0].public_addresses = true;
        network
    };
    vec![
        fails("VP-11", "internet gateway", training(public()), "subnet-1")
            .shows(&["igw-1", "training job churn"])
            .mended(Mends::Steps),
        fails("VP-11", "public addresses", training(addresses()), "subnet-1")
            .shows(&["MapPublicIpOnLaunch", "true"])
            .mended(Mends::Plan),
        fails("VP-11", "public addresses, routes not read", training(addresses_alone()), "subnet-1"),
        fails("VP-11", "draft", draft(declared("churn", &[]), Some(public())), "subnet-2").mended(Mends::Steps),
        passes("VP-11", "private", training(network()), "subnet-1"),
        passes("VP-11", "the other one", training(addresses()), "subnet-2"),
        passes("VP-11", "draft", draft(declared("churn", &[]), Some(network())), "subnet-1"),
        unknown("VP-11", training(without(Part::RouteTables)), "subnet-1", "ec2:DescribeRouteTables"),
        unknown("VP-11", training(without(Part::Subnets)), "churn", "ec2:DescribeSubnets"),
    ]
}

fn room() -> Vec<Case> {
    let free = |one: i32, other: i32| {
        but(|network| (network.subnets[0].free_addresses, network.subnets[1].free_addresses) = (one, other))
    };
    let job = |count: i32, kind: &str, status: &str| Resource {
        instances: Some(count),
        instance_type: Some(kind.into()),
        status: Some(status.into()),
        ..inside(ResourceKind::TrainingJob, "churn")
    };
    let of = |network: Network, job: Resource| -> AccountState { with(network).thing(job) };
    let four = || job(4, "ml.m5.xlarge", "Completed");
    let hosted = |network: Network| {
        let config = Resource {
            models: vec!["churn".into()],
            instances: Some(3),
            ..inside(ResourceKind::EndpointConfig, "live")
        };
        of(network, inside(ResourceKind::Model, "churn")).thing(config)
    };
    vec![
        fails("VP-12", "job", of(free(7, 7), four()), "churn")
            .shows(&["8 addresses", "AvailableIpAddressCount of subnet-1"])
            .mended(Mends::Steps),
        fails("VP-12", "EFA", of(free(9, 9), job(2, "ml.p4d.24xlarge", "Failed")), "churn").mended(Mends::Steps),
        fails("VP-12", "model", hosted(free(3, 2)), "churn").shows(&["change over"]).mended(Mends::Steps),
        fails("VP-12", "workload", with(free(1, 0)).workload(declared("churn", &[])), "churn"),
        fails("VP-12", "draft", draft(declared("churn", &[]), Some(free(1, 1))), "churn").mended(Mends::Steps),
        passes("VP-12", "job", of(free(8, 0), four()), "churn"),
        passes("VP-12", "EFA", of(free(10, 0), job(2, "ml.p4d.24xlarge", "Failed")), "churn"),
        passes("VP-12", "model in both subnets", hosted(free(3, 3)), "churn"),
        passes("VP-12", "draft", draft(declared("churn", &[]), Some(free(2, 0))), "churn"),
        unknown("VP-12", of(without(Part::Subnets), four()), "churn", "ec2:DescribeSubnets"),
        unknown("VP-12", unlisted(ResourceKind::TrainingJob), "training jobs", "sagemaker:ListTrainingJobs"),
        asks_nothing("VP-12", "running", of(free(0, 0), job(4, "ml.m5.xlarge", "InProgress")), "churn"),
    ]
}

fn logged() -> Vec<Case> {
    let log = |of: &str, active: bool, traffic: &str| FlowLog {
        id: format!("fl-{of}"),
        of: of.into(),
        active,
        traffic: traffic.into(),
        bucket: None,
    };
    let into_bucket = FlowLog { bucket: Some("arn:aws:s3:::logs".into()), ..log("vpc-1", true, "ACCEPT") };
    let logs = |logs: Vec<FlowLog>| AccountState { flow_logs: Section::all(logs), ..training(network()) };
    let refusing = || Section { unread: vec![refused("flow logs", "ec2:DescribeFlowLogs")], ..Section::default() };
    vec![
        fails("VP-13", "none", logs(Vec::new()), "vpc-1").shows(&["training job churn"]).mended(Mends::Code),
        fails("VP-13", "off", logs(vec![log("vpc-1", false, "ALL")]), "vpc-1").mended(Mends::Code),
        fails("VP-13", "accepted alone", logs(vec![into_bucket]), "vpc-1")
            .shows(&["refused traffic"])
            .mended(Mends::Plan),
        fails("VP-13", "one of two subnets", logs(vec![log("subnet-1", true, "ALL")]), "vpc-1"),
        passes("VP-13", "VPC", logs(vec![log("vpc-1", true, "REJECT")]), "vpc-1"),
        passes("VP-13", "its subnets", logs(vec![log("subnet-1", true, "ALL"), log("subnet-2", true, "ALL")]), "vpc-1"),
        unknown(
            "VP-13",
            AccountState { flow_logs: refusing(), ..training(network()) },
            "vpc-1",
            "ec2:DescribeFlowLogs",
        ),
        unknown("VP-13", draft(declared("churn", &[]), Some(network())), "vpc-1", "ec2:DescribeFlowLogs"),
        asks_nothing("VP-13", "nothing runs there", with(network()), ACCOUNT),
    ]
}

fn names() -> Vec<Case> {
    let dns = |support: bool, hostnames: bool| {
        but(|network| {
            (network.vpcs[0].dns_support, network.vpcs[0].dns_hostnames) = (Some(support), Some(hostnames));
        })
    };
    vec![
        fails("VP-15", "hostnames off", training(dns(true, false)), "vpc-1")
            .shows(&["enableDnsHostnames", "private DNS"])
            .mended(Mends::Plan),
        fails("VP-15", "both off", training(dns(false, false)), "vpc-1")
            .shows(&["resolves no name"])
            .mended(Mends::Plan),
        fails("VP-15", "draft", draft(declared("churn", &[]), Some(dns(true, false))), "vpc-1").mended(Mends::Plan),
        passes("VP-15", "on", training(network()), "vpc-1"),
        passes("VP-15", "draft", draft(declared("churn", &[]), Some(network())), "vpc-1"),
        unknown("VP-15", training(without(Part::Attributes)), "vpc-1", "ec2:DescribeVpcAttribute"),
    ]
}
