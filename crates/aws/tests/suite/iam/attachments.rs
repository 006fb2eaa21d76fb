//! Managed policies on roles.

use std::collections::BTreeMap;

use aws_sdk_iam::types::PolicyUsageType;

use super::{ADMINISTRATOR, READ, Target};

async fn names(t: &Target, role: &str) -> Vec<String> {
    let list = t.iam.list_attached_role_policies().role_name(role).send().await.unwrap();
    let mut names: Vec<_> =
        list.attached_policies.unwrap_or_default().into_iter().map(|policy| policy.policy_name.unwrap()).collect();
    names.sort();
    names
}

pub async fn attach_list_detach(t: Target) {
    t.role("r").await;
    let arn = t.policy("mine").await;
    t.attach("r", &arn).await;
    t.attach("r", ADMINISTRATOR).await;
    assert_eq!(names(&t, "r").await, ["AdministratorAccess", "mine"]);
    t.iam.detach_role_policy().role_name("r").policy_arn(&arn).send().await.unwrap();
    assert_eq!(names(&t, "r").await, ["AdministratorAccess"]);
    let again = t.iam.detach_role_policy().role_name("r").policy_arn(&arn).send().await;
    t.refused(again, "NoSuchEntity", &format!("Policy {arn} was not found."));
}

pub async fn twice_is_once(t: Target) {
    t.role("r").await;
    t.attach("r", ADMINISTRATOR).await;
    t.attach("r", ADMINISTRATOR).await;
    assert_eq!(names(&t, "r").await, ["AdministratorAccess"]);
    assert_eq!(t.get_policy(ADMINISTRATOR).await.attachment_count, Some(1));
}

pub async fn missing_policies(t: Target) {
    t.role("r").await;
    let arn = "arn:aws:iam::aws:policy/NoSuchPolicyAtAll";
    let attached = t.iam.attach_role_policy().role_name("r").policy_arn(arn).send().await;
    t.refused(attached, "NoSuchEntity", &format!("Policy {arn} does not exist or is not attachable."));
}

pub async fn ten_at_most(t: Target) {
    t.role("r").await;
    for number in 0..10 {
        t.attach("r", &t.policy(&format!("p{number}")).await).await;
    }
    let eleventh = t.iam.attach_role_policy().role_name("r").policy_arn(ADMINISTRATOR).send().await;
    t.refused(eleventh, "LimitExceeded", "Cannot exceed quota for PoliciesPerRole: 10");
    // One that is attached already needs no further place.
    t.attach("r", &t.arn("policy/p0")).await;
}

pub async fn policies_of_service_linked_roles(t: Target) {
    t.role("r").await;
    let arn = "arn:aws:iam::aws:policy/aws-service-role/AmazonSageMakerNotebooksServiceRolePolicy";
    let attached = t.iam.attach_role_policy().role_name("r").policy_arn(arn).send().await;
    t.refused(attached, "PolicyNotAttachable", "Cannot attach a Service Role Policy to a Customer Role.");
}

pub async fn counts_follow(t: Target) {
    let arn = t.policy("p").await;
    for (role, count) in [("a", 1), ("b", 2)] {
        t.role(role).await;
        t.attach(role, &arn).await;
        t.attach(role, ADMINISTRATOR).await;
        assert_eq!(t.get_policy(&arn).await.attachment_count, Some(count));
        assert_eq!(t.get_policy(ADMINISTRATOR).await.attachment_count, Some(count));
    }
    t.iam.detach_role_policy().role_name("a").policy_arn(&arn).send().await.unwrap();
    assert_eq!(t.get_policy(&arn).await.attachment_count, Some(1));
}

pub async fn entities_of_a_policy(t: Target) {
    let arn = t.policy("p").await;
    for role in ["a", "b", "c"] {
        t.role(role).await;
    }
    t.attach("a", &arn).await;
    t.attach("c", &arn).await;
    let list = t.iam.list_entities_for_policy().policy_arn(&arn).send().await.unwrap();
    // IAM promises no order here.
    let ids: BTreeMap<_, _> =
        list.policy_roles().iter().map(|role| (role.role_name().unwrap(), role.role_id().unwrap())).collect();
    let (a, c) = (t.get_role("a").await, t.get_role("c").await);
    assert_eq!(ids, BTreeMap::from([("a", a.role_id()), ("c", c.role_id())]));
    assert!(list.policy_groups().is_empty() && list.policy_users().is_empty());
}

pub async fn entities_by_usage(t: Target) {
    let arn = t.policy("p").await;
    t.role("granted").await;
    t.role("limited").await;
    t.attach("granted", &arn).await;
    t.iam.put_role_permissions_boundary().role_name("limited").permissions_boundary(&arn).send().await.unwrap();
    for (usage, role) in
        [(PolicyUsageType::PermissionsPolicy, "granted"), (PolicyUsageType::PermissionsBoundary, "limited")]
    {
        let list = t.iam.list_entities_for_policy().policy_arn(&arn).policy_usage_filter(usage).send().await.unwrap();
        let names: Vec<_> = list.policy_roles().iter().map(|role| role.role_name().unwrap()).collect();
        assert_eq!(names, [role]);
    }
}

pub async fn by_path(t: Target) {
    t.role("r").await;
    t.iam.create_policy().policy_name("inside").path("/ml/").policy_document(READ).send().await.unwrap();
    t.attach("r", &t.arn("policy/ml/inside")).await;
    t.attach("r", ADMINISTRATOR).await;
    let list = t.iam.list_attached_role_policies().role_name("r").path_prefix("/ml/").send().await.unwrap();
    let names: Vec<_> = list.attached_policies().iter().map(|policy| policy.policy_name().unwrap()).collect();
    assert_eq!(names, ["inside"]);
}
