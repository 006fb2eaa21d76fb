//! Instance profiles.

use super::{Target, tag};

async fn make(t: &Target, name: &str) {
    t.iam.create_instance_profile().instance_profile_name(name).send().await.unwrap();
}

async fn put(t: &Target, name: &str, role: &str) {
    t.iam.add_role_to_instance_profile().instance_profile_name(name).role_name(role).send().await.unwrap();
}

pub async fn create_get_list_delete(t: Target) {
    let made = t.iam.create_instance_profile().instance_profile_name("p").path("/ml/").tags(tag("a", "b"));
    let made = made.send().await.unwrap().instance_profile.unwrap();
    assert_eq!(made.arn, t.arn("instance-profile/ml/p"));
    assert_eq!(made.tags(), [tag("a", "b")]);
    assert!(made.roles.is_empty());
    t.role("r").await;
    put(&t, "p", "r").await;
    let got = t.iam.get_instance_profile().instance_profile_name("p").send().await.unwrap().instance_profile.unwrap();
    assert_eq!(got.roles.iter().map(|role| role.role_name.as_str()).collect::<Vec<_>>(), ["r"]);
    assert_eq!(got.instance_profile_id, made.instance_profile_id);
    make(&t, "q").await;
    assert_eq!(t.iam.list_instance_profiles().send().await.unwrap().instance_profiles.len(), 2);
    t.iam.delete_instance_profile().instance_profile_name("q").send().await.unwrap();
    let gone = t.iam.get_instance_profile().instance_profile_name("q").send().await;
    t.refused(gone, "NoSuchEntity", "Instance Profile q cannot be found.");
}

pub async fn by_path(t: Target) {
    t.iam.create_instance_profile().instance_profile_name("inside").path("/ml/").send().await.unwrap();
    make(&t, "outside").await;
    let list = t.iam.list_instance_profiles().path_prefix("/ml/").send().await.unwrap();
    let names: Vec<_> = list.instance_profiles.iter().map(|one| one.instance_profile_name.as_str()).collect();
    assert_eq!(names, ["inside"]);
}

pub async fn a_name_is_taken_once(t: Target) {
    make(&t, "p").await;
    let again = t.iam.create_instance_profile().instance_profile_name("p").send().await;
    t.refused(again, "EntityAlreadyExists", "Instance Profile p already exists.");
}

pub async fn one_role_at_most(t: Target) {
    make(&t, "p").await;
    t.role("r").await;
    t.role("s").await;
    put(&t, "p", "r").await;
    let more = t.iam.add_role_to_instance_profile().instance_profile_name("p").role_name("s").send().await;
    t.refused(more, "LimitExceeded", "Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1");
}

pub async fn of_a_role(t: Target) {
    t.role("r").await;
    for name in ["a", "b", "c"] {
        make(&t, name).await;
    }
    put(&t, "a", "r").await;
    put(&t, "c", "r").await;
    let list = t.iam.list_instance_profiles_for_role().role_name("r").send().await.unwrap();
    let names: Vec<_> = list.instance_profiles.iter().map(|one| one.instance_profile_name.as_str()).collect();
    assert_eq!(names, ["a", "c"]);
}

pub async fn deletion_waits_for_the_role(t: Target) {
    make(&t, "p").await;
    t.role("r").await;
    put(&t, "p", "r").await;
    let words = "Cannot delete entity, must remove roles from instance profile first.";
    t.refused(t.iam.delete_instance_profile().instance_profile_name("p").send().await, "DeleteConflict", words);
}

pub async fn removing_a_role_that_is_not_there(t: Target) {
    make(&t, "p").await;
    t.role("r").await;
    let removed = t.iam.remove_role_from_instance_profile().instance_profile_name("p").role_name("r").send().await;
    t.refused(removed, "NoSuchEntity", "The role with name r cannot be found.");
}

pub async fn missing_ones(t: Target) {
    make(&t, "p").await;
    t.role("r").await;
    let words = "Instance Profile q cannot be found.";
    t.refused(t.iam.get_instance_profile().instance_profile_name("q").send().await, "NoSuchEntity", words);
    t.refused(t.iam.delete_instance_profile().instance_profile_name("q").send().await, "NoSuchEntity", words);
    let add = t.iam.add_role_to_instance_profile().instance_profile_name("q").role_name("r").send().await;
    t.refused(add, "NoSuchEntity", words);
    let add = t.iam.add_role_to_instance_profile().instance_profile_name("p").role_name("s").send().await;
    t.refused(add, "NoSuchEntity", "The role with name s cannot be found.");
}
