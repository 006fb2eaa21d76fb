//! Networks as a plan changes them: carried out, looked up, and taken back.

use gatehouse_aws::{Account, Watch};
use gatehouse_plan::ec2::call::{EndpointChange, STEP_TAG, VpcAttribute};
use gatehouse_plan::ec2::flow_log::FlowLog;
use gatehouse_plan::ec2::network::{EndpointKind, Peer, Rule};
use gatehouse_plan::{Call, Ec2Call, Outputs, Tag};

use super::{Target, name};

/// Not shown, then carried out, then shown with the same names.
async fn does(account: &Account, call: Ec2Call) -> Outputs {
    let call = Call::from(call);
    assert_eq!(account.shows(&call).await.unwrap(), None, "{}", call.words());
    let outputs = account.perform(&call).await.unwrap().outputs;
    assert_eq!(account.shows(&call).await.unwrap().as_ref(), Some(&outputs), "{}", call.words());
    outputs
}

fn step(step: &str) -> Vec<Tag> {
    vec![Tag { key: STEP_TAG.to_owned(), value: step.to_owned() }]
}

fn gateway(vpc: String, tables: Vec<String>) -> Ec2Call {
    Ec2Call::CreateVpcEndpoint {
        vpc,
        service: name("s3"),
        kind: EndpointKind::Gateway,
        subnets: Vec::new(),
        groups: Vec::new(),
        route_tables: tables,
        policy: None,
        private_dns: false,
        tags: step("gateway"),
    }
}

fn change(endpoint: &str, change: EndpointChange) -> Ec2Call {
    Ec2Call::ModifyVpcEndpoint { endpoint: endpoint.to_owned(), change }
}

pub async fn a_gateway_is_made_changed_and_deleted(t: Target) {
    let (account, table) = (t.gatehouse().await, t.table().await);
    let create = gateway(t.vpc().await, Vec::new());
    let endpoint = does(&account, create.clone()).await["VpcEndpointId"].clone();
    let tables = || vec![table.clone()];
    does(&account, change(&endpoint, EndpointChange { add_route_tables: tables(), ..Default::default() })).await;
    does(&account, change(&endpoint, EndpointChange { remove_route_tables: tables(), ..Default::default() })).await;
    does(&account, Ec2Call::DeleteVpcEndpoint { endpoint: endpoint.clone() }).await;
    // Made again, it is another one.
    assert_ne!(does(&account, create).await["VpcEndpointId"], endpoint);
}

pub async fn an_interface_endpoint_is_made_changed_and_deleted(t: Target) {
    let (account, subnets) = (t.gatehouse().await, t.subnets().await);
    let create = Ec2Call::CreateVpcEndpoint {
        vpc: t.vpc().await,
        service: name("kms"),
        kind: EndpointKind::Interface,
        subnets: vec![subnets[0].0.clone()],
        groups: vec![t.group("endpoints").await],
        route_tables: Vec::new(),
        policy: None,
        private_dns: false,
        tags: step("interface"),
    };
    let endpoint = does(&account, create).await["VpcEndpointId"].clone();
    let policy = r#"{"Statement":[{"Effect":"Allow","Principal":"*","Action":"kms:Decrypt","Resource":"*"}]}"#;
    let to = EndpointChange {
        add_subnets: vec![subnets[1].0.clone()],
        policy: Some(policy.to_owned()),
        private_dns: Some(true),
        ..EndpointChange::default()
    };
    does(&account, change(&endpoint, to)).await;
    does(&account, Ec2Call::DeleteVpcEndpoint { endpoint }).await;
}

pub async fn a_deletion_of_nothing_is_refused(t: Target) {
    let call = Call::from(Ec2Call::DeleteVpcEndpoint { endpoint: "vpce-0123456789abcdef0".to_owned() });
    let error = t.gatehouse().await.perform(&call).await.unwrap_err();
    assert_eq!(error.code, "InvalidVpcEndpointId.NotFound");
    assert!(!error.in_doubt() && error.message.contains("vpce-0123456789abcdef0"), "{error:?}");
}

pub async fn a_group_and_its_rules(t: Target) {
    let account = t.gatehouse().await;
    let create = Ec2Call::CreateSecurityGroup {
        vpc: t.vpc().await,
        name: "endpoints".to_owned(),
        description: "Interface endpoints".to_owned(),
        tags: step("group"),
    };
    let group = does(&account, create).await["GroupId"].clone();
    let rules = || {
        let described =
            Rule { description: Some("jobs".to_owned()), ..Rule::https(Peer::Ipv4("10.0.0.0/16".to_owned())) };
        vec![described, Rule::https(Peer::Group(group.clone()))]
    };
    does(&account, Ec2Call::AuthorizeIngress { group: group.clone(), rules: rules() }).await;
    does(&account, Ec2Call::AuthorizeEgress { group: group.clone(), rules: rules() }).await;
    does(&account, Ec2Call::RevokeIngress { group: group.clone(), rules: rules() }).await;
    does(&account, Ec2Call::RevokeEgress { group: group.clone(), rules: rules() }).await;
    does(&account, Ec2Call::DeleteSecurityGroup { group }).await;
}

pub async fn attributes_and_tags(t: Target) {
    let (account, vpc) = (t.gatehouse().await, t.vpc().await);
    let turn = |on| Ec2Call::ModifyVpcAttribute { vpc: vpc.clone(), attribute: VpcAttribute::EnableDnsHostnames, on };
    does(&account, turn(false)).await;
    does(&account, turn(true)).await;
    let endpoint = does(&account, gateway(vpc, Vec::new())).await["VpcEndpointId"].clone();
    let tags = vec![Tag { key: "Team".to_owned(), value: "a".to_owned() }];
    does(&account, Ec2Call::CreateTags { resource: endpoint.clone(), tags: tags.clone() }).await;
    does(&account, Ec2Call::DeleteTags { resource: endpoint, tags }).await;
}

pub async fn a_flow_log_is_made_read_and_deleted(t: Target) {
    t.bucket(crate::s3::DATA).await;
    let account = t.gatehouse().await;
    let (vpc, bucket) = (t.vpc().await, format!("arn:aws:s3:::{}", crate::s3::DATA));
    let call =
        Ec2Call::CreateFlowLog { vpc: vpc.clone(), traffic: "ALL".into(), bucket: bucket.clone(), tags: step("a") };
    let outputs = does(&account, call).await;
    let logs = account.flow_logs(&Watch::default()).await.unwrap();
    let id = outputs["FlowLogId"].clone();
    let log = FlowLog { id: id.clone(), of: vpc, active: true, traffic: "ALL".into(), bucket: Some(bucket) };
    assert_eq!(logs, [log]);
    does(&account, Ec2Call::DeleteFlowLog { flow_log: id }).await;
}

pub async fn public_addresses_are_turned_off(t: Target) {
    let account = t.gatehouse().await;
    let (subnet, _) = t.subnets().await.remove(0);
    does(&account, Ec2Call::ModifySubnetAttribute { subnet: subnet.clone(), public_addresses: false }).await;
    does(&account, Ec2Call::ModifySubnetAttribute { subnet, public_addresses: true }).await;
}
