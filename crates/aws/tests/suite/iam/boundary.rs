//! Permissions boundaries.

use super::{ADMINISTRATOR, TRUST, Target};

pub async fn put_and_delete(t: Target) {
    t.role("r").await;
    let arn = t.policy("limits").await;
    for boundary in [arn.as_str(), ADMINISTRATOR] {
        t.iam.put_role_permissions_boundary().role_name("r").permissions_boundary(boundary).send().await.unwrap();
        let role = t.get_role("r").await;
        let set = role.permissions_boundary().unwrap();
        assert_eq!(set.permissions_boundary_arn(), Some(boundary));
        assert!(set.permissions_boundary_type().is_some());
    }
    t.iam.delete_role_permissions_boundary().role_name("r").send().await.unwrap();
    assert!(t.get_role("r").await.permissions_boundary().is_none());
}

pub async fn deleting_one_that_is_not_there(t: Target) {
    t.role("r").await;
    let again = t.iam.delete_role_permissions_boundary().role_name("r").send().await;
    t.refused(again, "NoSuchEntity", "Role r does not have a permissions boundary");
}

pub async fn with_a_new_role(t: Target) {
    let arn = t.policy("limits").await;
    let made = t.iam.create_role().role_name("r").assume_role_policy_document(TRUST).permissions_boundary(&arn);
    let role = made.send().await.unwrap().role.unwrap();
    assert_eq!(role.permissions_boundary().unwrap().permissions_boundary_arn(), Some(arn.as_str()));
}

pub async fn only_policies_that_exist(t: Target) {
    t.role("r").await;
    let arn = t.arn("policy/nothing");
    let words = format!("Scope ARN: {arn} does not exist or is not attachable.");
    let put = t.iam.put_role_permissions_boundary().role_name("r").permissions_boundary(&arn).send().await;
    t.refused(put, "NoSuchEntity", &words);
    let made = t.iam.create_role().role_name("s").assume_role_policy_document(TRUST).permissions_boundary(&arn);
    t.refused(made.send().await, "NoSuchEntity", &words);
    let gone = t.iam.get_role().role_name("s").send().await;
    t.refused(gone, "NoSuchEntity", "The role with name s cannot be found.");
}

pub async fn is_counted(t: Target) {
    t.role("r").await;
    let arn = t.policy("limits").await;
    t.iam.put_role_permissions_boundary().role_name("r").permissions_boundary(&arn).send().await.unwrap();
    let policy = t.get_policy(&arn).await;
    assert_eq!(policy.attachment_count, Some(0));
    assert_eq!(policy.permissions_boundary_usage_count, Some(1));
}
