//! The way to services, subnets and groups.

use gatehouse_checklist::AccountState;
use gatehouse_doctor::diagnose::{Certainty, Remedy};
use gatehouse_plan::Network;
use gatehouse_workload::chain::LinkState;

use crate::common::account;
use crate::{actions, asked, certain, fix, found, plan, questions, turns};

fn network(state: &mut AccountState) -> &mut Network {
    state.network.as_mut().unwrap()
}

fn timeout(host: &str) -> String {
    format!("botocore.exceptions.ConnectTimeoutError: Connect timeout on endpoint URL: \"https://{host}/\"")
}

/// github.com/aws/sagemaker-python-sdk/issues/906
#[test]
fn the_global_host_of_sts_is_behind_no_endpoint() {
    let state = account();
    let text = timeout("sts.amazonaws.com");
    let found = found(&state, &text);
    assert!(found.cause.contains("global host"), "{found:#?}");
    assert!(
        matches!(&fix(&found, "regional").remedy, Remedy::Code { text, .. } if text.contains("AWS_STS_REGIONAL_ENDPOINTS"))
    );
    assert!(actions(plan(&found, "endpoint")).contains(&"ec2:CreateVpcEndpoint"), "{found:#?}");
    let regional = timeout("sts.eu-west-1.amazonaws.com");
    assert_eq!(crate::found(&state, &regional).certainty, Certainty::Likely);
    let told = [("place", "The workload churn")];
    certain(&asked(&state, &regional, &told), "There is no endpoint for sts");
    assert_eq!(questions(&asked(&state, &regional, &[("place", "elsewhere")])), ["place", "subnet"]);
    turns(&state, &regional, &[], "endpoint");
}

/// github.com/awsdocs/amazon-sagemaker-developer-guide/pull/259
#[test]
fn logs_without_an_endpoint_wait_for_ever() {
    turns(&account(), &timeout("logs.eu-west-1.amazonaws.com"), &[], "endpoint");
}

/// github.com/aws/aws-cli/issues/3940
#[test]
fn private_dns_groups_and_routes_each_stand_in_the_way() {
    let kms = timeout("kms.eu-west-1.amazonaws.com");
    let s3 = timeout("churn-data.s3.eu-west-1.amazonaws.com");
    let fine = found(&account(), &kms);
    assert!(fine.cause.starts_with("It would arrive today"), "{fine:#?}");

    let mut state = account();
    network(&mut state).endpoints[2].private_dns = false;
    certain(&asked(&state, &kms, &[("place", "The workload churn")]), "Private DNS is off");
    assert_eq!(actions(plan(&found(&state, &kms), "endpoint")), ["ec2:ModifyVpcEndpoint"]);
    turns(&state, &kms, &[], "endpoint");

    let mut state = account();
    network(&mut state).groups[1].ingress.clear();
    let found_closed = found(&state, &kms);
    assert_eq!(actions(plan(&found_closed, "endpoint")), ["ec2:AuthorizeSecurityGroupIngress"]);
    turns(&state, &kms, &[], "endpoint");

    let mut state = account();
    network(&mut state).route_tables[0].routes.pop();
    network(&mut state).endpoints[0].route_tables.clear();
    let routed = asked(&state, &s3, &[("place", "The workload churn")]);
    certain(&routed, "cannot be used from there");
    assert_eq!(routed.link.as_ref().unwrap().link, "reaches:s3");
    assert_eq!(actions(plan(&routed, "endpoint")), ["ec2:ModifyVpcEndpoint"]);
}

#[test]
fn where_it_ran_is_asked_where_nothing_tells() {
    let mut state = account();
    state.workloads.clear();
    let text = timeout("sts.eu-west-1.amazonaws.com");
    let complaint = gatehouse_doctor::read(&text);
    let ask = |answers: &[(&str, &str)]| {
        let answers: Vec<gatehouse_doctor::diagnose::Answer> = answers
            .iter()
            .map(|(id, answer)| gatehouse_doctor::diagnose::Answer { id: (*id).into(), answer: (*answer).into() })
            .collect();
        gatehouse_doctor::diagnose(&gatehouse_doctor::diagnose::Case {
            complaint: &complaint,
            state: Some(&state),
            chains: &[],
            answers: &answers,
        })
    };
    assert_eq!(questions(&ask(&[])), ["subnet"]);
    assert_eq!(questions(&ask(&[("subnet", "subnet-1111")])), ["subnet", "group"]);
    let last = ask(&[("subnet", "subnet-1111"), ("group", "sg-1111")]);
    certain(&last, "There is no endpoint for sts");
    assert!(state.after(plan(&last, "endpoint")).is_ok());
}

#[test]
fn an_endpoint_stands_for_its_own_region() {
    let found = found(&account(), &timeout("kms.us-east-1.amazonaws.com"));
    assert!(found.cause.contains("us-east-1"), "{found:#?}");
    assert!(matches!(&fix(&found, "region").remedy, Remedy::Code { text, .. } if text.contains("eu-west-1")));
}

#[test]
fn what_is_on_the_internet_needs_no_endpoint() {
    let state = account();
    let found = found(
        &state,
        "requests ConnectionError: Failed to resolve 'huggingface.co' (Max retries): https://huggingface.co/api",
    );
    assert!(found.cause.contains("on the internet"), "{found:#?}");
    assert!(matches!(fix(&found, "mirror").remedy, Remedy::Steps(_)));
    let iam = crate::found(&state, "ReadTimeoutError: Read timeout on endpoint URL: \"https://iam.amazonaws.com/\"");
    assert!(iam.cause.contains("get_execution_role"), "{iam:#?}");
}

#[test]
fn a_network_that_was_not_read_leaves_it_open() {
    let mut state = account();
    let text = timeout("kms.eu-west-1.amazonaws.com");
    let complaint = gatehouse_doctor::read(&text);
    state.network = None;
    let case =
        gatehouse_doctor::diagnose::Case { complaint: &complaint, state: Some(&state), chains: &[], answers: &[] };
    let found = gatehouse_doctor::diagnose(&case);
    assert_eq!(found.certainty, Certainty::Likely);
    assert!(found.looked.iter().any(|look| look.state == LinkState::Unknown), "{found:#?}");
}

#[test]
fn addresses_and_places_are_looked_up() {
    let mut state = account();
    network(&mut state).subnets[0].free_addresses = 3;
    let few = found(&state, "ClientError: Subnet subnet-1111 does not have enough free IP addresses for 4 instances.");
    certain(&few, "too few free addresses");
    assert!(few.looked[0].found.contains("3 addresses"), "{few:#?}");
    let text = "ValidationException: The subnet ID 'subnet-9999' does not exist";
    certain(&found(&state, text), "subnet-9999 is not there");
    let there = asked(&state, &text.replace("9999", "1111"), &[]);
    assert!(there.cause.starts_with("It would pass today"), "{there:#?}");
    let quota =
        found(&state, "NetworkInterfaceLimitExceeded: You have reached the maximum number of network interfaces.");
    assert!(quota.helpless.as_ref().unwrap().contains("Service Quotas"));
}
