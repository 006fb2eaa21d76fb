//! Secrets themselves: names, ARNs, values, tags.

use aws_sdk_secretsmanager::primitives::Blob;
use aws_sdk_secretsmanager::types::Tag;

use super::{FIRST, SECOND, Target};

const ABSENT: &str = "Secrets Manager can't find the specified secret.";

pub async fn an_arn_has_six_characters_more_than_the_name(t: Target) {
    let arn = t.secret("ml/database-credentials", "v").await;
    let prefix = format!("arn:aws:secretsmanager:eu-west-1:{}:secret:ml/database-credentials-", t.account);
    let suffix = arn.strip_prefix(&prefix).unwrap_or_else(|| panic!("{arn}"));
    assert!(suffix.len() == 6 && suffix.chars().all(|character| character.is_ascii_alphanumeric()), "{suffix}");
    let described = t.secrets().describe_secret().secret_id(&arn).send().await.unwrap();
    assert_eq!((described.name(), described.arn()), (Some("ml/database-credentials"), Some(arn.as_str())));
    assert!(described.created_date().is_some() && described.last_changed_date().is_some());
    assert_eq!(described.version_ids_to_stages().unwrap()[FIRST], ["AWSCURRENT"]);
    assert_eq!((described.deleted_date(), described.kms_key_id()), (None, None));
}

pub async fn a_secret_is_found_by_its_partial_arn(t: Target) {
    let arn = t.secret("ml/db", "v").await;
    let partial = arn.get(..arn.len() - 7).unwrap();
    assert_eq!(t.value(partial).await, "v");
    assert_eq!(t.value(&arn).await, "v");
}

pub async fn a_name_is_taken_once(t: Target) {
    t.secret("db", "one").await;
    let again = t.secrets().create_secret().name("db").secret_string("two").client_request_token(SECOND).send().await;
    t.refused(again, "ResourceExistsException", "The operation failed because the secret db already exists.");
}

pub async fn the_same_request_again_is_the_same_secret(t: Target) {
    let arn = t.secret("db", "one").await;
    assert_eq!(t.secret("db", "one").await, arn);
    let other = t.secrets().create_secret().name("db").secret_string("two").client_request_token(FIRST).send().await;
    t.refused(other, "ResourceExistsException", "The operation failed because the secret db already exists.");
}

pub async fn names_have_rules(t: Target) {
    for name in ["a b", "a:b", "ä"] {
        let made = t.secrets().create_secret().name(name).secret_string("v").send().await;
        t.refused(
            made,
            "ValidationException",
            "Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@!",
        );
    }
    t.secret("Aa0/_+=.@-!", "v").await;
}

pub async fn values_have_bounds(t: Target) {
    let make = |name: &str, value: String| t.secrets().create_secret().name(name).secret_string(value).send();
    t.refused(
        make("long", "x".repeat(65_537)).await,
        "ValidationException",
        "1 validation error detected: Value at 'secretString' failed to satisfy constraint: Member must have length less \
         than or equal to 65536",
    );
    // Bytes are counted, not characters.
    assert!(make("wide", "ü".repeat(32_769)).await.is_err());
    make("most", "x".repeat(65_536)).await.unwrap();
}

pub async fn a_secret_may_have_no_value(t: Target) {
    t.secrets().create_secret().name("empty").send().await.unwrap();
    t.refused(
        t.secrets().get_secret_value().secret_id("empty").send().await,
        "ResourceNotFoundException",
        "Secrets Manager can't find the specified secret value for staging label: AWSCURRENT",
    );
    t.secrets().put_secret_value().secret_id("empty").secret_string("v").send().await.unwrap();
    assert_eq!(t.value("empty").await, "v");
}

pub async fn bytes_are_kept_as_they_are(t: Target) {
    let bytes: Vec<u8> = (0..=255).collect();
    t.secrets().create_secret().name("key").secret_binary(Blob::new(bytes.clone())).send().await.unwrap();
    let read = t.secrets().get_secret_value().secret_id("key").send().await.unwrap();
    assert_eq!((read.secret_binary().unwrap().as_ref(), read.secret_string()), (bytes.as_slice(), None));
}

pub async fn tags_are_added_and_removed(t: Target) {
    t.secret("db", "v").await;
    let tag = |key: &str, value: &str| Tag::builder().key(key).value(value).build();
    t.secrets().tag_resource().secret_id("db").tags(tag("Team", "a")).tags(tag("team", "b")).send().await.unwrap();
    t.secrets().tag_resource().secret_id("db").tags(tag("Team", "c")).send().await.unwrap();
    let read = async || {
        let mut tags = t.secrets().describe_secret().secret_id("db").send().await.unwrap().tags.unwrap_or_default();
        tags.sort_by(|one, other| one.key.cmp(&other.key));
        tags
    };
    assert_eq!(read().await, [tag("Team", "c"), tag("team", "b")], "keys are told apart by case");
    t.secrets().untag_resource().secret_id("db").tag_keys("Team").send().await.unwrap();
    assert_eq!(read().await, [tag("team", "b")]);
}

pub async fn an_unknown_secret_is_not_found(t: Target) {
    let client = t.secrets();
    t.refused(client.describe_secret().secret_id("none").send().await, "ResourceNotFoundException", ABSENT);
    t.refused(client.get_secret_value().secret_id("none").send().await, "ResourceNotFoundException", ABSENT);
    let put = client.put_secret_value().secret_id("none").secret_string("v").send().await;
    t.refused(put, "ResourceNotFoundException", ABSENT);
    t.refused(client.list_secret_version_ids().secret_id("none").send().await, "ResourceNotFoundException", ABSENT);
    t.refused(client.delete_secret().secret_id("none").send().await, "ResourceNotFoundException", ABSENT);
}
