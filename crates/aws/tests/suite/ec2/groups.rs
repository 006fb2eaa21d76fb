//! Security groups and their rules.

use aws_sdk_ec2::types::{IpPermission, IpRange, UserIdGroupPair};

use super::{Target, filter};

fn https(cidr: &str) -> IpPermission {
    let range = IpRange::builder().cidr_ip(cidr).description("jobs").build();
    IpPermission::builder().ip_protocol("tcp").from_port(443).to_port(443).ip_ranges(range).build()
}

async fn ingress(t: &Target, group: &str) -> Vec<IpPermission> {
    let answer = t.ec2().describe_security_groups().group_ids(group).send().await.unwrap();
    answer.security_groups.unwrap().remove(0).ip_permissions.unwrap_or_default()
}

pub async fn a_new_group_lets_everything_out(t: Target) {
    let group = t.group("endpoints").await;
    let answer = t.ec2().describe_security_groups().group_ids(&group).send().await.unwrap();
    let shown = &answer.security_groups()[0];
    assert_eq!((shown.group_name(), shown.description()), (Some("endpoints"), Some("A group")));
    assert!(shown.ip_permissions().is_empty());
    let out = &shown.ip_permissions_egress()[0];
    assert_eq!((out.ip_protocol(), out.ip_ranges()[0].cidr_ip()), (Some("-1"), Some("0.0.0.0/0")));
}

pub async fn names_are_unique_in_a_vpc(t: Target) {
    t.group("endpoints").await;
    let vpc = t.vpc().await;
    let refused = t.ec2().create_security_group().group_name("endpoints").description("d").vpc_id(&vpc).send().await;
    t.refused(
        refused,
        "InvalidGroup.Duplicate",
        &format!("The security group 'endpoints' already exists for VPC '{vpc}'"),
    );
}

pub async fn rules_come_and_go(t: Target) {
    let (group, other) = (t.group("endpoints").await, t.group("jobs").await);
    let pair = UserIdGroupPair::builder().group_id(&other).build();
    let from_group =
        IpPermission::builder().ip_protocol("tcp").from_port(443).to_port(443).user_id_group_pairs(pair).build();
    let request = t.ec2().authorize_security_group_ingress().group_id(&group);
    request.ip_permissions(https("10.0.0.0/16")).ip_permissions(from_group.clone()).send().await.unwrap();
    let shown = ingress(&t, &group).await;
    assert_eq!((shown.len(), shown[0].from_port(), shown[0].to_port()), (1, Some(443), Some(443)));
    let range = &shown[0].ip_ranges()[0];
    assert_eq!((range.cidr_ip(), range.description()), (Some("10.0.0.0/16"), Some("jobs")));
    assert_eq!(shown[0].user_id_group_pairs()[0].group_id(), Some(other.as_str()));
    let revoke = || t.ec2().revoke_security_group_ingress().group_id(&group);
    revoke().ip_permissions(from_group.clone()).send().await.unwrap();
    assert!(ingress(&t, &group).await[0].user_id_group_pairs().is_empty());
    let refused = revoke().ip_permissions(from_group).send().await;
    t.refused(refused, "InvalidPermission.NotFound", "The specified rule does not exist in this security group.");
}

pub async fn a_rule_is_there_once(t: Target) {
    let group = t.group("endpoints").await;
    let authorize =
        || t.ec2().authorize_security_group_ingress().group_id(&group).ip_permissions(https("10.0.0.0/16")).send();
    authorize().await.unwrap();
    t.refused(
        authorize().await,
        "InvalidPermission.Duplicate",
        "the specified rule \"peer: 10.0.0.0/16, TCP, from port: 443, to port: 443, ALLOW\" already exists",
    );
}

pub async fn rules_are_shown_one_by_one(t: Target) {
    let group = t.group("endpoints").await;
    let request = t.ec2().authorize_security_group_ingress().group_id(&group);
    request.ip_permissions(https("10.0.0.0/16")).ip_permissions(https("10.1.0.0/16")).send().await.unwrap();
    let rules = t.ec2().describe_security_group_rules().filters(filter("group-id", &group)).send().await.unwrap();
    let ingress: Vec<&str> = rules
        .security_group_rules()
        .iter()
        .filter(|rule| rule.is_egress() == Some(false))
        .map(|rule| rule.cidr_ipv4().unwrap())
        .collect();
    assert_eq!((rules.security_group_rules().len(), ingress.len()), (3, 2));
    assert!(ingress.contains(&"10.1.0.0/16"));
}

pub async fn a_group_in_use_stays(t: Target) {
    let (group, other) = (t.group("endpoints").await, t.group("jobs").await);
    let pair = UserIdGroupPair::builder().group_id(&other).build();
    let rule = IpPermission::builder().ip_protocol("-1").user_id_group_pairs(pair).build();
    t.ec2().authorize_security_group_ingress().group_id(&group).ip_permissions(rule).send().await.unwrap();
    let refused = t.ec2().delete_security_group().group_id(&other).send().await;
    t.refused(refused, "DependencyViolation", &format!("resource {other} has a dependent object"));
    t.ec2().delete_security_group().group_id(&group).send().await.unwrap();
    t.ec2().delete_security_group().group_id(&other).send().await.unwrap();
    let refused = t.ec2().delete_security_group().group_id(&other).send().await;
    t.refused(refused, "InvalidGroup.NotFound", &format!("The security group '{other}' does not exist"));
}

pub async fn the_default_group_stays(t: Target) {
    let groups = t.ec2().describe_security_groups().filters(filter("group-name", "default")).send().await.unwrap();
    let id = groups.security_groups()[0].group_id().unwrap().to_owned();
    let refused = t.ec2().delete_security_group().group_id(&id).send().await;
    t.refused(
        refused,
        "CannotDelete",
        &format!("the specified group: \"{id}\" name: \"default\" cannot be deleted by a user"),
    );
}
