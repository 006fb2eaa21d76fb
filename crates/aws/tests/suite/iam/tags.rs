//! Tags of roles and policies.

use aws_sdk_iam::types::Tag;

use super::{READ, TRUST, Target, constraint, tag};

const DUPLICATE: &str = "Duplicate tag keys found. Please note that Tag keys are case insensitive.";

async fn put(t: &Target, tags: impl IntoIterator<Item = Tag>) {
    t.iam.tag_role().role_name("r").set_tags(Some(tags.into_iter().collect())).send().await.unwrap();
}

async fn all(t: &Target) -> Vec<Tag> {
    let list = t.iam.list_role_tags().role_name("r").send().await.unwrap();
    assert!(!list.is_truncated);
    list.tags
}

pub async fn of_a_role(t: Target) {
    t.role("r").await;
    assert!(all(&t).await.is_empty());
    put(&t, [tag("Owner", "ana"), tag("CostCenter", "42"), tag("Empty", "")]).await;
    put(&t, [tag("Owner", "bo")]).await;
    assert_eq!(all(&t).await, [tag("CostCenter", "42"), tag("Empty", ""), tag("Owner", "bo")]);
    t.iam.untag_role().role_name("r").tag_keys("CostCenter").tag_keys("NotThere").send().await.unwrap();
    assert_eq!(all(&t).await, [tag("Empty", ""), tag("Owner", "bo")]);
    assert_eq!(t.get_role("r").await.tags().len(), 2);
}

pub async fn of_a_policy(t: Target) {
    let made = t.iam.create_policy().policy_name("p").policy_document(READ).tags(tag("a", "1")).send().await.unwrap();
    let policy = made.policy.unwrap();
    assert_eq!(policy.tags(), [tag("a", "1")]);
    let arn = policy.arn.unwrap();
    t.iam.tag_policy().policy_arn(&arn).tags(tag("b", "2")).send().await.unwrap();
    let list = t.iam.list_policy_tags().policy_arn(&arn).send().await.unwrap();
    assert_eq!(list.tags(), [tag("a", "1"), tag("b", "2")]);
    t.iam.untag_policy().policy_arn(&arn).tag_keys("a").send().await.unwrap();
    assert_eq!(t.get_policy(&arn).await.tags(), [tag("b", "2")]);
}

pub async fn keys_are_told_apart_without_case(t: Target) {
    t.role("r").await;
    put(&t, [tag("Owner", "ana")]).await;
    put(&t, [tag("OWNER", "bo")]).await;
    assert_eq!(all(&t).await, [tag("OWNER", "bo")]);
    t.iam.untag_role().role_name("r").tag_keys("owner").send().await.unwrap();
    assert!(all(&t).await.is_empty());
}

pub async fn a_key_twice_in_one_request(t: Target) {
    t.role("r").await;
    let twice = t.iam.tag_role().role_name("r").tags(tag("Owner", "a")).tags(tag("owner", "b")).send().await;
    t.refused(twice, "InvalidInput", DUPLICATE);
    let made = t.iam.create_role().role_name("s").assume_role_policy_document(TRUST);
    let twice = made.tags(tag("x", "a")).tags(tag("x", "b")).send().await;
    t.refused(twice, "InvalidInput", DUPLICATE);
}

pub async fn keys_that_are_none(t: Target) {
    t.role("r").await;
    let pattern = r"Member must satisfy regular expression pattern: [\p{L}\p{Z}\p{N}_.:/=+\-@]+";
    let long = "k".repeat(129);
    for (key, rule) in [("a!b", pattern), (&long, "Member must have length less than or equal to 128")] {
        let put = t.iam.tag_role().role_name("r").tags(tag(key, "v")).send().await;
        t.refused(put, "ValidationError", &constraint(key, "tags.1.member.key", rule));
        let removed = t.iam.untag_role().role_name("r").tag_keys(key).send().await;
        t.refused(removed, "ValidationError", &constraint(key, "tagKeys.1.member", rule));
    }
    put(&t, [tag("Ümlaut und Raum _.:/=+-@", "v")]).await;
}

pub async fn values_that_are_none(t: Target) {
    t.role("r").await;
    let long = "v".repeat(257);
    let put = t.iam.tag_role().role_name("r").tags(tag("k", &long)).send().await;
    let words = constraint(&long, "tags.1.member.value", "Member must have length less than or equal to 256");
    t.refused(put, "ValidationError", &words);
    let put = t.iam.tag_role().role_name("r").tags(tag("k", "a;b")).send().await;
    let rule = r"Member must satisfy regular expression pattern: [\p{L}\p{Z}\p{N}_.:/=+\-@]*";
    t.refused(put, "ValidationError", &constraint("a;b", "tags.1.member.value", rule));
}

pub async fn keys_of_aws(t: Target) {
    t.role("r").await;
    let put = t.iam.tag_role().role_name("r").tags(tag("aws:owner", "v")).send().await;
    let words = "One or more of the tag keys begins with the prefix aws:, which is reserved for AWS use.";
    t.refused(put, "InvalidInput", words);
}

fn fifty() -> impl Iterator<Item = Tag> {
    (0..50).map(|number| tag(&format!("k{number:02}"), "v"))
}

pub async fn more_than_fifty(t: Target) {
    t.role("r").await;
    put(&t, fifty()).await;
    let more = t.iam.tag_role().role_name("r").tags(tag("k50", "v")).send().await;
    t.refused(more, "LimitExceeded", "Cannot exceed quota for TagsPerRole: 50");
    put(&t, [tag("k49", "other")]).await;
}

pub async fn more_than_fifty_in_one_request(t: Target) {
    t.role("r").await;
    let tags: Vec<_> = fifty().chain([tag("k50", "v")]).collect();
    let keys: Vec<_> = tags.iter().map(|tag| tag.key.clone()).collect();
    let words =
        constraint(&format!("[{}]", keys.join(", ")), "tags", "Member must have length less than or equal to 50");
    t.refused(t.iam.tag_role().role_name("r").set_tags(Some(tags)).send().await, "ValidationError", &words);
}

pub async fn of_what_is_missing(t: Target) {
    let words = "The role with name r cannot be found.";
    t.refused(t.iam.list_role_tags().role_name("r").send().await, "NoSuchEntity", words);
    t.refused(t.iam.tag_role().role_name("r").tags(tag("a", "b")).send().await, "NoSuchEntity", words);
    t.refused(t.iam.untag_role().role_name("r").tag_keys("a").send().await, "NoSuchEntity", words);
    let arn = t.arn("policy/p");
    let words = format!("Policy {arn} was not found.");
    t.refused(t.iam.tag_policy().policy_arn(&arn).tags(tag("a", "b")).send().await, "NoSuchEntity", &words);
    t.refused(t.iam.list_policy_tags().policy_arn(&arn).send().await, "NoSuchEntity", &words);
}

pub async fn in_pages(t: Target) {
    t.role("r").await;
    put(&t, fifty()).await;
    let (mut marker, mut sizes) = (None, Vec::new());
    loop {
        let page = t.iam.list_role_tags().role_name("r").max_items(20).set_marker(marker).send().await.unwrap();
        sizes.push(page.tags.len());
        marker = page.marker;
        if !page.is_truncated {
            break;
        }
    }
    assert_eq!(sizes, [20, 20, 10]);
    assert_eq!(marker, None);
}
