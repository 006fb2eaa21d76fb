//! Lists in pages.

use aws_sdk_iam::types::Role;

use super::{READ, Target, constraint};

pub async fn many_roles(t: Target) {
    let names: Vec<_> = (0..130).map(|number| format!("role-{number:03}")).collect();
    for name in &names {
        t.role(name).await;
    }
    let first = t.iam.list_roles().send().await.unwrap();
    assert_eq!((first.roles.len(), first.is_truncated), (100, true));

    let mut pages = t.iam.list_roles().into_paginator().page_size(40).send();
    let (mut found, mut sizes) = (Vec::new(), Vec::new());
    while let Some(page) = pages.next().await {
        let roles = page.unwrap().roles;
        sizes.push(roles.len());
        found.extend(roles.into_iter().map(|role| role.role_name));
    }
    assert_eq!(sizes, [40, 40, 40, 10]);
    // Each once; in which order is another case.
    found.sort();
    assert_eq!(found, names);
}

/// Enough that no other order gives this one by chance.
const IN_ORDER: [&str; 12] = ["b", "D", "f", "h", "J", "l", "n", "p", "R", "t", "v", "x"];

async fn roles_in_disorder(t: &Target) {
    for name in IN_ORDER.iter().rev() {
        t.role(name).await;
    }
}

fn names(roles: &[Role]) -> Vec<&str> {
    roles.iter().map(|role| role.role_name.as_str()).collect()
}

pub async fn roles_are_in_order(t: Target) {
    roles_in_disorder(&t).await;
    assert_eq!(names(&t.iam.list_roles().send().await.unwrap().roles), IN_ORDER);
}

pub async fn a_page_goes_on_after_changes(t: Target) {
    roles_in_disorder(&t).await;
    let first = t.iam.list_roles().max_items(6).send().await.unwrap();
    assert_eq!(names(&first.roles), IN_ORDER[..6]);
    // The role that the marker points at goes, one comes before it and one after it.
    t.iam.delete_role().role_name("l").send().await.unwrap();
    t.role("a").await;
    t.role("m").await;
    let rest = t.iam.list_roles().set_marker(first.marker).send().await.unwrap();
    assert_eq!(names(&rest.roles), ["m", "n", "p", "R", "t", "v", "x"]);
}

pub async fn page_sizes_have_bounds(t: Target) {
    for (size, rule) in [
        (0, "Member must have value greater than or equal to 1"),
        (1001, "Member must have value less than or equal to 1000"),
    ] {
        let list = t.iam.list_roles().max_items(size).send().await;
        t.refused(list, "ValidationError", &constraint(&size.to_string(), "maxItems", rule));
    }
}

pub async fn a_marker_that_is_none(t: Target) {
    t.role("r").await;
    let list = t.iam.list_roles().marker("not-a-marker").send().await;
    t.refused(list, "ValidationError", "Invalid Marker.");
}

pub async fn attached_policies(t: Target) {
    t.role("r").await;
    for number in 0..5 {
        t.attach("r", &t.policy(&format!("p{number}")).await).await;
    }
    let mut pages = t.iam.list_attached_role_policies().role_name("r").into_paginator().page_size(2).send();
    let mut found = Vec::new();
    while let Some(page) = pages.next().await {
        found.extend(page.unwrap().attached_policies.unwrap().into_iter().map(|policy| policy.policy_name.unwrap()));
    }
    assert_eq!(found, ["p0", "p1", "p2", "p3", "p4"]);
}

pub async fn inline_policies(t: Target) {
    t.role("r").await;
    for name in ["a", "b", "c"] {
        t.put_inline("r", name, READ).await;
    }
    let first = t.iam.list_role_policies().role_name("r").max_items(2).send().await.unwrap();
    assert_eq!(
        (first.policy_names.as_slice(), first.is_truncated),
        (["a".to_owned(), "b".to_owned()].as_slice(), true)
    );
    let rest = t.iam.list_role_policies().role_name("r").set_marker(first.marker).send().await.unwrap();
    assert_eq!((rest.policy_names.as_slice(), rest.is_truncated), (["c".to_owned()].as_slice(), false));
}

pub async fn all_managed_policies(t: Target) {
    t.policy("mine").await;
    let mut pages = t.iam.list_policies().into_paginator().page_size(250).send();
    let mut found = std::collections::BTreeSet::new();
    while let Some(page) = pages.next().await {
        for policy in page.unwrap().policies.unwrap() {
            assert!(found.insert(policy.arn.unwrap()), "a policy came twice");
        }
    }
    assert!(found.len() > 1000, "{}", found.len());
    assert!(found.contains(&t.arn("policy/mine")));
    assert!(found.contains("arn:aws:iam::aws:policy/aws-service-role/AmazonSageMakerNotebooksServiceRolePolicy"));
}
