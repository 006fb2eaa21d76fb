//! Tags of keys.

use aws_sdk_kms::types::Tag;

use super::Target;

fn tag(key: &str, value: &str) -> Tag {
    Tag::builder().tag_key(key).tag_value(value).build().unwrap()
}

async fn tags(t: &Target, key: &str) -> Vec<Tag> {
    t.kms().list_resource_tags().key_id(key).send().await.unwrap().tags.unwrap_or_default()
}

pub async fn come_and_go(t: Target) {
    let id = t.key().await;
    t.kms().tag_resource().key_id(&id).tags(tag("a", "1")).tags(tag("b", "")).send().await.unwrap();
    t.kms().tag_resource().key_id(&id).tags(tag("a", "2")).send().await.unwrap();
    assert_eq!(tags(&t, &id).await, [tag("a", "2"), tag("b", "")]);
    t.kms().untag_resource().key_id(&id).tag_keys("a").tag_keys("none").send().await.unwrap();
    assert_eq!(tags(&t, &id).await, [tag("b", "")]);
}

pub async fn keys_are_told_apart_by_case(t: Target) {
    let id = t.key().await;
    t.kms().tag_resource().key_id(&id).tags(tag("Team", "1")).tags(tag("team", "2")).send().await.unwrap();
    assert_eq!(tags(&t, &id).await.len(), 2);
}

pub async fn keys_of_aws(t: Target) {
    let id = t.key().await;
    let put = t.kms().tag_resource().key_id(&id).tags(tag("aws:x", "1")).send().await;
    t.refused(put, "TagException", "aws: prefixed tag key names are not allowed for external use.");
}

pub async fn more_than_fifty(t: Target) {
    let id = t.key().await;
    for half in [0..50, 50..51] {
        let tags = half.clone().map(|number| tag(&format!("k{number}"), "v")).collect();
        let put = t.kms().tag_resource().key_id(&id).set_tags(Some(tags)).send().await;
        if half.start == 0 {
            put.unwrap();
        } else {
            t.refused(put, "TagException", "Too many tags");
        }
    }
}
