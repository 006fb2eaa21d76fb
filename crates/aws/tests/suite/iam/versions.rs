//! Versions of managed policies.

use super::{READ, Target, WRITE, constraint, decode};

async fn add(t: &Target, arn: &str, default: bool) -> String {
    let made = t.iam.create_policy_version().policy_arn(arn).policy_document(WRITE).set_as_default(default);
    let version = made.send().await.unwrap().policy_version.unwrap();
    assert_eq!(version.is_default_version, default);
    version.version_id.unwrap()
}

async fn ids(t: &Target, arn: &str) -> Vec<String> {
    let list = t.iam.list_policy_versions().policy_arn(arn).send().await.unwrap();
    let mut ids: Vec<_> = list.versions.unwrap().into_iter().map(|version| version.version_id.unwrap()).collect();
    ids.sort();
    ids
}

pub async fn come_and_go(t: Target) {
    let arn = t.policy("p").await;
    assert_eq!(add(&t, &arn, false).await, "v2");
    assert_eq!(t.get_policy(&arn).await.default_version_id(), Some("v1"));
    assert_eq!(add(&t, &arn, true).await, "v3");
    assert_eq!(t.get_policy(&arn).await.default_version_id(), Some("v3"));
    t.iam.set_default_policy_version().policy_arn(&arn).version_id("v2").send().await.unwrap();
    assert_eq!(t.get_policy(&arn).await.default_version_id(), Some("v2"));
    t.iam.delete_policy_version().policy_arn(&arn).version_id("v3").send().await.unwrap();
    assert_eq!(ids(&t, &arn).await, ["v1", "v2"]);
    for (id, document) in [("v1", READ), ("v2", WRITE)] {
        let got = t.iam.get_policy_version().policy_arn(&arn).version_id(id).send().await.unwrap();
        let version = got.policy_version.unwrap();
        assert_eq!(decode(version.document()), document);
        assert_eq!(version.is_default_version, id == "v2");
    }
}

pub async fn five_at_most(t: Target) {
    let arn = t.policy("p").await;
    for _ in 0..4 {
        add(&t, &arn, false).await;
    }
    let sixth = t.iam.create_policy_version().policy_arn(&arn).policy_document(READ).send().await;
    let words = "A managed policy can have up to 5 versions. Before you create a new version, you must delete an \
                 existing version.";
    t.refused(sixth, "LimitExceeded", words);
}

pub async fn the_default_one_stays(t: Target) {
    let arn = t.policy("p").await;
    let deleted = t.iam.delete_policy_version().policy_arn(&arn).version_id("v1").send().await;
    t.refused(deleted, "DeleteConflict", "Cannot delete the default version of a policy.");
}

pub async fn numbers_are_not_given_twice(t: Target) {
    let arn = t.policy("p").await;
    add(&t, &arn, false).await;
    t.iam.delete_policy_version().policy_arn(&arn).version_id("v2").send().await.unwrap();
    assert_eq!(add(&t, &arn, false).await, "v3");
}

pub async fn missing_ones(t: Target) {
    let arn = t.policy("p").await;
    let words = format!("Policy {arn} version v9 does not exist or is not attachable.");
    let got = t.iam.get_policy_version().policy_arn(&arn).version_id("v9").send().await;
    t.refused(got, "NoSuchEntity", &words);
    let deleted = t.iam.delete_policy_version().policy_arn(&arn).version_id("v9").send().await;
    t.refused(deleted, "NoSuchEntity", &words);
    let set = t.iam.set_default_policy_version().policy_arn(&arn).version_id("v9").send().await;
    t.refused(set, "NoSuchEntity", &words);
}

pub async fn ids_that_are_none(t: Target) {
    let arn = t.policy("p").await;
    for id in ["1", "v0", "vx", "latest"] {
        let set = t.iam.set_default_policy_version().policy_arn(&arn).version_id(id).send().await;
        let rule = r"Member must satisfy regular expression pattern: v[1-9][0-9]*(\.[A-Za-z0-9-]*)?";
        t.refused(set, "ValidationError", &constraint(id, "versionId", rule));
    }
}
