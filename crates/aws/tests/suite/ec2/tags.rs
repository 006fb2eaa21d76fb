//! Tags.

use aws_sdk_ec2::types::{ResourceType, Tag, TagSpecification};

use super::{Target, filter};

fn tag(key: &str, value: &str) -> Tag {
    Tag::builder().key(key).value(value).build()
}

pub async fn tags_come_and_go(t: Target) {
    let group = t.group("endpoints").await;
    t.ec2().create_tags().resources(&group).tags(tag("Team", "a")).tags(tag("Stage", "b")).send().await.unwrap();
    let found = async |value: &str| {
        t.ec2()
            .describe_security_groups()
            .filters(filter("tag:Team", value))
            .send()
            .await
            .unwrap()
            .security_groups()
            .len()
    };
    assert_eq!((found("a").await, found("b").await), (1, 0));
    // With another value nothing goes.
    t.ec2().delete_tags().resources(&group).tags(tag("Team", "b")).send().await.unwrap();
    assert_eq!(found("a").await, 1);
    t.ec2().delete_tags().resources(&group).tags(Tag::builder().key("Team").build()).send().await.unwrap();
    assert_eq!(found("a").await, 0);
}

pub async fn what_is_made_has_its_tags(t: Target) {
    let specification = TagSpecification::builder().resource_type(ResourceType::SecurityGroup).tags(tag("Team", "a"));
    let request = t.ec2().create_security_group().group_name("g").description("d").vpc_id(t.vpc().await);
    request.tag_specifications(specification.build()).send().await.unwrap();
    let answer = t.ec2().describe_security_groups().filters(filter("tag-key", "Team")).send().await.unwrap();
    assert_eq!(answer.security_groups()[0].tags(), [tag("Team", "a")]);
}
