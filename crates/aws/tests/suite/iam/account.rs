//! The account as a whole.

use aws_sdk_iam::types::EntityType;

use super::{ADMINISTRATOR, READ, TRUST, Target, WRITE, constraint, decode, tag};

/// A role with one of everything.
async fn furnish(t: &Target) {
    let arn = t.policy("mine").await;
    t.iam.create_policy_version().policy_arn(&arn).policy_document(WRITE).set_as_default(true).send().await.unwrap();
    let made = t.iam.create_role().role_name("r").assume_role_policy_document(TRUST).tags(tag("a", "b"));
    made.permissions_boundary(&arn).send().await.unwrap();
    t.attach("r", &arn).await;
    t.attach("r", ADMINISTRATOR).await;
    t.put_inline("r", "inline", READ).await;
    t.iam.create_instance_profile().instance_profile_name("p").send().await.unwrap();
    t.iam.add_role_to_instance_profile().instance_profile_name("p").role_name("r").send().await.unwrap();
}

pub async fn details_of_everything(t: Target) {
    furnish(&t).await;
    let all = t.iam.get_account_authorization_details().max_items(1000).send().await.unwrap();
    let role = &all.role_detail_list()[0];
    assert_eq!(all.role_detail_list().len(), 1);
    assert_eq!(role.role_name(), Some("r"));
    assert_eq!(decode(role.assume_role_policy_document()), TRUST);
    assert_eq!(role.role_policy_list()[0].policy_name(), Some("inline"));
    assert_eq!(decode(role.role_policy_list()[0].policy_document()), READ);
    let mut attached: Vec<_> = role.attached_managed_policies().iter().map(|one| one.policy_name().unwrap()).collect();
    attached.sort_unstable();
    assert_eq!(attached, ["AdministratorAccess", "mine"]);
    assert_eq!(role.permissions_boundary().unwrap().permissions_boundary_arn(), Some(t.arn("policy/mine").as_str()));
    assert_eq!(role.tags(), [tag("a", "b")]);
    assert_eq!(role.instance_profile_list()[0].instance_profile_name, "p");
    assert_eq!(role.instance_profile_list()[0].roles[0].role_name, "r");

    let mine = all.policies().iter().find(|policy| policy.policy_name() == Some("mine")).unwrap();
    assert_eq!(mine.attachment_count, Some(1));
    assert_eq!(mine.default_version_id(), Some("v2"));
    let versions = mine.policy_version_list();
    assert_eq!(versions.len(), 2);
    let default = versions.iter().find(|version| version.is_default_version).unwrap();
    assert_eq!(decode(default.document()), WRITE);
}

pub async fn details_have_the_aws_managed_policies_in_use(t: Target) {
    furnish(&t).await;
    let all = t.iam.get_account_authorization_details().max_items(1000).send().await.unwrap();
    let mut names: Vec<_> = all.policies().iter().map(|policy| policy.policy_name().unwrap()).collect();
    names.sort_unstable();
    assert_eq!(names, ["AdministratorAccess", "mine"]);
}

pub async fn details_by_filter(t: Target) {
    furnish(&t).await;
    let ask = |kind| t.iam.get_account_authorization_details().filter(kind).max_items(1000).send();
    let roles = ask(EntityType::Role).await.unwrap();
    assert_eq!((roles.role_detail_list().len(), roles.policies().len()), (1, 0));
    let local = ask(EntityType::LocalManagedPolicy).await.unwrap();
    assert_eq!((local.role_detail_list().len(), local.policies().len()), (0, 1));
    assert_eq!(local.policies()[0].policy_name(), Some("mine"));
    let users = ask(EntityType::User).await.unwrap();
    assert_eq!((users.role_detail_list().len(), users.policies().len()), (0, 0));
}

pub async fn details_in_pages(t: Target) {
    for name in ["a", "b", "c"] {
        t.role(name).await;
    }
    t.policy("p").await;
    let mut pages = t.iam.get_account_authorization_details().into_paginator().page_size(2).send();
    let (mut roles, mut policies, mut sizes) = (Vec::new(), 0, Vec::new());
    while let Some(page) = pages.next().await {
        let page = page.unwrap();
        sizes.push(page.role_detail_list().len() + page.policies().len());
        roles.extend(page.role_detail_list().iter().map(|role| role.role_name().unwrap().to_owned()));
        policies += page.policies().len();
    }
    assert_eq!((roles, policies), (vec!["a".to_owned(), "b".to_owned(), "c".to_owned()], 1));
    assert_eq!(sizes, [2, 2]);
}

pub async fn details_of_filters_that_are_none(t: Target) {
    let asked = t.iam.get_account_authorization_details().filter("Thing".into()).send().await;
    let rule = "Member must satisfy constraint: [Member must satisfy enum value set: [User, Role, Group, \
                LocalManagedPolicy, AWSManagedPolicy]]";
    t.refused(asked, "ValidationError", &constraint("[Thing]", "filter", rule));
}

pub async fn aliases_and_summary(t: Target) {
    let aliases = t.iam.list_account_aliases().send().await.unwrap();
    assert!(aliases.account_aliases.len() <= 1);
    t.role("r").await;
    t.policy("p").await;
    let summary = t.iam.get_account_summary().send().await.unwrap().summary_map.unwrap();
    let get = |key: &str| summary.iter().find(|(name, _)| name.as_str() == key).map(|(_, value)| *value);
    assert_eq!(get("Roles"), Some(1));
    assert_eq!(get("Policies"), Some(1));
    assert_eq!(get("VersionsPerPolicyQuota"), Some(5));
}
